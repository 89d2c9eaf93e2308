"""Put a folder in the place of another so that, at any moment, the old or the new one is there."""

import contextlib
import ctypes
import os
import shutil

HERE, EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux


def put_in_place(fresh, target, previous):
    """Put ``fresh`` in the place of ``target``, and throw the former one away.

    Parameters
    ----------
    fresh, target, previous : pathlib.Path
        On one file system; ``previous`` is where the former one stands for a moment on
        systems that cannot exchange two folders at once.
    """
    on_disk(fresh)
    shutil.rmtree(previous, ignore_errors=True)
    if not target.exists():
        fresh.rename(target)
    elif exchange(fresh, target):
        shutil.rmtree(fresh, ignore_errors=True)
    else:
        target.rename(previous)
        fresh.rename(target)
        shutil.rmtree(previous, ignore_errors=True)
    _sync(target.parent)


def exchange(one, other):
    """Exchange two folders at once; False where the system or the file system cannot."""
    try:
        rename = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    return rename(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE) == 0


def on_disk(folder):
    """See the files of a folder, and the folder, on the disk: a power cut must not leave empty ones."""
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)


def _sync(path):
    with contextlib.suppress(OSError):  # some systems do not sync folders
        opened = os.open(path, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
