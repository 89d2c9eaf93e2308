"""A made-up study period with a known truth, written as the files that readers read."""

from engagement import locations


def write(folder, factor=1, truth=None, progress=False):
    """Write the made-up records, in the place of those the folder holds.

    Parameters
    ----------
    folder : path-like
        New, empty, or written by an earlier call.
    factor : float
        How many times the usual number of records.
    truth : path-like, optional
        Parameters of the world; data/demonstration/truth.yml if not given.
    progress : bool
        Whether to draw a bar (on a terminal only).

    Returns
    -------
    list of pathlib.Path
        Files written; the same truth and factor give the same bytes.

    Raises
    ------
    DataError
        If the truth or the factor cannot be used, or the folder holds
        anything this did not write; the folder is then left as it is.
    """
    from engagement.demonstration.files import write_all

    return write_all(folder, factor, _truth_file(truth), progress)


def truth(path=None):
    """Read the parameters of the world and check them.

    Returns
    -------
    engagement.demonstration.parameters.Truth

    Raises
    ------
    DataError
        Naming each key that is unknown, missing or impossible, its value and the remedy.
    """
    from engagement.demonstration import parameters

    return parameters.read(_truth_file(path))


def is_current(folder, truth=None, factor=None):
    """Whether the folder holds what ``write`` would write, told in milliseconds from its stamp."""
    from engagement.demonstration import stamp

    return stamp.is_current(folder, _truth_file(truth), factor)


def factor_of(folder):
    """The factor a folder of records was written with; 1 where there is none."""
    from engagement.demonstration import stamp

    return stamp.factor_of(folder)


def _truth_file(path):
    return locations.demonstration() / "truth.yml" if path is None else path
