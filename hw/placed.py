"""A design of ours on a board, as the timing model sees it."""

from __future__ import annotations

from dataclasses import dataclass

from flame.errors import ConfigError
from flame.expert_cost import ExpertCost
from flame.platform import Platform
from hw.design import Design
from hw.estimate import AcceleratorEstimate, as_fast_as_slots_fill, estimate_accelerator, slots_that_fit


@dataclass(frozen=True)
class OwnDesign:
    """A design of ours on a board, as the timing model sees it.

    Args:
        design: shapes of the kernels.
        platform: the board, with no more bandwidth than the slots take.
        cost: what an expert takes.
        slots: expert slots that really fit the board's memory beside the kernels, for all layers together.
        estimate: resources and cycles with that many slots.
    """

    design: Design
    platform: Platform
    cost: ExpertCost
    slots: int
    estimate: AcceleratorEstimate

    @staticmethod
    def of(design: Design, board: Platform, slots: int | None = None) -> OwnDesign:
        """Put a design on a board with `slots` for all layers together, or as many as fit.

        Raises:
            ConfigError: the design does not fit the board.
        """
        held = slots or slots_that_fit(design, board) or 2
        estimate = estimate_accelerator(design.holding(held), board, 0.0)
        if estimate.shortage:
            raise ConfigError(
                f"design of {design.units} units of {design.rows} rows, {design.pattern}: {estimate.shortage}"
            )
        cycles = {kernel.kernel: kernel.cycles for kernel in estimate.kernels}
        return OwnDesign(
            design, as_fast_as_slots_fill(design, board),
            ExpertCost(
                design.expert_bytes,
                cycles["sparse_expert"],
                cycles["router_top1"] + cycles["expert_buffer"] + cycles["cepr_lookup"],
            ),
            held,
            estimate,
        )  # fmt: skip

    def on(self, board: Platform) -> OwnDesign:
        """The same design with the same slots, on a board of other speed."""
        return OwnDesign.of(self.design, board, self.slots)

    @property
    def lanes(self) -> int:
        """Products that all kernels together compute in a cycle."""
        return self.design.units * self.design.rows * self.design.pattern.keep

    @property
    def products(self) -> int:
        """Multiply-accumulates of one expert for one token, pruned ones left out."""
        return self.design.expert_words * self.design.rows * self.design.pattern.keep

    @property
    def expert_ms(self) -> float:
        """Computing one expert."""
        return self.platform.ms(self.cost.compute_cycles)

    @property
    def router_ms(self) -> float:
        """One router, the buffer's decision and the look-up of the coming expert."""
        return self.platform.ms(self.cost.router_cycles)

    @property
    def load_ms(self) -> float:
        """Loading one expert."""
        return self.platform.ms(self.platform.load_cycles(self.cost.size_bytes))
