"""What one expert costs a board: what timing adds up, and what a design of hardware answers with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flame.errors import ConfigError
from flame.nm_pattern import DENSE, NMPattern
from flame.packed_expert import packed_expert_bytes


@dataclass(frozen=True)
class ExpertCost:
    """What one expert costs a board.

    Attributes:
        size_bytes: packed size, what a load moves and a slot holds.
        compute_cycles: of the array, for one token.
        router_cycles: of the array for the router's decision, for one token.
    """

    size_bytes: int
    compute_cycles: int
    router_cycles: int

    @staticmethod
    def of(
        shapes: Mapping[str, Sequence[int]],
        num_experts: int,
        pattern: NMPattern,
        value_type: str,
        skipped_share: float = 1.0,
        lanes: int = 1,
    ) -> ExpertCost:
        """Cost of an expert from its matrices' shapes.

        Args:
            shapes: `[rows, cols]` of each matrix; the widest reduction axis is the router's input.
            num_experts: rows of the router.
            pattern: N:M pattern of the experts; keep == group is dense.
            value_type: type of the packed values.
            skipped_share: share of the pruned weights that costs no multiply-accumulate; 1 is full zero skipping.
            lanes: multiply-accumulates a cycle.
        Raises:
            ConfigError: the share is not between 0 and 1.
        """
        if not 0 <= skipped_share <= 1:
            raise ConfigError(f"timing: skipped_share is {skipped_share} (expected 0 to 1)")
        weights = sum(rows * cols for rows, cols in shapes.values())
        macs = round(weights * (1 - skipped_share * pattern.sparsity))
        d_model = next(iter(shapes.values()))[1]
        size_bytes = (
            packed_expert_bytes(shapes, pattern, value_type)
            if pattern.keep < pattern.group
            else packed_expert_bytes(shapes, DENSE, value_type)  # a dense expert needs no index
        )
        return ExpertCost(size_bytes, -(-macs // lanes), -(-num_experts * d_model // lanes))
