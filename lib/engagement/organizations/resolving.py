"""Names as printed -> organizations, each with a score, the way it was found and why."""

import gc
from contextlib import contextmanager

import pandas as pd

from engagement.errors import DataError
from engagement.organizations.curated import listed
from engagement.organizations.forms import key_in_full, squash
from engagement.organizations.listed import RULE, UNRESOLVED, Found
from engagement.organizations.newcomers import Newcomers
from engagement.organizations.refusals import LONGEST
from engagement.organizations.same_names import choose
from engagement.organizations.scripts import clean
from engagement.organizations.spellings import Refused, spelling

THRESHOLD = 0.85
COLUMNS = ["name", "organization_id", "score", "method", "evidence"]
TEXT = pd.StringDtype(na_value=pd.NA)
CANDIDATES = ["name", "organization_id", "score", "evidence"]


def resolve(
    names,
    dates=None,
    countries=None,
    *,
    organizations=None,
    aliases=None,
    refused=None,
    ownership=None,
    threshold=THRESHOLD,
):
    """Say which organization each printed name stands for.

    In this order: the name of a listed organization, letter by letter but for case (``exact``); a listed alias
    (``alias``); the same key, or the same key without legal form, abbreviations, place, trade words or role
    (``rule``); a slip of the pen (``fuzzy``, by rapidfuzz within blocks). A name that is none of these but may well be
    an organization has the identifier ``new-`` and its key, under which its own spellings meet. What is empty, an
    address, a person, several organizations, or as near to two organizations is ``unresolved`` and never forced. The
    result does not depend on the order of the names.

    Parameters
    ----------
    names : sequence of str
        As printed; may repeat or be missing. Fields that name several organizations are parted before (`split`).
    dates : sequence of datetime, optional
        Day of each record. Chooses between organizations of one name by when they came to an end.
    countries : sequence of str, optional
        ISO 3166-1 alpha-2 of each record. Chooses between organizations of one name by their seat.
    organizations, aliases, refused, ownership : pandas.DataFrame, optional
        In place of the curated tables: ``organization_id`` and ``name`` (``kind``, ``country``); ``name`` and
        ``organization_id`` (``evidence``); ``name`` and ``organization_id`` that are not one, whatever they look
        like; and as `ownership.group_of` takes it. An empty one leaves that part out.
    threshold : float
        The least score, above 0 and up to 1; 1 leaves names that differ by case, signs and blanks.

    Returns
    -------
    pandas.DataFrame
        One row a name, in order: ``name``, ``organization_id`` (missing if unresolved), ``score`` (0 to 1),
        ``method`` (exact, alias, rule, fuzzy, unresolved), ``evidence``.

    Raises
    ------
    DataError
        If an alias points to an organization that is not there, two aliases disagree, a column is missing, or dates
        or countries are not as many as the names.

    Examples
    --------
    >>> listed = pd.DataFrame({"organization_id": ["zantara"], "name": ["Zantara"], "kind": ["industry"]})
    >>> aliases = pd.DataFrame({"name": ["ZTR"], "organization_id": ["zantara"], "evidence": ["its initials"]})
    >>> found = resolve(["ZTR", "Zantara Sweden AB", "Zantaar Inc.", "Sample Ltd", ""],
    ...                 organizations=listed, aliases=aliases)
    >>> found[["organization_id", "score", "method"]].fillna("-").values.tolist()  # doctest: +NORMALIZE_WHITESPACE
    [['zantara', 1.0, 'alias'], ['zantara', 0.95, 'rule'], ['zantara', 0.929, 'fuzzy'],
    ['new-sample', 1.0, 'rule'], ['-', 0.0, 'unresolved']]
    """
    tables = {"organizations": organizations, "aliases": aliases, "refused": refused, "ownership": ownership}
    with _collector_at_rest():
        rows, found, _ = _resolved(names, dates, countries, threshold, tables)
        ids, scores, methods, evidence = zip(*found, strict=True) if found else ((), (), (), ())
        ids = [one[0] if one else None for one in ids]
        text = {"name": rows, "organization_id": ids, "method": methods, "evidence": evidence}
        frame = pd.DataFrame({column: pd.array(values, dtype=TEXT) for column, values in text.items()})
    frame["score"] = pd.Series(scores, dtype="float64")
    return frame[COLUMNS]


def candidates(names, *, organizations=None, aliases=None, refused=None, threshold=THRESHOLD):
    """Organizations that names may stand for besides, or in place of, the one they resolve to.

    Parameters
    ----------
    names, organizations, aliases, refused, threshold
        As in `resolve`.

    Returns
    -------
    pandas.DataFrame
        One row a name and candidate, best first: ``name``, ``organization_id``, ``score``, ``evidence``. Names are
        without repetition and in order; those without candidates are left out.
    """
    texts = list(dict.fromkeys(name for name in names if isinstance(name, str)))
    tables = {"organizations": organizations, "aliases": aliases, "refused": refused}
    _, _, job = _resolved(texts, None, None, threshold, tables)
    found = [(name, *doubt) for name in texts for doubt in job.doubtful(name)]
    return pd.DataFrame(found, columns=CANDIDATES).astype(
        dict.fromkeys(["name", "organization_id", "evidence"], TEXT) | {"score": "float64"}
    )


def _resolved(names, dates, countries, threshold, tables):
    if not 0 < threshold <= 1:
        raise DataError(f"threshold {threshold} is not above 0 and up to 1; take {THRESHOLD}")
    rows = [name if isinstance(name, str) else "" if pd.isna(name) else str(name) for name in names]
    job = Job(listed(**tables, dated=dates is not None), threshold)
    dates, countries = _beside(rows, dates, "dates"), _beside(rows, countries, "countries")
    counts = {}
    for name in rows:
        counts[name] = counts.get(name, 0) + 1
    job.run(counts)
    return rows, [job.choose(*row) for row in zip(rows, dates, countries, strict=True)], job


def _beside(rows, values, what):
    if values is None:
        return [None] * len(rows)
    values = list(values)
    if len(values) != len(rows):
        raise DataError(f"{len(values)} {what} for {len(rows)} names; give one a name, missing where unknown")
    return values


@contextmanager
def _collector_at_rest():
    """Many small objects are made here and none in circles: looking for circles would take a third of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


class Job:
    """The resolution of a set of names.

    Parameters
    ----------
    listed : Listed
    threshold : float
    """

    def __init__(self, listed, threshold):
        self.listed, self.threshold = listed, threshold
        self.found, self.pending, self.spellings = {}, {}, {}

    def run(self, counts):
        """Resolve names, given with how often each is met."""
        texts = {printed: clean(printed) for printed in sorted(counts) if len(printed) <= LONGEST}
        keys = {printed: key_in_full(text) for printed, text in texts.items()}
        present = {squash(key) for key in keys.values()}
        for printed in sorted(counts.keys() - texts.keys()):
            self._refuse(printed, f"{len(printed):,} characters are no name, which has at most {LONGEST}")
        for printed, text in texts.items():
            here = self.listed.by_name(text)
            if here:
                self.found[printed] = here
            else:
                self._one(printed, text, keys[printed], counts[printed], present)
        self.newcomers = Newcomers(self.pending, self.listed, self.threshold)
        for printed, spelled in self.spellings.items():
            found = self.newcomers.resolve(spelled.key)
            self.found[printed] = Found(found.ids, found.score, found.method, spelled.note + found.evidence)

    def _refuse(self, printed, why):
        self.found[printed] = Found((), 0.0, UNRESOLVED, why)

    def _one(self, printed, text, key, count, present):
        try:
            spelled = spelling(printed, text, key, self.listed.known, present)
        except Refused as why:
            self._refuse(printed, str(why))
            return
        here = self.listed.by_spelling(spelled)
        if here and here.score >= self.threshold:
            method = RULE if spelled.note else here.method
            self.found[printed] = Found(here.ids, here.score, method, spelled.note + here.evidence)
            return
        self.spellings[printed] = spelled
        before, shorter = self.pending.get(spelled.key, (0, spelled.shorter))
        self.pending[spelled.key] = (before + count, min(shorter, spelled.shorter, key=len))

    def choose(self, printed, date, country):
        """What a name is in a record of a date and country: of several organizations of one name, the fitting one."""
        found = self.found[printed]
        return found if len(found.ids) < 2 else choose(found, self.listed, date, country)

    def doubtful(self, printed):
        """Candidates of a name: (identifier, score, evidence), best first."""
        spelled = self.spellings.get(printed)
        if spelled:
            near = self.listed.by_spelling(spelled)
            listed = [(one, near.score, near.evidence) for one in near.ids] if near else []
            return _ranked([*listed, *self.newcomers.doubtful(spelled.key)])
        found = self.found[printed]
        return [(one, found.score / len(found.ids), found.evidence) for one in found.ids] if len(found.ids) > 1 else []


def _ranked(doubts):
    best = {}
    for one, score, evidence in doubts:
        if one not in best or score > best[one][0]:
            best[one] = (score, evidence)
    return sorted(((one, *rest) for one, rest in best.items()), key=lambda doubt: (-doubt[1], doubt[0]))
