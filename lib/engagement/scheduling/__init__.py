"""Runs nobody watches: when they start, what starts them, and what is left of them to read."""

from engagement.scheduling.job import Job
from engagement.scheduling.timing import Timing, at_time, by_expression

__all__ = ["Job", "Timing", "at_time", "by_expression"]
