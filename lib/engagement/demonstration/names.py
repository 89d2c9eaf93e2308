"""Invented names: organizations from syllables, subjects of Questions and work items from a few words."""

import numpy as np

CONSONANTS = ("v", "z", "q", "x", "kv", "zr", "dv", "th", "l", "m", "n", "r", "t", "sk", "vr", "zh")
VOWELS = ("a", "e", "i", "o", "u", "ai", "eo", "ua")
ENDINGS = ("x", "q", "v", "z", "th", "k")
SYLLABLES = tuple(consonant + vowel for consonant in CONSONANTS for vowel in VOWELS)
TRADES = {
    "Member State": ("Administration",),
    "ROA": ("Telecom", "Mobile", "Communications", "Broadband"),
    "SIO": ("Systems", "Networks", "Technologies", "Semiconductors", "Electronics"),
    "other entity": ("Foundation", "Forum"),
    "regional or international organization": ("Regional Council", "Association"),
    "Associate": ("Software", "Labs", "Photonics", "Devices"),
    "Academia": ("University", "Institute of Technology"),
    "small company": ("Solutions", "Wireless"),
}
SUBJECTS = (
    "packet clocks", "optical access", "emission limits", "numbering plans", "roaming tariffs", "cable set-top boxes",
    "signalling gateways", "speech quality", "network slicing", "transport of time", "immersive video",
    "identity management", "smart street lighting", "quantum key distribution", "edge computing", "energy metering",
    "traffic exchange", "interface testing", "video quality", "machine learning in networks", "submarine cables",
    "telemedicine terminals", "distributed ledgers", "city data platforms", "lightning protection",
    "number portability", "digital financial services", "conditional access", "counterfeit devices",
    "hands-free telephones",
    "cloud interconnection", "home networks", "sign language relay", "vehicle gateways", "sensor naming",
    "circular economy of devices", "emergency alerting", "trust between domains", "caching of content",
    "small cells", "wavelength switching", "digital signage", "biometric terminals", "asset tracking",
)  # fmt: skip
FORMS = (
    "Requirements for", "Framework of", "Architecture of", "Use cases of", "Measurement of", "Interfaces for",
    "Management of", "Security of", "Vocabulary for", "Test methods for", "Reference model of", "Guidelines on",
)  # fmt: skip
PURPOSES = (
    "Proposed text for", "Proposed changes to", "Comments on", "New clause for", "Use case for", "Proposal to progress",
    "Editorial changes to", "Results of trials for", "Reply to comments on", "Proposed scope of",
)  # fmt: skip


def organizations(rng, kinds):
    """A name for each organization, all different.

    Parameters
    ----------
    rng : numpy.random.Generator
    kinds : array of str
        Kind of member of each.

    Returns
    -------
    array of str
    """
    stems = len(SYLLABLES) ** 2 * len(ENDINGS) * len(CONSONANTS[:8])
    drawn = rng.choice(stems, len(kinds), replace=False)
    trade = rng.random(len(kinds))
    return np.array([f"{_stem(n)} {_trade(kind, u)}" for n, kind, u in zip(drawn, kinds, trade, strict=True)])


def variants(rng, names):
    """Another spelling of each name, as lists print them."""
    choice = rng.integers(0, 3, len(names))
    return np.array([(name.upper(), f"{name} Ltd.", f"The {name}")[n] for name, n in zip(names, choice, strict=True)])


def subjects(rng, count):
    """What Questions are about; a subject comes back only when all have been taken."""
    order = [rng.permutation(len(SUBJECTS)) for _ in range(-(-count // len(SUBJECTS)))]
    return [SUBJECTS[n] for n in np.concatenate(order)[:count]]


def _stem(number):
    number, end = divmod(int(number), len(ENDINGS))
    number, first = divmod(number, len(SYLLABLES))
    start, second = divmod(number, len(SYLLABLES))
    middle = VOWELS[start % len(VOWELS)]
    return f"{SYLLABLES[first]}{SYLLABLES[second]}l{middle}{ENDINGS[end]}".capitalize()


def _trade(kind, draw):
    words = TRADES[kind]
    return words[int(draw * len(words))]
