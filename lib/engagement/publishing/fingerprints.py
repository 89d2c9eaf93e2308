"""What a report was made from, and why it would be made anew."""

import hashlib
import json
import sys
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from engagement import locations
from engagement.errors import DataError
from engagement.publishing.kept import WORKING
from engagement.tables.definition import REFERENCE
from engagement.tables.registry import find
from engagement.warehouse.store import digest, place

LIBRARY = locations.library()
PART = "lib/engagement/"  # before the name of a file of this library, wherever that is installed


class Inputs:
    """The state of everything a report may depend on, looked at once and then remembered.

    Parameters
    ----------
    known : dict of str to list
        Digests of tables from earlier runs, each with the state of the file it was taken from.
    """

    def __init__(self, known=None):
        self.known = dict(known or {})
        self.digests, self.answers = {}, {}

    def file(self, path):
        """Digest of a file; None where there is none."""
        if path not in self.digests:
            try:
                self.digests[path] = digest(path)
            except OSError:
                self.digests[path] = None
        return self.digests[path]

    def table(self, name, body, basis):
        """Digest of the rows that ``load`` would give; taken anew only where the table's file is another one."""
        from engagement.warehouse.contents import contents, state

        key, now = json.dumps([str(locations.tidy()), name, body, basis]), state(name)
        if key not in self.known or self.known[key][0] != now:
            self.known[key] = [now, contents(name, body, basis)]
        return self.known[key][1]

    def available(self, name, body, basis):
        """Whether ``available`` would say so now."""
        from engagement.warehouse.loading import available

        if (name, body, basis) not in self.answers:
            self.answers[name, body, basis] = available(name, body=body, basis=basis)
        return self.answers[name, body, basis]

    def fingerprint(self, report, lines, after):
        """What a run of a report rested on.

        Parameters
        ----------
        report : Report
        lines : list of dict
            Its trace: modules of ours it imported, files and tables it read, what it asked for.
        after : dict of str to str
            Digests of the results of the reports it comes after.

        Returns
        -------
        dict
        """
        kinds = ("module", "part", "opened", "loaded", "asked")
        told = {kind: [line for line in lines if kind in line] for kind in kinds}
        files = {PART + line["part"] for line in told["part"]}
        files |= {place(line["opened"]) for line in told["opened"] if _is_input(line["opened"])}
        return {
            **self._own(report),
            "code": {line["module"]: self.file(str(_module(line["module"]))) for line in told["module"]},
            "files": {name: self.file(str(_path(name))) for name in sorted(files)},
            "tables": {json.dumps(query): self.table(*query) for query in _once(told["loaded"], "loaded")},
            "asked": {json.dumps(line["asked"]): line["answer"] for line in told["asked"]},
            "after": after,
        }

    def reasons(self, report, then, after):
        """Why a report that was made from ``then`` would be made anew; none where nothing it rests on changed."""
        now = self._own(report)
        found = [f"{key} changed" for key in ("notebook", "packages") if then[key] != now[key]]
        found += _named("parameters", _differing(then["parameters"], now["parameters"]))
        code = {name: self.file(str(_module(name))) for name in then["code"]}
        found += _named("library", _differing(then["code"], code))
        files = {name: self.file(str(_path(name))) for name in then["files"]}
        tables = {query: self.table(*json.loads(query)) for query in then["tables"]}
        asked = {query: self.available(*json.loads(query)) for query in then["asked"]}
        data = [*_differing(then["files"], files), *map(_words, _differing(then["tables"], tables))]
        data += [word for query in _differing(then["asked"], asked) if (word := _words(query)) not in data]
        return found + _named("data", data) + _named("reports before it", _differing(then["after"], after))

    def _own(self, report):
        return {
            "notebook": self.file(str(report.path)),
            "parameters": report.parameters,
            "packages": packages(),
        }


def changes(then, now):
    """What two runs of a report rested on that is not the same.

    Parameters
    ----------
    then, now : dict
        Fingerprints.

    Returns
    -------
    dict of str to list of str
        ``data``, ``definitions`` (tables to look things up in), ``code``, ``parameters``, ``packages``,
        ``reports before it``, each with names where it has any; only those that differ.
    """
    read = [*_differing(then["files"], now["files"])]
    for kind in ("tables", "asked"):
        read += [name for query in _differing(then[kind], now[kind]) if (name := _words(query)) not in read]
    found = {
        "data": [name for name in read if not _defines(name)],
        "definitions": [name for name in read if _defines(name)],
        "code": ["its notebook"] * (then["notebook"] != now["notebook"]) + _differing(then["code"], now["code"]),
        "parameters": _differing(then["parameters"], now["parameters"]),
        "reports before it": _differing(then["after"], now["after"]),
    }
    packages = {"packages": []} if then["packages"] != now["packages"] else {}
    return {what: names for what, names in found.items() if names} | packages


def _defines(name):
    """Whether a table or file, named as in ``changes``, is one to look things up in."""
    if "/" in name:
        return name.startswith(("data/reference/", "lib/"))
    try:
        return find(name.partition(" (")[0]).basis == REFERENCE
    except DataError:  # a table of then that is no more
        return False


@cache
def packages():
    """Digest of Python and of the versions of all packages but ours."""
    told = [one.metadata for one in distributions()]  # read from a file each time it is asked for
    held = sorted({f"{one['Name']} {one['Version']}" for one in told if one["Name"] != LIBRARY.name})
    return hashlib.sha256(" ".join([sys.version, *held]).encode()).hexdigest()


@cache
def looks():
    """Digest of what turns an executed notebook into a page and the files beside it."""
    total = hashlib.sha256()
    for path in sorted([*Path(__file__).parent.rglob("*.py"), *(Path(__file__).parent / "assets").rglob("*.*")]):
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()


def _module(name):
    """The file of a module of ours."""
    path = LIBRARY.parent.joinpath(*name.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _path(name):
    """The file that a fingerprint has under a name."""
    return LIBRARY / name.removeprefix(PART) if name.startswith(PART) else locations.home() / name


def _is_input(path):
    """Tables are told apart by body and basis; what is made by runs is no input."""
    made = (locations.tidy(), locations.home() / ".venv")
    path = Path(path)
    return not any(path.is_relative_to(folder) for folder in made) and WORKING not in path.parts and path.is_file()


def _once(lines, key):
    return sorted({tuple(line[key]) for line in lines}, key=str)


def _differing(then, now):
    return [name for name in {**then, **now} if then.get(name) != now.get(name)]


def _named(what, names):
    return [f"{what} changed: {', '.join(names)}"] if names else []


def _words(query):
    """A table with its body and basis, in words."""
    name, *chosen = json.loads(query)
    held = [one for one in chosen if one]
    return f"{name} ({', '.join(held)})" if held else name
