"""Hold a frame of text against a schema: types first, then every check, all problems at once."""

import datetime
import re

import pandas as pd
import pandera.errors

from engagement.errors import DataError

SHOWN = 8
WRITTEN = {  # pattern -> what it stands for, and one of it
    r"^[A-Z]{2}$": ("the two-letter code of a country", "DE (ISO 3166-1)"),
    r"^T\d\d$": ("a study period", "T22"),
    r"^[0-9A-Z]+/\d{1,2}(; [0-9A-Z]+/\d{1,2})*$": ("a list of Questions", "16/13; 20/13"),
    r"^[0-9A-Z]+/\d{1,2}$": ("a Question", "16/13"),
    r"^[a-z0-9][a-z0-9-]*$": ("an identifier", "example-telecom, in small letters, digits and hyphens"),
}
EXCEL_DAYS = range(20_000, 80_000)  # 1954 to 2119
KINDS = {
    "Int64": ("a whole number", lambda raw: pd.to_numeric(raw, errors="coerce")),
    "Float64": ("a number", lambda raw: pd.to_numeric(raw, errors="coerce")),
    "datetime64[ns]": ("a date written 2024-07-15 (of 1700 to 2200)", lambda raw: _dates(raw)),
    "boolean": ("true or false", lambda raw: raw.map({"true": True, "false": False})),
}


def typed(frame, schema, place):
    """Give text columns their types and check them.

    Parameters
    ----------
    frame : pandas.DataFrame
        Text columns, missing cells as NA; the index says where a row stands
        in the file (its line).
    schema : pandera.pandas.DataFrameSchema
    place : str
        The file, as a message names it.

    Returns
    -------
    pandas.DataFrame
        Typed, columns in the order of the schema, the index kept.

    Raises
    ------
    DataError
        Naming file, line, column and value of each problem, and the remedy.
    """
    _same_columns(frame, schema, place)
    problems, columns = [], {}
    for name, column in schema.columns.items():
        columns[name], wrong = _parse(frame[name], str(column.dtype))
        problems += wrong
    complain(problems, place)
    return checked(pd.DataFrame(columns, index=frame.index), schema, place)


def checked(frame, schema, place):
    """Check a typed frame; the same errors as ``typed``."""
    _same_columns(frame, schema, place)
    try:
        return schema.validate(frame[list(schema.columns)], lazy=True)
    except pandera.errors.SchemaErrors as failure:
        cases = failure.failure_cases.drop_duplicates(["index", "column", "check"])
        problems = [
            (case.index, case.column, case.failure_case, _rule(case.check)[0]) for case in cases.itertuples(index=False)
        ]
        complain(problems, place)
        raise DataError(f"{place}: {failure}") from failure


def _parse(raw, dtype):
    if dtype not in KINDS:
        return raw, []
    meant, parse = KINDS[dtype]
    parsed = parse(raw)
    wrong = parsed.isna() & raw.notna()
    if dtype == "Int64":
        wrong |= parsed.notna() & (parsed % 1 != 0)
    problems = [(line, raw.name, value, f"is not {meant}") for line, value in raw[wrong].items()]
    return parsed.mask(wrong).astype(dtype if dtype != "boolean" else "boolean"), problems


def _dates(raw):
    days = pd.to_datetime(raw, format="%Y-%m-%d", errors="coerce")
    storable = days.between(pd.Timestamp("1700-01-01"), pd.Timestamp("2200-12-31"))
    return days.where(storable).astype("datetime64[ns]")


def _same_columns(frame, schema, place):
    missing = [name for name in schema.columns if name not in frame.columns]
    unknown = [name for name in frame.columns if name not in schema.columns]
    if missing or unknown:
        said = [f"{word} {', '.join(names)}" for word, names in (("lacks", missing), ("has unknown", unknown)) if names]
        raise DataError(f"{place}: the table {' and '.join(said)}; its columns are {', '.join(schema.columns)}")


def sifted(frame, schema):
    """Give text columns their types and part the rows that hold from those that do not.

    Parameters
    ----------
    frame : pandas.DataFrame
        Text columns of the schema, missing cells as NA, the index without repetition.
    schema : pandera.pandas.DataFrameSchema

    Returns
    -------
    pandas.DataFrame
        The rows that hold, typed.
    pandas.DataFrame
        One row a problem: ``at`` (index of the row), ``column``, ``value``, ``reason``, ``remedy``.
    """
    wrong, columns = [], {}
    for name, column in schema.columns.items():
        columns[name], mistyped = _parse(frame[name], str(column.dtype))
        wrong += [(line, name, value, reason, _remedy(value, str(column.dtype))) for line, _, value, reason in mistyped]
    typed_frame = pd.DataFrame(columns, index=frame.index)
    mistyped_rows = {line for line, *_ in wrong}
    sound = typed_frame[~typed_frame.index.isin(mistyped_rows)] if wrong else typed_frame
    try:
        schema.validate(sound, lazy=True)
        return sound, _problems(wrong)
    except pandera.errors.SchemaErrors as failure:
        cases = failure.failure_cases.drop_duplicates(["index", "column", "check"])
        said = {check: _rule(check) for check in cases["check"].unique()}
        for name, of_column in cases.groupby("column", sort=False):
            found = zip(of_column["index"], frame.loc[of_column["index"], name], of_column["check"], strict=True)
            wrong += [(line, name, value, *said[check]) for line, value, check in found]
        return sound[~sound.index.isin(set(cases["index"]))], _problems(wrong)


def _problems(wrong):
    return pd.DataFrame(wrong, columns=["at", "column", "value", "reason", "remedy"])


def _remedy(value, dtype):
    """What to do about a cell that is not of its type, by what it seems to hold."""
    if dtype == "datetime64[ns]" and value.isdecimal():
        if int(value) in EXCEL_DAYS:
            day = datetime.date(1899, 12, 30) + datetime.timedelta(int(value))
            return f"{value} is {day} as Excel counts days; format the column as a date"
        if re.fullmatch(r"(?:1[789]|20|21)\d\d", value):
            return f"only the year is known: leave the cell empty or write {value}-01-01"
    if dtype in ("Int64", "Float64") and (comma := re.fullmatch(r"(-?\d+),(\d+)", value)):
        whole, rest = comma.groups()
        thousands = f"{whole}{rest} without a comma"
        if dtype == "Int64":
            return f"write {thousands}"
        return f"write {whole}.{rest} with a point" + (f", or {thousands}" if len(rest) == 3 else "")
    return "correct the cell"


def _rule(check):
    """A failed check in plain words, and what to do about it."""
    name, _, arguments = str(check).partition("(")
    arguments = arguments.removesuffix(")")
    words = {
        "not_nullable": ("is missing where a value is required", "fill it in"),
        "field_uniqueness": ("is there more than once", "keep one"),
        "multiple_fields_uniqueness": ("is there more than once", "keep one"),
        "in_range": (f"is not between {arguments.replace(', ', ' and ')}", "correct the number"),
        "isin": (f"is none of {arguments.strip('[]')}", "use one of these words"),
        "str_matches": _pattern(arguments),
    }
    return words.get(name, (name if " " in name else f"breaks the rule {check}", "correct the cell"))


def _pattern(quoted):
    """A pattern that a cell does not match, in plain words where there are any."""
    meaning, example = WRITTEN.get(quoted.strip("'\""), (None, None))
    return (
        (f"is not {meaning}", f"write it as {example}")
        if meaning
        else (f"is not of the form {quoted}", "correct the cell")
    )


def complain(problems, place):
    """Raise a DataError that lists what is wrong, each place once, if anything is.

    Parameters
    ----------
    problems : list of tuple
        Line, column, value and what is wrong with it.
    place : str
        The file, as a message names it.
    """
    if not problems:
        return
    each = sorted({(line, str(column), _shown(value), reason) for line, column, value, reason in problems})
    lines = [f"line {line}, column {column}: {value} {reason}" for line, column, value, reason in each[:SHOWN]]
    more = f"\n  … and {len(each) - SHOWN} more" if len(each) > SHOWN else ""
    head = f"{place}: {len(each)} cell{'s' if len(each) > 1 else ''} cannot be used; correct them and run again"
    raise DataError("\n  ".join([head, *lines]) + more)


def _shown(value):
    if pd.isna(value):
        return "(empty)"
    return repr(value) if isinstance(value, str) else str(value)
