"""Routes of decoders alone equal, id for id, what plain transformers hooks hear, for ten families."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from flame.models.moe_model import MoeModel
from flame.models.settings import ModelSettings
from flame.models.tiny import tiny_hf
from flame.storage.dataset import Dialogue, load_corpus
from offline.prediction.tracing import record_trace
from offline.training.examples import train_tokenizer

FAMILIES = (
    "qwen2_moe", "qwen3_moe", "olmoe", "mixtral", "deepseek_v2", "deepseek_v3", "glm4_moe", "gpt_oss", "granitemoe",
    "phimoe",
)  # fmt: skip


def plain_hooks(hf, ids: torch.Tensor, new: int) -> np.ndarray:
    """What a script without this project would do for one prompt: [tokens, layers, top_k]."""
    layers = [module for module in hf.modules() if type(module).__name__.endswith("Experts")]
    heard: list[list[torch.Tensor]] = [[] for _ in layers]
    hooks = [
        module.register_forward_hook(lambda _, inputs, __, into=into: into.append(inputs[1]))
        for module, into in zip(layers, heard, strict=True)
    ]
    with torch.inference_mode():
        hf.generate(input_ids=ids, attention_mask=torch.ones_like(ids), max_new_tokens=new, do_sample=False)
    for hook in hooks:
        hook.remove()
    return torch.stack([torch.cat(calls) for calls in heard], 1).numpy()


@pytest.fixture(scope="module")
def tokenizer():
    return train_tokenizer([d.text for d in load_corpus("sample").split("train")], 420)


@pytest.mark.parametrize("family", FAMILIES)
def test_routes_equal_those_of_plain_hooks(family, tokenizer):
    hf = tiny_hf(family, vocab_size=420)
    hf.generation_config.eos_token_id = None
    hf.generation_config.pad_token_id = tokenizer.pad_token_id
    model = MoeModel(hf, tokenizer, ModelSettings(family, "random", None, None, "", 60, 4, {}), "random")
    dialogues = [Dialogue("a", "A: hello there, how are you?"), Dialogue("b", "B: no")]
    trace = record_trace(model, dialogues, batch=1)
    for number, dialogue in enumerate(dialogues):
        ids = tokenizer([dialogue.text], return_tensors="pt")["input_ids"]
        rows = slice(*trace.example_ptr[number : number + 2])
        np.testing.assert_array_equal(trace.experts[rows], plain_hooks(hf, ids, 4))
        assert trace.prefill[rows].sum() == ids.shape[1]
    together = record_trace(model, dialogues, batch=2)
    np.testing.assert_array_equal(together.experts, trace.experts)
    assert trace.decoded().tokens == 2 * 3
