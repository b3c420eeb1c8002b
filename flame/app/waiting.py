"""How threads of torch that have nothing to do wait for more."""

from __future__ import annotations

import os
from collections.abc import Mapping

# OpenMP's threads look for work for milliseconds before they sleep. Beside other processes these are milliseconds in
# which the thread that has the work waits for a CPU, after every product of a token. Three thousand looks take some
# tens of microseconds, about as long as waking a thread that sleeps. Other OpenMP libraries than GNU's know the policy
# alone.
_SHORTLY = {"OMP_WAIT_POLICY": "passive", "GOMP_SPINCOUNT": "3000"}


def wait_shortly() -> None:
    """Have threads without work sleep soon, unless the environment says how they wait; before torch is loaded."""
    if not _SHORTLY.keys() & os.environ.keys():
        os.environ.update(_SHORTLY)


def without_waiting(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment in which threads wait as their library has it, for programs that are not ours."""
    return {name: value for name, value in environment.items() if _SHORTLY.get(name) != value}
