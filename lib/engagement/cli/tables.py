"""Commands that make tables, and what goes into them."""

import sys
from pathlib import Path

from engagement import locations


def build(options):
    """Build the tables while no other run is at work."""
    from engagement.publishing.lock import only_run

    with only_run(locations.data() / ".lock"):
        return 1 if build_tables(options.inbox, options.tidy) else 0


def build_tables(inbox=None, tidy=None):
    """Build, say what came of it, and return what was not built."""
    from engagement.warehouse import build as warehouse

    _make_demonstration()
    outcome = warehouse.build(inbox, tidy, progress=True)
    for line in _told(outcome):
        print(line, file=sys.stderr)
    for line in _unlisted(Path(tidy) if tidy else locations.tidy()) if outcome.changed else ():
        print(line, file=sys.stderr)
    if outcome.problems or outcome.unreadable:
        print(f"  {_left_out(outcome)}", file=sys.stderr)
    return [*outcome.problems, *(file["file"] for file in outcome.unreadable)]


def _make_demonstration():
    """Write the made-up records where they are missing, or are of another truth or an older edition."""
    from engagement import demonstration

    records, truth = locations.demonstration() / "records", locations.demonstration() / "truth.yml"
    if truth.exists() and not demonstration.is_current(records, truth):
        written = demonstration.write(records, factor=demonstration.factor_of(records), progress=True)
        print(f"  {len(written):,} files of demonstration records written", file=sys.stderr)


def _left_out(outcome):
    """What stands in the tables where a build ends as failed."""
    tables, files = len(outcome.problems), len(outcome.unreadable)
    counts = [
        (tables, "table was not built", "tables were not built"),
        (files, "file was left out", "files were left out"),
    ]
    said = " and ".join(f"{count:,} {one if count == 1 else more}" for count, one, more in counts if count)
    return f"{'the tables were replaced' if outcome.changed else 'the tables stand as they were'}; {said} (see above)"


def _unlisted(tidy):
    """A line for each table that names meetings no list of meetings holds."""
    from engagement.warehouse.unlisted import unlisted

    for table, meetings in unlisted(tidy).items():
        said = f"{len(meetings):,} meeting{'s' if len(meetings) > 1 else ''} named in {table}, such as {meetings[0]}"
        yield f"  not in the table meetings, so without group, kind and dates: {said}"
        yield "  to mend it: fill in `engagement template meetings FILE.xlsx`"


def _told(outcome):
    """What became of a build, a line each."""
    if not outcome.changed:
        yield "  nothing has changed since the last build"
    for built in outcome.tables if outcome.changed else ():
        if built.problem or built.rows:
            yield f"  {built.table}: {built.problem or f'{built.rows:,} rows'}"
    rejected = [file for file in outcome.files if file["rows_rejected"]]
    for file in rejected:
        yield f"  {file['file']}: {file['rows_rejected']:,} of {file['rows_present']:,} rows rejected"
    if rejected:
        yield "  why: engagement.load('rejects'), or `engagement check FILE`"
    for file in outcome.unreadable:
        yield f"  {file['file']}: {file['problem']}; {file['remedy']}"
    if outcome.conflicts:
        said = "values in which rows about one thing contradict one another: engagement.load('conflicts')"
        yield f"  {outcome.conflicts:,} {said}"


def check(options):
    """Say of each file what it is taken for and which rows would be rejected."""
    from engagement.warehouse import build as warehouse

    failed = False
    for path in options.files:
        read, rejects = warehouse.check(path)
        failed |= bool(read.problem or read.rows_rejected)
        if read.problem:
            print(f"{path}: cannot be read: {read.problem}; {read.remedy}")
            continue
        print(
            f"{path}: {read.title}, into the table {read.table}: {read.rows_present:,} rows, "
            f"{read.rows_read:,} would be read, {read.rows_rejected:,} rejected"
        )
        for note in filter(None, (read.notes or "").split("; ")):
            print(f"  note: {note}")
        for one in rejects[: options.most]:
            where = ", ".join(f"{word} {one[word]}" for word in ("sheet", "row", "column") if _is_known(one[word]))
            value = f" {one['value']!r}" if _is_known(one["value"]) else ""
            print(f"  {where}:{value} {one['reason']}; {one['remedy']}")
        if len(rejects) > options.most:
            print(f"  … and {len(rejects) - options.most:,} more; --most shows more of them")
    return 1 if failed else 0


def _is_known(value):
    return value is not None and value == value and str(value) != "<NA>"


def template(options):
    """Write a form to fill in."""
    from engagement.sources import templates

    templates.write(options.table, options.file)
    print(f"{options.file}: fill in the sheet {options.table} and put the file into data/inbox")
    return 0


def demo(options):
    """Write made-up records."""
    from engagement import demonstration

    written = demonstration.write(options.directory, factor=options.factor, truth=options.truth, progress=True)
    print(f"{len(written):,} files of made-up records in {options.directory}")
    return 0


def fetch(options):
    """Fetch public files, or say which there are."""
    from engagement import fetching

    if options.source == "list":
        print("\n".join(fetching.describe()))
        return 0
    if options.dry_run:
        for address, path in fetching.preview(options.source, options.directory, options.only, items=options.items):
            print(f"{address} -> {path}")
        return 0
    try:
        for path in fetching.fetch(options.source, options.directory, options.only, progress=True, items=options.items):
            print(path)
    except fetching.FetchError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def review(options):
    """Write a worklist of names, or read the decisions typed there."""
    from engagement.organizations import review

    if options.take_in:
        added = review.take_in(options.file)
        print(*(f"{table}: {rows:,} rows added" for table, rows in added.items()), "rebuild with `make data`", sep="\n")
    else:
        names = review.write(options.file, options.most)
        print(f"{names:,} names in {options.file}; type decisions there and run this again with --take-in")
    return 0


def build_ietf(options):
    """Read the RFC series anew from its texts."""
    from engagement.sources import country_names
    from engagement.sources.rfc import series

    names = country_names.read_country_names(locations.data() / "reference" / "country_names.csv")
    found = series.read(Path(options.directory), names, workers=options.workers)
    for problem in found.problems:
        print(f"  {problem}", file=sys.stderr)
    for path in series.write(found, locations.data() / "ietf"):
        print(f"  {path.stem}: {len(getattr(found, path.stem)):,} rows, {path.stat().st_size:,} bytes")
    return 1 if found.problems else 0


def dictionary(options):
    """Print the data dictionary."""
    from engagement.publishing.dictionary import text

    print(text(), end="")
    return 0
