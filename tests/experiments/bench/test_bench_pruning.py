from __future__ import annotations

from experiments.bench.bench_pruning import prune_in_own_process, write_random_checkpoint
from flame.storage.packed_store import PackedStore
from offline.pruning.source import Checkpoint


def test_the_memory_of_pruning_does_not_grow_with_the_number_of_layers(tmp_path):
    layers, experts, d_model, d_ff = 20, 4, 512, 512
    layer_bytes = 4 * experts * 2 * d_model * d_ff
    write_random_checkpoint(tmp_path / "source", layers, experts, d_model, d_ff)
    assert Checkpoint(tmp_path / "source").expert_weights * 4 == layers * layer_bytes
    found = prune_in_own_process(tmp_path / "source", tmp_path / "out", "2:4", "bf16", workers=1)
    own = found["peak_bytes"] - found["imports_bytes"]
    # the whole checkpoint is 20 layers; what is allowed is two and what the allocator keeps
    assert own < 2 * layer_bytes + 40_000_000 < 0.4 * layers * layer_bytes
    store = PackedStore(tmp_path / "out" / "packed")
    assert store.size_bytes == found["packed_bytes"] == found["expert_weights"] * (16 * 2 + 3) // 32
