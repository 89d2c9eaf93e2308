"""Reading truth.yml, the parameters of the made-up world, and telling why it is refused."""

import pydantic
import yaml

from engagement.demonstration.keys import Truth
from engagement.errors import DataError
from engagement.yaml_files import read_yaml


def read(path):
    """Read and check the file.

    Parameters
    ----------
    path : path-like

    Returns
    -------
    Truth

    Raises
    ------
    DataError
        Naming each key that is unknown, missing or impossible, its value and the remedy.
    """
    try:
        content = read_yaml(path)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise DataError(f"{path}: cannot be read as YAML ({error}); restore it from the repository") from error
    if not isinstance(content, dict):
        raise DataError(f"{path}: holds {type(content).__name__}, not keys with values; restore it from the repository")
    try:
        return Truth.model_validate(content)
    except pydantic.ValidationError as failure:
        said = "\n  ".join(_said(one) for one in failure.errors())
        raise DataError(f"{path}: the parameters cannot be used\n  {said}") from failure


def _said(error):
    """One problem: key, value, what is wrong, remedy."""
    key = ".".join(str(part) for part in error["loc"] if part != "[key]") or "the file"
    if error["type"] == "extra_forbidden":
        return f"{key} is not a key of this file; take it out, or correct its spelling"
    if error["type"] == "missing":
        return f"{key} is missing; add it, data/demonstration/truth.yml in the repository has it"
    wrong = error["msg"].removeprefix("Value error, ")
    if error["type"] == "value_error":
        return f"{key}: {wrong}"
    if error["loc"] and error["loc"][-1] == "[key]":
        return f"{key} is no name that can stand here: {wrong}; correct it"
    return f"{key} is {error['input']!r}: {wrong[0].lower()}{wrong[1:]}; correct the value"
