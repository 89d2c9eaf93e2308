"""Text tables: encodings, separators, damage, and files as large as they come."""

import gzip

import pandas as pd
import pytest

from engagement.sources.opening import open_file
from engagement.sources.sheets import sheets

HEAD = "body,occasion,theme,date,place\n"
ROW = "itu-t,CxO,quantum,2023-12-06,Dubai\n"
WORDS = {
    "cp1252": "Télécom,Universität München,Ordóñez & Compañía,Ørsted A/S,Associação,“Café” – 5 €",
    "cp1250": "Ministerstwo Łączności,Wałęsa,Urząd Komunikacji Elektronicznej",
    "cp1251": "Ростелеком,Министерство связи,Петров",
    "cp1256": "شركة الاتصالات,محمد,المنظمة",
    "cp949": "한국전자통신연구원,김철수,조직",
    "gb18030": "中国移动通信集团,张三,单位",
    "shift_jis": "日本電信電話株式会社,山田太郎,組織",
}


@pytest.fixture
def put(tmp_path):
    """Writes a text table, as text or as bytes."""

    def write(content, name="list.csv"):
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / name

    return write


def cells(path):
    (sheet,) = sheets(open_file(path))
    return [cells for _, cells in sheet.rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_an_encoding_that_its_bytes_prove_is_not_spoken_of(put, read, encoding):
    path = put((HEAD + ROW.replace("Dubai", "دبي")).encode(encoding))
    done, rows, _ = read(path)
    assert rows["place"].iloc[0] == "دبي"
    marked = encoding not in ("utf-16-le", "utf-16-be")
    assert done.notes == (None if marked else f"the text is taken to be in {encoding}, which its bytes do not prove")


@pytest.mark.parametrize("encoding", WORDS)
def test_an_older_encoding_is_guessed_and_told(put, encoding):
    path = put(f"{WORDS[encoding]}\nplain,text,too\n".encode(encoding))
    (sheet,) = sheets(open_file(path))
    assert sheet.head[0][1] == WORDS[encoding].split(",")
    assert sheet.notes == (f"the text is taken to be in {encoding}, which its bytes do not prove",)


@pytest.mark.parametrize("word", ["café", "Für", "São", "Associação", "Þór", "Ñandú", "€", "naïve"])
def test_one_letter_beyond_ascii_is_enough_for_western_europe(put, word):
    assert cells(put(f"a;b\n{word};1\n".encode("cp1252"))) == [["a", "b"], [word, "1"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_parts_the_lines_alike(put, read, delimiter):
    row = ["itu-t", '"1,5; 2,5"', '"a|b"', "2023-12-06", "x"]
    lines = [["Priorities - as named by executives"], HEAD.strip().split(","), row]
    done, rows, _ = read(put("".join(delimiter.join(cells) + "\n" for cells in lines)))
    assert (done.rows_read, rows["occasion"].iloc[0], rows["theme"].iloc[0]) == (1, "1,5; 2,5", "a|b")


def test_a_list_within_cells_is_not_taken_for_columns(put, read):
    many = "; ".join(f"{number}/13" for number in range(1, 40))
    head = "body,document_id,revision,series,questions\n"
    done, rows, _ = read(put(f"{head}itu-t,C1,0,contribution,{many}\nitu-t,C2,0,contribution,{many}\n"))
    assert (done.rows_read, rows["questions"].iloc[0]) == (2, many)


def test_a_tab_within_quotation_marks_parts_nothing(put):
    assert cells(put('a,b,c\n1,"=""#\n\t""","=""#\n\t"""\n')) == [["a", "b", "c"], ["1", '="#\n\t"', '="#\n\t"']]


def test_the_separator_that_excel_names_is_taken(put):
    assert cells(put("sep=;\na,b;c\n1,2;3\n"))[1:] == [["a,b", "c"], ["1,2", "3"]]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_do_on_any_machine_and_are_counted(put, ending):
    path = put(ending.join(["a,b", '"1', '2",3', "", "4,5", ""]))
    (sheet,) = sheets(open_file(path))
    assert list(sheet.rows()) == [(1, ["a", "b"]), (2, [f"1{ending}2", "3"]), (5, ["4", "5"])]


def test_rows_with_other_than_the_headings_cells_are_rejected(put, read):
    short, long, empty = "itu-t,CxO,short\n", "itu-t,CxO,a theme, with a comma,,\n", ROW.strip() + ",,\n"
    done, rows, rejects = read(put(HEAD + ROW + short + long + empty))
    assert (done.rows_present, done.rows_read, done.rows_rejected) == (4, 1, 3)
    assert list(rejects[["row", "reason"]].itertuples(index=False, name=None)) == [
        (3, "has 3 cells where the headings have 5"),
        (4, "has 6 cells where the headings have 5"),
        (5, "has 7 cells where the headings have 5"),
    ]
    assert set(rejects["remedy"]) == {"put a cell that holds the separator in quotation marks, or complete the line"}


def test_a_quotation_mark_that_is_never_closed_is_told_and_swallows_nothing(put, read):
    done, rows, _ = read(put(HEAD + ROW + 'itu-t,CxO,quantum,2023-12-06,"Dubai\n' + ROW * 5))
    assert done.problem == "a quotation mark opened in line 3 or below is never closed"
    assert (done.rows_present, len(rows)) == (0, 0)


def test_a_quotation_mark_that_swallows_lines_is_told(put, read):
    done, _, _ = read(put(HEAD + 'itu-t,CxO,"quantum,2023-12-06,Dubai\n' + 'itu-t,CxO,"terahertz",2023-12-06,Dubai\n'))
    assert done.problem.startswith("from line 2 on it is no CSV")
    assert done.remedy.startswith("check the quotation marks there")


def test_quotation_marks_within_a_cell_are_kept(put, read):
    _, rows, _ = read(put(HEAD + 'itu-t,5" screens,"the ""next"" step",2023-12-06,Dubai\n'))
    assert rows[["occasion", "theme"]].iloc[0].tolist() == ['5" screens', 'the "next" step']


def test_a_last_line_that_is_not_ended_is_told(put, read):
    done, rows, _ = read(put(HEAD + ROW.strip()))
    assert (done.rows_read, done.notes) == (1, "the last line is not ended, so the file may be cut off")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_an_ended_last_line_is_seen_in_two_bytes_a_sign_too(put, read, encoding):
    assert "may be cut off" not in (read(put((HEAD + ROW).encode(encoding)))[0].notes or "")


def test_a_text_cut_off_within_a_character_is_told(put, read):
    done, _, _ = read(put((HEAD + ROW + "itu-t,Réunion,é").encode()[:-1]))
    assert done.problem == "it ends within a character, so it is cut off"


def test_a_western_text_that_ends_with_a_letter_beyond_ascii_is_not_cut_off(put):
    assert cells(put("a,b\n1,café".encode("cp1252"))) == [["a", "b"], ["1", "café"]]


def test_bytes_that_do_not_fit_into_the_rest_are_told(put, read):
    done, _, _ = read(put((HEAD + "itu-t,Réunion à Genève,é,,\n").encode() + b"itu-t,caf\xe9,x,,\n"))
    assert done.problem.startswith("it is UTF-8, but for some bytes from about byte ")
    assert done.remedy == "export it again in UTF-8"


@pytest.mark.parametrize("before", [0, 100_000])
def test_zero_bytes_are_told_wherever_they_stand(put, read, before):
    start = HEAD + ROW * (before // len(ROW)) + "itu-t,CxO,"
    done, _, _ = read(put(start.encode() + b"\0\0" + b"x,,\n"))
    assert done.problem == f"byte {len(start) + 1:,} is zero, as in a damaged file"


def test_a_line_without_end_is_told_before_it_fills_the_machine(put, read):
    done, _, _ = read(put(HEAD + ROW + "x" * 10_000_001))
    assert done.problem == "from line 3 on it is no CSV (a line is longer than 10,000,000 characters)"


@pytest.mark.parametrize("share", [0.2, 0.9, 0.999])
def test_a_compressed_table_that_is_cut_off_is_told(put, read, share):
    lines = "".join(f"itu-t,meeting {number},theme {number * 7919},,\n" for number in range(50_000))
    whole = gzip.compress((HEAD + lines).encode())
    done, rows, _ = read(put(whole[: int(len(whole) * share)], "list.csv.gz"))
    assert done.problem == "the compressed file is cut off"
    assert done.rows_present == 0


def test_a_compressed_table_that_is_damaged_is_told(put, read):
    whole = bytearray(gzip.compress((HEAD + ROW * 10).encode()))
    whole[-6] ^= 0xFF  # in the sum that proves the content
    assert read(put(bytes(whole), "list.csv.gz"))[0].problem.startswith("the compressed file is damaged")


def test_a_compressed_table_is_read_as_the_table_in_it(put, read):
    done, _, _ = read(put(gzip.compress((HEAD + ROW).encode()), "list.csv.gz"))
    assert (done.rows_read, done.notes) == (1, None)


def test_a_workbook_compressed_once_more_is_told(put, read):
    done, _, _ = read(put(gzip.compress(b"PK\x03\x04" + bytes(100)), "list.xlsx.gz"))
    assert done.problem == "it is a workbook or an archive that has been compressed once more"
    assert done.remedy == "unpack it"


def test_days_and_months_are_told_apart_by_the_column_itself(put, read):
    days = {"a": "25/12/2023", "b": "03/04/2023", "c": "1 May 2023"}
    lines = [f"itu-t,CxO,{theme},{day},\n" for theme, day in days.items()]
    done, rows, _ = read(put(HEAD + "".join(lines)))
    assert list(rows["date"]) == [pd.Timestamp("2023-12-25"), pd.Timestamp("2023-04-03"), pd.Timestamp("2023-05-01")]
    assert done.notes == "dates in date are read as day/month: 1 of them can be nothing else, 1 could"


def test_a_day_that_could_be_two_is_rejected_with_both(put, read):
    done, rows, rejects = read(put(HEAD + "itu-t,CxO,a,03/04/2023,\nitu-t,CxO,b,04/04/2023,\n"))
    assert list(rows["theme"]) == ["b"]  # 4 April either way
    (reject,) = rejects[["row", "column", "value", "reason", "remedy"]].itertuples(index=False, name=None)
    assert reject == (
        2, "date", "03/04/2023", "may be 2023-04-03 or 2023-03-04, and no date in the column decides",
        "write 2023-04-03 or 2023-03-04",
    )  # fmt: skip


def test_namibia_and_nothing_are_kept_apart(put, read):
    head = "body,recommendation,organization_printed,country\n"
    _, rows, rejects = read(put(head + "itu-t,H.265,One,NA\nitu-t,H.265,Two,\nitu-t,H.265,Three,N/A\n"))
    assert rows["country"].tolist() == ["NA", pd.NA]
    assert rejects[["row", "column", "value"]].values.tolist() == [[4, "country", "N/A"]]


def test_300_megabytes_take_a_bounded_amount_of_memory(tmp_path, weigh):
    path = tmp_path / "large.csv"
    lines = "".join(f"itu-t,meeting {number},{'words of a theme ' * 40},2023-12-06,Dubai\n" for number in range(1000))
    with open(path, "w", encoding="utf-8") as file:
        file.write(HEAD)
        for _ in range(300_000_000 // len(lines) + 1):
            file.write(lines)
    assert path.stat().st_size > 300_000_000
    present, kilobytes = weigh(path)
    path.unlink()
    assert present == 1000 * (300_000_000 // len(lines) + 1)
    assert kilobytes < 800_000
