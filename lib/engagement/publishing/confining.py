"""Keep a report to itself: what a notebook may write to, and what is left of the processes it started."""

import contextlib
import ctypes
import os
import signal

import psutil

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # system calls of Linux, the same on all its processors
VERSION, PATH_BENEATH, NO_NEW_PRIVILEGES, SUBREAPER = 1, 1, 38, 36
WRITE_FILE, TRUNCATE = 1 << 1, 1 << 14
REMOVE_AND_MAKE = sum(1 << bit for bit in range(4, 13))  # files and folders of all kinds
MOVE = 1 << 13
DEVICES = "/dev"


class _Ruleset(ctypes.Structure):
    _fields_ = [("handled", ctypes.c_uint64)]


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32)]


def confine(folders, files=()):
    """Let this thread, and all threads and processes it starts from now on, write to these places only.

    Parameters
    ----------
    folders : iterable of path-like
        Where anything may be made, changed and removed, at any depth; devices such as ``/dev/null`` come with them.
    files : iterable of path-like
        Files that may be written to.

    Returns
    -------
    bool
        Whether the system could: Linux from 5.13 with Landlock. It holds for root too, and cannot be undone.

    References
    ----------
    Landlock: unprivileged access control, https://docs.kernel.org/userspace-api/landlock.html
    """
    version = _call(CREATE_RULESET, None, 0, VERSION)
    if version < 1:
        return False
    handled = WRITE_FILE | REMOVE_AND_MAKE | (MOVE if version > 1 else 0) | (TRUNCATE if version > 2 else 0)
    ruleset = _Ruleset(handled)
    rules = _call(CREATE_RULESET, ctypes.byref(ruleset), ctypes.sizeof(ruleset), 0)
    try:
        for path in (*folders, DEVICES):
            _allow(rules, path, handled)
        for path in files:
            _allow(rules, path, handled & (WRITE_FILE | TRUNCATE))
        ctypes.CDLL(None).prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return _call(RESTRICT_SELF, rules, 0) == 0
    finally:
        os.close(rules)


def adopt():
    """Become the parent of all processes whose own parent ends, of those that descend from this one."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)


def end_descendants():
    """End all processes that descend from this one, also those that left their group; see ``adopt``."""
    while left := [one for one in psutil.Process().children(recursive=True) if one.status() != psutil.STATUS_ZOMBIE]:
        for process in left:
            with contextlib.suppress(psutil.Error, OSError):
                process.send_signal(signal.SIGKILL)
        psutil.wait_procs(left, timeout=1)


def _call(*arguments):
    try:
        return ctypes.CDLL(None).syscall(*arguments)
    except (OSError, AttributeError, TypeError):  # not Linux
        return -1


def _allow(rules, path, allowed):
    opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        _call(ADD_RULE, rules, PATH_BENEATH, ctypes.byref(_Beneath(allowed, opened)), 0)
    finally:
        os.close(opened)
