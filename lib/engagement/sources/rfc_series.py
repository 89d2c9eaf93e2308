"""The RFC series as a directory of texts: RFCs, authorships, citations, mentions of ITU-T Recommendations.

The directory is the one that Debian's ``doc-rfc`` packages unpack to: an index,
``rfc-index.txt.gz``, and beside it folders by status with ``rfcN.txt.gz``,
``rfcN.json`` and, for newer ones, ``rfcN.xml.gz``. Title, authors, date and status
come from the index, since the dates of the json files are wrong for thousands.
"""

import datetime
import gzip
import json
import os
import re
import zlib
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from engagement.errors import DataError
from engagement.sources.rfc_authors import Affiliation, affiliations, holds_known_person, persons
from engagement.sources.rfc_index import created_on, read_index
from engagement.sources.rfc_references import citations, itut_mentions, without_page_breaks

INDEX = "rfc-index.txt"
FRAMES = ("rfcs", "authorships", "citations", "itut_mentions")

_FILE = re.compile(r"rfc(\d+)\.(txt|json|xml)(?:\.gz)?")
_COMPANIONS = datetime.timedelta(days=366)  # RFCs that cite one another wait for each other, not for longer
_NOT_ISSUED = {"queue", "links"}  # drafts that wait, and second names of the same files
_STREAMS = {"independent": "Independent", "iab": "IAB", "irtf": "IRTF", "legacy": "Legacy", "editorial": "Editorial"}
_IETF = {"ietf - non working group", "iesg", "ietf"}
_BODIES_DRAFT = re.compile(r"draft-(?:ietf|irtf|iab|iesg)-")
_GROUP_DRAFT = re.compile(r"draft-(?:ietf|irtf)-([a-z0-9]+)-")


@dataclass(frozen=True)
class Series:
    """What the texts hold.

    Attributes
    ----------
    rfcs, authorships, citations, itut_mentions
        The four frames; ``engagement.tables.ietf`` tells their columns.
    as_of
        The date of the index, or None.
    problems
        One sentence for each file or entry that could not be read.
    """

    rfcs: pd.DataFrame
    authorships: pd.DataFrame
    citations: pd.DataFrame
    itut_mentions: pd.DataFrame
    as_of: object = None
    problems: list[str] = field(default_factory=list)


# ---- files -----------------------------------------------------------------------------------------------


def find_index(directory):
    """The index below a directory, whatever the level the directory was given at.

    Raises
    ------
    DataError
        If no folder at or below ``directory`` holds one.
    """
    for folder, folders, files in os.walk(directory):
        folders.sort()
        for name in (f"{INDEX}.gz", INDEX):
            if name in files:
                return Path(folder) / name
    raise DataError(
        f"{directory}: no {INDEX}.gz at or below it; unpack the doc-rfc packages there and name their folder"
    )


def _read_bytes(path):
    data = Path(path).read_bytes()
    try:
        return gzip.decompress(data) if str(path).endswith(".gz") else data
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path}: not a whole gzip file ({error}); fetch it again") from None


def _decode(data):
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:  # some thirty texts are older than UTF-8
        return data.decode("latin-1")


def list_files(root):
    """The files of each RFC: number to suffix (txt, json, xml) to path.

    A plain file goes before its compressed twin; waiting drafts and links are left out.
    """
    found = defaultdict(dict)
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(set(folders) - _NOT_ISSUED)
        for name in sorted(files):
            match = _FILE.fullmatch(name)
            if match:
                found[int(match[1])].setdefault(match[2], os.path.join(folder, name))
    return found


# ---- one RFC ---------------------------------------------------------------------------------------------


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


def _described(data, path):
    try:
        facts = json.loads(_decode(data))
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


def _read_parts(files):
    parts, problems = {}, []
    for suffix, path in files.items():
        try:
            data = _read_bytes(path)
            parts[suffix] = _described(data, path) if suffix == "json" else data
        except (DataError, OSError) as error:
            problems.append(str(error))
    return parts, problems


def _affiliations(entry, names, text, xml, path):
    try:
        return affiliations(entry.authors, names, text, xml), []
    except DataError as error:
        return affiliations(entry.authors, names, text), [f"{path}: {error}"]


def read_rfc(entry, files, names, issued):
    """Read one RFC.

    Parameters
    ----------
    entry : rfc_index.IndexEntry
    files : dict of str to path
        Its txt, json and xml, as far as they exist.
    names : rfc_authors.CountryNames
    issued : dict of int to date
        The RFCs that exist, and when they were published. A higher number that
        was published more than a year later is a misprint and left out.

    Returns
    -------
    facts : dict
        The row for the frame of RFCs.
    affiliations : list of rfc_authors.Affiliation
    citations : list of rfc_references.Citation
    mentions : list of rfc_references.Mention
    problems : list of str
    """
    parts, problems = _read_parts(files)
    text = without_page_breaks(_decode(parts["txt"])) if "txt" in parts else ""
    working, more = _affiliations(entry, names, text, parts.get("xml", b""), files.get("xml"))
    facts = {
        "rfc": entry.rfc,
        "published": entry.published,
        "date_precision": entry.date_precision,
        "title": entry.title,
        "status": entry.status,
        **parts.get("json", dict.fromkeys(("stream", "working_group", "working_group_acronym", "draft", "pages"))),
        "has_text": bool(text.strip()),
    }
    latest = entry.published + _COMPANIONS
    cited = [c for c in citations(text, entry.rfc, issued) if c.cited_rfc < entry.rfc or issued[c.cited_rfc] <= latest]
    return facts, working, cited, itut_mentions(text, entry.published), problems + more


def _read_safely(task, names, issued):
    entry, files = task
    try:
        return entry.rfc, *read_rfc(entry, files, names, issued)
    except Exception as error:  # one bad file must not stop nine thousand others
        place = files.get("txt", "no text")
        reason = f"RFC {entry.rfc} ({place}): {type(error).__name__}: {error}; left without its text"
        facts, _, _, _, problems = read_rfc(entry, {}, names, issued)
        return entry.rfc, facts, [Affiliation() for _ in entry.authors], [], [], [*problems, reason]


_WORKER = {}


def _prepare_worker(names, issued):
    _WORKER["read"] = partial(_read_safely, names=names, issued=issued)


def _read_in_worker(task):
    return _WORKER["read"](task)


# ---- the frames ------------------------------------------------------------------------------------------


def _authorships(entries, read):
    """Authorships with sequential ids in the place of names."""
    known = persons(name for entry in entries for name in entry.authors)
    ids, rows = {}, []
    for entry in entries:
        for position, (name, work) in enumerate(zip(entry.authors, read[entry.rfc][2], strict=True), start=1):
            author = ids.setdefault(" ".join(name.split()).casefold(), f"A{len(ids) + 1:05d}")
            named = work.organization is not None and not holds_known_person(work.organization, known)
            rows.append(
                {
                    "rfc": entry.rfc,
                    "position": position,
                    "author": author,
                    "organization_printed": work.organization if named else None,
                    "country": work.country,
                    "found_in": work.found_in if named else None,
                    "country_found_in": work.country_found_in,
                }
            )
    return pd.DataFrame(rows)


def _typed(frame, whole=(), dates=()):
    """Narrow whole numbers, dates to the day, everything else text."""
    kinds = {name: pd.Int16Dtype() for name in whole}
    kinds |= dict.fromkeys(dates, "datetime64[s]")
    rest = {n: pd.StringDtype(na_value=pd.NA) for n in frame if n not in kinds and n != "has_text"}
    return frame.astype(kinds | rest)


def _frames(entries, read):
    cited = [
        {"rfc": rfc, "cited_rfc": c.cited_rfc, "kind": c.kind, "printed": c.printed}
        for rfc in sorted(read)
        for c in read[rfc][3]
    ]
    mentioned = [{"rfc": rfc, **vars(mention)} for rfc in sorted(read) for mention in read[rfc][4]]
    mention_columns = ("rfc", "recommendation", "edition_date", "edition_precision", "n_editions_printed", "printed")
    rfcs = pd.DataFrame([read[rfc][1] for rfc in sorted(read)])
    return {
        "rfcs": _typed(rfcs, ["rfc", "pages"], ["published"]),
        "authorships": _typed(_authorships(entries, read), ["rfc", "position"]),
        "citations": _typed(pd.DataFrame(cited, columns=["rfc", "cited_rfc", "kind", "printed"]), ["rfc", "cited_rfc"]),
        "itut_mentions": _typed(
            pd.DataFrame(mentioned, columns=mention_columns), ["rfc", "n_editions_printed"], ["edition_date"]
        ),
    }


def _read_all(tasks, names, issued, workers, progress):
    bar = partial(tqdm, total=len(tasks), desc="RFCs", unit="RFC", disable=None if progress else True)
    if workers == 1:
        _prepare_worker(names, issued)
        yield from bar(map(_read_in_worker, tasks))
        return
    with ProcessPoolExecutor(workers, initializer=_prepare_worker, initargs=(names, issued)) as pool:
        yield from bar(pool.map(_read_in_worker, tasks, chunksize=50))


def read(directory, names, workers=None, progress=True):
    """Read the whole series.

    Parameters
    ----------
    directory
        Folder of the unpacked texts, at any level above or at the index.
    names : rfc_authors.CountryNames
        Country spellings, see `rfc_authors.read_country_names`.
    workers
        Processes; as many as there are processors if None.
    progress
        Whether to draw a bar (on a terminal only).

    Returns
    -------
    Series
        Frames sorted by RFC and, within it, by position, cited RFC or Recommendation.

    Raises
    ------
    DataError
        If there is no index, or it cannot be read.
    """
    index = find_index(directory)
    text = _decode(_read_bytes(index))
    entries, problems = read_index(text, str(index))
    files = list_files(index.parent)
    issued = {entry.rfc: entry.published for entry in entries}
    tasks = [(entry, files.get(entry.rfc, {})) for entry in entries]
    read_rfcs = {}
    for result in _read_all(tasks, names, issued, workers, progress):
        read_rfcs[result[0]] = result
        problems += result[5]
    return Series(**_frames(entries, read_rfcs), as_of=created_on(text), problems=problems)


def write(series, directory):
    """Write the four frames as ``directory/NAME.parquet``, the same bytes for the same rows.

    Returns
    -------
    list of Path
    """
    Path(directory).mkdir(parents=True, exist_ok=True)
    paths = []
    for name in FRAMES:
        paths.append(Path(directory) / f"{name}.parquet")
        options = {"engine": "pyarrow", "compression": "zstd", "compression_level": 19, "index": False}
        getattr(series, name).to_parquet(paths[-1], **options)
    return paths
