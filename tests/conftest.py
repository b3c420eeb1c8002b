"""A tiny Switch model and the settings that load it, for tests of every room."""

import os

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import torch

if not torch.cuda.is_available():
    os.environ.setdefault("TRITON_INTERPRET", "1")  # read when triton is first imported, by whomever

from pathlib import Path
from typing import Any

import pytest

from flame.models.loading import load_model
from flame.models.moe_model import MoeModel
from flame.models.settings import ModelSettings
from flame.models.switch_shapes import random_switch, switch_config
from flame.models.tiny import tiny_hf
from flame.storage.dataset import load_corpus
from offline.training.examples import train_tokenizer


def save_switch(folder: Path, seed: int = 0, **sizes: int) -> Path:
    """Write a tiny random Switch checkpoint with a tokenizer."""
    corpus = load_corpus("sample")
    tokenizer = train_tokenizer([d.text for d in corpus.split("train")], 420)
    usual = dict(vocabulary=420, d_model=32, d_ff=64, num_heads=4, num_experts=4, blocks=4, moe_layers=2)
    random_switch(switch_config(**(usual | sizes)), seed).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def settings_for(folder: Path) -> ModelSettings:
    return ModelSettings("tiny", "hub", str(folder), None, "summarize: ", 64, 8, {})


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_switch(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def tiny_model(tiny_folder: Path) -> MoeModel:
    """Treat as read-only: change a `copy()`."""
    return load_model(settings_for(tiny_folder))


CHAT_TEMPLATE = "{% for turn in messages %}{{ turn.role }}: {{ turn.content }}\n{% endfor %}assistant: "


def save_family(folder: Path, family: str = "qwen3_moe", chat: bool = True, **changes: Any) -> Path:
    """Write a tiny random checkpoint of a family with a tokenizer, as the hub would have it."""
    tokenizer = train_tokenizer([d.text for d in load_corpus("sample").split("train")], 420)
    if chat:
        tokenizer.chat_template = CHAT_TEMPLATE
    model = tiny_hf(family, vocab_size=420, **changes)
    model.generation_config.eos_token_id = tokenizer.eos_token_id
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def decoder_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny decoder-only mixture of experts of the Qwen3 kind, top 2 of 8."""
    return save_family(tmp_path_factory.mktemp("decoder"))
