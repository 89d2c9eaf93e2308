"""Printed names -> organizations: apart, resolved, classified, and in their corporate group as at a date."""

from importlib import import_module

__all__ = ["candidates", "classify", "draw", "group_of", "plausible", "resolve", "split"]

_HOMES = {
    "candidates": "resolving",
    "classify": "kinds",
    "draw": "drawing",
    "group_of": "ownership",
    "plausible": "identities",
    "resolve": "resolving",
    "split": "splitting",
}


def __getattr__(name):
    """Import what is asked for when it is asked for."""
    if name not in _HOMES:
        raise AttributeError(
            f"module 'engagement.organizations' has no attribute {name!r}; it has {', '.join(__all__)}"
        )
    return getattr(import_module(f"engagement.organizations.{_HOMES[name]}"), name)
