"""The RFC series: a folder of texts read into four frames, and the frames written as files.

Title, authors, date and status come from the index, since the dates of the json
files are wrong for thousands.
"""

import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from engagement.sources.rfc.affiliation import Affiliation
from engagement.sources.rfc.document import Document, read_rfc
from engagement.sources.rfc.files import decode, find_index, list_files, read_bytes
from engagement.sources.rfc.frames import frames
from engagement.sources.rfc.index import created_on, read_index

FRAMES = ("rfcs", "authorships", "citations", "itut_mentions")

_PARQUET = {"engine": "pyarrow", "compression": "zstd", "compression_level": 19, "index": False}


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


def read(directory, names, workers=None, progress=True):
    """Read the whole series.

    Parameters
    ----------
    directory
        Folder of the unpacked texts, at any level above or at the index.
    names : country_names.CountryNames
        Country spellings, see `country_names.read_country_names`.
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
    text = decode(read_bytes(index))
    entries, problems = read_index(text, str(index))
    files = list_files(index.parent)
    issued = {entry.rfc: entry.published for entry in entries}
    tasks = [(entry, files.get(entry.rfc, {})) for entry in entries]
    documents = {}
    for document in _read_all(tasks, names, issued, workers, progress):
        documents[document.facts["rfc"]] = document
        problems += document.problems
    return Series(**frames(entries, documents), as_of=created_on(text), problems=problems)


def _read_all(tasks, names, issued, workers, progress):
    bar = partial(tqdm, total=len(tasks), desc="RFCs", unit="RFC", disable=None if progress else True)
    if workers == 1:
        _prepare_worker(names, issued)
        yield from bar(map(_read_in_worker, tasks))
        return
    with ProcessPoolExecutor(workers, initializer=_prepare_worker, initargs=(names, issued)) as pool:
        yield from bar(pool.map(_read_in_worker, tasks, chunksize=50))


_WORKER = {}


def _prepare_worker(names, issued):
    _WORKER["read"] = partial(_read_safely, names=names, issued=issued)


def _read_in_worker(task):
    return _WORKER["read"](task)


def _read_safely(task, names, issued):
    entry, files = task
    try:
        return read_rfc(entry, files, names, issued)
    except Exception as error:  # one bad file must not stop nine thousand others
        place = files.get("txt", "no text")
        reason = f"RFC {entry.rfc} ({place}): {type(error).__name__}: {error}; left without its text"
        facts = read_rfc(entry, {}, names, issued).facts
        return Document(facts, [Affiliation() for _ in entry.authors], [], [], [reason])


def write(series, directory):
    """Write the four frames as ``directory/NAME.parquet``, the same bytes for the same rows.

    The files of before stay as they are until all four new ones are written beside them.

    Returns
    -------
    list of Path
    """
    Path(directory).mkdir(parents=True, exist_ok=True)
    paths = [Path(directory) / f"{name}.parquet" for name in FRAMES]
    fresh = [path.with_suffix(".writing") for path in paths]
    try:
        for name, new in zip(FRAMES, fresh, strict=True):
            getattr(series, name).to_parquet(new, **_PARQUET)
        for new, path in zip(fresh, paths, strict=True):
            os.replace(new, path)
    finally:
        for new in fresh:
            new.unlink(missing_ok=True)
    return paths
