"""Learn factorised CEPR (`flame.factorised_table`): rows of the circular path whose sum ranks a layer's experts.

The rows are learnt together, by gradient descent on the cross-entropy of every expert's being chosen, so that evidence
which repeats is not counted twice. The last epochs learn with the rows rounded as they will be stored. Dropping
entries and token ids at random keeps rows from learning single examples by heart.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import torch

from flame.errors import TraceError
from flame.factorised_table import FactorisedTable
from flame.routing import RoutingTrace
from offline.prediction.counted import count_factorised
from offline.prediction.factorised_model import RowModel
from offline.prediction.factorised_shapes import FactorisedShape, Schedule


def learn_factorised(
    trace: RoutingTrace,
    shape: FactorisedShape,
    schedule: Schedule | None,
    seed: int = 0,
    progress: Callable[[Iterable[int]], Iterable[int]] = iter,
) -> FactorisedTable:
    """Learn a factorised table from a trace; equal seeds on one machine give equal tables.

    Args:
        trace: with token ids, or the rows of tokens stay empty.
        schedule: of the descent; None counts in its place (`offline.prediction.counted`), in seconds.
        progress: goes over the epochs.
    Raises:
        TraceError: the trace has fewer tokens than a batch needs.
    """
    if trace.tokens < 2:
        raise TraceError("factorised table: the trace has one token (expected at least 2)")
    torch.manual_seed(seed)
    if schedule is None:
        return count_factorised(trace, shape)
    model = RowModel(trace, shape, schedule.dropout)
    groups: list[dict[str, Any]] = [
        {"params": [value for name, value in model.master.items() if "bias" not in name]},
        {"params": [value for name, value in model.master.items() if "bias" in name], "weight_decay": 0.0},
    ]
    optimiser = torch.optim.AdamW(
        groups,
        lr=schedule.learning_rate, betas=(0.9, 0.99), weight_decay=schedule.weight_decay, fused=True,
    )  # fmt: skip
    batch = min(schedule.batch, trace.tokens)
    steps = trace.tokens // batch
    times = max(1, -(-schedule.least_steps // (schedule.epochs * steps)))
    epochs, rounded_epochs = times * schedule.epochs, times * schedule.rounded_epochs
    total, warm = epochs * steps, min(100, epochs * steps // 10 + 1)
    for epoch in progress(range(epochs)):
        if epoch == epochs - rounded_epochs or (epoch > epochs - rounded_epochs and epoch % times == 0):
            model.choose_exponents(shape.entry_bits)
        order = torch.randperm(trace.tokens)
        for step in range(steps):
            done = epoch * steps + step
            rate = schedule.learning_rate * min(1.0, (done + 1) / warm) * (0.5 + 0.5 * math.cos(math.pi * done / total))
            for group in optimiser.param_groups:
                group["lr"] = rate
            model.learn(order[step * batch : (step + 1) * batch])
            optimiser.step()
    return model.to_table()
