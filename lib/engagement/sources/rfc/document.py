"""One RFC, read from its text, its json and its XML."""

import datetime
import json
import re
from dataclasses import dataclass, field

from engagement.errors import DataError
from engagement.sources.rfc.affiliation import Affiliation
from engagement.sources.rfc.authors import affiliations
from engagement.sources.rfc.citations import Citation, citations
from engagement.sources.rfc.files import decode, read_bytes, without_page_breaks
from engagement.sources.rfc.mentions import Mention, itut_mentions

_COMPANIONS = datetime.timedelta(days=366)  # RFCs that cite one another wait for each other, not for longer
_STREAMS = {"independent": "Independent", "iab": "IAB", "irtf": "IRTF", "legacy": "Legacy", "editorial": "Editorial"}
_IETF = {"ietf - non working group", "iesg", "ietf"}
_BODIES_DRAFT = re.compile(r"draft-(?:ietf|irtf|iab|iesg)-")
_GROUP_DRAFT = re.compile(r"draft-(?:ietf|irtf)-([a-z0-9]+)-")
_DESCRIBED = ("stream", "working_group", "working_group_acronym", "draft", "pages")


@dataclass(frozen=True)
class Document:
    """What the index and the files hold of one RFC.

    Attributes
    ----------
    facts
        The row for the frame of RFCs.
    affiliations
        One an author, in the order of the index.
    citations, mentions
        What the text cites and names.
    problems
        One sentence for each file that could not be read.
    """

    facts: dict
    affiliations: list[Affiliation]
    citations: list[Citation]
    mentions: list[Mention]
    problems: list[str] = field(default_factory=list)


def read_rfc(entry, files, names, issued):
    """Read one RFC.

    Parameters
    ----------
    entry : IndexEntry
    files : dict of str to path
        Its txt, json and xml, as far as they exist.
    names : country_names.CountryNames
    issued : dict of int to date
        The RFCs that exist, and when they were published. A higher number that
        was published more than a year later is a misprint and left out.

    Returns
    -------
    Document
    """
    parts, problems = _read_parts(files)
    text = without_page_breaks(decode(parts["txt"])) if "txt" in parts else ""
    working, more = _affiliations(entry, names, text, parts.get("xml", b""), files.get("xml"))
    latest = entry.published + _COMPANIONS
    cited = [c for c in citations(text, entry.rfc, issued) if c.cited_rfc < entry.rfc or issued[c.cited_rfc] <= latest]
    facts = _facts(entry, parts.get("json"), text)
    return Document(facts, working, cited, itut_mentions(text, entry.published), problems + more)


def _facts(entry, described, text):
    return {
        "rfc": entry.rfc,
        "published": entry.published,
        "date_precision": entry.date_precision,
        "title": entry.title,
        "status": entry.status,
        **(described or dict.fromkeys(_DESCRIBED)),
        "has_text": bool(text.strip()),
    }


def _read_parts(files):
    parts, problems = {}, []
    for suffix, path in files.items():
        try:
            data = read_bytes(path)
            parts[suffix] = _described(data, path) if suffix == "json" else data
        except (DataError, OSError) as error:
            problems.append(str(error))
    return parts, problems


def _described(data, path):
    try:
        facts = json.loads(decode(data))
    except ValueError as error:
        raise DataError(f"{path}: not JSON ({error}); fetch it again") from None
    draft = (facts.get("draft") or "").strip()
    stream, group = _stream_and_group(facts.get("source") or "", draft)
    acronym = _GROUP_DRAFT.match(draft)
    pages = str(facts.get("page_count") or "")
    return {
        "stream": stream,
        "working_group": group,
        "working_group_acronym": acronym[1] if acronym else None,
        # Drafts of persons are named after them, and names of persons are not kept.
        "draft": draft if _BODIES_DRAFT.match(draft) else None,
        "pages": int(pages) if pages.isdigit() and int(pages) else None,
    }


def _stream_and_group(source, draft):
    """The stream, and the group's name where the source of the json file is one."""
    key = source.strip().casefold()
    if key in _IETF:
        return "IETF", None
    if key in _STREAMS:
        return _STREAMS[key], None
    if not key:
        return None, None
    research = key.endswith(("research group", " rg")) or draft.startswith("draft-irtf-")
    return ("IRTF" if research else "IETF"), " ".join(source.split())


def _affiliations(entry, names, text, xml, path):
    try:
        return affiliations(entry.authors, names, text, xml), []
    except DataError as error:
        return affiliations(entry.authors, names, text), [f"{path}: {error}"]
