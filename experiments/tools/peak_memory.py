"""The peak memory of the program that asks."""

from __future__ import annotations

import contextlib
from pathlib import Path


def peak_bytes() -> int:
    """Peak resident memory of this program alone; `getrusage` would also count the one that started it."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024


def restart_peak() -> None:
    """Let the peak be counted from now on, where the kernel allows that; elsewhere it stays that of the program."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")
