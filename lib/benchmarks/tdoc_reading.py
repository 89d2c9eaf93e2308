"""Reading a long TDoc list as a workbook, beside pandas with openpyxl.

    ENGAGEMENT_DATA=FOLDER python benchmarks/tdoc_reading.py

prints seconds of reading alone and of everything a build does with the file, and those of pandas; FOLDER holds
3gpp/ran1_tdocs.csv.gz, which is written as a workbook first.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
import xlsxwriter
from measuring import line, measured, table

from engagement.sources.readers import recognise
from engagement.warehouse.reading import Origin, read_part
from engagement.warehouse.references import References

LIST = "3gpp/ran1_tdocs.csv.gz"
WANTED = 5  # times faster than pandas


def write(source, path):
    """Write a CSV as a workbook of text cells, as a spreadsheet program stores them."""
    rows = pd.read_csv(source, dtype="str", keep_default_na=False)
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as workbook:
        sheet = workbook.add_worksheet("TDoc_List")
        for number, cells in enumerate([rows.columns, *rows.itertuples(index=False)]):
            for place, cell in enumerate(cells):
                if cell:
                    sheet.write_string(number, place, cell)
    return len(rows)


def read_alone(path):
    """Find the reader and convert every row."""
    _, found, _ = recognise(path)
    return sum(rows.present for rows in found.read())


def read_whole(path):
    """Everything a build does with one file: read, type, check, reject, list the sources, write."""
    with tempfile.TemporaryDirectory() as folder:
        done = read_part(path, path.name, Origin("inbox", "recorded"), References.read(), b"", Path(folder, "part"))
    return done.rows_present


def read_with_pandas(path):
    """What one would write instead."""
    return len(pd.read_excel(path, engine="openpyxl", dtype="str"))


JOBS = {job.__name__: job for job in (read_alone, read_whole, read_with_pandas)}


def lines(folder):
    """Lines of the table for the list in a folder of data."""
    with tempfile.TemporaryDirectory(prefix="engagement-bench-") as name:
        path = Path(name, "ran1_tdocs.xlsx")
        rows = write(folder / LIST, path)
        taken = {job: _timed(job, path, rows) for job in JOBS}
    (alone, held), (whole, held_whole), (pandas, held_pandas) = taken.values()
    said = f"pandas with openpyxl: {pandas:.1f} s"
    return [
        line(
            f"read {rows:,} TDocs of a workbook",
            f"{alone:.1f} s",
            said,
            pandas / alone,
            held,
            held_pandas,
            f">= {WANTED}",
        ),
        line("  and type, check and write them", f"{whole:.1f} s", said, pandas / whole, held_whole, held_pandas),
    ]


def _timed(job, path, rows):
    """Seconds of one job in a process of its own, its start left out, and the memory of the process."""
    cost = measured([sys.executable, __file__, job, str(path)])
    seconds, read = cost.printed.split()[-2:]
    if int(read) != rows:
        raise RuntimeError(f"{job} found {read} rows where there are {rows}")
    return float(seconds), cost.memory


def main(arguments):
    """Print the table, or do one job and print its seconds and rows."""
    if arguments:
        began = time.perf_counter()
        rows = JOBS[arguments[0]](Path(arguments[1]))
        print(time.perf_counter() - began, rows)
    elif os.environ.get("ENGAGEMENT_DATA"):
        print(table(lines(Path(os.environ["ENGAGEMENT_DATA"]))))
    else:
        sys.exit("say where the data are: ENGAGEMENT_DATA=FOLDER")


if __name__ == "__main__":
    main(sys.argv[1:])
