"""What becomes of the work: Recommendations, their citations year by year, patent statements; and priorities."""

import numpy as np
import pandas as pd

from engagement.demonstration import names
from engagement.demonstration.draws import pick, share

DAY = np.timedelta64(1, "D")
TO_PUBLICATION = 45 * DAY
MARKET = ("ROA", "SIO", "Associate", "small company")


def publications(items, horizon):
    """The Recommendation of each item approved long enough before the horizon.

    Returns
    -------
    pandas.DataFrame
        One row a Recommendation, the index that of its item: recommendation,
        publication (with the month), published, group (place), title, process.
    """
    published = items["approved"].to_numpy("datetime64[D]") + TO_PUBLICATION
    rows = items.assign(published=published)[published <= horizon]
    month = rows["published"].dt.strftime("%m/%Y")
    return pd.DataFrame({
        "recommendation": rows["item"],
        "publication": "ITU-T " + rows["item"] + " (" + month + ")",
        "published": rows["published"],
        "group": rows["group"],
        "title": rows["title"],
        "process": rows["process"],
    })  # fmt: skip


def citations(rng, truth, rows, contributions):
    """Citations of each Recommendation in each year, by the formula in truth.yml.

    Parameters
    ----------
    rng : numpy.random.Generator
    truth : Truth
    rows : pandas.DataFrame
        From `publications`.
    contributions : array of int
        To the item of each.

    Returns
    -------
    pandas.DataFrame
        One row a Recommendation and year: publication, year, citations.
    """
    said = truth.value
    first = rows["published"].dt.year.to_numpy()
    years = np.arange(first.min(initial=said.last_year), said.last_year + 1)
    kept = rng.normal(0, said.group_sd, len(truth.groups))
    shocks = rng.normal(0, truth.group_shocks.citations_sd, (len(truth.groups), len(years)))
    group, size = rows["group"].to_numpy(), np.log1p(contributions)
    level = np.log(said.base) + said.contributions_effect * (size - size.mean() if len(size) else size) + kept[group]
    age = years[None, :] - first[:, None]
    mean = np.exp(level[:, None] + shocks[group] + _interest(age, said.peak_years))
    counts = rng.negative_binomial(said.dispersion, said.dispersion / (said.dispersion + mean))
    place, year = np.nonzero(age >= 0)
    return pd.DataFrame({
        "publication": rows["publication"].to_numpy()[place], "year": years[year], "citations": counts[place, year],
    })  # fmt: skip


def _interest(age, peak):
    """Log of the interest at an age in years: rises to zero at the peak and falls slowly after it."""
    relative = (np.maximum(age, 0) + 0.5) / peak
    return np.log(relative) + 1 - relative


def patents(rng, truth, rows, contributions, organizations, horizon):
    """Patent statements: more for Recommendations with many contributions.

    Returns
    -------
    pandas.DataFrame
        One row a statement: recommendation, organization (place), option, date; a statement once.
    """
    said, size = truth.patents, np.log1p(contributions)
    times = np.exp(said.contributions_effect * (size - size.mean() if len(size) else size))
    number = rng.poisson(said.statements_mean * times / times.mean() if len(times) else times)
    place = np.repeat(np.arange(len(rows)), number)
    weights = organizations.activity * np.isin(organizations.kind, MARKET)
    date = rows["published"].to_numpy("datetime64[D]")[place] + rng.integers(-200, 400, len(place)) * DAY
    stated = pd.DataFrame({
        "recommendation": rows["recommendation"].to_numpy()[place],
        "organization": pick(rng, weights, len(place)),
        "option": share(rng, said.options)(len(place)),
        "date": np.minimum(date, horizon),
    })  # fmt: skip
    return stated.drop_duplicates(["recommendation", "organization"], ignore_index=True)


def priorities(rng, truth, ground):
    """Themes that made-up executives name, one meeting a year.

    Returns
    -------
    pandas.DataFrame
        occasion, theme, date, place.
    """
    places, rows = list(truth.meetings.places), []
    for number in range(truth.priorities.occasions):
        day = ground.start + (120 + 365 * number) * DAY
        place = places[number % len(places)]
        themes = rng.choice(len(names.SUBJECTS), truth.priorities.themes, replace=False)
        occasion = f"Demonstration roundtable {number + 1}, {place}"
        rows += [{"occasion": occasion, "theme": names.SUBJECTS[n], "date": day, "place": place} for n in themes]
    return pd.DataFrame(rows)
