"""The association of a term as a study states it: a rate ratio for counts, a change of the outcome otherwise."""

from engagement.evidence.counts import CountModel


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
