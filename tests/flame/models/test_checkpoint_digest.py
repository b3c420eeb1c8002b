"""Every part of a checkpoint tells it from another."""

import pytest

from flame.models.checkpoint_digest import checkpoint_sha256
from flame.models.loading import load_model
from tests.conftest import settings_for


def generation(hf, tokenizer):
    hf.generation_config.max_length = 7


def configuration(hf, tokenizer):
    hf.config.expert_capacity = 3


def weights(hf, tokenizer):
    hf.lm_head.weight.data[0, 0] += 1


def words(hf, tokenizer):
    tokenizer.add_tokens(["zzz"])


def test_the_same_checkpoint_has_the_same_digest_whatever_it_was_asked(tiny_folder):
    model, other = load_model(settings_for(tiny_folder)), load_model(settings_for(tiny_folder))
    model.encode(["a text", "a longer text than that"])
    assert checkpoint_sha256(model) == checkpoint_sha256(other)


@pytest.mark.parametrize("change", [generation, configuration, weights, words])
def test_another_part_is_another_checkpoint(tiny_folder, change):
    model = load_model(settings_for(tiny_folder))
    before = checkpoint_sha256(model)
    change(model.hf, model.tokenizer)
    assert checkpoint_sha256(model) != before
