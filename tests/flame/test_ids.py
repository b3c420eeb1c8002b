"""What an expert is called is one thing in every room."""

from __future__ import annotations

from flame.ids import ExpertId, LayerId, decoder_expert
from offline.pruning.masks import ExpertMatrix
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.slot_plan import SlotPlan
from online.serving.stores import MemoryStore


def test_names_and_order() -> None:
    expert = decoder_expert(3, 5)
    assert expert == ExpertId(LayerId("decoder", 3), 5)
    assert (str(expert.layer), str(expert)) == ("decoder layer 3", "decoder layer 3, expert 5")
    assert str(ExpertMatrix(expert, "wi")) == "decoder layer 3, expert 5, wi"
    assert sorted([expert, decoder_expert(2, 9), ExpertId(LayerId("encoder", 0), 0), decoder_expert(3, 4)]) == [
        decoder_expert(2, 9),
        decoder_expert(3, 4),
        expert,
        ExpertId(LayerId("encoder", 0), 0),
    ]


def test_a_model_a_mask_a_store_and_a_buffer_mean_the_same_expert(tiny_model: object) -> None:
    layer = tiny_model.moe_layers("decoder")[1]  # type: ignore[attr-defined]
    expert = ExpertId(layer.id, 2)
    assert expert == ExpertMatrix(decoder_expert(1, 2), "wi").expert
    assert MemoryStore({expert: object()}).layers() == (layer.id,)  # type: ignore[dict-item]
    buffer = ExpertBuffer(SlotPlan.per_layer(2, 1))
    buffer.load(decoder_expert(1, 2))
    assert expert in buffer
    assert (1, 2) not in buffer  # a loose tuple names nothing
