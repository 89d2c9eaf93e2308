"""Published tables and choices between two: admissions to Berkeley, teaching by a new method."""

import statsmodels.api as sm

from engagement.validation.published_data import single


def bickel1975(rows):
    """Admissions by department and sex: the whole points one way, the departments the other (Simpson's paradox).

    Parameters
    ----------
    rows : pandas.DataFrame
        Dept, Gender, Admit and Freq.

    Returns
    -------
    dict of str to float
    """
    counts = rows.pivot_table(index="Dept", columns=["Gender", "Admit"], values="Freq")
    order = [(sex, fate) for sex in ("Male", "Female") for fate in ("Admitted", "Rejected")]
    tables = [sm.stats.Table2x2(row.reshape(2, 2)) for row in counts[order].to_numpy()]
    whole = sm.stats.Table2x2(sum(one.table for one in tables))
    rates = whole.table[:, 0] / whole.table.sum(axis=1)
    strata = sm.stats.StratifiedTable([one.table for one in tables])
    test = strata.test_null_odds(correction=True)
    return {
        "share admitted, men": rates[0],
        "share admitted, women": rates[1],
        "odds ratio, all departments together": whole.oddsratio,
        **{f"odds ratio, department {name}": one.oddsratio for name, one in zip(counts.index, tables, strict=True)},
        "Mantel-Haenszel odds ratio": strata.oddsratio_pooled,
        "Cochran-Mantel-Haenszel chi-squared": test.statistic,
        "p of Cochran-Mantel-Haenszel": test.pvalue,
    }


def spector(rows):
    """Logit and probit of better grades (Spector and Mazzeo 1980).

    Parameters
    ----------
    rows : pandas.DataFrame
        GRADE, GPA, TUCE and PSI. GPA and TUCE are taken in single precision, as Stata stored them: with the decimals
        themselves, results differ from the seventh digit on.

    Returns
    -------
    dict of str to float
    """
    terms = sm.add_constant(single(rows[["GPA", "TUCE", "PSI"]]), prepend=False)
    found = {}
    for name, model in (("logit", sm.Logit), ("probit", sm.Probit)):
        fit = model(rows["GRADE"], terms).fit(disp=0, tol=1e-14)
        found |= {**ends(name, fit.conf_int()), f"{name}, log-likelihood": fit.llf}
    return found


def ends(name, intervals):
    """The ends of the intervals of a model, by quantity.

    Parameters
    ----------
    name : str
        Of the model.
    intervals : pandas.DataFrame
        Lower and upper ends by term.

    Returns
    -------
    dict of str to float
    """
    return {
        f"{name}, {term}, {side} end": end
        for term, *both in intervals.itertuples()
        for side, end in zip(("lower", "upper"), both, strict=True)
    }
