"""A control group (version 1) whose limit holds memory and page cache together."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType

from flame.errors import FlameError

_ROOT = Path("/sys/fs/cgroup/memory")
_LIMIT, _PEAK = "memory.limit_in_bytes", "memory.max_usage_in_bytes"


class NoMemoryLimit(FlameError):
    """This machine gives no control group; the message says why."""


class MemoryLimit:
    """A control group, from when it is made until it is closed.

    Args:
        name: of its folder; must not be there.
        limit_bytes: what the processes of the group may take, their page cache included.
    Raises:
        NoMemoryLimit: no memory controller of version 1, or no right to make a group of it.
    """

    def __init__(self, name: str, limit_bytes: int) -> None:
        if not (_ROOT / _LIMIT).is_file():
            raise NoMemoryLimit(f"no memory controller of version 1 at {_ROOT} (mount -t cgroup -o memory needs root)")
        self.folder = _ROOT / name
        try:
            self.folder.mkdir()
            try:
                (self.folder / _LIMIT).write_text(str(limit_bytes), encoding="utf-8")
            except OSError:
                self.close()
                raise
        except OSError as error:
            raise NoMemoryLimit(f"{self.folder}: {error.strerror} (a control group needs root)") from error

    @property
    def peak_bytes(self) -> int:
        """The most that the group has held."""
        return int((self.folder / _PEAK).read_text(encoding="utf-8"))

    def __enter__(self) -> MemoryLimit:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Remove the group, whose processes have ended."""
        self.folder.rmdir()


def join(folder: Path) -> None:
    """Bring this process into a group; what it takes from now on counts there."""
    (folder / "cgroup.procs").write_text(str(os.getpid()), encoding="utf-8")


def held_bytes(folder: Path) -> int:
    """Memory of a group that the kernel cannot take back as it can page cache."""
    lines = (folder / "memory.stat").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("rss "))
