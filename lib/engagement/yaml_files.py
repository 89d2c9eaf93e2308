"""Files in YAML that people write: each key stands once, and nothing holds itself."""

import json
from pathlib import Path

import yaml


class Once(yaml.SafeLoader):
    """YAML in which a mapping has each key once; the other loaders take the last and say nothing."""

    def construct_mapping(self, node, deep=False):
        """A mapping."""
        seen = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value} stands there twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def read_yaml(path):
    """What a file holds.

    Parameters
    ----------
    path : path-like

    Returns
    -------
    object

    Raises
    ------
    OSError, UnicodeDecodeError
        If it is no file of text.
    yaml.YAMLError
        Saying where, if it is no YAML, a key stands twice, or a value is none.
    """
    text = Path(path).read_text(encoding="utf-8")
    try:
        content = yaml.load(text, Loader=Once)
        json.dumps(content, default=str, skipkeys=True)  # refuses what holds itself
    except (ValueError, KeyError, RecursionError) as error:
        raise yaml.YAMLError(str(error)) from error
    return content
