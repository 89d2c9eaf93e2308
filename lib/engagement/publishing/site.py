"""The site: pages, index and manifest, replaced as a whole or not at all."""

import json
import shutil
from pathlib import Path

from engagement.errors import DataError
from engagement.publishing.page import render, shell, style


class Site:
    """A site being made beside the one it will replace.

    Use it as a context manager: whatever is raised inside, the published site stays as it was.
    """

    def __init__(self, target):
        self.target = Path(target).resolve()
        self.fresh = self.target.with_name(f".{self.target.name}-new")
        self.previous = self.target.with_name(f".{self.target.name}-previous")
        self.entries = []

    def __enter__(self):
        self.target.parent.mkdir(parents=True, exist_ok=True)
        if self.previous.exists() and not self.target.exists():
            self.previous.rename(self.target)  # a run was stopped between the two renames of publish
        if self.target.exists() and any(self.target.iterdir()) and not (self.target / "reports.json").exists():
            raise DataError(f"{self.target}: holds files that are no site of ours; name another folder for the site")
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

    def add(self, report, run):
        """Put a report in: its page and numbers, or its reason and the page of the last good run."""
        reason = run.reason
        if reason is None:
            try:
                (self.fresh / report.page).write_text(render(report, run), encoding="utf-8")
                self._write(f"{report.id}.json", run.results)
            except ValueError as error:
                reason = str(error)
        if reason is not None:
            self._carry_over(report)
        self.entries.append(self._entry(report, run, reason))
        return reason

    def keep(self, report, entry):
        """Put in a report this run was not asked for, as the published site has it."""
        self._carry_over(report)
        self.entries.append(entry)

    def publish(self):
        """Write index and manifest and put the new site in the place of the old."""
        self._write("reports.json", self.entries)
        failed = [entry for entry in self.entries if entry["status"] == "failed"]
        index = shell("index.html.j2").render(entries=self.entries, failed=failed, style=style())
        (self.fresh / "index.html").write_text(index, encoding="utf-8")
        shutil.rmtree(self.previous, ignore_errors=True)
        if self.target.exists():
            self.target.rename(self.previous)
        self.fresh.rename(self.target)
        shutil.rmtree(self.previous, ignore_errors=True)
        return self.target / "index.html"

    def published(self):
        """Entries of the site in place, by id."""
        try:
            entries = json.loads((self.target / "reports.json").read_text(encoding="utf-8"))
            return {entry["id"]: entry for entry in entries}
        except (OSError, ValueError, TypeError, KeyError):
            return {}

    def _entry(self, report, run, reason):
        page = report.page if (self.fresh / report.page).exists() else None
        return {
            "id": report.id,
            "title": report.title,
            "notebook": report.notebook,
            "parameters": report.parameters,
            "audience": report.audience,
            "status": "ok" if reason is None else "failed",
            "reason": reason,
            "headline": run.headline if reason is None else None,
            "seconds": round(run.seconds, 2),
            "page": page,
            "inputs": run.inputs,
            "bases": run.bases,
        }

    def _carry_over(self, report):
        for name in (report.page, f"{report.id}.json"):
            if (self.target / name).exists():
                shutil.copy2(self.target / name, self.fresh / name)

    def _write(self, name, content):
        text = json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
        (self.fresh / name).write_text(text, encoding="utf-8")
