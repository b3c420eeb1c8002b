"""Experts that do not fit: peak memory of a process, two of them on one store, and a limit that is too low."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from experiments.bench.serve_beyond_memory import ALLOWANCE_BYTES, Parameters, decode, write_checkpoint
from flame.app.config import load_settings, parse
from flame.app.experiment import Context
from flame.errors import FlameError, ModelError
from flame.models.loading import load_without_experts
from flame.nm_pattern import NMPattern
from online.serving.expert_calls import resident
from online.serving.stores import FileStore
from tests.conftest import settings_for

TEXTS = ["Amanda: I baked cookies. Do you want some?", "Tom: Are we still on for tonight? Eva: Yes, at eight."]


@pytest.fixture(scope="module")
def parameters() -> Parameters:
    values = load_settings("experiment=serve_beyond_memory").experiment
    values.pop("name")
    small = {"num_experts": 64, "moe_layers": 2, "blocks": 4, "d_model": 256, "d_ff": 1024, "num_heads": 4}
    return parse(Parameters, values | small | {"vocabulary": 8000, "tokens": 6})


@pytest.fixture(scope="module")
def folder(parameters: Parameters, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("checkpoint")
    context = Context(load_settings("experiment=serve_beyond_memory"))
    sizes = write_checkpoint(context, parameters, NMPattern(2, 4), "bf16", folder)
    assert sizes["expert_weights"] * 4 > 500_000_000
    return folder


def test_two_processes_decode_one_store_within_their_memory(parameters: Parameters, folder: Path) -> None:
    limit = 1_500_000_000

    def run(store: str) -> dict:
        return decode(folder, replace(parameters, store=store), TEXTS, limit, 2)

    with ThreadPoolExecutor() as pool:
        reports = list(pool.map(run, ["read", "mapped"]))
    settings = replace(load_settings("experiment=serve_beyond_memory").model, source="hub", path=str(folder / "dense"))
    model, store = load_without_experts(settings), FileStore(folder / "packed")
    with resident(model, store):
        expected = model.generate_ids(TEXTS, 6, min_new_tokens=6).tolist()
    store.close()
    for report in reports:
        assert report["ids"] == expected
        assert report["peak_bytes"] < limit
        above = report["peak_bytes"] - report["imports_bytes"]
        assert above - report["other_weights_bytes"] - report["buffer_bytes"] <= ALLOWANCE_BYTES


def test_a_limit_too_low_is_one_error(parameters: Parameters, folder: Path) -> None:
    with pytest.raises(FlameError, match="under 100000000 bytes failed"):
        decode(folder, parameters, TEXTS, 100_000_000, 2)


def test_what_loading_without_experts_refuses(tiny_folder: Path, tmp_path: Path) -> None:
    settings = settings_for(tiny_folder)
    model = load_without_experts(settings)
    with pytest.raises(ModelError, match="loaded without its experts"):
        model.generate_ids(TEXTS, 2)
    left_out = [name for name, weight in model.hf.named_parameters() if weight.is_meta]
    model.to("cpu")
    assert [name for name, weight in model.hf.named_parameters() if weight.is_meta] == left_out
    model.to("meta")
    assert all(weight.is_meta for weight in model.hf.parameters())
    shutil.copytree(tiny_folder, tmp_path / "bare")
    weights = load_file(tmp_path / "bare" / "model.safetensors")
    (tmp_path / "bare" / "model.safetensors").unlink()
    bare = settings_for(tmp_path / "bare")
    with pytest.raises(ModelError, match="no weights"):
        load_without_experts(bare)
    routers = {name: weight for name, weight in weights.items() if "router" in name}
    save_file(routers, tmp_path / "bare" / "model.safetensors")
    with pytest.raises(ModelError, match="lacks"):
        load_without_experts(bare)
    others = {name: weight for name, weight in weights.items() if ".experts." not in name}
    save_file(others | {"shared.weight": weights["shared.weight"] * torch.nan}, tmp_path / "bare" / "model.safetensors")
    with pytest.raises(ModelError, match=r"shared\.weight holds NaN"):
        load_without_experts(bare)
