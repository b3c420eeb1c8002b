"""Counts and sizes of every experiment, and of the groups, are looked at before any work: one line, no traceback."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import typing
from collections.abc import Iterator
from typing import Any

import pytest

from flame.app.catalogue import experiment_names
from flame.app.config import conf_folder, load_settings
from flame.app.experiment import load_experiment
from flame.errors import FlameError

# Fields that may be 0: none of something, or a number that counts from 0.
ZERO = {
    "bench_kernels": {"cold_bytes"}, "bench_batches": {"warm_up"},
    "bench_streaming": {"disk_tokens", "hidden_dialogues"}, "bench_speculation": {"draft_tokens"},
    "design_space": {"known_layers"},
    "domain_shift": {"slot_bits", "tag_bits"}, "estimate": {"yosys_rows"},
    "fig4a_memory_footprint": {"encoder_moe_layers", "decoder_moe_layers", "position_buckets"},
    "fig6_transitions": {"shown_layer"}, "predictor_bench": {"slot_bits", "tag_bits"},
    "engine_rtl": {"latency_cycles"},
    "prune": {"steps", "rouge_dialogues", "recovery_unlabelled", "shard"},
    "pruning_report": {"steps", "rouge_dialogues", "recovery_unlabelled", "board_slots"}, "record_traces": {"shard"},
    "replay": {"preload"}, "serve_beyond_memory": {"decoder_start_token_id"},
    "train_predictor": {"block_leads", "width"},
    "train_mini": {"seeds", "unwanted_repeats", "workers"},
}  # fmt: skip
# Of a search: whatever the field takes. Of a reproduction: what other experiments are given, who look at it themselves.
VALUES_OF_ANY_FIELD = ("space", "where", "fields", "overrides")

Place = tuple[str | int, ...]


def whole_numbers(value: Any, place: Place = ()) -> Iterator[Place]:
    """The places of whole numbers in the values of an experiment, the first of each list alone."""
    if isinstance(value, int) and not isinstance(value, bool):
        yield place
    parts = dict(list(enumerate(value))[:1]) if isinstance(value, list) else value if isinstance(value, dict) else {}
    for key, part in parts.items():
        if key not in VALUES_OF_ANY_FIELD:
            yield from whole_numbers(part, (*place, key))


def left_out(kind: type, place: Place = ()) -> Iterator[Place]:
    """The places of whole numbers that may be null."""
    for name, hint in typing.get_type_hints(kind).items():
        if {int, type(None)} <= set(typing.get_args(hint)):
            yield (*place, name)
        if dataclasses.is_dataclass(hint):
            yield from left_out(typing.cast(type, hint), (*place, name))


def changed(values: dict[str, Any], place: Place, number: int) -> dict[str, Any]:
    values = copy.deepcopy(values)
    inner: Any = values
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = number
    return values


@pytest.mark.parametrize("name", experiment_names(conf_folder()))
def test_no_count_is_negative_or_none_where_some_are_needed(name: str) -> None:
    values = load_settings(f"experiment={name}").experiment
    module, _ = load_experiment(values)
    may_be_zero, taken = ZERO.get(name, set()), []
    for place in {*whole_numbers(values), *left_out(module.Parameters)}:
        field = next(key for key in reversed(place) if isinstance(key, str))
        for number in (-1,) if field in may_be_zero else (-1, 0):
            with contextlib.suppress(FlameError):
                load_experiment(changed(values, place, number))
                taken.append(f"{place}={number}")
    assert not taken


@pytest.mark.parametrize(
    "override",
    [
        "pruning.pattern=4:1", "pruning.pattern=3:2", "pruning.pattern=0:4", "predictor.known_layers=-1",
        "predictor.known_layers=0", "buffer.slots=-1", "dataset.accuracy_dialogues=0", "model.max_new_tokens=-3",
        "seed=-1",
        "predictor.table_bytes=0",
    ],
)  # fmt: skip
def test_the_groups_too(override: str) -> None:
    with pytest.raises(FlameError, match=override.partition("=")[0].replace(".", r"\.")):
        load_settings("experiment=serve_streamed", override)


@pytest.mark.parametrize("override", ["experiment.patterns=[3:2]", "experiment.patterns=[nonsense]"])
@pytest.mark.parametrize("name", ["bench_kernels", "bench_pruning", "design_space", "fig7_pruning_accuracy", "fig9b"])
def test_patterns_of_a_grid_too(name: str, override: str) -> None:
    with pytest.raises(FlameError, match="pattern"):
        load_experiment(load_settings(f"experiment={name}", override).experiment)
