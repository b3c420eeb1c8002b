"""A tiny pruned model and its packed experts, in memory and in a folder."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from flame.ids import ExpertId
from flame.models.moe_model import MoeModel
from flame.packed_expert import PackedExpert
from flame.routing import RoutingTrace
from flame.storage.packed_store import write_packed_layer, write_store_index
from offline.prediction.cepr import build_cepr_table
from online.kernels import nm_kernels
from tests.online.small_streams import pack_experts, prune

LITTLE = 1 << 18  # bytes: what reads fewer is computed by its caller alone


@pytest.fixture(scope="session", autouse=True)
def _teams_for_little_work() -> Iterator[None]:
    """Threads share work of any size here, as they do a served model's: that of tests is little."""
    library = nm_kernels._library()
    if library is not None:
        library.flame_nm_call_little(0)
    yield
    if library is not None:
        library.flame_nm_call_little(LITTLE)


@pytest.fixture(scope="session")
def pruned(tiny_model: MoeModel) -> MoeModel:
    model = tiny_model.copy()
    prune(model)
    return model


@pytest.fixture(scope="session")
def packed(pruned: MoeModel) -> dict[ExpertId, PackedExpert]:
    return pack_experts(pruned)


def write_store(packed: dict[ExpertId, PackedExpert], model: MoeModel, folder: Path) -> Path:
    keys = [layer.id for layer in model.moe_layers()]
    for layer in model.moe_layers():
        experts = [packed[ExpertId(layer.id, expert)] for expert in range(model.num_experts)]
        write_packed_layer(folder, layer.id, layer.block, experts)
    write_store_index(folder, keys, model.num_experts)
    return folder


@pytest.fixture
def folder(packed: dict[ExpertId, PackedExpert], pruned: MoeModel, tmp_path: Path) -> Path:
    return write_store(packed, pruned, tmp_path)


@pytest.fixture(scope="session")
def table(pruned: MoeModel) -> object:
    """A table of plausible but imperfect predictions."""
    rng = np.random.default_rng(0)
    experts = rng.integers(0, pruned.num_experts, (200, len(pruned.moe_layers("decoder")), 1))
    return build_cepr_table(RoutingTrace(experts, np.asarray([0, 200]), pruned.num_experts), 2)
