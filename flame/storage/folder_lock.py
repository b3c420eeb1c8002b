"""One process at a time in a folder of unfinished work, by a lock that ends with the process."""

from __future__ import annotations

import contextlib
import fcntl
import os
import warnings
from collections.abc import Iterator
from pathlib import Path

from flame.errors import FlameWarning


@contextlib.contextmanager
def held(folder: Path, alone: bool) -> Iterator[None]:
    """Make a folder and hold it: alone, or beside others that do other parts of the work in it.

    A process that must wait says so. The folder is left where something lies in it. On a file system without locks
    nothing is held.
    """
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
        _lock(handle, folder, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(handle), folder.stat()):
                break
        os.close(handle)  # who held it was done, and removed it
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            folder.rmdir()
        os.close(handle)


def _lock(handle: int, folder: Path, kind: int) -> None:
    with contextlib.suppress(OSError):
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            warnings.warn(f"{folder}: another process is at this work; waiting for it", FlameWarning, stacklevel=4)
            fcntl.flock(handle, kind)


def is_held(folder: Path) -> bool:
    """Whether a process is at work in the folder."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(handle)
    return False
