"""The attendees of an IETF meeting as a page of its proceedings: the meeting, presence, pseudonyms, rejects."""

import pytest

import engagement
from engagement.warehouse.build import build, check

HEAD = "<tr><th>Last Name</th><th>First Name</th><th>Organization</th><th>Country</th><th>Registration Type</th></tr>"


def page(*rows, heading="IETF 117 Proceedings"):
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<!DOCTYPE html><html><body><h1>{heading}</h1><h2>Attendees</h2><table>{HEAD}{cells}</table></body></html>"


ROWS = [
    ("Ardenova", "Mirelle", "Example Telecom", "CH", "onsite"),
    ("Borvik", "Tamsin", "Example Systems", "na", "remote"),
    ("Borvik", "Joren", "", "DE", "hackathon_onsite"),
]


def test_attendees_become_attendance_under_pseudonyms(project):
    (project.home / "data/inbox/a.html").write_text(page(*ROWS), encoding="utf-8")
    build()
    found = engagement.load("attendance")
    assert found[["body", "meeting_id", "organization_printed", "country", "presence"]].fillna("-").values.tolist() == [
        ["ietf", "IETF117", "Example Telecom", "CH", "on site"],
        ["ietf", "IETF117", "Example Systems", "NA", "remote"],
        ["ietf", "IETF117", "-", "DE", "registered only"],
    ]
    assert found["person"].nunique() == 3
    assert not found["person"].str.contains("Ardenova|Borvik|Mirelle").any()


def test_the_name_of_the_file_tells_the_meeting_where_the_page_does_not(tmp_path):
    path = tmp_path / "ietf-98-attendees.html"
    path.write_text(page(*ROWS, heading="Proceedings"), encoding="utf-8")
    said, _ = check(path)
    assert (said.reader, said.rows_present, said.rows_rejected) == ("ietf-attendees", 3, 0)


@pytest.mark.parametrize(
    ("heading", "row", "reason"),
    [
        ("Proceedings", ROWS[0], "neither the page nor its name says which meeting it is of"),
        ("IETF 117", ("Ardenova", "Mirelle", "Example Telecom", "XQ", "onsite"), "countries"),
        ("IETF 117", ("Ardenova", "Mirelle", "Example Telecom", "CH", "by balloon"), "presence"),
    ],
)
def test_what_cannot_be_read_is_rejected_with_its_reason(tmp_path, heading, row, reason):
    path = tmp_path / "list.html"
    path.write_text(page(row, heading=heading), encoding="utf-8")
    said, (problem,) = check(path)
    assert (said.rows_present, said.rows_rejected) == (1, 1)
    assert reason in f"{problem['column']} {problem['reason']}"
