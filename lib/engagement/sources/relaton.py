"""Catalogue of ITU-T publications as relaton records in YAML: one file each, or an archive of them."""

import re
import tarfile
import zlib
from collections import Counter
from functools import partial
from pathlib import PurePosixPath

import pandas as pd
import yaml

from engagement.sources import itu_catalogue
from engagement.sources.opening import Unreadable
from engagement.sources.reader import Found, Reader, Rows, problems

SUFFIXES = (".yaml", ".yml")
RECORD_BYTES = 1_000_000
MOST_BYTES = 1_000_000_000  # the whole catalogue takes a fifth of that
MOST_MEMBERS = 200_000
CHUNK = 5_000
LOOKED_AT = 20  # records of an archive that are looked at to see what it holds
SURE = 20
MARK = b"docidentifier:"
DEEP = re.compile(rb"^[-?: ]{200}", re.MULTILINE)
BRACKETS = 1_000
CUT = (tarfile.TarError, EOFError, OSError, zlib.error)
AGAIN = "fetch the record again, or take it out"
REMEDY = "fetch the catalogue again"


class _Loader(yaml.CSafeLoader):
    """YAML without merge keys: no record has them, and a few of them unfold to more than a machine can hold."""

    def flatten_mapping(self, node):
        pass


def fields(content):
    """What a record says of its publication.

    Parameters
    ----------
    content : bytes
        A record in YAML.

    Returns
    -------
    dict of str to str or None
        The fields of the flattened catalogue: id, title, doctype, published, stage, owner.

    Raises
    ------
    ValueError
        If it is no such record.

    Examples
    --------
    >>> record = b'''
    ... docidentifier: [{content: ITU-T X.1232 (10/2019), type: ITU, primary: true}]
    ... date: [{type: published, at: 2019-10-29}]
    ... ext: {doctype: {content: recommendation}}
    ... '''
    >>> {name: value for name, value in fields(record).items() if value}
    {'id': 'ITU-T X.1232 (10/2019)', 'doctype': 'recommendation', 'published': '2019-10-29'}
    """
    record = _loaded(content)
    divisions = [
        division
        for contributor in _each(record, "contributor")
        for division in _each(_under(contributor, "organization"), "subdivision")
    ]
    found = {
        "id": _first(_each(record, "docidentifier", "ITU"), "content"),
        "title": _first(_each(record, "title", "main"), "content"),
        "doctype": _text(_under(record, "ext", "doctype", "content")),
        "published": _first(_each(record, "date", "published"), "at"),
        "stage": _text(_under(record, "status", "stage", "content")),
        "owner": _first([name for division in divisions for name in _each(division, "name")], "content"),
    }
    if not found["id"]:
        raise ValueError("the record has no identifier of ITU")
    return found


def _loaded(content):
    """The record as Python holds it; what is nested as no record is would end the program, so it is not parsed."""
    if DEEP.search(content) or content.count(b"[") + content.count(b"{") > BRACKETS:
        raise ValueError("the record is nested deeper than any record is")
    try:
        record = yaml.load(content, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        where = f" in line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise ValueError(f"the record is damaged{where} ({error.problem})") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ValueError(f"the record is damaged ({str(error).splitlines()[0]})") from error
    if not isinstance(record, dict):
        raise ValueError("it is no record of a publication")
    return record


def _each(holder, name, kind=None):
    """The entries of a list, those of a kind where one is given; none where there is no list."""
    entries = holder.get(name) if isinstance(holder, dict) else None
    entries = entries if isinstance(entries, list) else []
    return [one for one in entries if isinstance(one, dict) and kind in (None, one.get("type"))]


def _under(holder, *names):
    for name in names:
        holder = holder.get(name) if isinstance(holder, dict) else None
    return holder


def _first(entries, name):
    return next((_text(one.get(name)) for one in entries), None)


def _text(value):
    """A single value as text; dates and numbers are as good as their spelling."""
    return None if value is None or isinstance(value, (dict, list, set)) else " ".join(str(value).split()) or None


def _record(contents):
    """A claim to a file that holds one record."""
    if contents.opened.kind != "yaml" or MARK not in next(_one(contents.opened))[1]:
        return None
    return Found(partial(_rows, partial(_one, contents.opened)), SURE)


def _archive(contents):
    """A claim to an archive, made where one of its first records is a record of this kind."""
    if contents.opened.kind != "tar":
        return None
    records = others = 0
    ours = False
    for _, content in _members(contents.opened):
        if content is None:
            others += 1
            continue
        records, ours = records + 1, ours or MARK in content
        if records == LOOKED_AT and not ours:
            return None
    notes = (f"{others:,} of its members are not named .yaml and are not read",) if others else ()
    return Found(partial(_rows, partial(_members, contents.opened)), SURE, notes=notes) if ours else None


def _one(opened):
    with opened.stream() as file:
        yield None, file.read(RECORD_BYTES + 1)


def _members(opened):
    """Name and content of each file in an archive, None in the place of the content of what is not YAML."""
    seen = Counter()
    with opened.stream() as file:
        metered = _Metered(file)
        try:
            with tarfile.open(fileobj=metered, mode="r|") as archive:
                for member in archive:
                    if not member.isreg():
                        continue
                    seen[member.name] += 1
                    if sum(seen.values()) > MOST_MEMBERS:
                        raise Unreadable(f"the archive holds more than {MOST_MEMBERS:,} files", REMEDY)
                    times = seen[member.name]
                    yield member.name if times == 1 else f"{member.name} ({times})", _content(archive, member)
                if metered.total <= archive.offset:
                    raise EOFError
        except CUT as error:
            raise Unreadable("the archive is damaged or cut off", "copy or fetch it again, whole") from error


def _content(archive, member):
    path = PurePosixPath(member.name)
    if path.suffix.casefold() not in SUFFIXES or any(part.startswith(".") for part in path.parts if part != "."):
        return None
    return archive.extractfile(member).read(RECORD_BYTES + 1)


class _Metered:
    """A stream that is not read beyond what a catalogue can be."""

    def __init__(self, file):
        self.file, self.total = file, 0

    def read(self, size):
        """The next bytes."""
        content = self.file.read(size)
        self.total += len(content)
        if self.total > MOST_BYTES:
            raise Unreadable(f"the archive unpacks to more than {MOST_BYTES:,} bytes", REMEDY)
        return content


def _rows(records):
    """Rows of records, a damaged one being a row that is rejected."""
    read, wrong = [], []
    for name, content in records():
        if content is None:
            continue
        try:
            read.append({**_whole(content), "sheet": name, "row": 1})
        except ValueError as error:
            wrong.append((name, 1, None, None, str(error), AGAIN))
        if len(read) + len(wrong) == CHUNK:
            yield _chunk(read, wrong)
            read, wrong = [], []
    if read or wrong:
        yield _chunk(read, wrong)


def _whole(content):
    if len(content) > RECORD_BYTES:
        raise ValueError(f"the record is larger than {RECORD_BYTES:,} bytes")
    return fields(content)


def _chunk(read, wrong):
    columns = [*itu_catalogue.SHAPE.fields, "sheet", "row"]
    frame = pd.DataFrame(read, columns=columns).astype(dict.fromkeys(columns[:-1], "string"))
    rows, refused = itu_catalogue.publications(frame)
    return Rows(rows, pd.concat([problems(wrong), refused]), len(read) + len(wrong))


TITLE = "catalogue of ITU-T publications, relaton records"
READERS = (
    Reader("itut-relaton", TITLE, "publications", _record),
    Reader("itut-relaton-archive", TITLE, "publications", _archive),
)
