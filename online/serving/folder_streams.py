"""How a packed folder's model is streamed: with which slots, predictors and drafts, within an amount of memory."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from flame.models.moe_model import MoeModel
from flame.models.packed_folder import PackedFolder
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.slot_plan import SlotPlan, hottest
from online.serving.assistant_drafts import AssistantDraft
from online.serving.halves import HalvedStore, halves_beside
from online.serving.memory_budget import available_bytes, resident_bytes, slots_within_memory
from online.serving.session import LITTLE, Session, stream
from online.serving.stores import FileStore


def folder_stream(
    folder: PackedFolder, model: MoeModel, context: int, memory_bytes: int | None, slots: int | None, draft: str | None
) -> Callable[[], Session]:
    """What opens the stream of a packed folder's model, with as many expert slots as memory leaves room for.

    Args:
        model: the folder's, without its experts.
        context: tokens of the longest conversation.
        memory_bytes: of the whole process; None for what the machine has available.
        slots: of each layer, whatever the memory.
        draft: `little`, or an assistant's name; a profile's predictors are then left out. Halves are written beside
            the packed experts, once.
    Raises:
        ConfigError: the memory is too small.
        ArtifactError, FormatError: the experts have no halves, or these cannot be written.
        ModelError: the assistant cannot be loaded.
    """
    profile = folder.profile(model.router_sha256())
    memory = available_bytes() + resident_bytes() if memory_bytes is None else memory_bytes
    experts = halves_beside(folder.experts) if draft == LITTLE else folder.experts
    drafting = AssistantDraft.named(draft, model) if draft is not None and draft != LITTLE else draft
    if slots is not None:
        plan = SlotPlan.per_layer(len(model.moe_layers("decoder")), slots)
    else:  # asked while upper halves, or the assistant, are in memory
        store = HalvedStore.open(experts) if draft == LITTLE else FileStore(experts)
        with contextlib.closing(store):
            plan = slots_within_memory(model, store, memory, context, profile)
    coming, reuse = (None, None) if profile is None or draft is not None else (profile.coming, profile.reuse)
    warm = () if profile is None else hottest(profile)

    def open_stream() -> Session:
        buffer = ExpertBuffer(plan, "lru" if reuse is None else "reuse")
        return stream(
            model, experts, buffer, coming, reuse=reuse, warm=warm, preload=model.top_k, draft=drafting
        )  # fmt: skip

    return open_stream
