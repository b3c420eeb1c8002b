"""Experts that do not fit: peak memory of a process, two of them on one store, and a limit that is too low."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from experiments.serve_beyond_memory import ALLOWANCE_BYTES, Parameters, decode, write_checkpoint
from flame.config import load_settings, parse
from flame.errors import FlameError
from flame.experiment import Context
from flame.model import load_without_experts
from flame.nm_format import NMPattern
from online.expert_store import FileStore
from online.routed_mlp import resident

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
        return decode(folder, replace(parameters, store=store), TEXTS, limit)

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
        decode(folder, parameters, TEXTS, 100_000_000)
