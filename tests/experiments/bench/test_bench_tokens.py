"""Whole tokens on a device: what is asked for is checked; `test_every_experiment` runs it."""

import numpy as np
import pytest
import torch

from experiments.bench.bench_tokens import Parameters, _row, _Way
from flame.errors import ConfigError

PARAMETERS = {
    "devices": ("cpu",), "slots": (2,), "texts": 1, "tokens": 8, "table_dialogues": 2,
    "threads": 1,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"devices": ("tpu",)}, "experiment.devices: 'tpu' is unknown"),
        ({"devices": ()}, "experiment.devices: is empty"),
        ({"slots": ()}, "experiment.slots: is empty"),
        ({"tokens": 4}, "experiment.tokens: 4 .expected above 4"),
        ({"texts": 0}, "experiment.texts"),
    ],
)
def test_what_cannot_be_timed_is_refused(changed: dict, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        Parameters(**{**PARAMETERS, **changed})


def test_a_row_by_hand() -> None:
    first = _Way({"way": "transformers"}, None, None, False, [4.0, 4.0], [torch.tensor([1])])
    packed = _Way({"way": "packed"}, None, None, False, [2.0, 2.0], [torch.tensor([2])])
    other = _Way({"way": "packed"}, None, None, True, [1.0], [torch.tensor([3])])
    streamed = _Way({"way": "streamed", "slots": 2}, None, None, True, [0.5, 1.5], [torch.tensor([3])])
    ways = [first, packed, other, streamed]
    rows = [_row(way, ways) for way in ways]
    assert [row["speedup_over_transformers"] for row in rows] == [1.0, 2.0, 4.0, 4.0]
    assert [row.get("same_answer") for row in rows] == [None, True, True, True]
    assert (rows[3]["p50_ms"], rows[3]["tokens_per_s"]) == (1.0, 1000.0)
    streamed.answers = [torch.tensor([2])]  # of steps that were not captured
    assert not _row(streamed, ways)["same_answer"]
    assert np.isclose(rows[3]["p95_ms"], 1.45)
