"""The site: pages, index and manifest, replaced as a whole or not at all."""

import json
import shutil
from pathlib import Path

from engagement import locations
from engagement.errors import DataError
from engagement.publishing import dictionary, history
from engagement.publishing.contents import facets, index
from engagement.publishing.exchanging import put_in_place
from engagement.publishing.kept import PAGE, RESULTS
from engagement.publishing.shell import failure_page, failure_told
from engagement.publishing.taking import FOLDER
from engagement.warehouse.freshness import latest
from engagement.warehouse.store import digest

MANIFEST = "reports.json"
INPUTS = (locations.data, locations.notebooks, locations.library)


def checked(target):
    """The folder of a site.

    Parameters
    ----------
    target : path-like
        Need not be there.

    Returns
    -------
    pathlib.Path
        Absolute.

    Raises
    ------
    DataError
        If no site can be there: what is there would be lost, or taken for something else.
    """
    target = Path(target).resolve()
    inputs = next((one for one in INPUTS if target.is_relative_to(one())), None)
    if not target.name:
        raise DataError(f"{target}: is no folder for a site, which is replaced as a whole; name one of its own")
    if inputs:
        raise DataError(f"{target}: lies in {inputs()}, which reports are made from; name another folder for the site")
    if target.exists() and not target.is_dir():
        raise DataError(f"{target}: is a file; name a folder for the site")
    if target.exists() and any(target.iterdir()) and not (target / MANIFEST).exists():
        raise DataError(f"{target}: holds files that are no site of ours; name another folder for the site")
    return target


class Site:
    """A site being made beside the one it will replace.

    Use it as a context manager: whatever is raised inside, the published site stays as it was.
    """

    def __init__(self, target):
        self.target = checked(target)
        self.fresh = self.target.with_name(f".{self.target.name}-new")
        self.previous = self.target.with_name(f".{self.target.name}-previous")
        self.entries = []

    def __enter__(self):
        self.target.parent.mkdir(parents=True, exist_ok=True)
        if self.previous.exists() and not self.target.exists():
            self.previous.rename(self.target)  # a run was stopped between the two renames of publish
        shutil.rmtree(self.fresh, ignore_errors=True)
        self.fresh.mkdir()
        return self

    def __exit__(self, kind, error, _):
        shutil.rmtree(self.fresh, ignore_errors=True)
        if isinstance(error, OSError):
            raise DataError(
                f"{self.fresh}: cannot be written ({error.strerror or error}); make room and run again, "
                f"{self.target.name} is as it was"
            ) from error

    def add(self, report, record, folder):
        """Put in a report that was made: its page and numbers from the folder it is kept in."""
        shutil.copyfile(folder / PAGE, self.fresh / report.page)
        shutil.copyfile(folder / RESULTS, self.fresh / f"{report.id}.json")
        self._put_along(folder / FOLDER, report)
        self._enter(report, record, status="ok")

    def add_failed(self, report, failure, folder):
        """Put in a report that failed: the reason and the last cell, on the page of the last good run if there is one.

        A report that could not even begin, and never could, has no page.
        """
        page = self.fresh / report.page
        earlier = (folder / PAGE).exists() and (folder / RESULTS).exists()
        if earlier:
            shutil.copyfile(folder / RESULTS, self.fresh / f"{report.id}.json")
            self._put_along(folder / FOLDER, report)
            page.write_text(failure_told((folder / PAGE).read_text(encoding="utf-8"), failure), encoding="utf-8")
        elif failure["cell"]:
            page.write_text(failure_page(report, failure), encoding="utf-8")
        self._enter(report, failure, status="failed", earlier=earlier)

    def keep(self, report, entry):
        """Put in a report this run was not asked for, as the published site has it."""
        for name in (report.page, f"{report.id}.json"):
            if (self.target / name).exists():
                shutil.copyfile(self.target / name, self.fresh / name)
        self._put_along(self.target / report.id, report)
        self.entries.append(entry)

    def publish(self, editions, fingerprints, most):
        """Write index, manifest and pages about the site, and put it in the place of the old, unless they are the same.

        Parameters
        ----------
        editions : Editions
        fingerprints, most
            What each report was made from, by id, and how many editions are kept.

        Returns
        -------
        pathlib.Path
            The index.
        """
        text = json.dumps(self.entries, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
        (self.fresh / MANIFEST).write_text(text, encoding="utf-8")
        found = history.steps(editions, editions.to_come(self.fresh, fingerprints, most))
        pages = {
            "index.html": index(self.entries, self.fresh, found[0]),
            "editions.html": history.page(found, self.entries),
            "definitions.html": dictionary.page(),
        }
        for name, page in pages.items():
            (self.fresh / name).write_text(page, encoding="utf-8")
        if not self._is_published():
            put_in_place(self.fresh, self.target, self.previous)
        return self.target / "index.html"

    def published(self):
        """Entries of the site in place, by id."""
        try:
            entries = json.loads((self.target / MANIFEST).read_text(encoding="utf-8"))
            return {entry["id"]: entry for entry in entries}
        except (OSError, ValueError, TypeError, KeyError):
            return {}

    def _is_published(self):
        return self.target.exists() and _files(self.fresh) == _files(self.target)

    def _put_along(self, folder, report):
        """Put in what can be taken along from a report, where there is something."""
        if folder.exists():
            shutil.copytree(folder, self.fresh / report.id)

    def _enter(self, report, made, *, status, earlier=False):
        page = report.page if (self.fresh / report.page).exists() else None
        self.entries.append(
            {
                "id": report.id,
                "title": report.title,
                "notebook": report.notebook,
                "parameters": report.parameters,
                "audience": report.audience,
                **facets(report),
                "status": status,
                "reason": made.get("reason"),
                "headline": made.get("headline"),
                "seconds": made["seconds"],
                "page": page,
                "page_sha256": digest(self.fresh / page) if page else None,
                "earlier": earlier,
                "inputs": made["inputs"],
                "bases": made["bases"],
                "data_until": _until(made["inputs"]),
            }
        )


def _until(inputs):
    """The latest day of the real records a report read; what is made up has no day that matters."""
    days = [latest(one["table"], one["basis"]) for one in inputs if one.get("basis") in ("published", "recorded")]
    return max(filter(None, days), default=None)


def _files(folder):
    """The files of a folder, at any depth, and what is in them."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
