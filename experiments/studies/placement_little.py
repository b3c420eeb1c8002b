"""Big and little experts on several boards: what they cost in accuracy, and which loads they spare (after MoBiLE)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.tools.packed_stores import packed_folder
from experiments.tools.routing_traces import BATCH, SplitTraces
from flame.app.experiment import Context
from flame.errors import ConfigError
from flame.ids import decoder_expert
from flame.nm_pattern import NMPattern
from flame.routing import RoutingTrace
from flame.storage.packed_store import PackedStore
from offline.evaluation import EvaluationSet
from offline.prediction.tracing import record_trace
from online.serving.expert_calls import resident
from online.serving.little_experts import LittleExperts, little_where_unsure
from online.serving.stores import FileStore


@dataclass(frozen=True)
class Little:
    """Which little experts, for whom, and how their cost is measured.

    Args:
        pattern: N:M pattern of the little copies, resident on every board.
        at_most: router probabilities; one row for each, whose tokens of no higher one get the little copy on a miss.
        loss_dialogues, rouge_dialogues: dialogues of the report split, at equal distances.
        max_target_tokens, bootstrap_samples: as figure 7's.
    """

    pattern: str
    at_most: tuple[float, ...]
    loss_dialogues: int
    rouge_dialogues: int
    max_target_tokens: int
    bootstrap_samples: int

    def __post_init__(self) -> None:
        NMPattern.parse(self.pattern)
        if not all(0 < each <= 1 for each in self.at_most):
            raise ConfigError(f"experiment.little.at_most={list(self.at_most)} (expected probabilities, above 0)")
        counts = (self.loss_dialogues, self.rouge_dialogues, self.max_target_tokens, self.bootstrap_samples)
        if min(counts) < 1:
            raise ConfigError(f"experiment.little: {counts} (expected dialogues, tokens and samples of 1 or more)")


def unsure_tokens(context: Context, traces: SplitTraces, examples: int) -> tuple[RoutingTrace, np.ndarray]:
    """The reported examples once more, with what their routers gave the experts that they chose.

    Returns:
        the trace, and float32 [tokens, moe_layers].
    """
    trace = record_trace(
        context.model, traces.report_dialogues[:examples], batch=BATCH, probabilities=True,
        max_new_tokens=context.settings.model.max_new_tokens,
    )  # fmt: skip
    assert trace.probabilities is not None, "asked for"
    return trace, np.take_along_axis(trace.probabilities, trace.experts.astype(np.int64), 2)[:, :, 0]


def cost_rows(context: Context, little: Little, chances: np.ndarray) -> list[dict[str, Any]]:
    """Loss, agreement and ROUGE without little experts, and with each threshold where no unsure token is in luck.

    Args:
        chances: float32 [tokens, moe_layers], probabilities of the chosen experts.
    """
    model, settings = context.model, context.settings
    split, dialogues = context.accuracy_dialogues()
    judge = EvaluationSet.of(
        model, split, dialogues, little.loss_dialogues, little.rouge_dialogues, little.max_target_tokens, BATCH,
        little.bootstrap_samples, settings.seed,
    )  # fmt: skip
    store = FileStore(packed_folder(context, NMPattern.parse(settings.pruning.pattern)))
    small = PackedStore(packed_folder(context, NMPattern.parse(little.pattern)))
    layers = range(len(model.moe_layers("decoder")))
    copies = {e: small.load(e) for e in (decoder_expert(n, m) for n in layers for m in range(model.num_experts))}
    try:
        with resident(model, store):
            whole = judge.loss(model)
            rows = [_cost_row(0.0, 0.0, judge.facts(model, whole), little.pattern)]
        for each in context.progress(little.at_most, "little experts"):
            with little_where_unsure(model, store, LittleExperts(copies, each)):
                rows.append(_cost_row(each, float((chances <= each).mean()), judge.facts(model, whole), little.pattern))
    finally:
        store.close()
    return rows


def _cost_row(at_most: float, share: float, facts: dict[str, Any], pattern: str) -> dict[str, Any]:
    return {
        "little_pattern": pattern, "little_at_most": at_most, "unsure_share": share, **facts, "timing": "none",
    }  # fmt: skip


def little_notes(little: Little | None, rows: Sequence[dict[str, Any]], reason: str | None) -> list[str]:
    """What the rows of little experts say, or why there are none."""
    if little is None or reason is not None:
        return [f"Big and little experts were not run: {reason or 'experiment.little is null'}."]
    return [
        f"little below p: a {little.pattern} copy of every expert is resident on every board, and computes in place of "
        "a load where the router gives the expert p or less. Rows with little_at_most are measured, at the most that "
        "it can cost: as though no unsure token's expert were ever in a slot; agreement and loss are against the same "
        "packed experts without little ones.",
    ]
