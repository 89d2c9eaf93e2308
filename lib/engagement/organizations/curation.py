"""What can be wrong with the tables about organizations that are edited by hand, line by line."""

from engagement.errors import DataError
from engagement.organizations import ownership
from engagement.organizations.scripts import clean
from engagement.tables.validation import complain

ORGANIZATIONS = "data/reference/organizations.csv"
ALIASES = "data/reference/aliases.csv"
REFUSED = "data/reference/refused_names.csv"
NEEDED = {
    ORGANIZATIONS: ("organization_id", "name"),
    ALIASES: ("name", "organization_id"),
    REFUSED: ("name", "organization_id"),
}


def alias_problems(aliases, organizations):
    """What is wrong with a table of aliases.

    Parameters
    ----------
    aliases, organizations : pandas.DataFrame
        The index says on which line of its file a row stands.

    Returns
    -------
    list of tuple
        Line, column, value and what is wrong, as `tables.validation.complain` takes them.

    Examples
    --------
    >>> import pandas as pd
    >>> organizations = pd.DataFrame({"organization_id": ["a", "b"], "name": ["Ant", "Bee"]})
    >>> aliases = pd.DataFrame({"name": ["X", "x", "bee"], "organization_id": ["a", "b", "a"]}, index=[2, 3, 4])
    >>> alias_problems(aliases, organizations)
    [(3, 'name', 'x', 'stands for b here and for a before'), (4, 'name', 'bee', 'stands for a here and for b before')]
    """
    found = _lost(aliases, organizations)
    meant = {}
    for name, one in zip(organizations["name"], organizations["organization_id"], strict=True):
        meant.setdefault(clean(name).casefold(), []).append(one)
    for line, name, one in _rows(aliases):
        before = meant.setdefault(clean(name).casefold(), [one])
        if one not in before:
            found.append((line, "name", name, f"stands for {one} here and for {' and '.join(before)} before"))
    return found


def refusal_problems(refused, organizations, aliases):
    """What is wrong with a table of refused names; parameters and result as in `alias_problems`."""
    taken = {(clean(name).casefold(), one) for _, name, one in _rows(aliases)}
    both = [
        (line, "name", name, f"is refused for {one} but an alias of it")
        for line, name, one in _rows(refused)
        if (clean(name).casefold(), one) in taken
    ]
    return _lost(refused, organizations) + both


def check(organizations, aliases, refused=None):
    """Raise a DataError that lists all that is wrong with the tables, if anything is."""
    tables = {ORGANIZATIONS: organizations, ALIASES: aliases} | ({} if refused is None else {REFUSED: refused})
    for place, table in tables.items():
        missing = [column for column in NEEDED[place] if column not in table]
        if missing:
            raise DataError(f"{place}: no column {', '.join(missing)}; it needs {', '.join(NEEDED[place])}")
    complain(alias_problems(aliases, organizations), ALIASES)
    if refused is not None:
        complain(refusal_problems(refused, organizations, aliases), REFUSED)


def table_problems(name, frame, others):
    """What is wrong with one of the curated tables beyond what its schema says.

    Parameters
    ----------
    name : str
        Table, as the registry has it; others than those about organizations have no such problems.
    frame : pandas.DataFrame
        Typed; the index says on which line a row stands.
    others : dict of str to pandas.DataFrame
        Tables read before.

    Returns
    -------
    list of tuple
        As `alias_problems`.
    """
    if name == "organization_ownership":
        return ownership.problems(frame)
    if name == "known_names" and "known_organizations" in others:
        return alias_problems(frame, others["known_organizations"])
    if name == "refused_names" and {"known_organizations", "known_names"} <= set(others):
        return refusal_problems(frame, others["known_organizations"], others["known_names"])
    return []


def _rows(table):
    return zip(table.index, table["name"], table["organization_id"], strict=True)


def _lost(table, organizations):
    known = set(organizations["organization_id"])
    return [
        (line, "organization_id", one, f"is not in {ORGANIZATIONS}; add it there or correct it")
        for line, _, one in _rows(table)
        if one not in known
    ]
