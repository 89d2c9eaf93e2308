"""Countries in single lines of addresses."""

import pytest

from engagement.sources.rfc.countries import country_of


@pytest.mark.parametrize(
    ("line", "country"),
    [
        ("Fernville, CA 94025-1234", "US"),
        ("Atlanta, Georgia 30332", "US"),
        ("Georgia", "GE"),
        ("00100 Kivela, Finland", "FI"),
        ("Somewhere", None),
    ],
)
def test_a_state_counts_with_its_postal_code_or_city(names, line, country):
    assert country_of(["1 Quarry Road", line], names)[0] == country
