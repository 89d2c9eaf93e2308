"""One entry of the plan that stands for many: a report for every study group, every period, every pair of them."""

import re
from itertools import product

from engagement.errors import PlanError

FIELD = re.compile(r"\{([^{}]*)\}")
WORDS = ("title", "topic", "audience")


def expand(entry, lists, place):
    """The entries that an entry with ``expand`` stands for.

    Parameters
    ----------
    entry : dict
        ``expand`` maps a name to a list of values, or to the name of one of
        ``lists``; ``{name}`` stands for the value in id, title, topic,
        audience, after and parameters. A parameter that is ``{name}`` alone takes the
        value as it is, a number as a number.
    lists : dict of str to list
        The plan's own lists.
    place : str
        Where the entry stands, for messages.

    Returns
    -------
    list of dict
        One entry for each combination of values, the last name varying
        fastest; the entry itself where it has no ``expand``.

    Raises
    ------
    PlanError
        If a list is none, is empty or not known, or a name is not used in the id.

    Examples
    --------
    >>> entry = {"id": "turnover-{group}", "title": "Turnover in {group}", "expand": {"group": ["SG5", "SG13"]}}
    >>> [one["id"] for one in expand(entry, {}, "plan.yml, report 1")]
    ['turnover-sg5', 'turnover-sg13']
    """
    if not isinstance(entry, dict) or "expand" not in entry:
        return [entry]
    if not isinstance(entry.get("id", ""), str):
        raise PlanError(f"{place}: id is {entry['id']!r}, not a text")
    chosen = _chosen(entry["expand"], lists, place)
    unused = [name for name in chosen if f"{{{name}}}" not in str(entry.get("id"))]
    if unused:
        raise PlanError(f"{place}: put {{{unused[0]}}} into the id, so that each report has a page of its own")
    rest = {key: value for key, value in entry.items() if key != "expand"}
    return [_filled(rest, dict(zip(chosen, values, strict=True)), place) for values in product(*chosen.values())]


def _chosen(given, lists, place):
    if not isinstance(given, dict) or not given or not all(isinstance(name, str) for name in given):
        raise PlanError(f"{place}: expand is {given!r}, not names with lists of values")
    chosen = {}
    for name, values in given.items():
        if isinstance(values, str):
            if values not in lists:
                raise PlanError(f"{place}: expand names the list {values!r}; `lists` has {', '.join(lists) or 'none'}")
            values = lists[values]
        if not isinstance(values, list) or not values or any(isinstance(value, (dict, list)) for value in values):
            raise PlanError(f"{place}: expand {name} is {values!r}, not a list of values or the name of one")
        chosen[name] = values
    return chosen


def _filled(entry, values, place):
    filled = {key: _put(value, values, place) for key, value in entry.items()}
    filled["id"] = _as_id(filled["id"])
    filled |= {key: str(filled[key]) for key in WORDS if isinstance(entry.get(key), str)}
    if isinstance(filled.get("after"), list):
        filled["after"] = [_as_id(id) for id in filled["after"]]
    return filled


def _as_id(text):
    return re.sub(r"[^a-z0-9]+", "-", str(text).lower()).strip("-")


def _put(value, values, place):
    """A value of the entry with the names in it replaced, at any depth."""
    if isinstance(value, dict):
        return {key: _put(one, values, place) for key, one in value.items()}
    if isinstance(value, list):
        return [_put(one, values, place) for one in value]
    if not isinstance(value, str):
        return value
    unknown = [name for name in FIELD.findall(value) if name not in values]
    if unknown:
        raise PlanError(f"{place}: {{{unknown[0]}}} in {value!r} is not expanded; expand has {', '.join(values)}")
    whole = FIELD.fullmatch(value)
    return values[whole[1]] if whole else FIELD.sub(lambda found: str(values[found[1]]), value)
