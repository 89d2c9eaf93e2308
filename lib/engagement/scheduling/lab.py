"""Jobs of jupyter-scheduler, held to the parameters that a notebook declares.

`make lab` names the class to it. Needs the extra ``schedule``.
"""

import ast
from pathlib import Path

from jupyter_scheduler.executors import DefaultExecutionManager

from engagement.errors import PlanError
from engagement.publishing import parameters


class CheckedExecutionManager(DefaultExecutionManager):
    """Runs a notebook as jupyter-scheduler does, but refuses parameters that do not fit before anything runs."""

    def execute(self):
        """Check, then run; the job is shown as failed with the reason where the check fails."""
        if self.model.parameters:
            parameters.check(Path(self.staging_paths["input"]), literals(self.model.parameters))
        super().execute()


def literals(given):
    """The values of parameters, which jupyter-scheduler writes into the notebook as Python.

    Parameters
    ----------
    given : dict of str to str
        Each value as Python writes it; numbers may be given as they are.

    Returns
    -------
    dict of str to object

    Raises
    ------
    PlanError
        If a value is no literal of Python.

    Examples
    --------
    >>> literals({"group": "'SG13'", "years": "[2024, 2025]", "draws": 200})
    {'group': 'SG13', 'years': [2024, 2025], 'draws': 200}
    >>> literals({"group": "SG13"})
    Traceback (most recent call last):
    engagement.errors.PlanError: parameter group is SG13, no value of Python; write text in quotes, as in "SG13"
    """
    return {name: _literal(name, str(value)) for name, value in given.items()}


def _literal(name, text):
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError) as error:
        said = f'parameter {name} is {text}, no value of Python; write text in quotes, as in "SG13"'
        raise PlanError(said) from error
