"""What count and linear models have in common: the choice of errors, the table of terms, readings of a term."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from engagement.errors import DataError
from engagement.evidence import robust_errors
from engagement.evidence.design import Design
from engagement.evidence.informative import identified, separated, telling

CLUSTERED = ("CR1", "CR1S", "CR2", "CR3", "two-way")
ERRORS = ("iid", "HC1", *CLUSTERED)
COLUMNS = ["estimate", "se", "freedom", "low", "high", "p"]


def chosen_errors(errors, cluster, offered=ERRORS):
    """The rule of errors to take, checked against the clusters given.

    Raises
    ------
    DataError
        If the rule is unknown or does not fit the number of columns of clusters.
    """
    count = 0 if cluster is None else 1 if isinstance(cluster, str) else len(cluster)
    if errors is None:
        errors = ("HC1", "CR2", "two-way")[min(count, 2)]
    if errors not in offered:
        raise DataError(f"errors={errors!r} is none of {', '.join(offered)}")
    needed = 2 if errors == "two-way" else 1
    if errors not in ("iid", "HC1") and count != needed:
        columns = "two columns" if needed == 2 else "one column"
        raise DataError(f"errors={errors!r} needs {columns} in cluster; got {cluster!r}")
    return errors


@dataclass(frozen=True)
class Usable:
    """The part of a design that can be fitted, and what was left out of it.

    Attributes
    ----------
    design : engagement.evidence.design.Design
    uninformative, separated : int
        Rows left out.
    separating : tuple of str
        Terms that separate rows.
    lost : dict of str to str
        Why each term left out is not estimable.
    why : str
        Why nothing can be estimated; empty where something can.
    """

    design: Design
    uninformative: int
    separated: int
    separating: tuple
    lost: dict
    why: str


def usable(design, counts):
    """Find the rows and terms that can be fitted.

    Parameters
    ----------
    design : engagement.evidence.design.Design
    counts : bool
        Whether the outcome is a count, of which zeros alone say nothing.

    Returns
    -------
    Usable

    Raises
    ------
    DataError
        If all rows are of one cluster.
    """
    for name, codes in zip(design.cluster_names, design.clusters.T, strict=True):
        if codes.max() < 1:
            raise DataError(f"all rows have the same {name}; errors need at least two clusters")
    uninformative, apart, separating, names = 0, 0, {}, design.terms
    while True:
        kept = telling(design, counts)
        uninformative += int((~kept).sum())
        design = design.rows(kept)
        found, terms = separated(design) if counts else (np.zeros(len(design.y), bool), [])
        if not found.any():
            break
        apart += int(found.sum())
        separating |= dict.fromkeys(terms)
        design = design.rows(~found)
    kept, lost = identified(design)
    for name in separating.keys() & lost.keys():
        lost[name] = f"{name} tells rows with {design.outcome} = 0 perfectly from the others, so its ratio has no bound"
    design = design.columns(kept)
    why = _hopeless(design)
    lost = {name: lost.get(name, why) for name in names if why or name in lost}
    return Usable(design, uninformative, apart, tuple(separating), lost, why)


def _hopeless(design):
    if not len(design.y):
        return f"no row is left; in each level of the effects {design.outcome} is always 0 or there is a single row"
    if np.ptp(design.y) == 0:
        return f"{design.outcome} is {design.y[0]:g} in all rows"
    if len(design.y) <= design.parameters:
        return f"{len(design.y):,} rows for {design.parameters:,} terms and effects"
    for name, codes in zip(design.cluster_names, design.clusters.T, strict=True):
        if codes.max() < 1:
            return f"the rows that say anything are of one {name}"
    return "" if design.terms else "no term can be told from the effects"


def common(given, used, level, basis):
    """What the result of a count and of a linear model have in common.

    Parameters
    ----------
    given : engagement.evidence.design.Design
    used : Usable

    Returns
    -------
    dict
    """
    clusters = used.design.clusters.max(axis=0, initial=-1) + 1
    return {
        "n": len(used.design.y), "clusters": int(clusters.min()) if clusters.size else 0,
        "uninformative": used.uninformative, "missing": given.missing, "not_estimable": used.lost,
        "mean": float(used.design.y.mean()) if len(used.design.y) else np.nan, "level": level, "basis": basis,
    }  # fmt: skip


def errors_of(fit, errors, counts):
    """Errors of a fit by one of the rules.

    Returns
    -------
    engagement.evidence.robust_errors.Errors
    """
    if errors == "iid":
        return robust_errors.independent(fit, counts)
    if errors == "HC1":
        return robust_errors.heteroskedastic(fit)
    columns, names = fit.design.clusters.T, fit.design.cluster_names
    if errors == "two-way":
        return robust_errors.two_way(fit, *columns, names)
    rules = {
        "CR1": robust_errors.clustered,
        "CR1S": lambda *given: robust_errors.clustered(*given, full=True),
        "CR2": robust_errors.bias_reduced,
        "CR3": robust_errors.jackknifed,
    }
    return rules[errors](fit, columns[0], names[0])


def no_terms():
    """The table of a model in which nothing can be estimated."""
    return pd.DataFrame(columns=COLUMNS, dtype=float, index=pd.Index([], name="term"))


def table_of(names, estimate, errors, level):
    """The terms with their interval and two-sided p."""
    reach = stats.t.ppf((1 + level) / 2, errors.freedom) * errors.se
    with np.errstate(divide="ignore", invalid="ignore"):  # no error at all, where the fit is perfect
        p = 2 * stats.t.sf(np.abs(estimate / errors.se), errors.freedom)
    columns = [estimate, errors.se, errors.freedom, estimate - reach, estimate + reach, p]
    return pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)), index=pd.Index(names, name="term"))


def interval(ends):
    """Ends in order, or none where the error is not known."""
    return (None, None) if np.isnan(ends).any() else sorted(ends)


def in_words(name, given, used, rule=""):
    """A method: estimator, effects, errors with their small-sample rule, and what was left out."""
    effects = f" with {' and '.join(given.effect_names)} effects" if given.effect_names else ""
    by = f" by {' and '.join(used.separating)}" if used.separating else ""
    said = {
        f"{given.missing:,} rows with a missing value": given.missing,
        f"{used.uninformative:,} rows that say nothing within their effect": used.uninformative,
        f"{used.separated:,} rows of 0 set apart perfectly{by}": used.separated,
    }
    parts = [words for words, count in said.items() if count]
    without = f"; left out: {', '.join(parts)}" if parts else ""
    return f"{name}{effects}{rule and ', '}{rule}{without}"


def not_a_term(term, model):
    """The error for a term that the formula does not have."""
    return DataError(f"the model has no term {term!r}; it has {', '.join([*model.terms.index, *model.not_estimable])}")
