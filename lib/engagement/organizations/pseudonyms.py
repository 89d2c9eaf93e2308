"""A person's name -> a pseudonym, the same wherever the name is printed, that nobody can turn back."""

import hashlib
import hmac
import re
import secrets
import unicodedata

FORM = re.compile(r"p-[0-9a-z]+")
TITLES = re.compile(r"\b(mr|mrs|ms|miss|dr|prof|eng|sir|mme|sra?)\b\.?")
DEMONSTRATION = b"demonstration"  # made-up persons need no secret, and come out the same everywhere


def pseudonym(name, key):
    """The pseudonym of a name; a pseudonym stays what it is.

    Parameters
    ----------
    name : str
        In any case and order of names, with or without a title.
    key : bytes
        Secret of this machine.

    Examples
    --------
    >>> pseudonym("Ms. Ada LOVELACE", b"k") == pseudonym("Lovelace, Ada", b"k")
    True
    >>> pseudonym("p-0001", b"k")
    'p-0001'
    """
    if FORM.fullmatch(name):
        return name
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = " ".join(sorted(re.findall(r"[^\W_]+", TITLES.sub(" ", plain))))
    return "p-" + hmac.new(key, words.encode(), hashlib.sha256).hexdigest()[:16]


def read_key(path):
    """The secret of this machine, made at first use and readable by its owner alone.

    Losing the file changes every pseudonym; passing it on lets others guess names.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32), encoding="ascii")
    return path.read_text(encoding="ascii").strip().encode()
