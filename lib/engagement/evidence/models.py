"""What count and linear models have in common: the choice of errors, the table of terms, readings of a term."""

import numpy as np
import pandas as pd
from scipy import stats

from engagement.errors import DataError
from engagement.evidence import robust_errors
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


def check_clusters(design):
    """Raise a DataError where all rows are of one cluster."""
    for name, codes in zip(design.cluster_names, design.clusters.T, strict=True):
        if codes.max() < 1:
            raise DataError(f"all rows have the same {name}; errors need at least two clusters")


def usable(design, counts):
    """The part of a design that can be fitted, and what was left out of it.

    Returns
    -------
    design : Design
    uninformative, separated : int
        Rows left out.
    separating : list of str
        Terms that separate rows.
    lost : dict of str to str
        Why each term left out is not estimable.
    """
    uninformative, apart, separating = 0, 0, []
    while True:
        kept = telling(design, counts)
        uninformative += int((~kept).sum())
        design = design.rows(kept)
        found, terms = separated(design) if counts else (np.zeros(len(design.y), bool), [])
        if not found.any():
            break
        apart += int(found.sum())
        separating += [name for name in terms if name not in separating]
        design = design.rows(~found)
    kept, lost = identified(design)
    for name in set(separating) & set(lost):
        lost[name] = f"{name} tells rows with {design.outcome} = 0 perfectly from the others, so its ratio has no bound"
    return design.columns(kept), uninformative, apart, separating, lost


def hopeless(design, counts):
    """Why nothing at all can be estimated, or an empty text."""
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


def left_out(missing, uninformative, separated, separating):
    """What was left out, in words that follow a method."""
    by = f" by {' and '.join(separating)}" if separating else ""
    said = {
        f"{missing:,} rows with a missing value": missing,
        f"{uninformative:,} rows that say nothing within their effect": uninformative,
        f"{separated:,} rows of 0 set apart perfectly{by}": separated,
    }
    parts = [words for words, count in said.items() if count]
    return f"; left out: {', '.join(parts)}" if parts else ""


def with_effects(names):
    """The effects, in words."""
    return f" with {' and '.join(names)} effects" if names else ""
