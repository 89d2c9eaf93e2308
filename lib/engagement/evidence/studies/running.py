"""Run a study: its file in, one object with the nine parts out."""

import hashlib
import math
import platform
from importlib.metadata import version
from pathlib import Path

import numpy as np

from engagement.errors import DataError
from engagement.evidence.studies import fitting, grading
from engagement.evidence.studies.datasets import Tables, find
from engagement.evidence.studies.reading import check_columns, check_window, read_study
from engagement.evidence.studies.register import AS_REGISTERED, registration
from engagement.evidence.studies.results import DataQuality, StudyResult

REGISTER = "register.csv"
SEED = 68
PACKAGES = ("numpy", "pandas", "scipy", "pyfixest", "statsmodels")


def run_study(path, *, register=None, seed=SEED, turns=1999, processes=1, progress=False):
    """Run a study as its file states it.

    Parameters
    ----------
    path : path-like
        YAML; see `engagement.evidence.studies.definition.Study` for its keys.
    register : path-like, optional
        The register of studies; ``register.csv`` beside the file if not given. It is read, never written: `enter` of
        `engagement.evidence.studies.register` adds to it, and `engagement study` does so after a first run.
    seed : int
        Of everything drawn at random.
    turns : int
        Patterns of signs in the joint test of the specification curve.
    processes : int
        To fit the specification curve in.
    progress : bool
        Whether to show a bar on standard error.

    Returns
    -------
    StudyResult
        With ``absent`` where records are not there; with an answer that is not estimable, and why, where they cannot
        give one.

    Raises
    ------
    DataError
        If the file cannot be run as it stands: an unknown key or column, a window in the future, and the like; the
        message names file, key, value and remedy.

    References
    ----------
    von Elm et al. (2007), STROBE, items 8, 9, 16, 17 and 19; Lang and Altman (2013), SAMPL.

    Examples
    --------
    >>> from engagement import locations
    >>> run_study(locations.notebooks() / "studies" / "none.yml")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    engagement.errors.DataError: ...none.yml: there is no such study; beside it there are: citations.yml...
    """
    path = Path(path)
    study = read_study(path)
    entered = registration(path.stem, study.choices(), register or path.parent / REGISTER)
    dataset = _dataset(study, path)
    if missing := dataset.missing():
        return StudyResult(path.stem, study, entered, absent=_absent(dataset, missing))
    tables = Tables(dataset)
    check_window(study, dataset.end(tables), path)
    panel = _panel(study, dataset, tables, path)
    try:
        return _result(path, study, entered, dataset, tables, panel, seed, turns, processes, progress)
    except DataError as error:
        raise DataError(f"{path}: {error}") from error


def _dataset(study, path):
    try:
        dataset = find(study.dataset)
    except DataError as error:
        raise DataError(f"{path}: {error}") from error
    unknown = [name for name in study.options if name not in dataset.options]
    if unknown:
        takes = ", ".join(dataset.options) or "none"
        raise DataError(f"{path}: options.{unknown[0]} is no option of dataset {study.dataset}; it takes {takes}")
    return dataset


def _absent(dataset, missing):
    remedy = f"; {dataset.remedy}" if dataset.remedy else "; run `make data`"
    return f"the records ({dataset.words}) are not there, as {', '.join(missing)} is empty{remedy}"


def _panel(study, dataset, tables, path, resolution=None):
    try:
        panel = dataset.build(tables, study.outcome.window.model_dump(), resolution, **study.options)
    except ValueError as error:
        raise DataError(f"{path}: dataset {study.dataset}: {error}") from error
    check_columns(study, panel, path)
    if panel.empty:
        raise DataError(f"{path}: no row of dataset {study.dataset} is left; widen outcome.window")
    return panel


def _result(path, study, entered, dataset, tables, raw, seed, turns, processes, progress):
    panel, basis = fitting.lagged(study, raw), dataset.basis
    model = fitting.main_model(study, panel, basis)
    answer = fitting.answered(study, model)
    common = {
        "name": path.stem, "study": study, "registration": entered, "answer": answer,
        "reproduction": _reproduction(path, study, model, tables, seed, turns),
        "truth": math.exp(dataset.truth() * study.main.per) if dataset.truth else None,
    }  # fmt: skip
    if answer.probability is None:
        quality = _quality(study, raw, model, basis, None)
        grade = grading.Grade("D", why=answer.effect.method)
        return StudyResult(**common, grade=grade, data=quality)
    parts = {
        "placebo": fitting.placebo_of(study, panel, basis),
        "unmeasured": fitting.unmeasured_of(study, panel, answer),
        "curve": fitting.curve_of(study, panel, turns, seed, processes, progress),
        "split": fitting.split_of(study, panel, basis),
        "influence": fitting.influence_of(study, panel, basis),
    }
    matching = fitting.matching_of(study, answer, _matched(study, dataset, tables, path, seed), basis) \
        if study.resolutions and dataset.names else None  # fmt: skip
    same = _same_sign(parts["curve"], answer)
    quality = _quality(study, raw, model, basis, matching)
    grade = _grade(study, entered, answer, same, matching, parts)
    return StudyResult(**common, **parts, same_sign=same, data=quality, grade=grade)


def _matched(study, dataset, tables, path, seed):
    """The panel under each of several plausible resolutions of names."""
    from engagement.organizations.identities import plausible

    drawn = plausible(dataset.names(tables), study.resolutions, np.random.default_rng(seed))
    for column in drawn:
        yield _panel(study, dataset, tables, path, drawn[column])


def _same_sign(curve, answer):
    estimates = curve.estimable["estimate"]
    return float((np.sign(estimates) == np.sign(answer.effect.value)).mean()) if len(estimates) else float("nan")


def _grade(study, entered, answer, same, matching, parts):
    row, per = answer.row, study.main.per
    joint, found = parts["curve"].joint, [one for one in parts["influence"].values() if not isinstance(one, str)]
    matters = math.log1p(study.smallest_effect)
    value = parts["unmeasured"].e_value
    return grading.graded(
        grading.design(entered.status == AS_REGISTERED, study.effects, parts["placebo"], row["estimate"],
                       study.placebo.none or ""),
        grading.precision(row["low"] * per, row["high"] * per, answer.power, (-matters, matters)),
        grading.consistency(same, joint.table.loc["median effect", "p"] if joint else None, parts["split"]),
        grading.sensitivity(
            [unit for one in found for unit in one.sign_turns],
            [unit for one in found for unit in one.conclusion_turns],
            (matching.sign_turns, matching.conclusion_turns) if matching else (False, False), value.limit,
        ),
    )  # fmt: skip


def _quality(study, panel, model, basis, matching):
    named = [study.outcome.column, study.main.column, *study.held, *study.effects, study.cluster]
    lost = {
        "a value is missing": model.missing,
        "they say nothing within their fixed effect": model.uninformative,
        "the outcome is 0 wherever a term takes that value": model.separated,
    }
    years = panel["year"].dropna() if "year" in panel else ()
    return DataQuality(
        rows=len(panel), used=model.n,
        left_out={why: count for why, count in {**panel.attrs.get("left_out", {}), **lost}.items() if count},
        missing={name: int(panel[name].isna().sum()) for name in dict.fromkeys(named)},
        period=f"{int(years.min())} to {int(years.max())}" if len(years) else "", basis=basis, matching=matching,
    )  # fmt: skip


def _reproduction(path, study, model, tables, seed, turns):
    """What one needs to run it again, as words."""
    inputs = {f"table {name}": f"SHA-256 {digest}" for name, digest in tables.digests().items()}
    return {
        "study file": f"{path.name}, SHA-256 {hashlib.sha256(path.read_bytes()).hexdigest()}",
        "model": study.formula,
        "small-sample rule": model.method,
        "seed": str(seed),
        "sign patterns of the joint test": f"{turns:,} at most",
        **inputs,
        "versions": ", ".join(
            [f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in PACKAGES)]
        ),
    }
