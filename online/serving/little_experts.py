"""Little experts: far more pruned copies, computed in place of waiting where the router is unsure (after MoBiLE)."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

import torch

from flame.errors import ConfigError
from flame.ids import ExpertId
from flame.models.layers import MoeLayer
from flame.models.moe_model import MoeModel
from flame.packed_expert import PackedExpert
from online.serving.expert_calls import Compute, Decision, PackedCompute, experts_from, gated
from online.serving.stores import ExpertStore


@dataclass(frozen=True)
class LittleExperts:
    """A far more pruned copy of every decoder expert, resident, for tokens whose router is unsure (after MoBiLE).

    With these, what is computed depends on what is resident: answers are no longer those of the resident model, and
    may differ from run to run.

    Args:
        experts: packed; those of the decoder are used.
        at_most: where an expert is not resident, tokens whose router gives it no higher probability than this are
            computed with its little copy in place of waiting.
    Raises:
        ConfigError: `at_most` is no probability, or is 0.
    """

    experts: Mapping[ExpertId, PackedExpert]
    at_most: float

    def __post_init__(self) -> None:
        if not 0 < self.at_most <= 1:
            raise ConfigError(f"little experts: at_most={self.at_most} (expected a probability, above 0)")


class LittleCopies:
    """The little experts of a stream, ready to compute.

    Args:
        little: None has none.
        prepare: makes a packed expert compute.
    """

    def __init__(self, little: LittleExperts | None, prepare: Callable[[ExpertId, PackedExpert], Compute]) -> None:
        self._at_most = little.at_most if little else 0.0
        self._computes = {
            expert: prepare(expert, packed)
            for expert, packed in (little.experts if little else {}).items()
            if expert.layer.stack == "decoder"
        }

    def __getitem__(self, expert: ExpertId) -> Compute:
        return self._computes[expert]

    def spared(
        self, decision: Decision, wanted: Iterable[ExpertId], on_time: Container[ExpertId]
    ) -> dict[ExpertId, torch.Tensor]:
        """What these compute in place of waiting: for experts that are not there, which rows the router is unsure of.

        Returns:
            bool [tokens of the expert] for each expert with at least one such row.
        """
        if not self._computes:
            return {}
        unsure = {
            expert: (decision.gates[expert.expert] <= self._at_most).reshape(-1)
            for expert in wanted
            if expert in self._computes and expert not in on_time
        }
        return {expert: rows for expert, rows in unsure.items() if bool(rows.any())}

    def mixed(self, expert: ExpertId, compute: Compute, unsure: torch.Tensor | None) -> Compute:
        """An expert whose unsure rows its little copy computes; None leaves all to the expert."""
        if unsure is None:
            return compute
        little = self._computes[expert]

        def both(rows: torch.Tensor, gates: torch.Tensor | None) -> torch.Tensor:
            assert gates is not None, "a decision has the weights of its rows"
            outputs = torch.empty_like(rows)
            outputs[unsure] = little(rows[unsure], gates[unsure])
            outputs[~unsure] = compute(rows[~unsure], gates[~unsure])
            return outputs

        return both


@contextlib.contextmanager
def little_where_unsure(model: MoeModel, store: ExpertStore, little: LittleExperts) -> Iterator[None]:
    """Compute as a stream does whose buffer never has an expert in time: the most that little experts can cost.

    Experts of which the router is sure come from the store, and are held in memory.

    Raises:
        ArtifactError, FormatError: an expert cannot be read or computed.
    """
    prepare = PackedCompute(model)
    held = set(store.layers())
    layers = [layer for layer in model.moe_layers() if layer.id in held]
    wanted = [ExpertId(layer.id, number) for layer in layers for number in range(model.shape(layer).num_experts)]
    whole = {expert: prepare(expert, store.load(expert)) for expert in wanted}
    copies = LittleCopies(little, prepare)

    def computed(
        layer: MoeLayer, decision: Decision, flat: torch.Tensor, tokens: int
    ) -> Iterator[tuple[int, torch.Tensor]]:
        ids = {number: ExpertId(layer.id, number) for number in decision.rows}
        unsure = copies.spared(decision, ids.values(), ())
        for number, expert in ids.items():
            yield number, gated(copies.mixed(expert, whole[expert], unsure.get(expert)), decision, number, flat)

    restore = model.serve(experts_from(model, computed), layers)
    try:
        yield
    finally:
        restore()
