"""The rule by which numbers of persons are told in shared pages, table by table."""

from engagement.tables.definition import choice, text, whole
from engagement.tables.reference import reference, words

TREATMENTS = {
    "suppressed": "numbers of few persons, and those that would give them away, are withheld; the others are rounded",
    "exempt": "told as they are",
}
SUPPRESSION = {
    "table": text("table whose rows are counted", unique=True),
    "counts": text("what a row is, as far as persons go"),
    "treatment": choice(words("what becomes of the numbers in shared pages", TREATMENTS), TREATMENTS),
    "minimum": whole("fewest persons behind a number that is told; empty where exempt", 2, 1000, nullable=True),
    "rounding": whole(
        "multiple to which numbers told are rounded, the minimum or more; empty where exempt", 2, 1000, nullable=True
    ),
    "dimensions": text(
        "what numbers are told by: tables parted by semicolons, those parted by '|' linked with one another",
        nullable=True,
    ),
    "reason": text("why; a choice of this project"),
}

TABLES = [
    reference("suppression", "table that counts persons, and how its numbers are told", SUPPRESSION, ["table"]),
]
