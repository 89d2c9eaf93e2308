import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.organizations.splitting import split


def names(printed):
    return [name for name, _ in split(printed)]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Huawei, HiSilicon", ["Huawei", "HiSilicon"]),
        ("Nokia, Nokia Shanghai Bell", ["Nokia", "Nokia Shanghai Bell"]),
        ("LG Electronics, Inc., InterDigital, Inc.", ["LG Electronics, Inc.", "InterDigital, Inc."]),
        ("AT&T; Verizon / T-Mobile USA", ["AT&T", "Verizon", "T-Mobile USA"]),
        ("ETSI MCC", ["ETSI MCC"]),
        ("Korea (Rep. of)", ["Korea (Rep. of)"]),
        (
            "Ministry of Communications, Cairo; Example Telecom",
            ["Ministry of Communications, Cairo", "Example Telecom"],
        ),
        ("Example (Beijing, China), Other Co., Ltd.", ["Example (Beijing, China)", "Other Co., Ltd."]),
        ("Example Telecom\nExample Systems", ["Example Telecom", "Example Systems"]),
        ("Example, Example", ["Example"]),
        ("TCL/Example", ["TCL/Example"]),
        (" , ;", []),
    ],
)
def test_a_field_becomes_its_members(printed, expected):
    assert names(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("China Mobile (Rapporteur)", ("China Mobile", "Rapporteur")),
        ("Moderator (Apple)", ("Apple", "Moderator")),
        ("Example Telecom (WI rapporteur)", ("Example Telecom", "WI rapporteur")),
        ("Example (Switzerland)", ("Example (Switzerland)", None)),
        ("Feature lead (Example)", ("Example", "Feature lead")),
    ],
)
def test_a_role_in_brackets_is_kept_as_a_role(printed, expected):
    assert split(printed) == (expected,)


@given(
    st.lists(st.from_regex(r"[A-Z][a-z]{2,8}( [A-Z][a-z]{2,8})?", fullmatch=True), min_size=1, max_size=6, unique=True)
)
def test_names_put_together_with_semicolons_come_apart_again(given_names):
    assert names("; ".join(given_names)) == given_names
