"""Names nobody entered: spellings of one unknown organization meet under one identifier that does not change."""

import hashlib
import re

from engagement.organizations.forms import NO_FORM, squash
from engagement.organizations.listed import FUZZY, RULE, Found
from engagement.organizations.neighbours import near_pairs
from engagement.organizations.slips import likeness

PREFIX = "new-"
LONGEST_ID = 60
FLOOR = 0.6
OFTEN, DOUBT = 5, 0.1  # a spelling met as often as this is hardly a slip of the pen
MANY = 3  # a word in as many different names as this is a word of its own


def identifier(key):
    """The identifier of an organization known by its key alone.

    Examples
    --------
    >>> identifier("example systems")
    'new-example-systems'
    """
    slug = re.sub(r"[^a-z0-9]+", "-", key).strip("-")
    if key.isascii() and len(slug) <= LONGEST_ID:
        return PREFIX + slug
    mark = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{PREFIX}{slug[:LONGEST_ID].strip('-')}-{mark}".replace("--", "-")


class Newcomers:
    """Unlisted names taken together.

    Keys that differ by blanks, abbreviations or a legal form only are one; a key whose shorter form is itself among
    the names belongs to that; a key that is a slip of the pen from a better one belongs to the best such key, which
    must be no slip itself, so that nothing drifts.

    Parameters
    ----------
    names : dict of str to tuple of (int, list of Form)
        Key of a name that is not listed -> how often it is met, and its shorter forms.
    listed : Listed
    threshold : float
        The least score at which two names are one.
    """

    def __init__(self, names, listed, threshold):
        self.listed, self.threshold = listed, threshold
        self.text_of = {}  # key -> squashed base form, which stands for all its spellings
        self.base, self.key, self.count, self.shorter = {}, {}, {}, {}  # by squashed base form
        self.found, self.doubts, self.parents = {}, {}, {}
        self._gather(names)
        self._shorten()
        self._compare()

    def resolve(self, key):
        """What an unlisted key is taken for."""
        return self.found[self.text_of[key]]

    def doubtful(self, key):
        """Other organizations a key may stand for: (identifier, score, evidence), best first."""
        own = self.resolve(key).ids
        return [doubt for doubt in self.doubts.get(self.text_of[key], ()) if doubt[0] not in own]

    def _gather(self, names):
        """One text for the spellings of one meaning; the most frequent key speaks for them."""
        most = {}
        for key in sorted(names, key=lambda key: (-names[key][0], len(key), key)):
            count, shorter = names[key]
            base = key
            for form in shorter:
                if form.score < NO_FORM:
                    break
                base = form.text
            text = self.text_of[key] = squash(base)
            if text not in most:
                most[text] = key
                self.base[text], self.key[text], self.count[text], self.shorter[text] = base, key, 0, shorter
            self.count[text] += count

    def _shorten(self):
        """Names whose shorter form is itself among the names belong to it."""
        doubts = []
        for text, shorter in self.shorter.items():
            for form in shorter:
                short = squash(form.text)
                if form.score >= NO_FORM or not form.strong or short not in self.base or short == text:
                    continue
                said = f"without {form.left_out}: '{self.key[short]}'"
                if form.score < self.threshold:
                    doubts.append((text, short, form.score, said))
                elif text not in self.parents:
                    self.parents[text] = (short, form.score, said)
        for text in self.base:
            self.found[text] = self._own(text)
        for text, short, score, said in doubts:
            self.doubts.setdefault(text, []).append((self.found[short].ids[0], score, said))

    def _own(self, text):
        score, said = 1.0, "no curated organization; id from its key"
        while text in self.parents:
            text, step, evidence = self.parents[text]
            score, said = min(score, step), f"{evidence}; {said}"
        return Found((identifier(self.key[text]),), score, RULE, said)

    def _compare(self):
        """Find slips of the pen among the names, and between them and listed ones."""
        known = {text: (key, ids) for text, key, ids in self.listed.texts() if text not in self.base}
        strings = [*self.base, *known]
        bases = [*self.base.values(), *(key for key, _ in known.values())]
        left, right, _ = near_pairs(strings)
        often = _words(bases)
        edges = {}
        for one, other in zip(left.tolist(), right.tolist(), strict=True):
            if one >= len(self.base) and other >= len(self.base):
                continue
            score = _likeness(bases[one], bases[other], often)
            if score >= FLOOR:
                edges.setdefault(strings[one], []).append((-score, strings[other]))
                edges.setdefault(strings[other], []).append((-score, strings[one]))
        self._join(edges, known)

    def _join(self, edges, known):
        """Each name to the best it may be a slip of; frequent names come first, of equals those with more near them."""

        def rank(text):
            return -self.count[text], -len(edges[text]), text

        slips = set()
        for text in sorted(edges.keys() & self.base.keys(), key=rank):
            for minus, other in sorted(edges[text]):
                score = -minus
                if other in known:
                    said, target = known[other]
                elif other not in slips and rank(other) < rank(text):
                    said, target = self.key[other], self.found[other].ids
                    score = min(score, self.found[other].score) - DOUBT * (self.count[text] >= OFTEN)
                else:
                    continue
                said = f"'{self.key[text]}' is near '{said}'"
                joins = len(target) == 1 and text not in slips and text not in self.parents
                joins = joins and not self.listed.refuses(self.key[text], target[0])
                if joins and score >= self.threshold:
                    self.found[text] = Found(target, round(score, 3), FUZZY, said)
                    slips.add(text)
                else:
                    self.doubts.setdefault(text, []).extend((one, round(score, 3), said) for one in target)
        self._follow(slips)

    def _follow(self, slips):
        """Names that shorten to a slip of the pen go where the slip went."""
        for text, (short, score, said) in self.parents.items():
            while short in self.parents:
                short = self.parents[short][0]
            if short in slips:
                end = self.found[short]
                self.found[text] = Found(end.ids, min(score, end.score), FUZZY, f"{said}; {end.evidence}")


def _words(bases):
    """In how many names each word stands."""
    often = {}
    for base in bases:
        for word in set(base.split()):
            often[word] = often.get(word, 0) + 1
    return often


def _likeness(one, other, often):
    unequal = set(one.split()) ^ set(other.split())
    if len(unequal) == 2 and all(often.get(word, 0) >= MANY for word in unequal):
        return 0.0
    return likeness(one, other)
