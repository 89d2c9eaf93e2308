"""Tables edited by hand: study periods, groups, countries, owners of series, kinds of organization."""

import pandera.pandas as pa

from engagement.tables.definition import REFERENCE, Table, choice, date, flag, number, schema, text, whole

OWN = "typed and judged by this project, each row with its evidence"
LICENCE = "as the project"
KINDS = {
    "industry": "firms",
    "consultancy": "firms of one or few advisers, often the trade name of an independent person",
    "research institute": "institutes outside universities, public or kept by firms",
    "non-profit": "associations, foundations, networks for research",
    "standards body or registry": "keepers of standards, numbers and names",
    "academia": "universities and what belongs to them",
    "government": "agencies and laboratories of a state",
    "individual": "no organization behind the person is printed",
}
ALL_KINDS = {**KINDS, "unknown": "neither the named list nor a pattern knows the name"}
GROUP_KINDS = ("study group", "special study group", "advisory group", "regional group", "committee")
RELATIONS = {
    "continues": "same group, or the same one under a new number",
    "merges into": "becomes a part of the other group",
    "splits into": "gives this group a part of its work",
}
REGIONS = {
    "AFR": "Africa",
    "AMS": "Americas",
    "ARB": "Arab States",
    "ASP": "Asia and the Pacific",
    "CIS": "Commonwealth of Independent States",
    "EUR": "Europe",
}
DEVELOPMENT = ("developed", "developing")
INCOMES = ("low", "lower middle", "upper middle", "high")
PERIOD = pa.Check.str_matches(r"^T\d\d$")
GROUP = pa.Check.str_matches(r"^(SG\d{1,2}( RG)?|SSG|TSAG|SCV)$")
LIST_OF_GROUPS = pa.Check.str_matches(r"^[A-Z]+\d*(;[A-Z]+\d*)*$")
GROUPS = ("study_groups", "group")
PERIODS = ("study_periods", "period")
RULE = (
    "A period runs from the day after its opening assembly closed to the closing day of the next one: an "
    "assembly belongs to the period it ends, and a meeting between an assembly and 1 January to the new one"
)


def words(meaning, allowed):
    """The meaning of a column of coded words, with the sense of each word."""
    return f"{meaning} ({'; '.join(f'{word}: {sense}' for word, sense in allowed.items())})"


def verified(of="the row agrees with a source other than memory"):
    """Whether a row was checked against something else."""
    return choice(f"yes where {of}; no: recollection or a choice", ("yes", "no"))


def evidence():
    """What a row rests on."""
    return text("what the row rests on, in our own words, with an address where there is one")


def reference(name, row, columns, key, references=None, origin=OWN, licence=LICENCE, file=None, rules=None):
    """A reference table, shipped below reference/ under its own name or that of `file`."""
    return Table(
        name=name,
        file=f"reference/{file or name}.csv",
        row=row,
        basis=REFERENCE,
        origin=origin,
        licence=licence,
        schema=schema(columns, key=key, rules=rules),
        references=references or {},
    )


STUDY_PERIODS = {
    "period": text("study period, T and the first year: T22", PERIOD, unique=True),
    "name": text("years as ITU prints them, not the bounds; T17 lasted into 2022 and older pages say 2017-2020"),
    "itu_number": whole("number ITU's pages give the period, where known", 1, 30, nullable=True),
    "start": date(f"first day. {RULE}"),
    "end": date("last day, the closing day of the next assembly; planned where end_kind says so"),
    "end_kind": choice("whether the end is history or a plan", ("as held", "planned")),
    "wtsa": text("assembly that opened the period", unique=True),
    "wtsa_start": date("first day of that assembly"),
    "wtsa_end": date("closing day of that assembly"),
    "wtsa_place": text("city of that assembly"),
    "verified": verified("the dates of the opening assembly agree with a source"),
    "evidence": evidence(),
}
STUDY_GROUPS = {
    "group": text("study group, special study group, TSAG, SCV or a regional group (SG3 RG)", GROUP, unique=True),
    "title": text("field of work in a few of our words, not the official title"),
    "kind": choice("kind of group", GROUP_KINDS),
    "parent": text("group a regional group belongs to", GROUP, nullable=True),
}
STUDY_GROUP_PERIODS = {
    "group": text("group", GROUP),
    "period": text("study period in which it existed", PERIOD),
    "from_date": date("first day, where it was set up within the period; day may be recollection", nullable=True),
    "to_date": date("last day, where it ended within the period; day may be recollection", nullable=True),
    "successors": text(
        "groups that went on with its work afterwards, by semicolons; the group itself where it continued; "
        "empty in the current period",
        LIST_OF_GROUPS,
        nullable=True,
    ),
    "verified": verified(),
    "evidence": evidence(),
}
GROUP_CONCORDANCE = {
    "from_group": text("group", GROUP),
    "from_period": text("study period", PERIOD),
    "to_group": text("group that went on with the work", GROUP),
    "to_period": text("its study period: the next one, or the same where the change fell within it", PERIOD),
    "relation": choice(words("what happened", RELATIONS), RELATIONS),
    "weight": number("part of the work that went there; sums to 1 for a group and period", 0, 1, unit="share"),
    "note": text("what went there, what is a guess", nullable=True),
    "verified": verified(),
    "source": evidence(),
}
QUESTION_LISTS = {
    "group": text("group", GROUP),
    "period": text("study period", PERIOD),
    "evidence": evidence(),
}
COUNTRIES = {
    "iso2": text("ISO 3166-1 alpha-2; NA is Namibia", pa.Check.str_matches("^[A-Z]{2}$"), unique=True),
    "iso3": text("ISO 3166-1 alpha-3", pa.Check.str_matches("^[A-Z]{3}$"), unique=True),
    "m49": text("UN M49 code, three digits with zeros in front", pa.Check.str_matches(r"^\d{3}$"), unique=True),
    "name": text("name in UN M49", unique=True),
    "short_name": text("short name in everyday use, for figures", unique=True),
    "itu_member": flag("true for the 194 Member States of ITU"),
    "itu_region": choice(
        words("ITU region; empty for areas, save Hong Kong, Macao, Puerto Rico and Palestine", REGIONS),
        REGIONS,
        nullable=True,
    ),
    "itu_verified": verified("membership and region agree with a source"),
    "itu_evidence": evidence(),
    "m49_region": text("continent in UN M49; empty for Antarctica", nullable=True),
    "m49_subregion": text("sub-region in UN M49; empty for Antarctica", nullable=True),
    "ldc": flag("least developed country in the list of ldc_list_year, before any graduation of that December"),
    "ldc_list_year": whole("year of the list of least developed countries", 2000, 2100, unit="year"),
    "ldc_left": date("day the country left the list, since 2005; from memory", nullable=True),
    "lldc": flag("landlocked developing country"),
    "sids": flag("small island developing State or area, UN list with areas"),
    "development": choice("developed or developing, main convention", DEVELOPMENT, nullable=True),
    "development_source": text("where that convention comes from", nullable=True),
    "development_alternative": choice("developed or developing by income", DEVELOPMENT, nullable=True),
    "development_alternative_source": text("where that convention comes from", nullable=True),
    "income_group": choice("World Bank income group, where the Bank has one", INCOMES, nullable=True),
}
RECOMMENDATION_SERIES = {
    "series": text("letter of the series", pa.Check.str_matches("^[A-Z]$")),
    "number_from": whole("first number of a range; empty for the whole series", 0, 99999, nullable=True),
    "number_to": whole("last number of the range, parts included: 722 takes in 722.1", 0, 99999, nullable=True),
    "title": text("subject of the range in our words"),
    "group": text("group that owned it", GROUP),
    "from_period": text("first study period of that ownership", PERIOD),
    "to_period": text("last study period of that ownership", PERIOD),
    "from_date": date("first day, where the change fell within from_period", nullable=True),
    "to_date": date("last day, where the change fell within to_period", nullable=True),
    "verified": verified("the owner in verified_period agrees with another source; it says nothing of the rest"),
    "verified_period": text("study period the check speaks for", PERIOD, nullable=True),
    "evidence": evidence(),
}
PATTERNS = {
    "rank": whole("order in which patterns are tried, lowest first", 1, 999, unique=True),
    "pattern": text("regular expression, looked for in the case-folded printed name", unique=True),
    "kind": choice(words("kind of organization", KINDS), KINDS),
    "reason": text("what the pattern goes by"),
}
INDUSTRY_DEFINITIONS = {
    "definition": choice(
        "narrow: firms; main: with consultancies; wide: with institutes and associations",
        ("narrow", "main", "wide"),
    ),
    "kind": choice(words("kind of organization", ALL_KINDS), ALL_KINDS),
    "counts": flag("true where the kind counts as industry under the definition"),
    "reason": text("what speaks for and against"),
}
BOILERPLATE_RFCS = {
    "rfc": whole("number of the RFC", 1, 99999, unique=True),
    "reason": text("why RFCs cite it whatever their subject"),
}
COUNTRY_NAMES = {
    "printed": text("country, state or its abbreviation, as addresses print it"),
    "iso2": text("country it stands for, ISO 3166-1 alpha-2"),
    "note": text("what the spelling is, where it is not a country's own name", nullable=True),
}
TERM_LIMITS = {
    "role": text("role, as in the table roles", unique=True),
    "terms": whole("most terms of office, study periods, in a row; empty where no limit is known", 1, 9, nullable=True),
    "appointed_by": choice("who fills the seat (assembly: WTSA; group: the study group)", ("assembly", "group")),
    "verified": verified("a limit, or that there is none, agrees with a source other than memory"),
    "evidence": evidence(),
}
PRIORITY_CRITERIA = {
    "alternatives": text("what is compared: groups, Questions at a meeting, Questions"),
    "criterion": text("column of the figure"),
    "words": text("the figure in words, with its unit"),
    "direction": choice("which values speak for priority", ("higher", "lower")),
    "importance": number(
        "parameter of the Dirichlet distribution of its weight; 1 for each: any weights are as likely", 0.01, 1000
    ),
    "reason": text("why it speaks for priority; a choice of this project"),
}
SPAN = {"group": GROUPS, "from_period": PERIODS, "to_period": PERIODS}
COUNTRY_ORIGIN = (
    "datasets/country-codes (PDDL): codes, LDC, LLDC, SIDS, short names; datactive/bigbang unsd.csv (MIT): "
    "M49 names and development; UN OCHA country taxonomy: income groups; ITU columns typed by this project"
)
COUNTRY_LICENCE = "PDDL, MIT and facts from the UN OCHA taxonomy; the selection as the project"

TABLES = [
    reference("study_periods", "study period of ITU-T", STUDY_PERIODS, ["period"]),
    reference("study_groups", "group that occurs in any table", STUDY_GROUPS, ["group"]),
    reference(
        "study_group_periods",
        "group and study period in which it existed",
        STUDY_GROUP_PERIODS,
        ["group", "period"],
        {"group": GROUPS, "period": PERIODS},
    ),
    reference(
        "group_concordance",
        "step from a group in a period to one that went on with its work",
        GROUP_CONCORDANCE,
        ["from_group", "from_period", "to_group"],
        {"from_group": GROUPS, "to_group": GROUPS, "from_period": PERIODS, "to_period": PERIODS},
    ),
    reference(
        "question_lists",
        "group and study period whose Questions the table questions holds without a gap",
        QUESTION_LISTS,
        ["group", "period"],
        {"group": GROUPS, "period": PERIODS},
    ),
    reference("countries", "country or area of ISO 3166-1", COUNTRIES, ["iso2"], {}, COUNTRY_ORIGIN, COUNTRY_LICENCE),
    reference(
        "recommendation_series",
        "range of Recommendations and a group that owned it for a time",
        RECOMMENDATION_SERIES,
        ["series", "number_from", "number_to", "group", "from_period"],
        SPAN,
    ),
    reference("organization_kind_patterns", "pattern that gives a kind of organization", PATTERNS, ["rank"]),
    reference(
        "industry_definitions",
        "definition of industry and kind of organization",
        INDUSTRY_DEFINITIONS,
        ["definition", "kind"],
    ),
    reference("boilerplate_rfcs", "RFC whose citations say nothing of its use", BOILERPLATE_RFCS, ["rfc"]),
    reference(
        "country_names",
        "spelling of a country or state in the addresses of authors",
        COUNTRY_NAMES,
        ["printed", "iso2"],
        {"iso2": ("countries", "iso2")},
    ),
    reference("term_limits", "role and the most terms of office it may be held", TERM_LIMITS, ["role"]),
    reference(
        "priority_criteria",
        "kind of alternatives and criterion by which they are ranked",
        PRIORITY_CRITERIA,
        ["alternatives", "criterion"],
    ),
]
