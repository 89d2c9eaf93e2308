"""Files that are not what they claim to be, or broken: each is told about, and none stops the others."""

import gzip
import io

import pytest
import xlsxwriter
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement.sources.opening import Unreadable, open_file

HEAD = ["body", "occasion", "theme", "date", "place"]
ROWS = [HEAD, *(["itu-t", "CxO", f"theme {number}", "2023-12-06", "Dubai"] for number in range(60))]
MANY = settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
ENDINGS = st.sampled_from([".csv", ".xls", ""])


def xlsx():
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as workbook:
        sheet = workbook.add_worksheet()
        for line, cells in enumerate(ROWS):
            sheet.write_row(line, 0, cells)
    return content.getvalue()


def xls():
    workbook, content = xlwt.Workbook(), io.BytesIO()
    sheet = workbook.add_sheet("list")
    for line, cells in enumerate(ROWS):
        for place, cell in enumerate(cells):
            sheet.write(line, place, cell)
    workbook.save(content)
    return content.getvalue()


def text():
    return "".join(",".join(cells) + "\n" for cells in ROWS).encode()


WHOLE = {".xlsx": xlsx(), ".xls": xls(), ".csv": text(), ".csv.gz": gzip.compress(text())}
CHANGE = st.tuples(st.integers(0, 10**6), st.sampled_from([0, 4]), st.binary(max_size=4))


@pytest.mark.parametrize("suffix", WHOLE)
@MANY
@given(changes=st.lists(CHANGE, min_size=1, max_size=20))
def test_a_damaged_file_is_read_or_told_about(suffix, changes, tmp_path, read):
    content = bytearray(WHOLE[suffix])
    for place, length, other in changes:
        content[place % len(content) : place % len(content) + length] = other
    path = tmp_path / f"list{suffix}"
    path.write_bytes(content)
    done, rows, rejects = read(path)
    assert done.rows_present == done.rows_read + done.rows_rejected
    assert bool(done.problem) == bool(done.remedy) == (done.reader is None)


@MANY
@given(
    content=st.binary(max_size=300) | st.text(max_size=200).map(str.encode),
    suffix=st.sampled_from([".csv", ".xls", ""]),
)
def test_whatever_a_file_holds_is_read_or_told_about(content, suffix, tmp_path, read):
    path = tmp_path / f"list{suffix}"
    path.write_bytes(content)
    done, _, _ = read(path)
    assert done.problem and done.remedy


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(Unreadable, match="it cannot be opened .No such file"):
        open_file(tmp_path / "list.csv")


@pytest.mark.parametrize("suffix", WHOLE)
def test_a_whole_file_is_read(suffix, tmp_path, read):
    (tmp_path / f"list{suffix}").write_bytes(WHOLE[suffix])
    done, rows, _ = read(tmp_path / f"list{suffix}")
    assert (done.rows_read, done.notes) == (60, None)
