"""The plan of reports: which notebooks, with which parameters, for whom."""

import json
import os
import re
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import yaml

from engagement import locations
from engagement.errors import PlanError
from engagement.publishing.expansion import expand
from engagement.publishing.ordering import check_order
from engagement.publishing.parameters import check
from engagement.yaml_files import read_yaml

REQUIRED = ("id", "title", "notebook")
OPTIONAL = ("topic", "parameters", "audience", "timeout", "limit", "memory", "after", "expand", "document")
TOP = ("reports", "lists", "editions")
TIMEOUT, LIMIT, MEMORY = 600, 3600, 4096
WEEK = 7 * 24 * 3600
NUMBERS = {"timeout": ("seconds", 1, WEEK), "limit": ("seconds", 1, WEEK), "memory": ("megabytes", 100, 10**7)}
LONGEST = 200  # letters of an id, which names files
DOCUMENT = ("number", "period", "questions", "place", "date", "source", "contact", "keywords")
WORDS = ("topic", "audience")
RESERVED = ("index", "reports", "edition", "editions", "definitions")
EDITIONS = 10


@dataclass(frozen=True)
class Report:
    """One entry of the plan.

    ``topic`` is the heading it stands under in the index. ``timeout`` is in
    seconds a cell, ``limit`` in seconds the whole;
    ``memory`` is in megabytes beyond what a kernel starts with. ``after``
    holds ids of reports whose results this one uses. ``document`` holds what
    stands in the head of its Word document, None where none is made.
    ``problem`` says why the report cannot run as it stands, None where it can;
    ``earlier`` is what it is given, as it is begun, of the reports it comes after.
    """

    id: str
    title: str
    notebook: str
    parameters: dict = field(default_factory=dict)
    audience: str = ""
    topic: str = ""
    timeout: int = TIMEOUT
    limit: int = LIMIT
    memory: int = MEMORY
    after: tuple = ()
    document: dict | None = None
    problem: str | None = None
    earlier: dict | None = field(default=None, compare=False, repr=False)

    @property
    def path(self):
        """The notebook's file."""
        return locations.notebooks() / self.notebook

    @property
    def page(self):
        """The page's file name in the site."""
        return f"{self.id}.html"


@dataclass(frozen=True)
class Plan:
    """The reports of a plan, in its order, and how many editions of them are kept (None for all)."""

    reports: list
    editions: int | None = EDITIONS


def read(path):
    """Read and check the reports of a plan.

    Parameters
    ----------
    path : path-like
        YAML: ``reports``, a list of entries with id, title, notebook and, as
        needed, topic, parameters, audience, timeout, limit, memory, after, expand,
        document.

    Returns
    -------
    list of Report
        An entry whose notebook or parameters are wrong carries its
        ``problem``, so that the others can run.

    Raises
    ------
    PlanError
        If the plan itself is malformed: nothing in it can be trusted then.
    """
    return read_whole(path).reports


def read_whole(path):
    """Read and check a plan, as ``read`` does.

    Returns
    -------
    Plan
    """
    path = Path(path)
    try:
        content = read_yaml(path)
    except OSError as error:
        raise PlanError(f"{path}: cannot be read ({error.strerror}); give the file of a plan") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise PlanError(f"{path.name}: cannot be read as YAML ({error})") from error
    entries = content.get("reports") if isinstance(content, dict) else None
    if not isinstance(entries, list) or not entries:
        raise PlanError(f"{path.name}: has no list `reports`; see README.md for its form")
    unknown = [str(key) for key in content if key not in TOP]
    if unknown:
        raise PlanError(f"{path.name}: unknown {', '.join(unknown)}; a plan takes {', '.join(TOP)}")
    lists = _lists(content.get("lists", {}), path.name)
    places = [f"{path.name}, report {number}" for number in range(1, len(entries) + 1)]
    reports = [
        _entry(one, place) for entry, place in zip(entries, places, strict=True) for one in expand(entry, lists, place)
    ]
    ids = [report.id for report in reports]
    twice = sorted({id for id in ids if ids.count(id) > 1})
    if twice:
        raise PlanError(f"{path.name}: two reports would write {', '.join(twice)}; give each its own id")
    check_order(reports, path.name)
    return Plan(reports, _editions(content.get("editions", EDITIONS), path.name))


def _editions(given, name):
    if given == "all":
        return None
    if type(given) is not int or given < 1:
        raise PlanError(f"{name}: editions is {given!r}, not a whole number from 1, or all")
    return given


def _lists(given, name):
    if not isinstance(given, dict) or not all(isinstance(key, str) and isinstance(given[key], list) for key in given):
        raise PlanError(f"{name}: lists is {given!r}, not names with lists of values")
    return given


def _entry(entry, place):
    if not isinstance(entry, dict):
        raise PlanError(f"{place}: {entry!r} is no entry with id, title and notebook")
    unknown = [key for key in entry if key not in REQUIRED + OPTIONAL]
    missing = [key for key in REQUIRED if not isinstance(entry.get(key), str) or not entry[key].strip()]
    if unknown or missing:
        raise PlanError(
            f"{place}: "
            + " and ".join(
                f"{word} {', '.join(map(str, keys))}"
                for word, keys in (("unknown", unknown), ("without", missing))
                if keys
            )
            + f"; an entry takes {', '.join(REQUIRED + OPTIONAL)}"
        )
    if not re.fullmatch(rf"[a-z0-9][a-z0-9-]{{,{LONGEST - 1}}}", entry["id"]) or entry["id"] in RESERVED:
        raise PlanError(
            f"{place}: id {entry['id']!r} must be small letters, digits and hyphens, {LONGEST} at most, "
            f"and none of {', '.join(RESERVED)}"
        )
    parameters = entry.get("parameters", {})
    if not isinstance(parameters, dict) or not all(isinstance(name, str) for name in parameters):
        raise PlanError(f"{place}: parameters is {parameters!r}, not names with values")
    for name, value in {**{key: entry.get(key) for key in ("title", *WORDS)}, **parameters}.items():
        _writable(name, f"{place}: the name of a parameter")
        _writable(value, f"{place}: {name}")
    for key in WORDS:
        if not isinstance(entry.get(key, ""), str):
            raise PlanError(f"{place}: {key} is {entry[key]!r}, not words")
    for key, (unit, least, most) in NUMBERS.items():
        if key in entry and (type(entry[key]) is not int or not least <= entry[key] <= most):
            raise PlanError(f"{place}: {key} is {entry[key]!r}, not a whole number of {unit}, {least} to {most}")
    after = entry.get("after", [])
    if not isinstance(after, list) or not all(isinstance(id, str) for id in after):
        raise PlanError(f"{place}: after is {after!r}, not a list of ids of reports")
    document = _document(entry.get("document", False), place)
    return _with_problem(Report(**{**entry, "after": tuple(after), "document": document}))


def _writable(value, what):
    """Refuse what cannot be written into the record of a report: dates within dictionaries, numbers that are none …"""
    try:
        json.dumps(value, allow_nan=False, ensure_ascii=False).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise PlanError(f"{what} is {value!r}, which cannot be kept ({error}); give text, numbers or lists") from error


def _document(given, place):
    """What stands in the head of a report's document, as text; None where none is asked for."""
    if isinstance(given, bool):
        return {} if given else None
    wrong = not isinstance(given, dict) or not all(isinstance(one, (str, int, date)) for one in given.values())
    if wrong or any(key not in DOCUMENT for key in given):
        raise PlanError(f"{place}: document is {given!r}, neither true nor words for some of {', '.join(DOCUMENT)}")
    for key, value in given.items():
        _writable(str(value), f"{place}: document {key}")
    return {key: str(value) for key, value in given.items()}


def _with_problem(report):
    if not Path(os.path.abspath(report.path)).is_relative_to(locations.notebooks()):
        return replace(report, problem=f"{report.notebook!r} is no notebook in {locations.notebooks().name}/")
    if report.path.suffix != ".ipynb" or len(report.path.name) > LONGEST:
        return replace(report, problem=f"{report.notebook!r} is no name of a notebook, such as 02-participation.ipynb")
    try:
        check(report.path, report.parameters)
    except PlanError as error:
        return replace(report, problem=str(error))
    return report
