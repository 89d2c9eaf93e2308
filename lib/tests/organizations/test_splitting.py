"""Source fields: their organizations, each with its role, and nothing split inside a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.organizations.forms import squash
from engagement.organizations.names import name_key
from engagement.organizations.splitting import Known, split

NAMES = {
    "Zantara": "zantara", "Velmor": "velmor", "Velmor Shanghai Bell": "velmor-bell", "ZNE Electronics": "zne",
    "ZNE": "zne", "Quorvex & Pelld": "quorvex-pelld", "AT&T": "att", "NQX DOCO": "nqx-doco", "Zantara-Velmor": "joint",
    "Velmor Mobile": "velmor", "Institute of Trade, Sums and Signs": "its",
}  # fmt: skip
KNOWN = Known(
    {squash(name_key(name)): one for name, one in NAMES.items()},
    frozenset(name.casefold() for name in NAMES),
)


def names(printed, *known):
    return [name for name, _ in split(printed, *known)]


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
        ("Example, \nOther, Third", ["Example", "Other", "Third"]),
        ("Example, Example", ["Example"]),
        ("Example\xa0Systems,\xa0 Other", ["Example Systems", "Other"]),
        ("Example， Other、Third", ["Example", "Other", "Third"]),
        ("TCL/Example", ["TCL/Example"]),
        ("(Example, Other)", ["Example", "Other"]),
        ("[Example]", ["Example"]),
        ("Example, [Other, Third", ["Example", "Other", "Third"]),
        ("Example, …", ["Example"]),
        ("Example Group Plc; and all", ["Example Group Plc"]),
        ("RAN1, Example", ["RAN1", "Example"]),
        ("RAN1 (Example, Other)", ["RAN1", "Example", "Other"]),
        ("Source: Example", ["Example"]),
        ("Ministry of Trade, Industry and Energy", ["Ministry of Trade, Industry and Energy"]),
        (
            "Ministry of Information, Communications and Transport, Example",
            ["Ministry of Information, Communications and Transport", "Example"],
        ),
        ("Department for Digital, Culture, Media and Sport", ["Department for Digital, Culture, Media and Sport"]),
        ("Japan, Korea (Rep. of), Example", ["Japan", "Korea (Rep. of)", "Example"]),
        ("Korea, Republic of", ["Korea, Republic of"]),
        ("Example, Japan", ["Example, Japan"]),
        ("KDDI, SIA, NTT", ["KDDI", "SIA", "NTT"]),
        ("Example and Other", ["Example and Other"]),
        ("Rohde & Schwarz", ["Rohde & Schwarz"]),
        ("Sierra Wireless. S.A.", ["Sierra Wireless. S.A."]),
        (" , ;", []),
        ("", []),
    ],
)
def test_a_field_becomes_its_members(printed, expected):
    assert names(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("China Mobile (Rapporteur)", ("China Mobile", "Rapporteur")),
        ("Moderator (Apple)", ("Apple", "Moderator")),
        ("Moderator(Example)", ("Example", "Moderator")),
        ("Moderator – (Example)", ("Example", "Moderator")),
        ("Moderator (Example", ("Example", "Moderator")),
        ("Moderaror (Example)", ("Example", "Moderaror")),
        ("Moderator (Example Inc.)", ("Example Inc.", "Moderator")),
        ("Example Telecom (WI rapporteur)", ("Example Telecom", "WI rapporteur")),
        ("Example (RAN1 FL)", ("Example", "RAN1 FL")),
        ("Ad-Hoc (Example)", ("Example", "Ad-Hoc")),
        ("UMTS Session Chairman’s Notes (Example)", ("Example", "UMTS Session Chairman’s Notes")),
        ("Example (Switzerland)", ("Example (Switzerland)", None)),
        ("Samsung (Harman)", ("Samsung (Harman)", None)),
        ("Feature lead (Example)", ("Example", "Feature lead")),
        ("RAN1 Chair", ("RAN1", "Chair")),
        ("Chairman, SG13", ("SG13", "Chairman")),
        ("Rapporteur Q5/13", ("Q5/13", "Rapporteur")),
        ("RFC Editor", ("RFC Editor", None)),
        ("Chair", ("Chair", None)),
    ],
)
def test_a_role_is_kept_as_a_role(printed, expected):
    assert split(printed) == (expected,)


def test_a_role_of_several_is_each_ones_and_the_others_have_none():
    assert split("Moderators (AT&T, NQX DOCO, INC.)") == (("AT&T", "Moderators"), ("NQX DOCO, INC.", "Moderators"))
    assert split("Moderator (Example), Other") == (("Example", "Moderator"), ("Other", None))
    assert split("Example, Rapporteur, Other") == (("Example", "Rapporteur"), ("Other", None))


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Velmor, ZNE Zantara, MTI", ["Velmor", "ZNE", "Zantara", "MTI"]),
        ("Zantara Velmor Shanghai Bell ZNE Electronics", ["Zantara", "Velmor Shanghai Bell", "ZNE Electronics"]),
        ("AT&T Zantara", ["AT&T", "Zantara"]),
        ("Zantara and Velmor", ["Zantara", "Velmor"]),
        ("Zantara/Velmor", ["Zantara", "Velmor"]),
        ("Moderator (Zantara/Velmor)", ["Zantara", "Velmor"]),
        ("Zantara & Velmor", ["Zantara", "Velmor"]),
        ("Zantara. Velmor", ["Zantara", "Velmor"]),
        ("NQX DOCO. INC.and Zantara", ["NQX DOCO. INC", "Zantara"]),
        ("Quorvex & Pelld", ["Quorvex & Pelld"]),
        ("Zantara-Velmor", ["Zantara-Velmor"]),
        ("Velmor Mobile", ["Velmor Mobile"]),
        ("ZNE ZNE Electronics", ["ZNE ZNE Electronics"]),
        ("Zantara and Unknown", ["Zantara and Unknown"]),
        ("Zantara, Velmor", ["Zantara", "Velmor"]),
        ("Institute of Trade, Sums and Signs, Velmor", ["Institute of Trade, Sums and Signs", "Velmor"]),
    ],
)
def test_names_that_are_known_come_apart_where_a_comma_was_forgotten(printed, expected):
    assert names(printed, KNOWN) == expected


@given(
    st.lists(st.from_regex(r"[A-Z][a-z]{2,8}( [A-Z][a-z]{2,8})?", fullmatch=True), min_size=1, max_size=6, unique=True)
)
def test_names_put_together_with_semicolons_come_apart_again(given_names):
    assert names("; ".join(given_names)) == given_names


@given(st.text())
def test_any_text_has_names_on_one_line_each_once(printed):
    found = split(printed, KNOWN)
    assert len(set(found)) == len(found)
    assert all(name == " ".join(name.split()) and any(sign.isalnum() for sign in name) for name, _ in found)
