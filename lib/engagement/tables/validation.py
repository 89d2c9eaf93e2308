"""Hold a frame of text against a schema: types first, then every check, all problems at once."""

import pandas as pd
import pandera.errors

from engagement.errors import DataError

SHOWN = 8
KINDS = {
    "Int64": ("a whole number", lambda raw: pd.to_numeric(raw, errors="coerce")),
    "Float64": ("a number", lambda raw: pd.to_numeric(raw, errors="coerce")),
    "datetime64[ns]": ("a date written 2024-07-15", lambda raw: _dates(raw)),
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
        Typed, columns in the order of the schema, index counted from 0.

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
    _complain(problems, place)
    return checked(pd.DataFrame(columns, index=frame.index), schema, place).reset_index(drop=True)


def checked(frame, schema, place):
    """Check a typed frame; the same errors as ``typed``."""
    _same_columns(frame, schema, place)
    try:
        return schema.validate(frame[list(schema.columns)], lazy=True)
    except pandera.errors.SchemaErrors as failure:
        cases = failure.failure_cases.drop_duplicates(["index", "column", "check"])
        problems = [
            (case.index, case.column, case.failure_case, _rule(case.check)) for case in cases.itertuples(index=False)
        ]
        _complain(problems, place)
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
    return pd.to_datetime(raw, format="%Y-%m-%d", errors="coerce").astype("datetime64[ns]")


def _same_columns(frame, schema, place):
    missing = [name for name in schema.columns if name not in frame.columns]
    unknown = [name for name in frame.columns if name not in schema.columns]
    if missing or unknown:
        said = [f"{word} {', '.join(names)}" for word, names in (("lacks", missing), ("has unknown", unknown)) if names]
        raise DataError(f"{place}: the table {' and '.join(said)}; its columns are {', '.join(schema.columns)}")


def _rule(check):
    plain = {
        "not_nullable": "is missing where a value is required",
        "field_uniqueness": "repeats a unique value",
    }
    if check in plain:
        return plain[check]
    return "repeats a key" if "unique" in str(check) else f"breaks the rule {check}"


def _complain(problems, place):
    if not problems:
        return
    lines = [
        f"line {line}, column {column}: {'(empty)' if pd.isna(value) else repr(value)} {reason}"
        for line, column, value, reason in problems[:SHOWN]
    ]
    more = f"\n  … and {len(problems) - SHOWN} more" if len(problems) > SHOWN else ""
    head = f"{place}: {len(problems)} cell{'s' if len(problems) > 1 else ''} cannot be used; correct them and run again"
    raise DataError("\n  ".join([head, *lines]) + more)
