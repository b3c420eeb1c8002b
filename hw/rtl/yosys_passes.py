"""Runs Yosys passes, one an argument, in a process of its own: `python -m hw.rtl.yosys_passes PASS ...`.

Yosys ends the process that it fails in. Tool needed: the package `pyosys`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence


def run(passes: Sequence[str]) -> None:
    """Run the passes on one design, in order."""
    from pyosys import libyosys

    design = libyosys.Design()
    for each in passes:
        libyosys.run_pass(each, design)


if __name__ == "__main__":
    run(sys.argv[1:])
