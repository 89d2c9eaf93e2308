"""Which of several organizations of one name is meant, by the country and the date of the record."""

import pandas as pd

from engagement.organizations.listed import UNRESOLVED, Found

CHOSEN = 0.98


def choose(found, listed, date=None, country=None):
    """Of the organizations that answer to a name, the one seated in the country, or not at an end by the date.

    Parameters
    ----------
    found : Found
        With several organizations.
    listed : Listed
    date : datetime, optional
    country : str, optional
        ISO 3166-1 alpha-2.

    Returns
    -------
    Found
        With one organization, or unresolved.
    """
    left = [one for one in found.ids if isinstance(country, str) and listed.countries.get(one) == country]
    left, said = (left, f"seat in {country}") if left else (list(found.ids), "")
    if len(left) > 1 and date is not None and not pd.isna(date):
        day = pd.Timestamp(date)
        alive = [one for one in left if one not in listed.ends or day < listed.ends[one]]
        left, said = (alive, f"being there on {day:%Y-%m-%d}") if alive else (left, said)
    if len(left) == 1:
        return Found((left[0],), min(found.score, CHOSEN), found.method, f"{found.evidence}; chosen by {said}")
    names = ", ".join(f"{one} ({listed.names[one]})" for one in left)
    return Found((), 0.0, UNRESOLVED, f"may be {names}; a country, a date or an alias would decide")
