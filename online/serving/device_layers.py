"""A model's experts on its CUDA device: which layers the kernel of all experts computes, and where their bytes lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import torch

from flame.errors import ConfigError, FormatError
from flame.ids import ExpertId
from flame.models.layers import ExpertCall, Experts, MoeLayer
from flame.models.moe_model import MoeModel
from flame.packed_expert import PackedExpert
from online.kernels.activations import ACTIVATIONS
from online.pa_buf.slot_plan import SlotPlan
from online.serving.page_locked import page_locked
from online.serving.stores import ExpertStore

if TYPE_CHECKING:
    from online.kernels.triton_experts import ExpertSlots

DEVICES = ("cuda",)  # and `cpu` where Triton's interpreter stands for one, in tests
_DTYPES = (torch.float32, torch.bfloat16, torch.float16)


@torch.inference_mode(False)  # what is made here is written to outside inference as well
def resident_layers(
    model: MoeModel, store: ExpertStore, layers: Sequence[MoeLayer]
) -> dict[MoeLayer, ExpertSlots] | None:
    """Slots for every expert of these layers, filled; None where the kernel does not compute them.

    Raises:
        ConfigError: triton is not installed.
        ArtifactError, FormatError: an expert cannot be read.
    """
    if not _computes(model, layers):
        return None
    kind, found = _slots_kind(model), {}
    for layer in layers:
        experts = _alike(model, store, layer)
        if experts is None:
            return None
        slots = kind(experts[0], len(experts), len(experts), model.hf.device, model.shape(layer).activation)
        for number, expert in enumerate(experts):
            slots.put(number, number, expert)
        found[layer] = slots
    return found


@torch.inference_mode(False)
def streamed_layers(
    model: MoeModel, store: ExpertStore, layers: Sequence[MoeLayer], plan: SlotPlan
) -> dict[MoeLayer, ExpertSlots] | None:
    """Slots as planned for the decoder's layers, one for each other layer; every expert at home in page-locked memory.

    Experts that are in such memory already stay where they are, others are copied there: the host has to have room for
    all of them. None where the kernel does not compute these layers.

    Raises:
        ConfigError: triton is not installed.
        ArtifactError, FormatError: an expert cannot be read.
    """
    if not _computes(model, layers):
        return None
    from online.kernels.triton_experts import slot_bytes

    kind, device = _slots_kind(model), model.hf.device
    homes: dict[MoeLayer, list[PackedExpert]] = {}
    for layer in layers:
        experts = _alike(model, store, layer)
        if experts is None:
            return None
        homes[layer] = [page_locked(expert, device.type == "cuda") for expert in experts]
    memories = [
        torch.zeros(slots * max(map(slot_bytes, of_pool)), dtype=torch.uint8, device=device)
        for pool, slots in enumerate(plan.slots)
        if (of_pool := [homes[each][0] for each in homes if _pool(plan, each) == pool])
    ]
    found = {}
    for layer, own in homes.items():
        pool = _pool(plan, layer)
        slots, memory = (1, None) if pool is None else (plan.slots[pool], memories[pool])
        found[layer] = kind(own[0], len(own), slots, device, model.shape(layer).activation, own, memory)
    return found


def compute(
    slots: ExpertSlots, call: ExpertCall, index: torch.Tensor | None = None
) -> tuple[torch.Tensor, torch.Tensor]:
    """What `ExpertSlots` gives for a call; `index` where `chosen` has made it already."""
    return slots(call.hidden, chosen(slots, call) if index is None else index, call.weights)


def chosen(slots: ExpertSlots, call: ExpertCall) -> torch.Tensor:
    """The experts that a call computes: what was dropped is none."""
    return call.index if call.dropped is None else call.index.masked_fill(call.dropped, slots.num_experts)


def experts_of(layers: Mapping[MoeLayer, ExpertSlots]) -> Experts:
    """What `MoeModel.serve` takes, of experts that all have slots."""
    return lambda call: compute(layers[call.layer], call)[0]


def _pool(plan: SlotPlan, layer: MoeLayer) -> int | None:
    return plan.pool_of_layer[layer.position] if layer.stack == "decoder" else None


def _computes(model: MoeModel, layers: Sequence[MoeLayer]) -> bool:
    """Whether the kernel knows what stands between the products of these layers' experts, and after them."""
    if model.hf.device.type not in DEVICES or model.hf.dtype not in _DTYPES:
        return False
    known = all(model.shape(layer).activation in ACTIVATIONS for layer in layers)
    return known and not any(map(model.finish, layers))


def _alike(model: MoeModel, store: ExpertStore, layer: MoeLayer) -> list[PackedExpert] | None:
    """A layer's experts; None where they are not packed alike, or as the kernel does not know it."""
    from online.kernels.triton_experts import check_alike

    experts = [store.load(ExpertId(layer.id, number)) for number in range(model.shape(layer).num_experts)]
    header = experts[0].header()
    try:
        check_alike(experts[0])
    except FormatError:
        return None
    return experts if all(expert.header() == header for expert in experts) else None


def _slots_kind(model: MoeModel) -> type[ExpertSlots]:
    try:
        from online.kernels.triton_experts import ExpertSlots
    except ImportError as error:
        raise ConfigError(
            f"experts on {model.hf.device}: triton is missing (install a CUDA build of torch, which brings it)"
        ) from error
    return ExpertSlots
