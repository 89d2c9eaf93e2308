"""Measures of industry engagement in ITU-T, each with its uncertainty."""

from engagement.estimate import Estimate
from engagement.warehouse import available, load

__all__ = ["Estimate", "available", "load"]
__version__ = "0.1.0"
