"""What factorised tables hold and how they are learnt: shapes and schedules, by the names that experiments use."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from flame.errors import ConfigError
from flame.evidence import Evidence
from flame.routing import RoutingTrace


@dataclass(frozen=True)
class FactorisedShape:
    """What a factorised table holds.

    Args:
        evidence: sources of direct rows, as `Evidence.of` reads them.
        rates: of the hidden rows of earlier tokens.
        width: hidden units.
        rank: numbers that a token's row has.
        token_uses: tokens of the learning trace that an id needs for rows of its own.
        entry_bits: 4 or 8.
        reuse_tokens: 0 ranks what a layer is about to choose. Above it ranks, after the layer's decision, which experts
            it will want again soonest: a use after d tokens counts `(1 - 1 / reuse_tokens) ** (d - 1)`.
        bias_step: of `FactorisedTable`.
    """

    evidence: tuple[str, ...]
    rates: tuple[int, ...]
    width: int
    rank: int
    token_uses: int
    entry_bits: int
    reuse_tokens: int = 0
    bias_step: int = 0

    def __post_init__(self) -> None:
        for source in self.evidence:
            Evidence.of(source)
        if min(self.width, self.rank, self.token_uses) < 1 or self.entry_bits not in (4, 8):
            raise ConfigError(f"factorised: {self} (expected counts of at least 1, and entries of 4 or 8 bits)")
        if not all(0 <= rate <= 12 for rate in self.rates):
            raise ConfigError(f"factorised: rates {list(self.rates)} (expected 0..12)")

    def size_bits(self, trace: RoutingTrace) -> int:
        """Bits of the table that a trace teaches (`flame.factorised_table.FactorisedTable.size_bits`)."""
        layers, experts, sources = trace.moe_layers, trace.num_experts, len(self.evidence)
        listed = len(self.vocabulary(trace))
        rows = (sources * experts + (1 + len(self.rates)) * self.width) * layers * experts  # direct, path, history
        rows += layers * self.width * experts + 2 * self.rank * (listed + 1 + self.width + layers * experts)
        columns = sources * layers * experts + (1 + len(self.rates)) * layers * self.width + layers * experts
        columns += 2 * (self.rank + self.width + layers * experts)
        moving = sum(Evidence.of(source).step > 0 for source in self.evidence) * layers * experts**2
        moving += layers * experts if self.bias_step else 0
        numbers = layers * experts + layers * self.width + listed
        return rows * self.entry_bits + columns * 8 + 32 * numbers + 16 * moving

    def vocabulary(self, trace: RoutingTrace) -> np.ndarray:
        """The ids that get rows: int32, ascending; none where the trace has no ids."""
        if trace.token_ids is None:
            return np.zeros(0, np.int32)
        ids, uses = np.unique(trace.token_ids, return_counts=True)
        return ids[uses >= self.token_uses].astype(np.int32)


@dataclass(frozen=True)
class Schedule:
    """How it is learnt.

    Args:
        epochs: passes over the trace; more, in proportion, where a short trace would give fewer than `least_steps`.
        rounded_epochs: of these the last so many with rounded rows.
        batch: tokens a step.
        learning_rate: its peak; warmed up, then a cosine to nothing.
        weight_decay: of AdamW.
        dropout: share of the path's entries, of hidden units (half of it) and of token ids that a step leaves out.
    """

    epochs: int
    rounded_epochs: int
    batch: int
    learning_rate: float
    weight_decay: float
    dropout: float
    least_steps: int = 300

    def __post_init__(self) -> None:
        if not 1 <= self.rounded_epochs <= self.epochs or self.batch < 1 or not 0 <= self.dropout < 1:
            raise ConfigError(f"factorised: {self} (expected 1 <= rounded_epochs <= epochs, batch >= 1, dropout < 1)")


# Sizes are those of 26 layers of 64 experts, 4,000 tokens that occur twice, and what is learnt on within an example.
SHAPES = {
    "2 MB": FactorisedShape(
        evidence=(
            "layer 1 ~3", "layer 2 ~4", "layer 3", "token 1", "token 1 1", "recent 2", "recent 4", "again",
        ),
        rates=(0, 3), width=224, rank=40, token_uses=2, entry_bits=4, bias_step=3,
    ),
    "256 KB": FactorisedShape(
        evidence=("layer 1", "recent 3"), rates=(2,), width=36, rank=8, token_uses=5, entry_bits=4, bias_step=3
    ),
    "reuse": FactorisedShape(
        evidence=("layer 0 ~4", "layer 1", "recent 1", "recent 2", "recent 3", "recent 4", "recent 6"),
        rates=(0, 3), width=96, rank=16, token_uses=3, entry_bits=4, reuse_tokens=6, bias_step=4,
    ),
}  # fmt: skip

# None learns by counting alone.
SCHEDULES: dict[str, Schedule | None] = {
    "counted": None,
    "thorough": Schedule(12, 7, 256, 4e-3, 0.1, 0.2),
    "short": Schedule(5, 2, 256, 4e-3, 0.1, 0.1),
    "quick": Schedule(3, 1, 256, 4e-3, 0.1, 0.1),
}


def shape_within(budget_bytes: int, trace: RoutingTrace) -> FactorisedShape:
    """The largest of the shapes that rank what comes next whose table of a trace fits a budget.

    Raises:
        ConfigError: none does; the message says what the smallest takes.
    """
    sizes = {name: -(-shape.size_bits(trace) // 8) for name, shape in SHAPES.items() if not shape.reuse_tokens}
    fitting = [name for name, size in sizes.items() if size <= budget_bytes]
    if not fitting:
        raise ConfigError(
            f"predictor.table_bytes={budget_bytes}: the smallest factorised table of {trace.moe_layers} layers of "
            f"{trace.num_experts} experts takes {min(sizes.values())} (raise it to that)"
        )
    return SHAPES[max(fitting, key=lambda name: sizes[name])]
