"""The addresses that may be asked: data/reference/fetch_sources.yml, checked, and what to ask of them."""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import jinja2
import yaml
from pydantic import BaseModel, Field, TypeAdapter, ValidationError, model_validator

from engagement import locations
from engagement.errors import DataError
from engagement.yaml_files import read_yaml

FILE = "fetch_sources.yml"
MOST_ITEMS = 20_000
_TEMPLATES = jinja2.Environment(undefined=jinja2.StrictUndefined)
_FILE_NAME = re.compile(r"[A-Za-z0-9][\w#.-]*")


@dataclass(frozen=True)
class Wanted:
    """One file to fetch, and what it is known to be.

    Attributes
    ----------
    address
    file : str
        Its name in the folder.
    origins : frozenset of str
        Schemes and hosts the request may go to, redirects included.
    source : Source
    """

    address: str
    file: str
    origins: frozenset
    source: "Source"


class Listed(BaseModel, extra="forbid", frozen=True):
    """Where a source's items are listed: another source, and the pattern of an item in its file."""

    source: str
    pattern: str


class Source(BaseModel, extra="forbid", frozen=True):
    """One source of files; the head of fetch_sources.yml says what each entry means."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    title: str = Field(min_length=1)
    status: Literal["stable", "experimental"]
    address: str
    file: str
    kind: Literal["text", "page", "xlsx", "gzip"]
    folder: Literal["inbox", "rfc-series"]
    delay: float = Field(ge=1, le=60)
    most_megabytes: float = Field(gt=0)
    terms: str = Field(min_length=1)
    evidence: str = Field(min_length=1)
    also: tuple[str, ...] = ()
    item: str | None = None
    example: str | None = None
    listed: Listed | None = None

    @model_validator(mode="after")
    def _asks_what_it_should(self):
        if self.id == "list":
            raise ValueError("the id 'list' is the command that shows the sources")
        if (self.item is None) != (self.example is None):
            raise ValueError("item and example belong together")
        for wanted in self.wanted(self.items(self.example)):
            if not _FILE_NAME.fullmatch(wanted.file):
                raise ValueError(f"file {wanted.file!r} is no plain name")
            if any(not re.fullmatch(r"https://[a-z0-9.-]+", origin) for origin in wanted.origins):
                raise ValueError(f"address and also must be https and a host, not {', '.join(sorted(wanted.origins))}")
        return self

    def items(self, said):
        """Read what stands after ``--items``.

        Parameters
        ----------
        said : str or None
            Items and ranges of whole numbers, by commas.

        Returns
        -------
        list of str
            Each once; ``[""]`` for a source of one file.

        Raises
        ------
        DataError
            If one is not of the source's form, or there are none where some are needed.
        """
        if self.item is None:
            if said:
                raise DataError(f"{self.id} is one file and takes no items, not {said!r}; leave out --items")
            return [""]
        if not said:
            raise DataError(f"{self.id} needs to know which; for example: --items {self.example}")
        items = [item for part in said.split(",") for item in _spread(part.strip())]
        wrong = [item for item in items if not re.fullmatch(self.item, item)]
        if wrong:
            raise DataError(f"{self.id} has no {wrong[0]!r}; items look like this: --items {self.example}")
        return list(dict.fromkeys(items))

    def wanted(self, items, mirrors=None):
        """The files of some items.

        Parameters
        ----------
        items : list of str
            From ``items``.
        mirrors : dict of str to str, optional
            Scheme and host to ask in the place of another.

        Returns
        -------
        list of Wanted
        """
        mirrors = mirrors or {}
        found = []
        for item in items:
            parts = re.fullmatch(self.item or "", item).groupdict()
            address = _TEMPLATES.from_string(self.address).render(parts)
            origin = origin_of(address)
            origins = frozenset(mirrors.get(host, host) for host in (origin, *self.also))
            address = mirrors.get(origin, origin) + address[len(origin) :]
            found.append(Wanted(address, _TEMPLATES.from_string(self.file).render(parts), origins, self))
        return found


def read():
    """Read the sources.

    Returns
    -------
    dict of str to Source
        By id.

    Raises
    ------
    DataError
        If the file or an entry of it is malformed.
    """
    path = locations.data() / "reference" / FILE
    try:
        content = read_yaml(path)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise DataError(f"{path}: cannot be read as YAML ({error}); mend it, or take it from the repository") from error
    try:
        sources = TypeAdapter(list[Source]).validate_python(content)
    except (ValidationError, jinja2.TemplateError, re.error) as error:
        raise DataError(f"{path}: {_first(error, content)}; the head of the file says what an entry holds") from error
    by_id = {source.id: source for source in sources}
    for source in sources:
        if by_id[source.id] is not source:
            raise DataError(f"{path}: {source.id} stands there twice; give each source its own id")
        if source.listed and source.listed.source not in by_id:
            raise DataError(f"{path}: {source.id} is listed in {source.listed.source}, which is no source")
    return by_id


def find(id):
    """The source of an id.

    Raises
    ------
    DataError
        If there is none; the message lists those there are.
    """
    sources = read()
    if id not in sources:
        raise DataError(f"there is no source {id!r}; `engagement fetch list` explains these: {', '.join(sources)}")
    return sources[id]


def origin_of(address):
    """Scheme, host and port of an address.

    Examples
    --------
    >>> origin_of("https://www.example.org/rfc/rfc9000.txt?x=1")
    'https://www.example.org'
    """
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()


def _spread(part):
    ends = re.fullmatch(r"(\d+)-(\d+)", part)
    if not ends:
        return [part]
    first, last = int(ends[1]), int(ends[2])
    if not first <= last < first + MOST_ITEMS:
        raise DataError(f"{part!r} is no range of up to {MOST_ITEMS:,} numbers, smaller first; for example: 110-118")
    return [str(number) for number in range(first, last + 1)]


def _first(error, content):
    """The first thing wrong, in a sentence."""
    if not isinstance(error, ValidationError):
        return str(error)
    wrong = error.errors()[0]
    place = list(wrong["loc"])
    if place and isinstance(content, list):
        entry = content[place[0]]
        place[0] = entry.get("id", f"entry {place[0] + 1}") if isinstance(entry, dict) else f"entry {place[0] + 1}"
    value = "" if wrong["type"] in ("missing", "value_error") else f", not {wrong['input']!r:.60}"
    return f"{', '.join(map(str, place)) or 'the whole'}: {wrong['msg'].removeprefix('Value error, ')}{value}"
