"""The made-up records as web pages of ITU's shapes: document lists, leadership lists, work programmes, work items."""

from html import escape

STYLE = "<style>td{vertical-align:top}</style><script>window.menu=[];</script>"
NOTICE = "Demonstration: made-up records"


def page(title, address, body):
    """A whole page, saved as browsers save it, that says of itself that it is made up."""
    comment = f"<!-- saved from url=({len(address):04d}){address} -->"
    return (
        f'<!DOCTYPE html>\n{comment}\n<html><head><meta charset="utf-8"><meta name="basis" content="demonstration">\n'
        f"<title>{escape(title)}</title>{STYLE}</head>\n<body><p><strong>{NOTICE}</strong></p>\n"
        f'<table class="layout"><tr><td>Menu</td><td>\n{body}\n</td></tr></table>\n</body></html>\n'
    )


def save(path, content):
    """Write a page."""
    path.write_text(content, encoding="utf-8", newline="\n")


def table(headings, rows):
    """A table of cells that are HTML already.

    Examples
    --------
    >>> print(table(["Number", "Title"], [["C 1", "Scope"]]))
    <table border="1">
    <tr><th>Number</th><th>Title</th></tr>
    <tr><td>C 1</td><td>Scope</td></tr>
    </table>
    """
    head = "".join(f"<th>{escape(heading)}</th>" for heading in headings)
    lines = "\n".join("<tr><td>" + "</td><td>".join(row) + "</td></tr>" for row in rows)
    return f'<table border="1">\n<tr>{head}</tr>\n{lines}\n</table>'


def document_list(group, ground, period, start, rows):
    """The contributions to a meeting.

    Parameters
    ----------
    group : str
        ``SG13``.
    ground : Ground
    period : str
    start : datetime.date
    rows : iterable of (str, str, list of str, str, str)
        Number, title, sources, Questions, date.
    """
    title = f"ITU-T {group} (Study Period {ground.period_years}) - Contributions"
    address = f"https://www.itu.int/md/{period}-{group}-{start:%y%m%d}-C/en"
    cells = (
        [number, escape(title), "<br>".join(map(escape, sources)), _questions(questions), date]
        for number, title, sources, questions, date in rows
    )
    heading = f"<h1>{escape(title)}</h1>\n"
    return page(title, address, heading + table(["Number", "Title", "Source", "Question(s)", "Date"], cells))


def leadership_list(group, ground, rows):
    """Those who hold a seat in a group.

    Parameters
    ----------
    rows : iterable of (str, str, str, str, str)
        First and last name, role, company, country.
    """
    number = group.removeprefix("SG")
    title = f"ITU-T {group} - List of rapporteurs and management team (Study Period {ground.period_years})"
    address = f"https://www.itu.int/net4/ITU-T/lists/loqr.aspx?Group={number}&Period={ground.period_number}"
    headings = ["First name", "Last name", "Role", "Company", "Address", "Country", "Telephone", "E-mail"]
    cells = (
        [escape(first), escape(last), escape(role), escape(company), "", escape(country), "", ""]
        for first, last, role, company, country in rows
    )
    return page(title, address, table(headings, cells))


def work_programme(group, ground, rows):
    """The work items of a group.

    Parameters
    ----------
    rows : iterable of dict
        Heading -> text.
    """
    number = group.removeprefix("SG")
    title = f"ITU-T Work programme - {group} (Study Period {ground.period_years})"
    address = f"https://www.itu.int/ITU-T/workprog/wp_search.aspx?sg={number}&sp={ground.period_number}"
    headings = ["Work item", "Question", "Equivalent number", "Status", "Timing", "Approval process", "Version",
                "Liaison relationship", "Subject / Title", "Priority"]  # fmt: skip
    cells = ([escape(row.get(heading, "")) for heading in headings] for row in rows)
    return page(title, address, table(headings, cells))


def work_item(number, row):
    """The page of a work item: ``row`` maps headings to texts of one or more lines."""
    address = f"https://www.itu.int/ITU-T/workprog/wp_item.aspx?isn={number}"
    lines = "\n".join(
        f"<tr><td>{escape(heading)}:</td><td>{'<br>'.join(map(escape, text.splitlines()))}</td></tr>"
        for heading, text in row.items()
    )
    return page(f"ITU-T Work Programme - {row['Work item']}", address, f'<table border="1">\n{lines}\n</table>')


def _questions(listed):
    """``16/13; 20/13`` as pages print it: ``Q16/13, Q20/13``."""
    return ", ".join("Q" + one for one in listed.split("; "))
