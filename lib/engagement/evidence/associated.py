"""The association of a term as a study states it: a rate ratio for counts, a change of the outcome otherwise."""

import formulaic

from engagement.errors import DataError
from engagement.evidence.counts import CountModel
from engagement.evidence.design import FUNCTIONS


def associated(model, term, per=1.0):
    """Read the association of a term off a fitted model.

    Parameters
    ----------
    model : CountModel or LinearModel
    term : str
    per : float
        How much more of the term.

    Returns
    -------
    Estimate
        A rate ratio for a count model, a change of the expected outcome for a linear one.
    """
    return model.ratio(term, per) if isinstance(model, CountModel) else model.effect(term, per)


def no_association(model):
    """The value of no association: 1 for a rate ratio, 0 for a change."""
    return 1.0 if isinstance(model, CountModel) else 0.0


def columns_of(formula, term):
    """Columns that a formula takes from the data.

    Parameters
    ----------
    formula : str
    term : str
        A column that has to be among its terms as it is.

    Returns
    -------
    list of str

    Raises
    ------
    DataError
        If the formula cannot be read or has no such term.

    Examples
    --------
    >>> columns_of("citations ~ contributions + log(pages)", "contributions")
    ['citations', 'contributions', 'pages']
    """
    try:
        read = formulaic.Formula(formula)
        terms = [str(one) for one in read.rhs]
        columns = [*read.lhs.required_variables, *sorted(read.rhs.required_variables, key=formula.find)]
    except Exception as why:  # the parser has errors of many kinds
        raise DataError(f"cannot read the formula {formula!r} ({why}); write it as 'outcome ~ term + term'") from None
    if term not in terms:
        raise DataError(f"{term} is not in {formula!r}; name the measure of engagement as the formula does")
    return [str(name) for name in dict.fromkeys(columns) if name not in FUNCTIONS]
