"""Level, trend and break of a figure reported per meeting, over groups of unequal size."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyfixest
import statsmodels.formula.api as smf
from scipy import stats

from engagement.estimate import Estimate

LEAST_MEETINGS = 8
LEAST_SIDE = 3
LEAST_GROUPS = 5  # with fewer, errors between groups cannot be told from anything


@dataclass(frozen=True)
class Trend:
    """Yearly change and level shift of a figure per meeting, both as ratios.

    ``shift`` is None where fewer than three observations lie on one side of
    the break; ``per_year`` is then the trend of the side there is.
    """

    per_year: Estimate
    shift: Estimate | None
    break_at: float
    groups: int


def trend(meetings, value, break_at=2020.25, level=0.95, basis="published"):
    """Fit a common yearly change and a level shift to the logarithm of a figure, within groups.

    Parameters
    ----------
    meetings : pandas.DataFrame
        One row a meeting: ``group``, ``start`` (date) and the figure, above 0.
    value : str
        Column of the figure.
    break_at : float
        Time of the break, in years.
    level : float
        Coverage of the intervals.
    basis : str
        Basis of the data.

    Returns
    -------
    Trend
        n counts meetings; a group with a single one says nothing of change and
        is left out. With several groups, errors are clustered by
        group by the leave-one-group-out jackknife (CR3) and quantiles those of
        t with G - 1 degrees of freedom; with one group they are HC3
        over meetings with n - k degrees of freedom.

    Raises
    ------
    ValueError
        If fewer than eight meetings state the figure, they belong to two, three or
        four groups, or a figure is not above 0.

    References
    ----------
    MacKinnon, Nielsen and Webb (2023), Journal of Econometrics 232(2), for CR3.
    """
    used, words = prepared(meetings, value, break_at), value.replace("_", " ")
    if len(used) < LEAST_MEETINGS:
        raise ValueError(f"{len(used)} meetings state {words}; a trend needs at least {LEAST_MEETINGS}")
    groups = used["group"].nunique()
    if 1 < groups < LEAST_GROUPS:
        raise ValueError(f"{groups} groups state {words}; a trend takes one group, or {LEAST_GROUPS} and more")
    both_sides = used["after"].sum() >= LEAST_SIDE and (1 - used["after"]).sum() >= LEAST_SIDE
    terms = ["years", "after"] if both_sides else ["years"]
    fitted, method = _by_group(used, terms) if groups > 1 else _by_meeting(used, terms)

    def ratio(term, unit):
        value, error, freedom = fitted[term]
        reach = stats.t.ppf((1 + level) / 2, freedom) * error
        return Estimate(*np.exp([value, value - reach, value + reach]), level, len(used), unit, basis, method)

    shift = ratio("after", "ratio after to before") if both_sides else None
    return Trend(ratio("years", "ratio per year"), shift, break_at, groups)


def trends(meetings, values, **options):
    """The trend of several figures, and the reason where there is none.

    Parameters
    ----------
    meetings : pandas.DataFrame
        As for ``trend``.
    values : sequence of str
        Columns of figures.
    **options
        As for ``trend``.

    Returns
    -------
    pandas.DataFrame
        One row a figure: ``figure``, ``per_year`` and ``shift`` (Estimates as
        ratios, or None) and ``reason`` (None where there is a trend).
    """
    rows = []
    for value in values:
        try:
            found = trend(meetings, value, **options)
            rows.append((value, found.per_year, found.shift, None))
        except ValueError as error:
            rows.append((value, None, None, str(error)))
    return pd.DataFrame(rows, columns=["figure", "per_year", "shift", "reason"], dtype=object)


def decimal_year(dates):
    """Dates as years with a fraction: 2 July 2023 is about 2023.5."""
    return dates.dt.year + (dates.dt.day_of_year - 1) / 365.25


def prepared(meetings, value, break_at):
    """Rows of the regression: ``log`` of the figure, ``years`` since the break, whether ``after`` it, ``group``.

    Raises
    ------
    ValueError
        If a figure is not above 0.
    """
    used = meetings.loc[meetings[value].notna(), ["group", "start", value]]
    used = used[used.groupby("group")["start"].transform("size") > 1]
    if (used[value] <= 0).any():
        raise ValueError(
            f"{value} is not above 0 in {int((used[value] <= 0).sum())} meetings; the trend is one of logarithms"
        )
    time = decimal_year(used["start"])
    return pd.DataFrame(
        {
            "log": np.log(used[value].astype(float)),
            "years": time - break_at,
            "after": (time >= break_at).astype(float),
            "group": used["group"].astype(str),
        }
    )


def _by_group(used, terms):
    groups = used["group"].nunique()
    plain = pyfixest.ssc(k_adj=False, G_adj=False)
    fit = pyfixest.feols(f"log ~ {' + '.join(terms)} | group", used, vcov={"CRV3": "group"}, ssc=plain)
    errors = fit.se() * np.sqrt((groups - 1) / groups)  # the jackknife's own factor
    fitted = {term: (fit.coef()[term], errors[term], groups - 1) for term in terms}
    return fitted, f"least squares on logarithms with group effects, CR3 errors by group, t({groups - 1})"


def _by_meeting(used, terms):
    several = " + group" if used["group"].nunique() > 1 else ""
    fit = smf.ols(f"log ~ {' + '.join(terms)}{several}", used).fit(cov_type="HC3", use_t=True)
    freedom = int(fit.df_resid)
    fitted = {term: (fit.params[term], fit.bse[term], freedom) for term in terms}
    return fitted, f"least squares on logarithms, HC3 errors over meetings, t({freedom})"
