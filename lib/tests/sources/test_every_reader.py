"""Rows read and rows rejected are the rows present, for every reader there is: nothing is lost without a word."""

import io
import tarfile

import pandas as pd
import pytest
import yaml

from engagement.sources import templates
from engagement.sources.readers import READERS
from engagement.tables.inbox import RECORDS
from engagement.warehouse.build import check

TABLES = {f"template-{table.name}": table for table in RECORDS}


def page(title, address, *rows):
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f"<!DOCTYPE html><!-- saved from url=(0000){address} --><html><head><title>{title}</title></head>"
        f"<body><h1>{title}</h1><table>{lines}</table></body></html>"
    )


def csv(*rows):
    return "".join(",".join(row) + "\n" for row in rows)


def publication(number):
    return yaml.safe_dump(
        {
            "title": [{"content": "Framework of examples", "type": "main"}],
            "docidentifier": [{"content": number, "type": "ITU", "primary": True}],
            "date": [{"type": "published", "at": "2019-10-14"}],
            "status": {"stage": {"content": "Published"}},
            "ext": {"doctype": {"content": "recommendation"}, "flavor": "itu"},
        }
    )


def archive(folder):
    with tarfile.open(folder / "records.tar.gz", "w:gz") as tar:
        for name, text in (
            ("a.yaml", publication("ITU-T X.9999 (10/2019)")),
            ("b.yaml", "docidentifier: [unclosed"),
            ("c.yaml", publication("ITU-T X.9998 (10/2019)")),
        ):
            member = tarfile.TarInfo(name)
            member.size = len(text.encode())
            tar.addfile(member, io.BytesIO(text.encode()))
    return folder / "records.tar.gz"


def form(folder, table):
    """A form with two rows that can be read and between them one without the columns it cannot do without."""
    good = table.example | {"body": "etsi"}
    needed = next(name for name, column in table.columns.items() if not column.nullable)
    templates.write(table.name, folder / "form.xlsx", pd.DataFrame([good, good | {needed: None}, good]))
    return folder / "form.xlsx"


TEXTS = {
    "itut-catalogue": (
        "catalogue.csv",
        csv(
            ["file_id", "id", "title", "doctype", "published", "stage", "study_group_current"],
            ["x", "ITU-T X.9999 (10/2019)", "Examples", "recommendation", "2019-10-14", "Published", ""],
            ["x", "ITU-T X.9998 (10/2019)", "Examples", "recommendation", "2019-14-10", "Published", ""],
            ["x", "ITU-T X.9997 (10/2019)", "Examples", "recommendation", "2019-10-14", "Published", ""],
        ),
    ),
    "3gpp-tdocs": (
        "TDoc_List_Meeting_RAN1#109-e.csv",
        csv(
            ["TDoc", "Title", "Source", "Type", "Agenda item", "TDoc Status", "Uploaded"],
            ["R1-2299001", "Examples", "Example Telecom", "discussion", "8.10", "noted", "2022-04-29"],
            ["unnumbered", "Examples", "Example Telecom", "discussion", "8.10", "noted", "2022-04-29"],
            ["R1-2299003", "Examples", "Example Telecom", "discussion", "8.10", "noted", "2022-04-29"],
        ),
    ),
    "itut-documents": (
        "list.html",
        page(
            "ITU-T SG13 (Study Period 2022-2024) - Contributions", "https://www.itu.int/md/T22-SG13-240715-C/en",
            ["Number", "Title", "Source", "Question(s)", "Date"],
            ["C 1", "Examples", "Example Telecom", "Q16/13", "2024-07-02"],
            ["C", "Examples", "Example Telecom", "Q16/13", "2024-07-02"],
            ["C 3", "Examples", "Example Telecom", "Q16/13", "2024-07-02"],
        ),
    ),
    "itut-leadership": (
        "list.html",
        page(
            "ITU-T SG13 - List of rapporteurs (Study Period 2017-2020)",
            "https://www.itu.int/net4/ITU-T/lists/loqr.aspx?Group=13&Period=16",
            ["First name", "Last name", "Role", "Company", "Country"],
            ["Ann", "EXAMPLE", "Rapporteur Q16/13", "Example Telecom", "Switzerland"],
            ["Bea", "EXAMPLE", "Rapporteur Q17/13", "Example Telecom", "Nowhereland"],
            ["Cat", "EXAMPLE", "Rapporteur Q18/13", "Example Telecom", "Switzerland"],
        ),
    ),
    "itut-members": (
        "members.csv",
        csv(
            ["Member", "Category", "Study group", "Country", "Member since", "Member until"],
            ["Example Systems", "Associate", "SG13", "Switzerland", "2021-01-01", ""],
            ["Example Telecom", "Wellwisher", "", "Switzerland", "2021-01-01", ""],
            ["Example State", "Member State", "", "Namibia", "", ""],
        ),
    ),
    "itut-participants": (
        "SG13-2024-07-15-participants.csv",
        csv(
            ["Family name", "First name", "Organization", "Country", "Participation"],
            ["EXAMPLE", "Ann", "Example Telecom", "Switzerland", "On site"],
            ["EXAMPLE", "Bea", "Example Telecom", "Switzerland", "By balloon"],
            ["EXAMPLE", "Cat", "Example Telecom", "Switzerland", "Remote"],
        ),
    ),
    "itut-work-programme": (
        "list.html",
        page(
            "ITU-T Work programme", "https://www.itu.int/ITU-T/workprog/wp_search.aspx?sg=13&sp=16",
            ["Work item", "Question", "Status", "Timing", "Approval process", "Version", "Subject / Title", "Priority"],
            ["Y.example1", "Q16/13", "Under study", "2024-Q4", "AAP", "New", "Examples", "High"],
            ["Y.example2", "sixteen", "Under study", "2024-Q4", "AAP", "New", "Examples", "High"],
            ["Y.example3", "Q16/13", "Under study", "2024-Q4", "AAP", "New", "Examples", "High"],
        ),
    ),
    "itut-work-item": (
        "item.html",
        page(
            "ITU-T Work programme", "https://www.itu.int/ITU-T/workprog/wp_item.aspx?isn=1234",
            ["Work item", "Y.example"], ["Subject/title", "Examples"], ["Status", "Under study"],
            ["Approval process", "AAP"], ["Type of work item", "Recommendation"], ["Timing", "soon"],
            ["Question", "Q16/13"], ["Study group", "SG13"], ["Study period", "2022-2024"],
            ["First registration in the WP", "2022-07-08 14:23:37"], ["Last update", "2024-03-15"],
        ),
    ),
    "ietf-registrations": (
        "registrations.csv",
        csv(
            ["meeting", "country", "organization", "presence"],
            ["116", "CH", "Example Telecom", "remote"],
            ["116", "AN", "Example Telecom", "remote"],
            ["116", "NA", "Example Telecom", "on-site"],
        ),
    ),
    "ietf-attendees": (
        "ietf-117-attendees.html",
        page(
            "IETF 117 Proceedings", "https://example.org/",
            ["Last Name", "First Name", "Organization", "Country", "Registration Type"],
            ["Ardenova", "Mirelle", "Example Telecom", "CH", "onsite"],
            ["Borvik", "Tamsin", "Example Telecom", "CH", "by balloon"],
            ["Borvik", "Joren", "Example Telecom", "NA", "remote"],
        ),
    ),
}  # fmt: skip
PRESENT = {"itut-work-item": (1, 1), "itut-relaton": (1, 0)}  # rows present and rejected; otherwise 3 and 1


def file_for(reader, folder):
    """A file of the reader's format in which one of the rows, the second, cannot be read."""
    if reader in TABLES:
        return form(folder, TABLES[reader])
    if reader == "itut-relaton-archive":
        return archive(folder)
    if reader == "itut-relaton":
        name, text = "record.yaml", publication("ITU-T X.9999 (10/2019)")
    else:
        name, text = TEXTS[reader]
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


@pytest.mark.parametrize("reader", [reader.name for reader in READERS])
def test_rows_read_and_rejected_are_the_rows_present(reader, project, tmp_path):
    done, problems = check(file_for(reader, tmp_path))
    assert done.reader == reader
    assert (done.rows_present, done.rows_rejected) == PRESENT.get(reader, (3, 1))
    assert done.rows_read == done.rows_present - done.rows_rejected
    assert len({(one["sheet"], one["row"]) for one in problems}) == done.rows_rejected
    assert all(one["reason"] and one["remedy"] for one in problems)


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        (
            ["body", "meeting_id", "person", "organization_printed", "country"],
            "it is nearly the form of the table attendance: the column presence is missing",
        ),
        (
            ["Name", "First name", "Country", "Participation"],
            "it is nearly a list of the participants of an ITU-T meeting: the column Organization is missing",
        ),
        (
            ["Member", "Country", "Member since"],
            "it is nearly a list of the members of ITU-T: the column Category is missing",
        ),
    ],
)
def test_a_file_that_lacks_a_column_is_told_which(tmp_path, headings, said):
    (tmp_path / "mine.csv").write_text(csv(headings, ["x"] * len(headings)))
    assert check(tmp_path / "mine.csv")[0].problem.endswith(said)


def test_a_file_far_from_every_list_is_told_none(tmp_path):
    (tmp_path / "mine.csv").write_text(csv(["Name", "Country", "Price", "Colour"], ["x"] * 4))
    assert "nearly" not in check(tmp_path / "mine.csv")[0].problem
