"""Counts are whole numbers: at every door, anything else is one line."""

import math

import numpy as np
import pytest

from flame.errors import FlameError, is_whole
from flame.nm_pattern import NMPattern
from flame.routing import RoutingTrace
from flame.storage.dataset import load_corpus
from offline.prediction.cepr import build_cepr_table, build_context_table, build_incremental_table
from offline.prediction.context_trees import TokenTable, grow_trees
from offline.prediction.tracing import record_trace
from offline.pruning.masks import block_mask
from tests.offline.synthetic_routing import random_trace

TREES = {"lags": 2, "token_table": None, "min_leaf": 2, "max_depth": 2}
DOORS = {
    "cepr known_layers": lambda value: build_cepr_table(random_trace(0), value),
    "incremental known_layers": lambda value: build_incremental_table(random_trace(0), value),
    "orders": lambda value: build_context_table(random_trace(0), [value] * 3),
    "lags": lambda value: grow_trees(random_trace(0), **(TREES | {"lags": value})),
    "min_leaf": lambda value: grow_trees(random_trace(0), **(TREES | {"min_leaf": value})),
    "max_depth": lambda value: grow_trees(random_trace(0), **(TREES | {"max_depth": value})),
    "slot_bits": lambda value: TokenTable(value, 1, 1),
    "groups": lambda value: TokenTable(1, 1, value),
    "examples": lambda value: random_trace(0).select([value]),
    "num_experts": lambda value: RoutingTrace(np.zeros((2, 1, 1), int), np.array([0, 2]), value),
    "keep": lambda value: NMPattern(value, 4),
    "block": lambda value: block_mask(np.ones((4, 4), np.float32), 0.5, (2, value)),
}


@pytest.mark.parametrize("value", [1.5, 2.0, "2", True, -1, math.nan, np.float32(2)])
@pytest.mark.parametrize("door", DOORS)
def test_what_is_no_whole_number_is_refused(door, value):
    with pytest.raises(FlameError) as caught:
        DOORS[door](value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("door", DOORS)
def test_numpys_whole_numbers_are_taken(door):
    DOORS[door](np.int64(2))


@pytest.mark.parametrize("option", ["batch", "max_new_tokens", "num_beams"])
def test_tracing_and_generation(tiny_model, option):
    with pytest.raises(FlameError, match=f"{option} 1.5"):
        record_trace(tiny_model, load_corpus("sample").split("test")[:1], **{option: 1.5})
    if option != "batch":
        with pytest.raises(FlameError, match=f"{option} 2.0"):
            tiny_model.generate_ids(["Ada: hi"], **({"max_new_tokens": 2} | {option: 2.0}))


def test_is_whole():
    assert all(is_whole(value, 2) for value in (2, np.uint8(3), np.int64(2)))
    assert not any(is_whole(value, 2) for value in (1, 2.0, True, None, "3", np.float64(3), np.array([2, 3])))
