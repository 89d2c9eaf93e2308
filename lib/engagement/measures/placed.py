"""Every activity in one form, with the country behind each row: contributions, delegations, participants, seats."""

import pandas as pd

from engagement.errors import DataError
from engagement.measures.attendance import took_part
from engagement.measures.leadership import EXPERTS, MANAGEMENT

COLUMNS = ["group", "year", "period", "country", "organization", "drawn", "kind", "credit"]
CHAIRS = "chairs and vice-chairs"
OF_GROUPS = ("chair", "vice-chair")  # whom the assembly appoints; all others are appointed within the group
BENCHES = {
    CHAIRS: OF_GROUPS,
    "working party chairs and vice-chairs": tuple(role for role in MANAGEMENT if role not in OF_GROUPS),
    "rapporteurs and editors": EXPERTS,
    "organizations listed as active": ("active",),
}
DRAWN = {"countries present": "meetings", "authorships": "authors"}


def drawn_in(activity):
    """What is drawn where an activity is measured, in words."""
    return DRAWN.get(activity, "organizations")


def contributions(credits):
    """Contributions, by the country of the seat of each organization.

    Parameters
    ----------
    credits : pandas.DataFrame
        As `engagement.activities.contributions` gives.

    Returns
    -------
    dict of str to pandas.DataFrame
        ``contributions`` and ``contributing organizations`` (one row an organization, whatever it contributed), each
        with ``group``, ``year``, ``period``, ``country``, ``organization``, ``drawn`` (what other records would differ
        in), ``kind``, ``credit`` and ``filled``. Sources that stand for no organization have no country.
    """
    rows = credits.assign(year=credits["date"].dt.year, country=credits["organization_country"])
    once = rows.dropna(subset="organization").drop_duplicates("organization").assign(credit=1.0)
    return {"contributions": _form(rows), "contributing organizations": _form(once)}


def attendances(rows):
    """Those who took part, by the country the list gives them, and where it gives none by that of their organization.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `engagement.activities.attendances` gives; those only registered are left out.

    Returns
    -------
    dict of str to pandas.DataFrame
        ``participants`` (a row a person and meeting, with ``person`` and ``meeting_id``), ``delegations`` (a row an
        organization and meeting, the country that of its seat) and ``countries present`` (a row a country and meeting,
        meetings being drawn). ``filled`` says whose country is that of the organization.
    """
    there = took_part(rows)
    there = _filled(there.assign(year=there["start"].dt.year, credit=1.0))
    sent = there.dropna(subset="organization").drop_duplicates(["meeting_id", "organization"])
    sent = sent.assign(country=sent["organization_country"])
    present = there.dropna(subset="country").drop_duplicates(["meeting_id", "country"]).assign(kind=pd.NA)
    return {
        "participants": _form(there).assign(
            **{name: there[name].array for name in ("person", "meeting_id") if name in there}
        ),
        "delegations": _form(sent),
        "countries present": _form(present, "meeting_id"),
    }


def seats(rows):
    """Seats, by the country the list gives their holders, and where it gives none by that of their organization.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `engagement.activities.seats` gives.

    Returns
    -------
    dict of str to pandas.DataFrame
        ``chairs and vice-chairs`` of groups, ``working party chairs and vice-chairs`` and ``rapporteurs and editors``
        (each left out where there are none); other roles, such as the chair of a joint coordination activity, are in
        none of them. What `active` gives has ``organizations listed as active``.
    """
    placed = _form(_filled(rows.assign(year=rows["start"].dt.year, credit=1.0)))
    found = {}
    for name, roles in BENCHES.items():
        mine = placed[rows["role"].isin(roles).to_numpy(dtype=bool)]
        found |= {name: mine} if len(mine) else {}
    return found


def held(rows, periods, groups=(), first_year=None, last_year=None):
    """The seats of some groups that were held in some years, one row a seat: its last holder then known.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `engagement.activities.seats` gives.
    periods : pandas.DataFrame
        Table ``study_periods``: a seat without days is held throughout its period.
    groups : sequence of str
        None named means all.
    first_year, last_year : int, optional

    Returns
    -------
    pandas.DataFrame
        Seats whose holder left before the end of the period (and of ``last_year``) are left out: they have another.
        A seat without days and without period is kept.

    Raises
    ------
    DataError
        If none is left.
    """
    spans = periods.set_index("period")
    start = rows["start"].fillna(rows["period"].map(spans["start"].to_dict()).astype("datetime64[ns]"))
    until = rows["period"].map(spans["end"].to_dict()).astype("datetime64[ns]")
    last = pd.Timestamp(f"{last_year or 2200}-12-31")
    over = until.fillna(last).clip(upper=last)
    mine = rows["group"].isin(list(groups)) if len(groups) else pd.Series(True, index=rows.index)
    began = start.isna() | (start <= last)
    lasts = until.isna() | (until >= pd.Timestamp(f"{first_year or 1800}-01-01"))
    stays = rows["end"].isna() | (rows["end"] >= over)
    kept = rows[mine & began & lasts & stays]
    if kept.empty:
        raise DataError(f"no seat of {', '.join(groups) or 'any group'} from {first_year} to {last_year}")
    return kept


def by_body(came, contributed, seated):
    """Every activity of each body.

    Parameters
    ----------
    came, contributed, seated : dict of tuple to pandas.DataFrame
        Rows by body, as `attendances`, `contributions` and `seats` take them.

    Returns
    -------
    dict of tuple to dict
        By body, its activities by name in this order.
    """
    found = {}
    for form, records in ((attendances, came), (contributions, contributed), (seats, seated)):
        for body, rows in records.items():
            found.setdefault(body, {}).update(form(rows))
    return found


def authors(authorships, credits):
    """Authors of RFCs, by the country of the address each gives; persons are what is drawn.

    Parameters
    ----------
    authorships : pandas.DataFrame
        Table ``authorships``.
    credits : pandas.DataFrame
        The RFCs chosen, as `engagement.activities.contributions` gives.

    Returns
    -------
    dict of str to pandas.DataFrame
        ``authorships``: a row an RFC and author.
    """
    documents = credits.drop_duplicates("document_id").set_index("document_id")
    ids = "RFC" + authorships["rfc"].astype("string")
    rows = authorships[ids.isin(documents.index)].assign(
        group=ids.map(documents["group"].to_dict()), year=ids.map(documents["date"].dt.year.to_dict()),
        period=pd.NA, organization=authorships["organization_printed"], kind=pd.NA, credit=1.0,
    )  # fmt: skip
    return {"authorships": _form(rows, "author")}


def active(organizations):
    """Organizations that public pages list as active in a group, in the form of `engagement.activities.seats`.

    Parameters
    ----------
    organizations : pandas.DataFrame
        Table ``active_organizations``.
    """
    unknown = {"organization_country": pd.NA, "kind": "unknown"}
    return _undated(organizations.assign(role="active", organization=organizations["organization_printed"], **unknown))


def chosen_of(*choices):
    """What is chosen of the records of each body, without the bodies of which nothing is left.

    Parameters
    ----------
    *choices : tuple of dict and callable
        Records by body, and what chooses among them: table to table, raising DataError where nothing is left, as
        `engagement.measures.choosing.chosen` does.

    Returns
    -------
    list of dict
        One for each choice.

    Raises
    ------
    DataError
        If nothing is left of any body in any of them; it says why of each.

    Examples
    --------
    >>> from engagement.measures.choosing import chosen
    >>> rows = pd.DataFrame({"group": ["SG5"], "meeting_id": ["M"], "date": pd.to_datetime(["2019-05-01"])})
    >>> old = rows.assign(date=pd.Timestamp("1999-05-01"))
    >>> late = lambda one: chosen(one, [], 2010, 2020)
    >>> [list(one) for one in chosen_of(({"a": rows, "b": old}, late), ({"b": old}, late))]
    [['a'], []]
    """
    found, problems = [], []
    for records, choose in choices:
        kept = {}
        for body, rows in records.items():
            try:
                kept[body] = choose(rows)
            except DataError as error:
                problems.append(str(error))
        found.append(kept)
    if not any(found):
        raise DataError("; ".join(dict.fromkeys(problems)) or "there are no records to choose from")
    return found


def _undated(rows):
    days = {"start": "datetime64[ns]", "end": "datetime64[ns]"}
    return rows.assign(**dict.fromkeys(days, pd.NaT)).astype(days).reset_index(drop=True)


def _filled(rows):
    missing = rows["country"].isna()
    filled = missing & rows["organization_country"].notna()
    country = rows["country"].astype(object).where(~missing, rows["organization_country"].astype(object))
    return rows.assign(country=country, filled=filled)


def _form(rows, drawn="organization"):
    found = rows.assign(drawn=rows[drawn], filled=rows.get("filled", False))
    return found[[*COLUMNS, "filled"]].reset_index(drop=True)
