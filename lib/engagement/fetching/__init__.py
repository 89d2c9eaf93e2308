"""Fetch public files: the one part of the package that touches the network, and only when a person asks it to.

Where it may ask is data, ``data/reference/fetch_sources.yml``.
"""

from pathlib import Path
from textwrap import fill

from engagement import locations
from engagement.errors import EngagementError
from engagement.fetching.addresses import find, read
from engagement.fetching.choice import phases
from engagement.fetching.client import Client, Unfetched
from engagement.fetching.download import NOTES, download
from engagement.publishing.lock import only_run


class FetchError(EngagementError):
    """Some of the files could not be fetched; what came is in place.

    Attributes
    ----------
    failures : list of Unfetched
    untried : int
        Files that were not asked for, because there was no getting through.
    """

    def __init__(self, failures, tried, untried):
        self.failures, self.untried = failures, untried
        rest = f", and {untried:,} more were not asked for" if untried else ""
        lines = [f"{len(failures):,} of {tried:,} files not fetched{rest}:", *map(str, failures)]
        super().__init__("\n  ".join(lines))


def fetch(source, directory=None, only="*", progress=False, *, items=None, mirrors=None, client=None):
    """Fetch the files of a source, those that are new or have changed.

    Parameters
    ----------
    source : str
        Id in data/reference/fetch_sources.yml.
    directory : path-like, optional
        Where they go; the source's own folder below data/ if not given. What is known of them is kept beside
        them, in the hidden folder ``.fetched``.
    only : str
        Pattern of file names.
    progress : bool
        Whether to draw a bar (on a terminal only).
    items : str, optional
        Which, as numbers, ranges and names by commas; a source says what form they have.
    mirrors : dict of str to str, optional
        Scheme and host to ask in the place of another: ``{"https://www.rfc-editor.org": "http://127.0.0.1:8000"}``.
    client : Client, optional
        What asks.

    Yields
    ------
    pathlib.Path
        Each file written, as it comes.

    Raises
    ------
    DataError
        If there is no such source or item.
    FetchError
        In the end, if some could not be fetched.
    PlanError
        If another process fetches into the same folder.
    """
    chosen = find(source)
    folder = _folder(chosen, directory)
    client = client or Client()
    failures, tried, untried, cut_off = [], 0, 0, False
    with only_run(folder / NOTES / "lock"):
        for wanted in phases(chosen, folder, only, items, mirrors):
            for place, one in enumerate(wanted, 1):
                tried += 1
                try:
                    path = download(client, one, folder, progress)
                except Unfetched as error:
                    failures.append(error)
                    if error.ends_the_list:
                        untried, cut_off = len(wanted) - place, True
                        break
                else:
                    if path:
                        yield path
            if cut_off:
                break
    if failures:
        raise FetchError(failures, tried, untried)


def preview(source, directory=None, only="*", *, items=None):
    """What would be asked for, without asking: address and path of each file.

    Items that another source lists are known only where its file has been fetched before.
    """
    chosen = find(source)
    folder = _folder(chosen, directory)
    return [(one.address, folder / one.file) for wanted in phases(chosen, folder, only, items) for one in wanted]


def describe():
    """The sources there are, a line each thing a person should know before asking."""
    for source in read().values():
        yield f"{source.id} ({source.status}): {source.title}"
        if source.example:
            yield f"    which: --items {source.example}{'; all that are listed if not given' if source.listed else ''}"
        yield f"    goes to: data/{source.folder}/{source.file if source.item is None else ''}"
        for name, text in (("terms", source.terms), ("rests on", source.evidence)):
            yield fill(
                f"{name}: {text}", 110, initial_indent="    ", subsequent_indent="      ", break_on_hyphens=False
            )


def _folder(source, directory):
    return Path(directory) if directory else locations.data() / source.folder
