"""Made-up names of organizations, in the spellings people use, with the truth of which are one."""

import random

SYLLABLES = [
    "ka", "lo", "mi", "tor", "ven", "sa", "ri", "pex", "dun", "gra", "nel", "bo", "qui", "zan", "fer", "hu", "tek",
    "wo", "lan", "mer", "dis", "cor", "val", "oni", "bra", "sto", "pli", "mon", "dre", "fi",
]  # fmt: skip
TRADES = [
    "Technologies",
    "Networks",
    "Systems",
    "Communications",
    "Software",
    "Electronics",
    "Telecom",
    "Semiconductor",
]
LINES = ["Mobile", "Wireless", "Energy", "Media", "Bank", "Cable"]
FORMS = ["Inc.", "Ltd", "GmbH", "Co., Ltd.", "AB", "S.A.", "LLC", "Corporation", "K.K.", "B.V."]
PLACES = ["Sweden", "Japan", "UK", "Germany", "India", "Beijing"]
HEADS = ["University of {}", "Institute of Technology of {}", "Ministry of Transport of {}", "{} University"]
FIRMS = 0.7
SLIP = 0.15


def names(count, seed=1):
    """Distinct names and, for each, the number of its organization.

    Firms have a made-up word and mostly a trade, institutions a head and a made-up place; some names share all but
    one word with another. Spellings differ by case, legal form, place, abbreviation, blanks and slips of the pen.

    Parameters
    ----------
    count : int
        How many names.
    seed : int

    Returns
    -------
    list of str, list of int
    """
    rng = random.Random(seed)
    truth, organization = {}, 0
    while len(truth) < count:
        organization += 1
        for spelling in _spellings(rng):
            truth.setdefault(spelling, organization)
    chosen = sorted(truth)
    rng.shuffle(chosen)
    return chosen[:count], [truth[name] for name in chosen[:count]]


def _word(rng):
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(3, 4))).capitalize()


def _spellings(rng):
    word = _word(rng)
    if rng.random() > FIRMS:
        return _institution(word, rng)
    name = f"{word} {rng.choice(TRADES)}" if rng.random() < 0.7 else f"{word} {rng.choice(LINES)}"
    found = {name}
    for _ in range(rng.randint(0, 4)):
        found.add(_varied(name, rng))
    if rng.random() < 0.5 and name.split()[1] in TRADES:
        found.add(word)
    return found


def _institution(word, rng):
    name = rng.choice(HEADS).format(word)
    return {name, *(_cased(_slipped(name, rng), rng) for _ in range(rng.randint(0, 2)))}


def _varied(name, rng):
    name = _slipped(name, rng)
    if rng.random() < 0.1:
        name = name.replace("Technologies", "Tech.").replace("Communications", "Comm.").replace("Systems", "Sys.")
    if rng.random() < 0.25:
        name = f"{name} {rng.choice(PLACES)}"
    if rng.random() < 0.6:
        name = f"{name}{rng.choice([' ', ', '])}{rng.choice(FORMS)}"
    return _cased(name, rng)


def _slipped(name, rng):
    """Now and then a letter doubled, swapped, left out or another one."""
    if rng.random() > SLIP:
        return name
    place = rng.randint(1, len(name) - 3)
    letters = list(name)
    what = rng.random()
    if what < 0.25:
        letters.insert(place, letters[place])
    elif what < 0.5:
        letters[place], letters[place + 1] = letters[place + 1], letters[place]
    elif what < 0.75:
        del letters[place]
    else:
        letters[place] = rng.choice("abcdefghijklmnopqrstuvwxyz")
    return "".join(letters)


def _cased(name, rng):
    return rng.choice([name, name, name.upper(), name.lower()])
