"""Which countries count as developing: conventions beside one another, since there is no established one."""

from engagement.tables.definition import choice, flag, text
from engagement.tables.reference import reference

COLUMNS = ("development", "development_alternative", "ldc", "lldc", "sids", "income_group", "itu_region")
DEVELOPMENT_DEFINITIONS = {
    "definition": text("name of a convention; results are shown under each"),
    "column": choice("column of countries that the row looks at", COLUMNS),
    "value": text("value of that column, true or false for a flag"),
    "counts": flag(
        "true where the value makes a country developing. A country is developing if any row that counts fits, other "
        "if only rows that do not count fit, and not classified if none fits"
    ),
    "reason": text("what the row rests on, and what it brings about"),
}

TABLES = [
    reference(
        "development_definitions",
        "definition of developing countries and value of a column of countries",
        DEVELOPMENT_DEFINITIONS,
        ["definition", "column", "value"],
    ),
]
