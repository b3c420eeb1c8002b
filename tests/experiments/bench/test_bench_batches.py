"""Batches of tokens through a layer: the two ways compute what they say, and loads are counted by hand."""

import numpy as np
import pytest
import torch

from experiments.bench.bench_batches import Parameters, load_balance, packed_layer
from experiments.bench.random_experts import random_expert
from flame.errors import ConfigError
from flame.nm_pattern import NMPattern

PARAMETERS = {
    "experts": 4, "top_k": 2, "hidden": 64, "d_ff": 32, "value_types": ("int8",), "devices": ("cpu",), "tokens": (1,),
    "requests": 2, "warm_up": 0, "threads": 1,
}  # fmt: skip


def test_a_layer_is_the_weighed_sum_of_its_experts() -> None:
    rng = np.random.default_rng(0)
    experts = [random_expert(64, 32, NMPattern(2, 4), "fp32", rng, gated=True) for _ in range(4)]
    x, weights = torch.randn(5, 64), torch.rand(5, 2)
    index = torch.tensor([[0, 1], [3, 1], [2, 0], [1, 2], [3, 0]])
    expected = torch.zeros(5, 64)
    for token in range(5):
        for place in range(2):
            gate, up, down = (
                torch.from_numpy(np.asarray(experts[index[token, place]].unpack()[name]))
                for name in ("gate", "up", "down")
            )
            hidden = torch.nn.functional.silu(gate @ x[token]) * (up @ x[token])
            expected[token] += weights[token, place] * (down @ hidden)
    assert torch.allclose(packed_layer(experts, "cpu", 1)(x, index, weights), expected, rtol=1e-4, atol=1e-4)


def test_loads_by_hand() -> None:
    chosen = [np.array([[0, 1], [0, 2]]), np.array([[3, 0], [0, 3]])]
    found = load_balance(chosen, 4)
    assert found == {"experts_used": 2.5, "busiest_over_mean": 2.0, "busiest_over_mean_of_all": 2.0}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"top_k": 5}, "experiment.top_k: 5"),
        ({"devices": ("tpu",)}, "experiment.devices: 'tpu' is unknown"),
        ({"value_types": ("int5",)}, "experiment.value_types: 'int5' is unknown"),
        ({"tokens": ()}, "experiment.tokens: is empty"),
        ({"requests": 0}, "experiment.requests"),
    ],
)
def test_what_cannot_be_timed_is_refused(changed: dict, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        Parameters(**{**PARAMETERS, **changed})
