"""Forms: what a table's form looks like, and that whatever is written into one is read back as it was."""

import string

import openpyxl
import pandas as pd
import pytest

from engagement import cli
from engagement.errors import DataError
from engagement.sources import templates
from engagement.tables.inbox import LISTS, RECORDS

TABLES = {table.name: table for table in RECORDS}
EVERY = pytest.mark.parametrize("name", TABLES)
ALLOWED = {name: {column: list(check.statistics["allowed_values"])
                  for column, one in table.entry.columns.items() for check in one.checks if check.name == "isin"}
           for name, table in TABLES.items()}  # fmt: skip


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    """The form of each table, as ``engagement template`` writes it."""
    folder = tmp_path_factory.mktemp("forms")
    for name in TABLES:
        assert cli.main(["template", name, str(folder / f"{name}.xlsx")]) == 0
    return folder


@EVERY
def test_a_form_has_the_headings_of_its_table_bold_and_in_sight(forms, name):
    sheet = openpyxl.load_workbook(forms / f"{name}.xlsx")[name]
    columns = TABLES[name].entry.columns
    assert [cell.value for cell in sheet[1]] == list(columns)
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.freeze_panes == "A2"
    coloured = {cell.value for cell in sheet[1] if cell.fill.fill_type == "solid"}
    assert coloured == {column for column, one in columns.items() if not one.nullable}


@EVERY
def test_drop_downs_offer_the_allowed_words(forms, name):
    book = openpyxl.load_workbook(forms / f"{name}.xlsx")
    offered = {}
    for rule in book[name].data_validations.dataValidation:
        (column,) = {cell.split(":")[0].rstrip(string.digits) for cell in str(rule.sqref).split()}
        place, cells = rule.formula1.removeprefix("=").split("!")
        offered[book[name][f"{column}1"].value] = [cell.value for (cell,) in book[place][cells.replace("$", "")]]
        assert rule.type == "list"
        assert str(rule.sqref) == f"{column}2:{column}1048576"
    assert offered == ALLOWED[name]


@EVERY
def test_the_legend_tells_of_every_column(forms, name):
    rows = list(openpyxl.load_workbook(forms / f"{name}.xlsx")["legend"].values)
    start = rows.index(("column", "required", "type", "unit", "meaning", "allowed values"))
    told = {row[0]: row for row in rows[start + 1 :] if row[0]}
    columns = TABLES[name].entry.columns
    assert list(told) == list(columns)
    assert {column for column, row in told.items() if row[1] == "yes"} == {
        column for column, one in columns.items() if not one.nullable
    }
    assert all(told[column][4].startswith(one.description) for column, one in columns.items())


def test_the_legend_says_what_to_type_for_a_person(forms):
    rows = list(openpyxl.load_workbook(forms / "attendance.xlsx")["legend"].values)
    said = next(row[4] for row in rows if row[0] == "person")
    assert "type the name, which becomes a pseudonym" in said
    assert "such as p-0001, the same at every meeting" in said


@pytest.mark.parametrize(("printed", "code"), [("Germany", "DE"), ("de", "DE"), ("NA", "NA"), ("", None)])
def test_a_form_takes_countries_by_name_or_code(tmp_path, read, printed, code):
    (tmp_path / "a.csv").write_text(
        f"body,meeting_id,organization_printed,country,presence\nitu-t,SG13-2024-07-15,Example,{printed},remote\n"
    )
    _, rows, _ = read(tmp_path / "a.csv")
    assert rows["country"].astype(object).where(rows["country"].notna(), None).tolist() == [code]


@pytest.mark.parametrize(
    ("table", "column", "value", "reason", "remedy"),
    [
        ("attendance", "country", "Atlantis", "is not the two-letter code of a country", "write it as DE"),
        ("documents", "questions", "16 and 20", "is not a list of Questions", "write it as 16/13; 20/13"),
        ("documents", "period", "2022", "is not a study period", "write it as T22"),
        ("documents", "date", "45475", "is not a date", "45475 is 2024-07-02 as Excel counts days; format the column"),
        ("documents", "date", "2012", "is not a date", "only the year is known: leave the cell empty or write 2012-01"),
        ("documents", "date", "soon", "is not a date", "correct the cell"),
        ("documents", "revision", "1,000", "is not a whole number", "write 1000 without a comma"),
        ("value_indicators", "value", "1,5", "is not a number", "write 1.5 with a point"),
    ],
)  # fmt: skip
def test_what_a_cell_should_hold_is_told_in_plain_words(tmp_path, read, table, column, value, reason, remedy):
    form = templates.FORMS[table]
    templates.write_csv(table, tmp_path / "a.csv", pd.DataFrame([{**form.example, column: value}], dtype="string"))
    _, _, rejects = read(tmp_path / "a.csv")
    (told,) = rejects[rejects["column"] == column].to_dict("records")
    assert (told["value"], told["reason"].startswith(reason)) == (value, True)
    assert told["remedy"].startswith(remedy)


def test_dates_and_texts_are_formatted_as_such(forms):
    sheet = openpyxl.load_workbook(forms / "documents.xlsx")["documents"]
    formats = {sheet[f"{letter}1"].value: sheet.column_dimensions[letter] for letter in "ABCDEFGHIJKLMNO"}
    assert formats["date"].number_format == "yyyy-mm-dd"
    assert formats["questions"].number_format == "@"  # or 5/13 becomes a date


@EVERY
def test_the_example_is_no_data_until_it_is_changed(forms, name, tmp_path, read):
    done, rows, _ = read(forms / f"{name}.xlsx")
    assert (done.table, done.rows_present, done.notes) == (name, 0, "row 2 is the example of the form and was left out")
    book = openpyxl.load_workbook(forms / f"{name}.xlsx")
    column = next(place for place, cell in enumerate(book[name][1], 1) if cell.value == list(TABLES[name].columns)[0])
    if book[name].cell(2, column).value in ALLOWED[name].get(book[name].cell(1, column).value, ()):
        book[name].cell(2, 1).value = "etsi"
    else:
        book[name].cell(2, column).value += "1"
    book.save(tmp_path / "changed.xlsx")
    done, rows, _ = read(tmp_path / "changed.xlsx")
    assert (done.rows_present, done.rows_read, done.notes) == (1, 1, None)


@EVERY
def test_the_example_is_a_row_that_can_be_read(name, tmp_path, read):
    example = pd.DataFrame([TABLES[name].example | {"body": "etsi"}])
    templates.write(name, tmp_path / "form.xlsx", example)
    done, rows, rejects = read(tmp_path / "form.xlsx")
    assert (done.rows_present, done.rows_read, len(rejects)) == (1, 1, 0)


def test_the_same_form_is_the_same_bytes(forms, tmp_path):
    templates.write("documents", tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == (forms / "documents.xlsx").read_bytes()


def test_a_file_that_exists_is_left_alone(tmp_path, capsys):
    (tmp_path / "mine.xlsx").write_text("mine")
    assert cli.main(["template", "documents", str(tmp_path / "mine.xlsx")]) == 2
    assert "mine.xlsx: exists and is left as it is; choose another name" in capsys.readouterr().err
    assert (tmp_path / "mine.xlsx").read_text() == "mine"


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("paper", "there is no table 'paper'; the tables to fill in are organizations, organization_names, meetings"),
        ("document_sources", "follows from the column source_printed of documents; fill in documents"),
        ("work_item_stages", "follows from the column history of work_items; fill in work_items"),
        ("study_groups", "study_groups is not filled in by hand; the tables to fill in are organizations"),
        ("rejects", "rejects is not filled in by hand"),
    ],
)
def test_a_table_without_a_form_is_told(tmp_path, table, said):
    with pytest.raises(DataError, match=said):
        templates.write(table, tmp_path / "form.xlsx")
    assert not list(tmp_path.iterdir())


def test_every_list_is_told_which_table_fills_it(tmp_path):
    for table in LISTS:
        with pytest.raises(DataError, match="fill in (documents|work_items)$"):
            templates.write(table.name, tmp_path / "form.xlsx")


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(DataError, match="form.ods: a form is an Excel workbook; name it form.xlsx"):
        templates.write("documents", tmp_path / "form.ods")


@pytest.mark.parametrize(
    ("text", "said"),
    [("x" * 32_768, "row 2 of priorities: theme is longer than 32,767 characters"), ("a\x07b", "control character")],
)
def test_what_no_workbook_holds_is_refused_and_nothing_is_left(tmp_path, text, said):
    rows = pd.DataFrame({"body": "itu-t", "occasion": "CxO", "theme": ["quantum", text]})
    with pytest.raises(DataError, match=said):
        templates.write("priorities", tmp_path / "form.xlsx", rows)
    assert not list(tmp_path.iterdir())


def test_more_rows_than_a_sheet_takes_are_refused(tmp_path):
    rows = pd.DataFrame({"body": "itu-t", "occasion": "CxO"}, index=range(1_048_576))
    with pytest.raises(DataError, match="1,048,576 rows of priorities are more than a sheet takes; write them as CSV"):
        templates.write("priorities", tmp_path / "form.xlsx", rows)


def test_columns_that_the_form_has_not_are_refused(tmp_path):
    with pytest.raises(DataError, match="priorities has no columns colour; its columns are body, occasion"):
        templates.write_csv("priorities", tmp_path / "form.csv", pd.DataFrame({"colour": ["red"]}))


ROWS = pd.DataFrame({"body": "itu-t", "occasion": "CxO", "theme": ["quantum", "languages"]})


def test_made_up_rows_are_marked_as_such(tmp_path, read):
    templates.write("priorities", tmp_path / "a.xlsx", ROWS, "demonstration")
    templates.write_csv("priorities", tmp_path / "a.csv", ROWS, "demonstration")
    for name in ("a.xlsx", "a.csv"):
        done, rows, _ = read(tmp_path / name)
        assert (done.basis, done.rows_read, done.notes) == ("demonstration", 2, None)
        assert set(rows["basis"]) == {"demonstration"}


def test_the_mark_holds_where_the_legend_is_hidden(tmp_path, read):
    templates.write("priorities", tmp_path / "a.xlsx", ROWS, "demonstration")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    book["legend"].sheet_state = "hidden"
    book.save(tmp_path / "b.xlsx")
    done, _, _ = read(tmp_path / "b.xlsx")
    assert (done.basis, done.notes) == ("demonstration", None)


def test_rows_without_a_mark_are_records(tmp_path, read):
    templates.write("priorities", tmp_path / "a.xlsx", ROWS)
    templates.write_csv("priorities", tmp_path / "a.csv", ROWS)
    assert {read(tmp_path / name)[0].basis for name in ("a.xlsx", "a.csv")} == {"recorded"}


def test_a_form_can_be_marked_as_a_demonstration_only(tmp_path):
    with pytest.raises(DataError, match="basis 'published': a form can be marked as demonstration, or not at all"):
        templates.write("priorities", tmp_path / "a.xlsx", ROWS, "published")


@pytest.mark.parametrize(
    ("bases", "basis", "rejected"),
    [
        (["demonstration", "demonstration"], "demonstration", []),
        (["", ""], "recorded", []),
        (["demonstration", ""], "demonstration", [3]),
        (["", "demonstration"], "recorded", [3]),
        (["recorded", "published"], "recorded", [2, 3]),
    ],
)
def test_records_and_made_up_rows_do_not_mix(tmp_path, read, bases, basis, rejected):
    lines = [f"itu-t,CxO,theme {number},{one}\n" for number, one in enumerate(bases)]
    (tmp_path / "a.csv").write_text("body,occasion,theme,basis\n" + "".join(lines))
    done, rows, rejects = read(tmp_path / "a.csv")
    assert (done.basis, list(rejects["row"]) if rejected else []) == (basis, rejected)
    assert done.rows_read == 2 - len(rejected)
    if rejected:
        assert set(rejects["column"]) == {"basis"}
        assert "is not the basis the first row gives" in rejects["reason"].iloc[0]


def test_a_csv_opens_as_utf8_in_excel(tmp_path):
    templates.write_csv("priorities", tmp_path / "a.csv", ROWS)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_numbers_and_dates_are_true_ones_where_a_workbook_holds_them(tmp_path):
    values = [1200, 0.1, 0.30000000000000004, 2.0**53, -7]
    rows = pd.DataFrame({
        "body": "itu-t", "publication": "Y.1", "indicator": "downloads", "value": values, "unit": "a",
        "date": pd.Timestamp("2023-12-31"),
    })  # fmt: skip
    templates.write("value_indicators", tmp_path / "a.xlsx", rows)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["value_indicators"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    written = [sheet.cell(row, columns["value"]).value for row in range(2, 7)]
    assert written == [1200, 0.1, "0.30000000000000004", "9007199254740992.0", -7]
    assert sheet.cell(2, columns["date"]).is_date
