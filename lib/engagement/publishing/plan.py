"""The plan of reports: which notebooks, with which parameters, for whom."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from engagement import locations
from engagement.errors import PlanError
from engagement.publishing.parameters import check

REQUIRED = ("id", "title", "notebook")
OPTIONAL = ("parameters", "audience", "timeout")
TIMEOUT = 600
RESERVED = ("index", "reports")


@dataclass(frozen=True)
class Report:
    """One entry of the plan.

    ``timeout`` is in seconds a cell; ``problem`` says why the report cannot
    run as it stands, None where it can.
    """

    id: str
    title: str
    notebook: str
    parameters: dict = field(default_factory=dict)
    audience: str = ""
    timeout: int = TIMEOUT
    problem: str | None = None

    @property
    def path(self):
        """The notebook's file."""
        return locations.notebooks() / self.notebook

    @property
    def page(self):
        """The page's file name in the site."""
        return f"{self.id}.html"


def read(path):
    """Read and check a plan.

    Parameters
    ----------
    path : path-like
        YAML: ``reports``, a list of entries with id, title, notebook and, as
        needed, parameters, audience, timeout.

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
    path = Path(path)
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise PlanError(f"{path.name}: cannot be read as YAML ({error})") from error
    entries = content.get("reports") if isinstance(content, dict) else None
    if not isinstance(entries, list) or not entries:
        raise PlanError(f"{path.name}: has no list `reports`; see README.md for its form")
    reports = [_entry(entry, f"{path.name}, report {number}") for number, entry in enumerate(entries, 1)]
    ids = [report.id for report in reports]
    twice = sorted({id for id in ids if ids.count(id) > 1})
    if twice:
        raise PlanError(f"{path.name}: two reports would write {', '.join(twice)}; give each its own id")
    return reports


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
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", entry["id"]) or entry["id"] in RESERVED:
        raise PlanError(
            f"{place}: id {entry['id']!r} must be small letters, digits and hyphens, and not {' or '.join(RESERVED)}"
        )
    if not isinstance(entry.get("parameters", {}), dict):
        raise PlanError(f"{place}: parameters is {entry['parameters']!r}, not names with values")
    timeout = entry.get("timeout", TIMEOUT)
    if type(timeout) is not int or timeout < 1:
        raise PlanError(f"{place}: timeout is {timeout!r}, not a whole number of seconds")
    return _with_problem(Report(**entry))


def _with_problem(report):
    try:
        check(report.path, report.parameters)
    except PlanError as error:
        return Report(**{**report.__dict__, "problem": str(error)})
    return report
