"""How long a command takes and how much memory it and all it starts hold at most; and the lines of the table."""

import contextlib
import os
import subprocess
import tempfile
import time
from dataclasses import dataclass

import psutil

from engagement.publishing.confining import adopt

MEGABYTE = 1_000_000
EVERY = 0.2  # seconds between two looks at the memory; a look costs the process it looks at
HEADINGS = ("task", "ours", "what one would pick instead", "ratio", "memory, ours", "instead", "wanted")


@dataclass(frozen=True)
class Cost:
    """What a command took.

    Attributes
    ----------
    seconds
        From start to end.
    cpu
        Seconds of processor time, of the process and all it started, also
        what outlived it (Linux).
    memory
        Most bytes that the process and its children held at one time; pages
        they share are counted once, where the system tells (Linux).
    branch
        Most bytes that a child of its children held with what it started
        itself, such as a worker with its kernel, and no other process: what
        one more of them would take.
    printed
        What it wrote to its standard output and error.
    """

    seconds: float
    cpu: float
    memory: int
    branch: int
    printed: str


def measured(command, *, memory=True, **environment):
    """Run a command to its end, with further variables in its environment.

    Parameters
    ----------
    command : list of str
    memory : bool
        Look at the memory too, which slows down a command of many processes.

    Returns
    -------
    Cost

    Raises
    ------
    RuntimeError
        If it fails, with what it printed.
    """
    adopt()
    began = time.perf_counter()
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as printed,
        subprocess.Popen(command, env=os.environ | environment, stdout=printed, stderr=subprocess.STDOUT) as running,
    ):
        watched, most, branch, ended = psutil.Process(running.pid), 0, 0, 0
        while not ended:
            if memory:
                most = max(most, _held(watched, "pss"))
                branch = max([branch, *(_held(one, "uss") for one in _grandchildren(watched))])
            time.sleep(min(EVERY, (time.perf_counter() - began) / 10))  # short commands are looked at more often
            ended, status, used = os.wait4(running.pid, os.WNOHANG)
        seconds = time.perf_counter() - began
        cpu = used.ru_utime + used.ru_stime + _of_orphans()
        running.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        said = printed.read()
    if running.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {running.returncode}: {said}")
    return Cost(seconds, cpu, most, branch, said)


def line(task, ours, instead="", ratio=None, memory=None, memory_instead=None, wanted=""):
    """One line of the table; memory in bytes."""
    return (
        task, ours, instead, "" if ratio is None else f"{ratio:.2f}", _megabytes(memory), _megabytes(memory_instead),
        wanted,
    )  # fmt: skip


def table(lines):
    """The table, its columns as wide as they need to be; the first and the third to the left."""
    rows = [HEADINGS, *lines]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    aligned = (
        "  ".join(
            cell.ljust(width) if place in (0, 2) else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "\n".join(row.rstrip() for row in aligned)


def _of_orphans():
    """Seconds of processor time of what the command left behind; waits for its end."""
    seconds = 0
    with contextlib.suppress(ChildProcessError):  # there are none, or none any more
        while True:
            *_, used = os.wait4(-1, 0)
            seconds += used.ru_utime + used.ru_stime
    return seconds


def _held(process, how):
    """Bytes held by a process and its children, those that end meanwhile left out: ``uss`` without shared pages."""
    total = 0
    try:
        family = [process, *process.children(recursive=True)]
    except psutil.Error:
        return 0
    for one in family:
        try:
            memory = one.memory_full_info()
        except psutil.Error:
            continue
        total += getattr(memory, how, 0) or memory.rss
    return total


def _grandchildren(process):
    try:
        return [one for child in process.children() for one in child.children()]
    except psutil.Error:
        return []


def _megabytes(count):
    return "" if count is None else f"{count / MEGABYTE:,.0f} MB"
