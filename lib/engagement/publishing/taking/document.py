"""A report as a Word document in the form of a TSAG TD."""

import datetime
import io
import zipfile

from bs4 import BeautifulSoup
from docx import Document

from engagement.publishing.taking import document_head, document_style
from engagement.publishing.taking.abstract import abstract
from engagement.publishing.taking.document_body import Body
from engagement.publishing.taking.plain_text import printable

MADE = datetime.datetime(2024, 1, 1)  # of every document, so that the same report is the same bytes
MOST_SIGNS = 255  # of a property
ZIPPED = (1980, 1, 1, 0, 0, 0)
MADE_UP = (
    "This document contains demonstration numbers: they are computed from synthetic records with a known truth and are "
    "no observations. Each paragraph, figure and table says what it rests on."
)


def written(told, page, folder, given):
    """The bytes of a document.

    Parameters
    ----------
    told : dict
        ``id``, ``title``, ``headline`` and ``bases`` of the report, as the site's list of reports has them.
    page : str
        The report's page.
    folder : pathlib.Path
        Where its figures lie as PNG.
    given : dict of str to str
        What stands in the head: number, period, questions, place, date, source, contact, keywords.

    Returns
    -------
    bytes
        The same for the same page.
    """
    main = BeautifulSoup(page, "html.parser").find("main")
    document = Document()
    document_style.apply(document)
    document_head.write(document, told, given, abstract(told, main))
    if "demonstration" in told["bases"]:
        document.add_paragraph(style="Normal").add_run(MADE_UP).bold = True
    Body(document, folder).write(main)
    document.add_paragraph(
        f"The page {told['id']}.html of the same report has all rows of its tables, the data of its figures, the code, "
        "the files read with their digests, and the command that computes it again."
    )
    _tell(document.core_properties, told["title"], given)
    return _same_bytes(document)


def _tell(properties, title, given):
    """What programs ask a document for without reading it."""
    texts = {"title": title, "author": given.get("source", ""), "keywords": given.get("keywords", ""),
             "subject": "TSAG TD", "comments": "", "last_modified_by": "", "language": "en-GB"}  # fmt: skip
    for name, text in texts.items():
        setattr(properties, name, printable(text)[:MOST_SIGNS])
    properties.created = properties.modified = MADE
    properties.revision = 1


def _same_bytes(document):
    """The package with every part of the same day: Word's format is a ZIP file, which else tells when it was made."""
    packed, steady = io.BytesIO(), io.BytesIO()
    document.save(packed)
    with zipfile.ZipFile(packed) as before, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            after.writestr(zipfile.ZipInfo(part.filename, ZIPPED), before.read(part), zipfile.ZIP_DEFLATED)
    return steady.getvalue()
