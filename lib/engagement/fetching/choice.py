"""Which files of a source are asked for, in which order."""

import fnmatch
import re

from engagement.errors import DataError
from engagement.fetching.addresses import find


def phases(source, folder, only="*", items=None, mirrors=None):
    """The files to fetch, in lists that build on one another: a list of items before the items themselves.

    Parameters
    ----------
    source : Source
    folder : pathlib.Path
        Where the files go, and where a list of items is read from.
    only : str
        Pattern of file names.
    items, mirrors
        See ``fetch``.

    Yields
    ------
    list of Wanted
        What comes before has to be fetched before the next one is taken.

    Raises
    ------
    DataError
        If no file fits, or the items are not of the source's form.
    """
    if source.listed and not items:
        (index,) = find(source.listed.source).wanted([""], mirrors)
        yield [index]
        if not (folder / index.file).exists():
            return
        text = (folder / index.file).read_text(encoding="utf-8", errors="replace")
        items = ",".join(re.findall(source.listed.pattern, text))
        if not items:
            raise DataError(f"{folder / index.file}: lists nothing of {source.id}; say which by --items")
    wanted = source.wanted(source.items(items), mirrors)
    chosen = [one for one in wanted if fnmatch.fnmatch(one.file, only)]
    if not chosen:
        raise DataError(f"none of the {len(wanted):,} files of {source.id} fits {only!r}, such as {wanted[0].file}")
    yield chosen
