"""The organizations somebody entered, with their names and aliases, found by any spelling."""

import re
from typing import NamedTuple

import pandas as pd

from engagement.organizations.curation import check
from engagement.organizations.forms import NO_FORM, forms, key_in_full, squash
from engagement.organizations.names import name_key
from engagement.organizations.scripts import clean
from engagement.organizations.splitting import Known
from engagement.organizations.words import LINES, ORDINARY, PLACES

EXACT, ALIAS, RULE, FUZZY, UNRESOLVED = METHODS = ("exact", "alias", "rule", "fuzzy", "unresolved")
FIRMS = frozenset(["industry", "consultancy"])
BODIES = frozenset(["standards body or registry", "non-profit"])
ABROAD = FIRMS | {"research institute", None}
SHORTEST_INITIALS = 3
NO_FORMS = (0.0, {})
MEANT_BY_PLACE = PLACES | LINES | {"telecom"}  # two such words can be a name: China Mobile, General Motors
_BRACKETS = re.compile(r"[()]")
SAME_KEY, OF_GROUP, CHOSEN = 0.99, 0.95, 0.98
GROUP = re.compile(
    r"\b(?:(?:WG|SG|WP|TC|PT|TG|SC|JTC|TSG|ISG|FG|JCA|RG)(?:[ -]?\d+[A-Z]?)?|LMSC|"
    r"(?i:(?:study|working|task|focus|expert|regional)[ -](?:groups?|party|force)|technical committee|ad-?\s?hoc))\b"
)
UNITS = frozenset(
    [
        "lab",
        "research",
        "rd",
        "group",
        "holding",
        "international",
        "worldwide",
        "headquarters",
        "branch",
        "office",
        "hq",
        "center",
    ]
)


class Found(NamedTuple):
    """What a name resolves to.

    Attributes
    ----------
    ids
        Organizations that answer to it, in the order of their identifiers; one, unless the name is ambiguous.
    score
        How sure it is, 0 to 1.
    method
        exact, alias, rule, fuzzy or unresolved.
    evidence
        Why, in words.
    """

    ids: tuple
    score: float
    method: str
    evidence: str


class Listed:
    """The curated organizations.

    Parameters
    ----------
    organizations : pandas.DataFrame
        ``organization_id`` and ``name``; ``kind`` and ``country`` where known.
    aliases : pandas.DataFrame
        ``name`` and ``organization_id``; ``evidence`` where known.

    Raises
    ------
    DataError
        If an alias points to an organization that is not there, or two rows give one name to different organizations.
    """

    def __init__(self, organizations, aliases, ownership=None, refused=None):
        check(organizations, aliases, refused)
        self.names = dict(zip(organizations["organization_id"], organizations["name"], strict=True))
        kinds = organizations["kind"] if "kind" in organizations else [None] * len(organizations)
        kinds = [kind if isinstance(kind, str) else None for kind in kinds]
        self.kinds = dict(zip(organizations["organization_id"], kinds, strict=True))
        self.firms = {one for one, kind in self.kinds.items() if kind in FIRMS}
        self.bodies = {one for one, kind in self.kinds.items() if kind in BODIES}
        countries = organizations["country"] if "country" in organizations else [None] * len(organizations)
        self.countries = dict(zip(organizations["organization_id"], countries, strict=True))
        self._exact, self._keys, self._forms, self._bases = {}, {}, {}, {}
        for identifier, name in self.names.items():
            self._add(name, identifier, EXACT, "name of the organization")
        said = aliases["evidence"] if "evidence" in aliases else [None] * len(aliases)
        for name, identifier, evidence in zip(aliases["name"], aliases["organization_id"], said, strict=True):
            self._add(name, identifier, ALIAS, evidence if isinstance(evidence, str) else "alias")
        self._crowd()
        self.known = Known({text: min(found) for text, found in self._keys.items()}, self._exact.keys())
        self.ends = _ends(ownership)
        self._refused = set() if refused is None else {(squash(name_key(name)), one) for name, one in _pairs(refused)}

    def _add(self, name, identifier, method, evidence):
        text = clean(name).casefold()
        here = self._exact.setdefault(text, {})
        here.setdefault(identifier, (method, evidence))
        key = key_in_full(clean(name))
        if key:
            self._keys.setdefault(squash(key), {}).setdefault(identifier, name)
            base = key
            for form in forms(key):
                base = form.text if form.score >= NO_FORM else base
                alone = form.strong or form.score >= NO_FORM and form.text not in ORDINARY
                if alone and not form.places:
                    self._forms.setdefault(squash(form.text), []).append((form.score, identifier, name))
            self._bases.setdefault(squash(base), (base, set()))[1].add(identifier)

    def _crowd(self):
        """Of the organizations that shorten to one form, those that shorten least."""
        for text, found in self._forms.items():
            best = max(score for score, *_ in found)
            self._forms[text] = (best, {one: name for score, one, name in found if score == best})

    def by_name(self, text):
        """What a cleaned name is, letter by letter but for case; None if nothing."""
        here = self._exact.get(text.casefold())
        if not here:
            return None
        ids = tuple(sorted(here))
        method, evidence = here[ids[0]]
        return Found(ids, 1.0, method, evidence)

    def by_spelling(self, spelled):
        """What a spelling is: by its text, its key, a shorter form of it, or as a group of a body; None if nothing."""
        return self.by_name(spelled.text) or self._by_key(spelled.key, spelled.shorter) or self._by_group(spelled.text)

    def refuses(self, key, one):
        """Whether somebody decided that a key does not stand for an organization."""
        return bool(self._refused) and (squash(key), one) in self._refused

    def _allowed(self, key, found):
        return {one: name for one, name in found.items() if not self.refuses(key, one)} if self._refused else found

    def _by_key(self, key, shorter):
        found = self._allowed(key, self._keys.get(squash(key), {}))
        if found:
            return self._found(found, SAME_KEY, "written as")
        best, found = self._forms.get(squash(key), NO_FORMS)
        if self._allowed(key, found):
            return self._found(self._allowed(key, found), best, "short for")
        for form in shorter:
            found, score = self._keys.get(squash(form.text), {}), form.score
            if not found:
                best, found = self._forms.get(squash(form.text), NO_FORMS)
                score = min(score, best)
                found = found if best >= NO_FORM or len(form.places) == len(form.dropped) else {}
            found = self._allowed(key, found)
            if found and self._may_lead(form, found):
                return self._found(found, score, f"without {form.left_out}:")
        return None

    def _may_lead(self, form, found):
        """Whether a shorter form leads to organizations: places go of firms only, and a weak form leads to a firm."""
        if form.score >= NO_FORM:
            return True
        if form.places and not all(self._may_be_abroad(one, form.places) for one in found):
            return False
        return form.strong or self._may_be_weak(form, found)

    def _may_be_abroad(self, one, places):
        """A firm or institute has units in other places, unless a place of its own is the end of its name."""
        last = name_key(_BRACKETS.sub(" ", self.names[one])).split()[-1:]
        return self.kinds.get(one) in ABROAD and (not last or last[0] not in PLACES or last[0] in places)

    def _may_be_weak(self, form, found):
        """A place with a trade, or initials without a place or unit, lead to a firm."""
        if not self.firms.issuperset(found):
            return False
        if " " in form.text:
            return any(word in MEANT_BY_PLACE or word.isdigit() for word in form.text.split())
        allowed = PLACES if len(form.text) < SHORTEST_INITIALS else PLACES | UNITS
        return form.text not in ORDINARY and all(word in allowed or word not in ORDINARY for word in form.dropped)

    def _by_group(self, text):
        """A working group, committee or party of a body is the body."""
        if not self.bodies or not GROUP.search(text):
            return None
        words = text.split()
        for end in range(len(words) - 1, 0, -1):
            found = self._keys.get(squash(name_key(" ".join(words[:end]))))
            if found and self.bodies.issuperset(found):
                return self._found(found, OF_GROUP, f"'{' '.join(words[end:])}' is a group of")
        return None

    def _found(self, found, score, said):
        ids = tuple(sorted(found))
        names = " or ".join(dict.fromkeys(f"'{found[one]}'" for one in ids))
        return Found(ids, score, RULE, f"{said} {names}")

    def texts(self):
        """All names and aliases as they are compared: squashed, as words, and the organizations of that name."""
        return [(text, base, tuple(sorted(ids))) for text, (base, ids) in self._bases.items()]


def _ends(ownership):
    """The day from which an organization is part of, or named, another."""
    if ownership is None or ownership.empty:
        return {}
    over = ownership[ownership["relation"].isin(["merged into", "renamed to"])]
    days = pd.to_datetime(over["from_date"])
    return dict(zip(over["organization_id"], days, strict=True))


def _pairs(table):
    return zip(table["name"], table["organization_id"], strict=True)
