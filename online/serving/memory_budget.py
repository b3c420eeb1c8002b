"""How many expert slots an amount of memory leaves room for."""

from __future__ import annotations

from pathlib import Path

from flame.errors import ConfigError
from flame.ids import ExpertId
from flame.models.cache_bytes import cache_bytes_per_token
from flame.models.moe_model import MoeModel
from flame.routing_profile import RoutingProfile
from online.pa_buf.slot_plan import SlotPlan
from online.serving.halves import HalvedStore
from online.serving.stores import ExpertStore

# What a pass over a prompt, a load under way and the allocators take beside weights, cache and slots.
WORKING_BYTES = 160_000_000


def resident_bytes() -> int:
    """Resident memory of this process."""
    return _kilobytes("/proc/self/status", "VmRSS") * 1024


def available_bytes() -> int:
    """Memory that a program may take without swapping, by the kernel's estimate."""
    return _kilobytes("/proc/meminfo", "MemAvailable") * 1024


def slots_within_memory(
    model: MoeModel, store: ExpertStore, memory_bytes: int, context: int, profile: RoutingProfile | None = None
) -> SlotPlan:
    """Slots that leave a process within an amount of memory, to be asked when all but the experts is loaded.

    Args:
        store: of whole experts, or of halves: the upper ones are loaded then, and a slot has joined values.
        memory_bytes: of the whole process.
        context: tokens of the longest conversation.
        profile: says how many slots each layer deserves; None gives each the same bytes.
    Raises:
        ConfigError: the memory does not hold one expert of each layer; the line says how much would.
    """
    layers = model.moe_layers("decoder")
    counts = [model.shape(layer).num_experts for layer in layers]
    size_of = store.slot_bytes if isinstance(store, HalvedStore) else store.size_bytes
    sizes = [
        max(size_of(ExpertId(layer.id, e)) for e in range(count)) for layer, count in zip(layers, counts, strict=True)
    ]
    others = resident_bytes() + context * cache_bytes_per_token(model.hf.config) + WORKING_BYTES
    budget = memory_bytes - others
    least = len(sizes) * max(sizes)
    if budget < least:
        raise ConfigError(
            f"memory: {memory_bytes / 1e6:.0f} MB hold no expert of each of {len(sizes)} layers beside "
            f"{others / 1e6:.0f} MB of everything else (give at least {-(-(others + least) // 2**20)}MiB)"
        )
    if profile is not None and profile.accesses:
        return SlotPlan.divided([min(s, n) for s, n in zip(profile.divide(budget, sizes), counts, strict=True)])
    return SlotPlan.divided([min(s, n) for s, n in zip(SlotPlan.within(budget, sizes).slots, counts, strict=True)])


def _kilobytes(file: str, name: str) -> int:
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))
