"""Commands that give a published report to take along."""

import json
from pathlib import Path

from engagement import locations


def add_to(commands, site):
    """Add `document` and `pdf` to what can be typed; ``site`` adds the option that says where the site is."""
    for name, words, end, command in (
        ("document", "write a published report as a Word document in the form of a TSAG TD", "docx", _document),
        ("pdf", "print a published report with Chromium", "pdf", _pdf),
    ):
        parser = commands.add_parser(name, help=words)
        parser.add_argument("report", metavar="ID", help="id of the report")
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help=f"default: ID.{end}")
        site(parser)
        parser.add_argument("--plan", type=Path, default=locations.reports() / "plan.yml", metavar="FILE",
                            help="default: reports/plan.yml")  # fmt: skip
        parser.set_defaults(command=command)


def _document(options):
    from engagement.publishing.kept import write_bytes
    from engagement.publishing.plan import read
    from engagement.publishing.taking.document import written

    entry, page = _published(options)
    given = next((one.document for one in read(options.plan) if one.id == options.report), None)
    content = written(entry, page.read_text(encoding="utf-8"), page.parent / options.report, given or {})
    target = options.file or Path(f"{options.report}.docx")
    write_bytes(target, content)
    print(target)
    return 0


def _pdf(options):
    from engagement.publishing.taking.printing import print_page

    _, page = _published(options)
    target = options.file or Path(f"{options.report}.pdf")
    print_page(page, target)
    print(target)
    return 0


def _published(options):
    """What the site says of a report, and its page."""
    from engagement.errors import DataError

    try:
        entries = json.loads((options.site / "reports.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        entries = []
    found = {entry["id"]: entry for entry in entries if entry["page"]}
    if options.report not in found:
        held = ", ".join(found) or "none; `engagement run` makes them"
        raise DataError(f"{options.site} has no page of {options.report!r}; there are {held}")
    return found[options.report], options.site / found[options.report]["page"]
