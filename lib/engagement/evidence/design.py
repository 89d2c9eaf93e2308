"""What a regression is fitted on: the columns of its formula, checked, with the rows that can say something."""

from dataclasses import dataclass

import formulaic
import numpy as np
import pandas as pd

from engagement.errors import DataError

FUNCTIONS = {"np": np, "log": np.log, "log1p": np.log1p, "exp": np.exp, "sqrt": np.sqrt}
INTERCEPT = "Intercept"


@dataclass(frozen=True)
class Design:
    """Rows and columns of a regression.

    Attributes
    ----------
    outcome : str
    terms : list of str
    y : ndarray of shape (n,)
    x : ndarray of shape (n, k)
        One column a term.
    effects : ndarray of int, shape (n, e)
        Level of each fixed effect, from 0 without gaps.
    clusters : ndarray of int, shape (n, c)
        Codes of the clusters of each column.
    offset : ndarray of shape (n,)
        Logarithm of the exposure, 0 where none is given.
    effect_names, cluster_names : tuple of str
    missing : int
        Rows left out for a missing value.
    places : ndarray of int, shape (n,)
        Row of the data that each is, from 0.
    """

    outcome: str
    terms: list
    y: np.ndarray
    x: np.ndarray
    effects: np.ndarray
    clusters: np.ndarray
    offset: np.ndarray
    effect_names: tuple
    cluster_names: tuple
    missing: int
    places: np.ndarray

    def rows(self, kept):
        """The design with some of its rows, levels numbered anew."""
        return self._with(
            y=self.y[kept], x=self.x[kept], effects=recoded(self.effects[kept]),
            clusters=recoded(self.clusters[kept]), offset=self.offset[kept],
            places=self.places[kept],
        )  # fmt: skip

    def columns(self, kept):
        """The design with some of its terms."""
        return self._with(terms=[self.terms[place] for place in kept], x=self.x[:, kept])

    def _with(self, **changed):
        return Design(**{**self.__dict__, **changed})

    @property
    def levels(self):
        """Number of levels of each effect."""
        return self.effects.max(axis=0, initial=-1) + 1

    @property
    def parameters(self):
        """Terms and effects that are fitted; each further effect has one level that the others determine."""
        return int(self.x.shape[1] + self.levels.sum() - max(len(self.levels) - 1, 0))


def design(formula, data, effects=(), cluster=None, exposure=None):
    """Read the columns of a formula from a table.

    Parameters
    ----------
    formula : str
        ``"citations ~ organizations + log(pages)"``.
    data : pandas.DataFrame
    effects : str or sequence of str
    cluster : str or sequence of str, optional
    exposure : str, optional

    Returns
    -------
    Design

    Raises
    ------
    DataError
        If the formula cannot be read, a column is lacking, is named twice or holds infinite values, a quantity is no
        number, the exposure is not above 0, or no row is complete.
    """
    effects, cluster = _names(effects), _names(cluster)
    read, quantities = _formula(formula, data.columns)
    named = list(dict.fromkeys([*quantities, *effects, *cluster, *_names(exposure)]))
    complete = _complete(data, named)
    y, x = _matrices(read, complete)
    _finite([y.name, *x.columns], [y, *(x[name] for name in x)])
    if effects:
        x = x.drop(columns=INTERCEPT, errors="ignore")
    return Design(
        outcome=str(y.name), terms=[str(name) for name in x.columns], y=y.to_numpy(float), x=x.to_numpy(float),
        effects=_codes(complete, effects), clusters=_codes(complete, cluster),
        offset=_log_exposure(complete, exposure), effect_names=effects, cluster_names=cluster,
        missing=len(data) - len(complete), places=np.flatnonzero(data[named].notna().all(axis=1)),
    )  # fmt: skip


def recoded(codes):
    """Codes without gaps, column by column."""
    if not codes.size:
        return codes.astype(np.int64)
    return np.column_stack([np.unique(column, return_inverse=True)[1] for column in codes.T]).astype(np.int64)


def _names(given):
    return () if given is None else (given,) if isinstance(given, str) else tuple(dict.fromkeys(given))


def _formula(formula, columns):
    try:
        read = formulaic.Formula(formula)
        sides = read.lhs, read.rhs
    except Exception as why:  # the parser has errors of many kinds
        raise DataError(f"cannot read the formula {formula!r} ({why}); write it as 'outcome ~ term + term'") from None
    names = [str(name) for side in sides for name in sorted(side.required_variables, key=formula.find)]
    return read, [name for name in names if name not in FUNCTIONS or name in columns]


def _complete(data, named):
    lacking = [name for name in named if name not in data.columns]
    if lacking:
        raise DataError(f"the data has no column {', '.join(lacking)}; it has {', '.join(map(str, data.columns))}")
    twice = [name for name in named if isinstance(data[name], pd.DataFrame)]
    if twice:
        raise DataError(f"the data has more than one column {', '.join(twice)}; rename or drop all but one")
    used = data[named]
    numbers = [name for name in used if pd.api.types.is_numeric_dtype(used[name])]
    used = used.astype(dict.fromkeys(numbers, float))
    _finite(numbers, [used[name] for name in numbers])
    complete = used.dropna().reset_index(drop=True)
    if complete.empty:
        raise DataError(f"no row of the data has all of {', '.join(named)}")
    return complete


def _finite(names, columns):
    for name, column in zip(names, columns, strict=True):
        infinite = np.isinf(column.to_numpy(float))
        if infinite.any():
            raise DataError(
                f"{name} is infinite in {infinite.sum():,} rows, first in row {column.index[infinite.argmax()]}; "
                "leave these rows out or mend them"
            )


def _matrices(read, complete):
    try:
        with np.errstate(divide="ignore", invalid="ignore"):
            matrices = formulaic.model_matrix(read, complete, context=FUNCTIONS, na_action="ignore")
    except Exception as why:  # whatever a function in the formula raises
        raise DataError(f"cannot compute the terms of {read}: {why}") from None
    y, x = matrices.lhs, matrices.rhs
    if y.shape[1] != 1:
        raise DataError(f"the outcome {', '.join(map(str, y.columns))} is no number; give one column of numbers")
    nothing = [str(name) for part in (y, x) for name in part if np.isnan(part[name].to_numpy(float)).any()]
    if nothing:
        raise DataError(f"{', '.join(nothing)} cannot be computed in all rows; leave these rows out")
    return y.iloc[:, 0], pd.DataFrame(x)


def _codes(complete, names):
    columns = [pd.factorize(complete[name])[0] for name in names]
    return np.column_stack(columns).astype(np.int64) if columns else np.empty((len(complete), 0), np.int64)


def _log_exposure(complete, exposure):
    if exposure is None:
        return np.zeros(len(complete))
    if not pd.api.types.is_numeric_dtype(complete[exposure]):
        raise DataError(f"the exposure {exposure} is no number")
    wrong = complete[exposure] <= 0
    if wrong.any():
        raise DataError(f"the exposure {exposure} is 0 or below in {wrong.sum():,} rows; leave these rows out")
    return np.log(complete[exposure].to_numpy(float))
