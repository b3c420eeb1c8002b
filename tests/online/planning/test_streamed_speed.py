"""The model of speed by hand, and sizes from a configuration against the loaded model's."""

from dataclasses import replace

import pytest
import torch

from flame.errors import ConfigError
from flame.models.loading import load_model, sketch
from flame.models.packed_linear import linear_layers, pack_linear
from flame.models.upcycled import EMBEDDED_DIFFERENCES, read_differences, upcycled_config
from flame.nm_pattern import NMPattern
from flame.packed_expert import PackedExpert
from online.planning import machine as machine_module
from online.planning.machine import Machine, expert_seconds, matrix_seconds, measure_machine, packed_seconds
from online.planning.streamed_speed import LOAD_S, ModelSizes, Overheads, Speed, measure_overheads, speed
from tests.conftest import settings_for

MACHINE = Machine(16_000, 8_000, 1000.0, 100.0, 400.0, 2, None)
SIZES = ModelSizes("hand", 3, 4, 8, 2, ((10, 10),), 600, {(5, 10): 2, (1, 25): 1}, 1, torch.float32, 10)
PACKED = replace(SIZES, matrices={(1, 25): 1}, packed={(5, 10): 2}, linear_type="int8")


def test_a_token_worked_by_hand():
    # 3 layers x 2 experts: reads 500 + 6 x 50 bytes at 1000 a second; products of 2 x 0.3 + 0.2 and 6 x 0.2 s
    products_s = SIZES.products_s({(5, 10): 0.3, (1, 25): 0.2}, {})
    got = speed(SIZES, MACHINE, Overheads(0.5, 0.25), products_s, 0.2, 50, 0.5, cached=0.0)
    assert got.memory_s == pytest.approx(0.8)
    assert got.disk_s == pytest.approx(3 * (LOAD_S + 0.5))
    assert got.compute_s == pytest.approx(0.5 + 4 * 0.25 + (2.0 - 0.8))
    assert got.tokens_per_s == pytest.approx(1 / (0.8 + 3 * (LOAD_S + 0.5) + 2.7))
    assert got.bound == "compute"
    cached = speed(SIZES, MACHINE, Overheads(0.5, 0.25), products_s, 0.2, 50, 0.5, cached=1.0)
    assert cached.disk_s == pytest.approx(3 * (LOAD_S + 0.125))
    assert speed(SIZES, MACHINE, Overheads(0, 0), 0.0, 0.0, 50, 1.0, cached=1.0) == Speed(0.8, 0.0, 0.0)


def test_packed_linear_layers_by_hand():
    assert SIZES.read_bytes == 2 * 4 * 50 + 4 * 25
    assert PACKED.read_bytes == 2 * (50 + 4 * 5) + 4 * 25  # a byte a weight, a scale of 4 bytes a row
    assert PACKED.products_s({(1, 25): 0.2}, {(5, 10): 0.1}) == pytest.approx(2 * 0.1 + 0.2)


def test_packed_linear_layers_are_counted_as_they_are_packed(decoder_folder):
    settings = settings_for(decoder_folder)
    plain, packed = (ModelSizes.of(sketch(settings), linear_type) for linear_type in (None, "int8"))
    model = load_model(settings)
    layers = linear_layers(model.hf, model.family)
    saved = sum(4 * each.weight.numel() - pack_linear(each.weight.detach(), "int8").size_bytes
                for each in layers.values())  # fmt: skip
    assert plain.dense_bytes - packed.dense_bytes == saved > 0
    assert sum(packed.packed.values()) == len(layers)
    assert sum(packed.matrices.values()) == sum(plain.matrices.values()) - len(layers)
    assert all(each > 0 for each in packed_seconds({(1280, 640): 1, (640, 960): 2}, "int4").values())


@pytest.mark.parametrize("name", ["decoder_folder", "tiny_folder"])
def test_sizes_of_a_configuration_are_those_of_the_model(name, request):
    settings = settings_for(request.getfixturevalue(name))
    model, found = load_model(settings), ModelSizes.of(sketch(settings))
    assert found == ModelSizes.of(model)
    assert not any(weight.numel() and not weight.is_meta for weight in sketch(settings).hf.parameters())
    layer = model.moe_layers("decoder")[0]
    packed = PackedExpert.pack(model.expert_matrices(layer, 0), NMPattern(4, 4), "int8")
    assert found.expert_bytes(NMPattern(4, 4), "int8") == packed.size_bytes
    every = sum(parameter.numel() * parameter.element_size() for parameter in model.hf.parameters())
    experts = sum(model.shape(each).num_experts for each in model.moe_layers()) * found.expert_weights * 4
    assert found.dense_bytes == every - experts
    assert found.read_bytes < found.dense_bytes


def test_the_configuration_of_the_upcycled_model_is_that_of_its_differences():
    config, differences = upcycled_config(), read_differences(EMBEDDED_DIFFERENCES)
    router = differences.layers[0].router
    assert (config.num_local_experts, config.hidden_size) == tuple(router.shape)
    assert (config.num_hidden_layers, config.num_experts_per_tok) == (len(differences.layers), differences.top_k)
    assert config.intermediate_size == differences.layers[0].down_a.shape[2]


def test_this_machine_is_measured(tmp_path):
    machine = measure_machine(tmp_path)
    assert not list(tmp_path.iterdir())
    assert machine.available_bytes <= machine.memory_bytes
    with pytest.raises(ConfigError, match="memory_bytes_per_s is 0"):
        Machine(1, 1, 0.0, 1.0, 1.0, 1, None)
    seconds = matrix_seconds({(512, 1024): 3, (5, 32): 1}, torch.bfloat16)
    assert set(seconds) == {(512, 1024), (5, 32)}
    assert seconds[512, 1024] > seconds[5, 32] >= 0  # the latter takes no longer than any call
    overheads, family = measure_overheads("qwen3_moe", torch.bfloat16)
    assert family == "qwen3_moe"
    assert overheads.token_s + overheads.block_s > 0


@pytest.mark.parametrize("kind", ["bf16", "int8", "int4"])
@pytest.mark.parametrize("shapes", [((96, 64), (64, 96)), ((100, 64), (100, 64), (64, 100))])
def test_an_expert_of_any_shape_is_timed(shapes, kind):
    assert expert_seconds(shapes, NMPattern(2, 4), kind) > 0


def test_a_large_experts_time_is_that_of_its_part(monkeypatch):
    monkeypatch.setattr(machine_module, "_best", lambda work, times=8: len(work()) * 1.0)  # a second each
    monkeypatch.setattr(machine_module, "_called_s", lambda call, x: 0.25)  # of which a call takes a quarter
    whole = expert_seconds(((4096, 1024), (1024, 4096)), NMPattern(4, 4), "int8")
    assert whole == pytest.approx(1.5)  # 8 M weights, of which 4 M are timed


def test_what_a_token_of_a_decoder_is_multiplied_with(tiny_folder):
    model = load_model(settings_for(tiny_folder))
    matrices = ModelSizes.of(model).matrices
    decoder = [m for n, m in model.hf.named_modules() if n.startswith("decoder.") and isinstance(m, torch.nn.Linear)
               and not n.endswith(("EncDecAttention.k", "EncDecAttention.v")) and ".experts." not in n]  # fmt: skip
    head = model.hf.get_output_embeddings()
    assert sum(matrices.values()) == len(decoder) + 1
    assert matrices[tuple(head.weight.shape)] == 1


def test_the_disk_is_measured_from_the_models_files_and_not_by_a_walk_through_all_that_lies_below(
    tmp_path, monkeypatch
):
    for place in ("a/b/c", "packed"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "large").write_bytes(bytes(5 * 2**20))
    read = []
    monkeypatch.setattr(machine_module, "_read", lambda file, direct: read.append((file, direct)) or 1e9)
    measure_machine(tmp_path)
    assert read == [(tmp_path / "packed" / "large", direct) for direct in (True, False)]
