"""What parameters a notebook declares, and whether given ones fit, before anything runs."""

import ast
from dataclasses import dataclass
from difflib import get_close_matches

import nbformat

from engagement.errors import PlanError

TAG = "parameters"
ITEMS = {"list[str]": "text", "list[int]": 1, "list[float]": 0.5}


@dataclass(frozen=True)
class Parameter:
    """One declared parameter: its default as the notebook writes it, and the comment beside it."""

    name: str
    default: object
    help: str
    item: object = None  # an example of what a list holds


def declared(path):
    """The parameters of a notebook.

    Parameters
    ----------
    path : pathlib.Path
        A notebook with one cell tagged ``parameters`` that holds only
        assignments of literals (``groups = ["SG13"]  # which groups``).

    Returns
    -------
    dict of str to Parameter
        In the order of the cell.

    Raises
    ------
    PlanError
        If the file is no notebook, or has no such cell, several, or one that
        holds anything else.
    """
    cells = [cell for cell in read(path).cells if TAG in cell.metadata.get("tags", [])]
    if len(cells) != 1 or cells[0].cell_type != "code":
        found = f"{len(cells)} cells" if cells[1:] else f"a {cells[0].cell_type} cell" if cells else "no cell"
        raise PlanError(f"{path.name}: {found} tagged `{TAG}`; tag exactly one cell of code that assigns the defaults")
    source = cells[0].source
    try:
        statements = ast.parse(source).body
        return {name: value for statement in statements for name, value in [_parameter(statement, source)]}
    except (SyntaxError, ValueError) as error:
        raise PlanError(
            f'{path.name}: the `{TAG}` cell may hold only assignments of literal values, like group = "SG13"; {error}'
        ) from error


def check(path, given):
    """Refuse parameters a notebook does not declare, or of another type than its default.

    Raises
    ------
    PlanError
        Naming the notebook, the parameter, the value and what would fit.
    """
    known = declared(path)
    for name, value in given.items():
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]!r}? " if near else ""
            raise PlanError(f"{path.name} has no parameter {name!r}; {hint}it takes {', '.join(known) or 'none'}")
        if not _fits(value, known[name]):
            raise PlanError(
                f"{path.name}: parameter {name} is {value!r} ({_kind(value)}), "
                f"but takes {_kind(known[name].default, known[name].item)} like {known[name].default!r}"
            )


def read(path):
    """A notebook of the current format; PlanError where the file is none."""
    if not path.exists():
        raise PlanError(f"there is no notebook {path.name} in {path.parent.name}/")
    if not path.is_file():
        raise PlanError(f"{path.name} in {path.parent.name}/ is no file")
    try:
        notebook = nbformat.read(path, as_version=4)
        for number, cell in enumerate(notebook.cells, 1):
            if not isinstance(cell.source, str) or not isinstance(cell.metadata.get("tags", []), list):
                raise ValueError(f"cell {number} has no text as its source, or no list of tags")
    except (OSError, ValueError, TypeError, AttributeError, RecursionError, nbformat.ValidationError) as error:
        raise PlanError(f"{path.name}: not a readable notebook ({str(error)[:200]})") from error
    return notebook


def _parameter(statement, source):
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
    elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
        target = statement.target
    else:
        raise ValueError(f"line {statement.lineno} is no assignment")
    if not isinstance(target, ast.Name):
        raise ValueError(f"line {statement.lineno} assigns to more than a name")
    value = ast.literal_eval(statement.value)
    item = _item(value, getattr(statement, "annotation", None), statement.lineno)
    comment = source.splitlines()[statement.end_lineno - 1][statement.end_col_offset :].strip()
    return target.id, Parameter(target.id, value, comment.removeprefix("#").strip(), item)


def _item(value, annotation, line):
    """An example of what a list holds: its first default, or one of the type its annotation names."""
    if not isinstance(value, list):
        return None
    if value:
        return value[0]
    named = ast.unparse(annotation) if annotation else ""
    if named not in ITEMS:
        raise ValueError(f"line {line}: say what the empty list holds, such as {' or '.join(ITEMS)}")
    return ITEMS[named]


def _fits(value, parameter):
    if isinstance(parameter.default, list):
        return isinstance(value, list) and all(_alike(item, parameter.item) for item in value)
    return _alike(value, parameter.default)


def _alike(value, example):
    """Of the same type; a whole number does for a decimal one."""
    if isinstance(example, float) and not isinstance(value, bool):
        return isinstance(value, (int, float))
    return type(value) is type(example)


def _kind(value, item=None):
    names = {bool: "true or false", int: "a whole number", float: "a number", str: "a text", list: "a list"}
    name = names.get(type(value), f"a {type(value).__name__}")
    item = value[0] if isinstance(value, list) and value else item
    if item is None:
        return name
    one, *rest = _kind(item).removeprefix("a ").split(" of ")
    return " of ".join([name, f"{one}s", *rest])
