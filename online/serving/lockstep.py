"""Several tokens of one sequence decoded in step: one pass a token, side by side, met at every MoE layer.

A pass over several tokens at once differs from single tokens in the last bits of its dense products, on which a near
tie of a router or of two tokens may turn. Here each token goes through the model in a pass of its own, exactly as plain
decoding has it, and the passes wait for one another where a layer's experts are called: these are computed for all
tokens at once, each loaded once. Token j enters a block after token j - 1 has, so the key-value cache holds what it
would hold token by token, and every bit is that of plain decoding.
"""

from __future__ import annotations

import contextvars
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import torch

from flame.errors import ToolchainMissing
from flame.models.layers import ExpertCall, Experts


class Lockstep:
    """Runs passes in step.

    Args:
        experts: computes the joined call of a layer, each token as a sequence of its own.
    Raises:
        ToolchainMissing: the package greenlet is not installed.
    """

    def __init__(self, experts: Experts) -> None:
        try:
            import greenlet
        except ImportError as error:
            raise ToolchainMissing(
                "speculation: greenlet is not installed (pip install 'flame-moe[speculation]')"
            ) from error
        self._greenlet = greenlet
        self._experts = experts
        self._hub: Any = None

    @property
    def running(self) -> bool:
        """Whether passes are under way, whose expert calls are to be given to `join`."""
        return self._hub is not None

    def run(self, passes: Sequence[Callable[[], Any]]) -> list[Any]:
        """Run passes that meet the same MoE layers, in order; what each returns.

        An error of one ends them all.
        """
        assert self._hub is None, "passes are not nested"
        tasks = [self._greenlet.greenlet(each) for each in passes]
        for task in tasks:
            task.gr_context = contextvars.copy_context()
        self._hub = self._greenlet.getcurrent()
        try:
            arrived = [task.switch() for task in tasks]
            while not all(task.dead for task in tasks):
                calls = [call for call in arrived if isinstance(call, ExpertCall)]
                assert len(calls) == len(tasks), "every pass meets the same layers"
                outputs = self._experts(joined(calls)).split([len(call.hidden) for call in calls])
                arrived = [task.switch(output) for task, output in zip(tasks, outputs, strict=True)]
            return arrived
        finally:
            self._hub = None
            for task in tasks:
                if not task.dead:
                    task.throw()  # ends it quietly

    def join(self, call: ExpertCall) -> torch.Tensor:
        """What a layer's experts give to one pass: it waits for the others meanwhile."""
        return self._hub.switch(call)  # type: ignore[no-any-return]


def joined(calls: Sequence[ExpertCall]) -> ExpertCall:
    """The calls of one layer as one, each token a sequence of its own."""
    first = calls[0]
    dropped = None
    if any(call.dropped is not None for call in calls):
        kept = [torch.zeros_like(c.index, dtype=torch.bool) if c.dropped is None else c.dropped for c in calls]
        dropped = torch.cat(kept)
    hidden = torch.cat([call.hidden for call in calls])
    return replace(
        first, hidden=hidden, index=torch.cat([call.index for call in calls]),
        weights=torch.cat([call.weights for call in calls]), sequences=len(hidden), dropped=dropped,
    )  # fmt: skip
