"""Published counts: citations of patents, patents, articles, visits to physicians, bills of committees."""

import numpy as np
import statsmodels.api as sm
from statsmodels.tools.numdiff import approx_fprime

from engagement.evidence import count_model, linear_model
from engagement.validation.published_choices import ends
from engagement.validation.published_data import LAGS, single

QUANTILE = 1.959963984540054
FIRM = {"effects": ("industry", "year"), "cluster": "company"}
SANDWICH, STATA = {**FIRM, "errors": "CR1"}, {**FIRM, "errors": "CR1S"}
BASE = "institutions + log_capital + log_sales"
RESEARCH = f"{BASE} + log_research + drandd"
BEFORE = f"{RESEARCH} + dprecites + log_before"
HEALTH = ["lncoins", "idp", "lpi", "fmde", "physlm", "disea", "hlthg", "hlthf", "hlthp"]
BILLS = ["SIZE", "SUBS", "LOGSTAFF", "PRESTIGE", "BILLS103", "SUBS:LOGSTAFF", "const"]


def aghion2013(rows):
    """Citations of a firm's patents and the part of institutions among its owners (Aghion and others 2013).

    Parameters
    ----------
    rows : pandas.DataFrame
        As `published_data.innovation` gives them.

    Returns
    -------
    dict of str to float
        Errors of the base model have the factor G / (G - 1) alone, as in the package sandwich; the others that of
        Stata.
    """
    terms = count_model(f"cites ~ {BASE}", rows, **SANDWICH).terms
    found = {f"Poisson, {name}": terms.loc[name, "estimate"] for name in BASE.split(" + ")}
    found |= {f"Poisson, error of {name}": terms.loc[name, "se"] for name in BASE.split(" + ")}
    others = {
        "OLS": linear_model(f"log_cites ~ {BASE}", rows[rows["cites"] > 0], **STATA),
        "Poisson with research": count_model(f"cites ~ {RESEARCH}", rows, **STATA),
        "Poisson with research and earlier citations": count_model(f"cites ~ {BEFORE}", rows, **STATA),
    }
    for name, model in others.items():
        found[f"{name}, institutions"] = model.terms.loc["institutions", "estimate"]
        found[f"{name}, error of institutions"] = model.terms.loc["institutions", "se"]
    return found


def hall1986(rows):
    """Patents of 346 firms and their research in six years (Hall, Griliches and Hausman 1986).

    Parameters
    ----------
    rows : pandas.DataFrame
        As `published_data.patents` gives them.

    Returns
    -------
    dict of str to float
        Clustered errors have Stata's factor.
    """
    lags = [f"research{lag}" for lag in LAGS]
    formula = f"patents ~ {' + '.join(lags)}"
    within = {"effects": ("cusip", "year")}
    plain = count_model(formula, rows, **within, errors="iid").terms
    model = count_model(formula, rows, **within, cluster="cusip", errors="CR1S")
    pooled = count_model(f"{formula} + logk + scisect", rows, effects=("year",), errors="iid").terms["estimate"]
    return {
        "firms that say something": model.clusters,
        **{f"within firms, {name}": plain.loc[name, "estimate"] for name in lags},
        "within firms, sum of lags": plain.loc[lags, "estimate"].sum(),
        **{f"within firms, model error of {name}": plain.loc[name, "se"] for name in lags},
        **{f"within firms, clustered error of {name}": model.terms.loc[name, "se"] for name in lags},
        **{f"pooled, {name}": value for name, value in pooled[[*lags, "logk", "scisect"]].items()},
        "pooled, sum of lags": pooled[lags].sum(),
    }


def long1990(rows):
    """Articles of biochemists by Poisson, negative binomial and their zero-inflated forms (Long 1990, 1997).

    Parameters
    ----------
    rows : pandas.DataFrame
        art, fem, mar, kid5, phd and ment.

    Returns
    -------
    dict of str to float
    """
    names = ["fem", "mar", "kid5", "phd", "ment"]
    terms, articles = sm.add_constant(rows[names]), rows["art"]
    poisson = count_model(f"art ~ {' + '.join(names)}", rows, errors="iid").terms["estimate"]
    binomial = sm.NegativeBinomial(articles, terms).fit(disp=0, method="bfgs", maxiter=500)
    inflated = {
        "zero-inflated Poisson": sm.ZeroInflatedPoisson,
        "zero-inflated negative binomial": sm.ZeroInflatedNegativeBinomialP,
    }
    return {
        **{f"Poisson, {name}": value for name, value in poisson.rename({"Intercept": "const"}).items()},
        "Poisson, log-likelihood": sm.Poisson(articles, terms).fit(disp=0).llf,
        **{f"negative binomial, {name}": value for name, value in binomial.params.items()},
        "negative binomial, log-likelihood": binomial.llf,
        **{f"{name}, log-likelihood": _inflated(model, articles, terms).llf for name, model in inflated.items()},
    }


def _inflated(model, counts, terms):
    return model(counts, terms, exog_infl=terms).fit(disp=0, method="bfgs", maxiter=3000)


def randhie(rows):
    """Visits to physicians in the RAND health insurance experiment, as Stata gives them.

    Parameters
    ----------
    rows : pandas.DataFrame
        mdvis and nine covariates, in single precision where Stata stored them so.

    Returns
    -------
    dict of str to float
    """
    visits, terms = rows["mdvis"], rows[HEALTH].astype(float)
    poisson = sm.Poisson(visits, sm.add_constant(single(terms), prepend=False)).fit(disp=0, tol=1e-14)
    binomial = sm.NegativeBinomial(visits, sm.add_constant(terms, prepend=False)).fit(
        disp=0, method="newton", maxiter=100, tol=1e-14
    )
    alpha, reach = binomial.params["alpha"], QUANTILE * binomial.bse["alpha"] / binomial.params["alpha"]
    return {
        **ends("Poisson", poisson.conf_int()),
        "Poisson, log-likelihood": poisson.llf,
        **ends("negative binomial", binomial.conf_int().drop("alpha")),
        "negative binomial, logarithm of alpha": np.log(alpha),
        "negative binomial, alpha, lower end": alpha * np.exp(-reach),
        "negative binomial, alpha, upper end": alpha * np.exp(reach),
        "negative binomial, log-likelihood": binomial.llf,
        **_visits_inflated(visits, rows),
    }


def _visits_inflated(visits, rows):
    """Zero-inflated Poisson; its errors from the curvature of the log-likelihood, its slope differenced."""
    counts, zeros = (
        sm.add_constant(single(rows[names]), prepend=False) for names in (["idp", "lpi", "fmde"], ["lncoins"])
    )
    model = sm.ZeroInflatedPoisson(visits, counts, exog_infl=zeros)
    fit = model.fit(method="newton", maxiter=500, disp=0)
    curvature = approx_fprime(fit.params.to_numpy(), model.score, centered=True)
    errors = np.sqrt(np.diag(np.linalg.inv(-curvature)))
    return {
        **{f"zero-inflated Poisson, {name}": value for name, value in fit.params.items()},
        **{
            f"zero-inflated Poisson, error of {name}": value
            for name, value in zip(fit.params.index, errors, strict=True)
        },
        "zero-inflated Poisson, log-likelihood": fit.llf,
    }


def committee(rows):
    """Bills assigned to committees of the House (Gill 2001), negative binomial with alpha 1, as R gives them.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `published_data.committees` gives them.

    Returns
    -------
    dict of str to float
        R stops once a step changes the deviance by less than a hundred millionth of it, here before the coefficients
        have settled: they are those of that step.
    """
    y = rows["BILLS104"].to_numpy(float)
    x = np.column_stack([rows[BILLS[:5]], rows["SUBS"] * rows["LOGSTAFF"], np.ones(len(rows))])
    family = sm.families.NegativeBinomial(alpha=1.0)
    eta, before = np.log(y + (y == 0) / 6), np.inf
    while True:
        mu = np.exp(eta)
        step = sm.WLS(eta + (y - mu) / mu, x, weights=mu / (1 + mu)).fit()
        eta = x @ step.params
        deviance = family.deviance(y, np.exp(eta))
        if abs(deviance - before) / (abs(deviance) + 0.1) < 1e-8:
            break
        before = deviance
    working = (y - np.exp(eta)) / np.exp(eta)
    scale = (mu / (1 + mu) * working**2).sum() / (len(y) - x.shape[1])
    errors = np.sqrt(np.diag(step.normalized_cov_params) * scale)
    return {
        **dict(zip(BILLS, step.params, strict=True)),
        **{f"error of {name}": error for name, error in zip(BILLS, errors, strict=True)},
        "deviance": deviance,
    }
