"""Tables about the methods themselves: published numbers computed again, and how often intervals hold the truth."""

from engagement.tables.definition import REFERENCE, Table, flag, number, schema, text, whole

LICENCE = "as the project; printed numbers are facts, each with its source"
VALIDATION = {
    "study": text("published study or worked example"),
    "quantity": text("what was printed"),
    "source": text("where it was printed"),
    "printed": text("the number as printed; its last digit says how exact it is"),
    "ours": text("the same, computed by this project, with one digit more"),
    "agrees": flag("true where ours rounds to the digits printed"),
    "rule": text("model and small-sample rule under which it is computed"),
    "note": text("why it does not agree, or what to know of it", nullable=True),
}
COVERAGE = {
    "family": text("family of measures, a module of engagement.validation"),
    "measure": text("what is estimated or tested"),
    "interval": text("how the interval or the test comes about"),
    "design": text("how records are drawn"),
    "units": text("what n counts"),
    "n": whole("units drawn", 0, 10**9),
    "nominal": number("what the interval is meant to cover, or the level of the test", 0, 1, unit="share"),
    "covered": number("part of the draws whose interval held the truth, or whose test rejected", 0, 1, unit="share"),
    "draws": whole("draws that gave an interval or a test", 1, 10**9),
    "low": number("lower end of the 95% interval of covered (Wilson)", 0, 1, unit="share"),
    "high": number("upper end of that interval", 0, 1, unit="share"),
    "note": text("what to know of it", nullable=True),
}
TABLES = [
    Table(
        "validation",
        "validation.csv",
        "published number computed again",
        REFERENCE,
        "published studies and textbooks; `make validate` computes ours and agrees",
        LICENCE,
        schema(VALIDATION, ["study", "quantity"]),
    ),
    Table(
        "coverage",
        "coverage.csv",
        "interval or test and design of a simulation",
        REFERENCE,
        "simulated by `make coverage`",
        "as the project",
        schema(COVERAGE, []),
    ),
]
