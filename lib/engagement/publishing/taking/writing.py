"""Write the files that readers take along from a report."""

from engagement.publishing.taking import comma_separated, pictures, workbook
from engagement.publishing.taking.items import items


def take(report, run, page, folder):
    """Write the files of a report.

    Parameters
    ----------
    report : Report
    run : Run
        With its executed notebook.
    page : str
        Its page.
    folder : pathlib.Path
        Made here; not made where a report has nothing to take along.

    Raises
    ------
    DataError
        If a figure is none that can be drawn, or a table holds more than a sheet.
    """
    found = items(run.notebook)
    if not found and report.document is None:
        return
    folder.mkdir()
    for item in found:
        (folder / f"{item.id}.csv").write_bytes(comma_separated.written(item.content))
        if item.kind == "figure":
            svg = pictures.svg(item)
            (folder / f"{item.id}.svg").write_text(svg, encoding="utf-8", newline="\n")
            (folder / f"{item.id}.png").write_bytes(pictures.png(svg))
    if found:
        source = f"report “{report.title}” ({report.id}), notebook {report.notebook}; files read: " + (
            ", ".join(dict.fromkeys(one["file"] for one in run.inputs)) or "none"
        )
        (folder / f"{report.id}.xlsx").write_bytes(workbook.written(found, report.title, source))
    if report.document is not None:
        from engagement.publishing.taking import document  # its imports are for the few reports that have one

        told = {"id": report.id, "title": report.title, "headline": run.headline, "bases": run.bases}
        (folder / f"{report.id}.docx").write_bytes(document.written(told, page, folder, report.document))
