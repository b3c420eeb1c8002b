"""A folder whose index promises more than its shards hold is refused before anything is loaded."""

import json

import pytest

from flame.errors import ArtifactError
from flame.models.loading import load_model
from flame.models.tiny import tiny_hf
from tests.conftest import settings_for


@pytest.mark.parametrize(
    ("damage", "words"),
    [("tensor", "holds no model.layers.9.mlp.gate.weight"), ("shard", "is missing")],
)
def test_loading_names_what_is_absent(tmp_path, damage, words):
    tiny_hf("qwen3_moe").save_pretrained(tmp_path, max_shard_size="100KB")
    index = tmp_path / "model.safetensors.index.json"
    facts = json.loads(index.read_text())
    first = sorted(set(facts["weight_map"].values()))[0]
    if damage == "tensor":
        facts["weight_map"]["model.layers.9.mlp.gate.weight"] = first
        index.write_text(json.dumps(facts))
    else:
        (tmp_path / first).unlink()
    with pytest.raises(ArtifactError, match=words):
        load_model(settings_for(tmp_path))
