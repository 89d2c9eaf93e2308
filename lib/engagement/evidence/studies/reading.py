"""The file of a study -> a checked study, or an error that names file, key, value and remedy."""

from difflib import get_close_matches
from pathlib import Path

import pydantic
import yaml

from engagement.errors import DataError
from engagement.evidence.studies.definition import Study
from engagement.yaml_files import read_yaml


def read_study(path):
    """Read the file of a study.

    Parameters
    ----------
    path : path-like
        YAML with the keys of `engagement.evidence.studies.definition.Study`.

    Returns
    -------
    Study

    Raises
    ------
    DataError
        Naming the file and each key that is unknown, missing or impossible, its value and the remedy.
    """
    path = Path(path)
    try:
        content = read_yaml(path)
    except FileNotFoundError as error:
        there = ", ".join(sorted(one.name for one in path.parent.glob("*.yml"))) or "none"
        raise DataError(f"{path}: there is no such study; beside it there are: {there}") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise DataError(f"{path}: cannot be read as YAML ({error}); correct it") from error
    if not isinstance(content, dict):
        raise DataError(f"{path}: holds {type(content).__name__}, not keys with values; see README.md, Add a study")
    try:
        return Study.model_validate(content)
    except pydantic.ValidationError as failure:
        said = "\n  ".join(_said(one) for one in failure.errors())
        raise DataError(f"{path}: the study cannot be run as stated\n  {said}") from failure


def _said(error):
    """One problem: key, value, what is wrong, remedy."""
    key = ".".join(map(str, error["loc"])) or "the study"
    if error["type"] == "extra_forbidden":
        near = get_close_matches(str(error["loc"][-1]), Study.model_fields, n=1)
        hint = f" ({near[0]}?)" if near else ""
        value = f"; its value is {error['input']!r}"
        return f"{key} is not a key of a study; take it out, or correct its spelling{hint}{value}"
    if error["type"] == "missing":
        return f"{key} is missing; add it, README.md says what it holds"
    wrong = error["msg"].removeprefix("Value error, ")
    if error["type"] == "value_error":
        return f"{key}: {wrong}"
    return f"{key} is {error['input']!r}: {wrong[0].lower()}{wrong[1:]}; correct the value"


def check_columns(study, panel, path):
    """Refuse a study that names columns its panel has not.

    Raises
    ------
    DataError
        Naming the file, each key and column, and what there is.
    """
    wrong = [(key, name) for key, name in _named(study) if name not in panel.columns]
    if wrong:
        said = "\n  ".join(f"{key} is {name!r}: no such column" for key, name in wrong)
        raise DataError(f"{path}: dataset {study.dataset} lacks columns\n  {said}\n  it has {', '.join(panel.columns)}")


def _named(study):
    """Every column a study names, with its key."""
    other = study.alternatives
    yield "outcome.column", study.outcome.column
    yield from (("engagement.column", one.column) for one in study.engagement)
    yield "cluster", study.cluster
    for key, name in (("outcome.exposure", study.outcome.exposure), ("between", study.between),
                      ("placebo.unit", study.placebo.unit), ("placebo.time", study.placebo.time)):  # fmt: skip
        if name:
            yield key, name
    for key, names in (
        ("effects", study.effects), ("controls", study.controls), ("alternatives.outcomes", other.outcomes),
        ("alternatives.measures", other.measures), ("alternatives.controls", sum(other.controls, [])),
        ("alternatives.effects", sum(other.effects, [])), ("alternatives.samples", other.samples.values()),
        ("leave_out.column", [one.column for one in study.leave_out]),
    ):  # fmt: skip
        yield from ((key, name) for name in names)


def check_window(study, end, path):
    """Refuse an outcome window that lies, at its end, after the last record of the outcome.

    Parameters
    ----------
    study : Study
    end : int
        The last whole year on record.
    path : path-like

    Raises
    ------
    DataError
        Naming the file, the key, its value and the latest that can be.
    """
    window = study.outcome.window
    key, first = ("until", window.until) if window.until else ("since", window.since)
    if first and first + window.years > end:
        latest = end - window.years
        raise DataError(
            f"{path}: outcome.window.{key} is {first}: {window.years} years after it lie in the future of the records, "
            f"whose last whole year is {end}; set {key} to {latest} or earlier, or shorten the window"
        )
