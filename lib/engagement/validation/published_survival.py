"""Published survival: arrests after release from prison, remissions of leukemia."""

from lifelines import CoxPHFitter
from lifelines.statistics import logrank_test

from engagement.evidence.survival import survival


def rossi(rows):
    """Cox regression of the weeks until arrest (Rossi, Berk and Lenihan 1980).

    Parameters
    ----------
    rows : pandas.DataFrame
        week, arrest and seven covariates.

    Returns
    -------
    dict of str to float
    """
    fit = CoxPHFitter().fit(rows, "week", "arrest")
    found = {}
    for column, words in (("coef", "coefficient of"), ("se(coef)", "error of"), ("z", "z of")):
        found |= {f"{words} {name}": value for name, value in fit.summary[column].items()}
    return found


def leukemia(rows):
    """Weeks of remission with 6-mercaptopurine and with a placebo (Freireich and others 1963).

    Parameters
    ----------
    rows : pandas.DataFrame
        t, status and Rx (1: placebo).

    Returns
    -------
    dict of str to float
    """
    treated, control = (rows[rows["Rx"] == arm] for arm in (0, 1))
    curves = {
        name: survival(arm["t"], arm["status"] == 1, "weeks", "published")
        for name, arm in (("treated", treated), ("control", control))
    }
    found = {}
    for name, curve in curves.items():
        for row in curve.table[curve.table["value"] > 0].itertuples():
            found |= {
                f"{name}, in remission after {row.time:.0f} weeks": row.value,
                f"{name}, after {row.time:.0f} weeks, lower end": row.low,
                f"{name}, after {row.time:.0f} weeks, upper end": row.high,
            }
    test = logrank_test(treated["t"], control["t"], treated["status"], control["status"])
    return found | {"log-rank chi-squared": test.test_statistic}
