"""Measures of industry engagement in ITU-T, each with its uncertainty."""

from importlib import import_module

__all__ = ["Estimate", "available", "load", "moved", "saved"]
__version__ = "0.1.0"

_HOMES = {
    "Estimate": "engagement.estimate",
    "available": "engagement.warehouse.loading",
    "load": "engagement.warehouse.loading",
    "moved": "engagement.warehouse.saved",
    "saved": "engagement.warehouse.saved",
}


def __getattr__(name):
    """Import what is asked for when it is asked for: a command that needs no tables starts at once."""
    if name not in _HOMES:
        raise AttributeError(f"module 'engagement' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_HOMES[name]), name)
