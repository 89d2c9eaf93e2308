"""The models of a study: the main one, the checks on it, and the same under other matchings of names."""

import math

import numpy as np
import pandas as pd

from engagement.errors import DataError
from engagement.evidence.counts import count_model
from engagement.evidence.dropped import moved_without
from engagement.evidence.influence import influence
from engagement.evidence.linear import linear_model
from engagement.evidence.matching import moved, pooled
from engagement.evidence.occasions import shifted
from engagement.evidence.placebo import lead_placebo
from engagement.evidence.power import power, smallest_effect
from engagement.evidence.sensitivity import e_value, robustness_value
from engagement.evidence.specifications import specification_curve
from engagement.evidence.studies.results import Answer, Matching, Unmeasured
from engagement.evidence.within_between import within_between


def lagged(study, panel):
    """The panel with the measures of engagement of so many occasions earlier, as the study says."""
    if not study.lag:
        return panel
    there = study.placebo
    moved_back = {
        one.column: shifted(panel, one.column, there.unit, there.time, -study.lag, within=there.within, step=there.step)
        for one in study.engagement
    }
    return panel.assign(**moved_back)


def main_model(study, panel, basis):
    """The model of the main choices."""
    outcome = study.outcome
    return count_model(
        study.formula, panel, study.effects, cluster=study.cluster, exposure=outcome.exposure, basis=basis
    )


def answered(study, model):
    """The answer in natural units, with what the study could have seen.

    Returns
    -------
    Answer
    """
    term, per = study.main.column, study.main.per
    effect = model.effect(term, per, f"more {study.outcome.unit}")
    ratio = model.ratio(term, per, f"ratio of {study.outcome.unit}")
    matters = model.mean * study.smallest_effect
    if not effect.estimable or effect.low is None:
        return Answer(effect, ratio, None, None, matters, None, model.mean, None)
    row = model.terms.loc[term].astype(float)
    error, freedom = row["se"] * per, row["freedom"]
    smallest = model.mean * math.expm1(min(smallest_effect(error, freedom), 700))
    found = power(math.log1p(study.smallest_effect), error, freedom)
    return Answer(effect, ratio, row, smallest, matters, 1 - row["p"] / 2, model.mean, found)


def placebo_of(study, panel, basis):
    """The lead placebo, rows of one unit and time averaged first; None where the study has none."""
    there = study.placebo
    if there.none:
        return None
    rows = panel.dropna(subset=[there.unit, there.time])
    if rows.duplicated([there.unit, there.time]).any():
        rows = _averaged(study, rows)
    return lead_placebo(
        study.formula, study.main.column, rows, there.unit, there.time, lead=there.lead, within=there.within,
        step=there.step, per=study.main.per, effects=study.effects, cluster=study.cluster,
        exposure=study.outcome.exposure, basis=basis,
    )  # fmt: skip


def _averaged(study, rows):
    """One row a unit and time: means of measures, the first of everything else."""
    key = [study.placebo.unit, study.placebo.time]
    measured = [study.outcome.column, *(one.column for one in study.engagement), *study.controls]
    measured += [study.outcome.exposure] if study.outcome.exposure else []
    kept = [name for name in dict.fromkeys([*study.effects, study.cluster]) if name not in key]
    how = dict.fromkeys(measured, "mean") | dict.fromkeys(kept, "first")
    return rows.astype(dict.fromkeys(measured, float)).groupby(key, as_index=False, observed=True).agg(how)


def unmeasured_of(study, panel, answer):
    """E-value of the contrast told, and robustness values of a linear form of the model.

    Returns
    -------
    Unmeasured
    """
    ratio, outcome = answer.ratio, study.outcome
    value = e_value(ratio.value, ratio.low, ratio.high)
    rate = panel[outcome.column].astype(float) / (panel[outcome.exposure].astype(float) if outcome.exposure else 1)
    try:
        linear = linear_model(study.formula, panel.assign(**{outcome.column: rate}), study.effects, errors="iid")
        row = linear.terms.loc[study.main.column]
    except (DataError, KeyError):
        return Unmeasured(value, None, None, tuple(study.unmeasured))
    t, freedom = row["estimate"] / row["se"], row["freedom"]
    strengths = robustness_value(t, freedom), robustness_value(t, freedom, alpha=0.05)
    return Unmeasured(value, *strengths, tuple(study.unmeasured))


def curve_of(study, panel, turns, rng, processes=1, progress=False):
    """The specification curve over the main choice and every reasonable alternative of each.

    Returns
    -------
    SpecificationCurve
    """
    other, there = study.alternatives, study.placebo
    samples = {"all": np.ones(len(panel), bool)}
    samples |= {words: panel[name].fillna(False).to_numpy(bool) for words, name in other.samples.items()}
    return specification_curve(
        panel, _all(study.outcome.column, other.outcomes), _all(study.main.column, other.measures),
        controls=_all(tuple(study.held), map(tuple, other.controls)),
        effects=_all(tuple(study.effects), map(tuple, other.effects)), samples=samples, lags=_all(0, other.lags),
        unit=there.unit, time=there.time, within=there.within, step=there.step, cluster=study.cluster,
        exposure=study.outcome.exposure, turns=turns, rng=rng, processes=processes, progress=progress,
    )  # fmt: skip


def _all(main, others):
    return list(dict.fromkeys([main, *others]))


def split_of(study, panel, basis):
    """The association within and between groups; None where the study names none."""
    if study.between is None:
        return None
    effects = [name for name in study.effects if name != study.between]
    return within_between(
        study.formula, study.main.column, panel, study.between, per=study.main.per, effects=effects,
        cluster=study.cluster, exposure=study.outcome.exposure, basis=basis,
    )  # fmt: skip


def influence_of(study, panel, basis):
    """The answer with each unit left out, by what is left out; or why it cannot be.

    Where a study leaves out only so many, they are those that ought to move the answer most.

    Returns
    -------
    dict of str to Influence or str
    """

    def fit(rows):
        effect = answered(study, main_model(study, rows, basis)).effect
        if not effect.estimable:
            raise DataError(effect.method)
        return pd.Series({"estimate": effect.value, "low": effect.low, "high": effect.high})

    found = {}
    for one in study.leave_out:
        try:
            rows = panel.dropna(subset=one.column)
            weight = _moved(study, rows, one)
            found[one.words] = influence(fit, rows, one.column, one.largest, weight=weight)
        except DataError as error:
            found[one.words] = str(error)
    return found


def _moved(study, rows, one):
    """How far the answer ought to move without each unit; None where all of them are left out."""
    if one.largest is None or rows[one.column].nunique() <= one.largest:
        return None
    term, exposure = study.main, study.outcome.exposure
    return moved_without(study.formula, rows, term.column, one.column, study.effects, per=term.per, exposure=exposure)


def matching_of(study, answer, panels, basis):
    """The answer under each of several matchings of names.

    Parameters
    ----------
    study : Study
    answer : Answer
    panels : iterable of pandas.DataFrame
        One a resolution.
    basis : str

    Returns
    -------
    Matching
    """
    each = [answered(study, main_model(study, lagged(study, panel), basis)).effect for panel in panels]
    together = pooled(each)
    if not together.estimable:
        return Matching(together, tuple(each), 0.0, False, False)
    sign = any(one.value * answer.effect.value < 0 for one in each)
    conclusion = any(_holds_none(one) != _holds_none(answer.effect) for one in [*each, together])
    return Matching(together, tuple(each), moved(each), sign, conclusion)


def _holds_none(effect):
    return effect.low <= 0 <= effect.high
