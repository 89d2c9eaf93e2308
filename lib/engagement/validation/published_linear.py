"""Published linear models: simulated firms and years, investment of firms, wages of young men."""

import numpy as np

from engagement.evidence import linear_model
from engagement.validation.published_data import single

INVESTMENT = "invest ~ value + capital"
WAGE = ["black", "hisp", "exper", "expersq", "married", "educ", "union"]
WITHIN = ["expersq", "union", "married"]


def petersen2009(rows):
    """Errors of one regression clustered in several ways (Petersen 2009).

    Parameters
    ----------
    rows : pandas.DataFrame
        y, x, firm and year.

    Returns
    -------
    dict of str to float
        The covariance of Bell and McCaffrey follows from the variance of the intercept after x was moved by 1.
    """
    ways = {
        "iid": {"errors": "iid"},
        "White": {"errors": "HC1"},
        "clustered by firm": {"cluster": "firm", "errors": "CR1"},
        "clustered by year": {"cluster": "year", "errors": "CR1"},
        "clustered by firm and year": {"cluster": ("firm", "year"), "errors": "two-way"},
    }
    found = {name: linear_model("y ~ x", rows, **way).terms for name, way in ways.items()}
    corrected, moved = (
        linear_model("y ~ x", rows.assign(x=rows["x"] + by), cluster="firm", errors="CR2").terms["se"] ** 2
        for by in (0, 1)
    )
    return {
        "intercept": found["iid"].loc["Intercept", "estimate"],
        "coefficient of x": found["iid"].loc["x", "estimate"],
        **{f"error of x, {name}": terms.loc["x", "se"] for name, terms in found.items()},
        "error of x, clustered by firm and year, one factor": fewest_two_way("y ~ x", rows)["x"],
        "Bell-McCaffrey variance of the intercept": corrected["Intercept"],
        "Bell-McCaffrey variance of x": corrected["x"],
        "Bell-McCaffrey covariance": (corrected["Intercept"] + corrected["x"] - moved["Intercept"]) / 2,
    }


def grunfeld(rows):
    """Investment of firms, their value and capital (Grunfeld 1958): as Stata and linearmodels give them.

    Parameters
    ----------
    rows : pandas.DataFrame
        invest, value, capital, firm and year of eleven firms; Stata's file lacks
        American Steel and is in single precision.

    Returns
    -------
    dict of str to float
    """
    ten = rows[rows["firm"] != "American Steel"]
    ten = ten.assign(**single(ten[["invest", "value", "capital"]]))
    firm = linear_model(INVESTMENT, ten, cluster="firm", errors="CR1S").terms
    within = linear_model(INVESTMENT, rows, effects=("firm",), errors="iid").terms
    return {
        **{f"pooled, {name}": value for name, value in firm["estimate"].items()},
        **{f"pooled, error of {name} by firm": value for name, value in firm["se"].items()},
        **{
            f"pooled, error of {name} by firm and year": value
            for name, value in fewest_two_way(INVESTMENT, ten).items()
        },
        **{f"within firms, {name}": value for name, value in within["estimate"].items()},
        **{f"within firms, error of {name}": value for name, value in within["se"].items()},
    }


def fewest_two_way(formula, rows):
    """Errors clustered by firm and by year, all three parts with the factor of the fewer clusters, as ivreg2 has them.

    Parameters
    ----------
    formula : str
    rows : pandas.DataFrame
        One row a firm and year.

    Returns
    -------
    pandas.Series
        By term.
    """
    counts = {name: rows[name].nunique() for name in ("firm", "year")}
    added = sum(
        linear_model(formula, rows, cluster=name, errors="CR1").terms["se"] ** 2 * (count - 1) / count
        for name, count in counts.items()
    )
    terms = linear_model(formula, rows, errors="HC1").terms["se"]
    n, k, fewer = len(rows), len(terms), min(counts.values())
    return np.sqrt((added - terms**2 * (n - k) / n) * fewer / (fewer - 1) * (n - 1) / (n - k))


def wage_panel(rows):
    """Wages of young men over eight years (Vella and Verbeek 1998), pooled and within men.

    Parameters
    ----------
    rows : pandas.DataFrame
        lwage, nr, year and covariates.

    Returns
    -------
    dict of str to float
    """
    models = {
        "pooled": linear_model(f"lwage ~ {' + '.join(WAGE)}", rows, effects=("year",), errors="iid"),
        "within men": linear_model(f"lwage ~ {' + '.join(WITHIN)}", rows, effects=("nr", "year"), errors="iid"),
    }
    found = {}
    for name, model in models.items():
        found |= {f"{name}, {term}": value for term, value in model.terms["estimate"].items()}
        found |= {f"{name}, error of {term}": value for term, value in model.terms["se"].items()}
    return found
