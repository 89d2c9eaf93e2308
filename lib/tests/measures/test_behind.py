"""What n counts where rows name no organization: said as it is, and no number of few persons told."""

import pandas as pd
import pytest

from engagement.disclosure import Rule
from engagement.measures import behind, development, leadership


def rows(named, unknown):
    """A row for each of some organizations, and rows that name none, half of them of developing countries."""
    organizations = [f"o{place}" for place in range(named)] + [None] * unknown
    status = ["developing" if place % 2 else "other" for place in range(len(organizations))]
    return pd.DataFrame({"development_status": status, "organization": organizations, "credit": 1.0})


def test_n_is_said_to_count_organizations_only_where_all_are_known():
    assert development.share(rows(6, 0), "recorded", "seats").method.endswith("over 6 organizations")
    some = development.share(rows(6, 4), "recorded", "participants")
    assert (some.n, some.method.partition("over ")[2]) == (
        10,
        "10 in all: 6 organizations and 4 participants whose organization is not known",
    )
    none = development.share(rows(0, 4), "recorded", "participants")
    assert none.method.endswith("over 4 participants whose organization is not known")
    alone = development.share(rows(0, 1), "recorded", "participants")
    assert alone.method.endswith("no interval: 1 of participants whose organization is not known")


def test_seats_without_an_organization_are_no_organizations():
    seats = pd.DataFrame({"region": ["ASP"] * 3 + ["EUR"] * 3, "organization": ["a", "a", None, "b", None, None]})
    share = leadership.seat_shares(seats, "region", "published")["share"][0]
    assert (share.value, share.n) == (50, 5)
    assert share.method.endswith("over 5 in all: 2 organizations and 3 seats whose organization is not known")


@pytest.mark.parametrize(("unknown", "n", "told"), [(2, 6, "fewer than 5"), (13, 21, "15")])
def test_rows_that_are_persons_are_told_by_the_rule(unknown, n, told):
    found = development.share(rows(6, unknown), "recorded", "participants", rule=Rule())
    assert found.n == n
    assert f": 6 organizations and {told} participants" in found.method
    assert str(6 + unknown) not in found.method.partition("over ")[2]


def test_labels_keep_the_order_of_rows():
    assert behind.labels(pd.Series([None, "a"], index=[7, 3])).to_dict() == {7: "row 0", 3: "a"}
    assert behind.counted(pd.Series([], dtype=object)) == (0, 0)
