"""Decoding with every configuration in turns, and the rows of it."""

from __future__ import annotations

import importlib.util
import os
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from experiments.bench.streaming_limits import ExpertProducts, MeasuredBandwidth, byte_limits
from experiments.bench.streaming_stores import loss_of, packed_stores, packing_costs
from experiments.tools.streamed_decoding import Configuration, Spent, Subject
from flame.app.experiment import Context
from flame.models.moe_model import MoeModel
from flame.nm_pattern import DENSE, NMPattern
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.slot_plan import SlotPlan
from online.serving.session import Session, stream
from online.serving.stores import ExpertStore, LimitedStore, MemoryStore

if TYPE_CHECKING:
    from experiments.bench.bench_streaming import Parameters


COLUMNS = (
    "model", "configuration", "value_type", "beside", "ms_per_token", "speedup_over_baseline", "speedup_over_resident",
    "token_ms", "token_speedup_over_resident", "speedup_over_disk_offload", "cached_ms_per_token", "hit_ratio",
    "late_ratio", "router_ms",
    "stall_ms", "stall_saved_ms", "stall_caused_ms", "predicting_ms", "predicting_share", "won_ms", "rested_per_token",
    "compute_ms", "products_ms", "around_ms", "rest_ms",
    "loaded_bytes_per_token", "limit_ms", "resident_over_limit", "link_limit_ms", "memory_limit_ms",
    "read_gb_per_s", "link_gb_per_s",
    "output_error", "loss_increase_nats", "pattern", "preload", "slots", "expert_bytes", "tokens", "weights",
    "d_model", "d_ff", "status", "reason",
)  # fmt: skip


def rows_of(context: Context, subject: Subject, p: Parameters) -> list[dict[str, Any]]:
    """The rows of one model: for each value type the four streamed configurations, resident ones and disk offload."""
    before = subject.model.hf.device
    subject.model.to(p.device)
    try:
        return rows_there(context, subject, p)
    finally:
        subject.model.to(before)  # it is not this experiment's alone


def rows_there(context: Context, subject: Subject, p: Parameters) -> list[dict[str, Any]]:
    inputs = tuple({name: tensor.to(p.device) for name, tensor in each.items()} for each in subject.inputs)
    subject = replace(subject, inputs=inputs)
    dense_loss = None if subject.routes is not None else loss_of(context, subject.model, p)
    rows = []
    for value_type in p.value_types:
        stores = packed_stores(subject.model, NMPattern.parse(context.settings.pruning.pattern), value_type)
        accuracy = {
            pattern: packing_costs(context, subject, stores[pattern], pattern, p, dense_loss) for pattern in stores
        }
        with ExitStack() as stack:
            rows += timed_rows(context, subject, stores, accuracy, value_type, p, stack)
    return rows


def timed_rows(
    context: Context, subject: Subject, stores: Mapping[NMPattern, MemoryStore],
    accuracy: Mapping[NMPattern, Mapping[str, float]], value_type: str, p: Parameters, stack: ExitStack,
) -> list[dict[str, Any]]:  # fmt: skip
    """Decode with every configuration in turns, and make rows of it."""
    pattern = NMPattern.parse(context.settings.pruning.pattern)
    pattern_of = {"baseline": DENSE, "nm": pattern, "cepr": DENSE, "both": pattern, "hidden": pattern}
    layers, of_buffer = len(subject.model.moe_layers("decoder")), context.settings.buffer

    def streamed(name: str, preload: int) -> Configuration:
        def opened(model: MoeModel) -> Session:
            store: ExpertStore = stores[pattern_of[name]]
            if p.device == "cpu":
                store = LimitedStore(store, p.store_bytes_per_s, p.store_latency_s)
            buffer = ExpertBuffer(SlotPlan.per_layer(layers, of_buffer.slots), of_buffer.policy)
            predictor = subject.hidden if name == "hidden" else subject.table if preload else None
            return stack.enter_context(stream(model, store, buffer, predictor, preload=max(1, preload)))

        return Configuration(name, subject, opened, preload)

    candidates = [Configuration("resident", subject), streamed("baseline", 0), streamed("nm", 0)]
    predicted = ("cepr", "both") if subject.hidden is None else ("cepr", "both", "hidden")
    candidates += [streamed(name, preload) for name in predicted for preload in p.preload]
    examples = range(p.warm_up_examples + p.examples)
    bandwidth = MeasuredBandwidth(p)
    products = {kept: ExpertProducts.of(subject.model, store) for kept, store in stores.items()}
    of_resident = ExpertProducts.of(subject.model, None)
    chosen: list[Configuration] = []
    for example in context.progress(examples, f"{subject.facts['model']}, {value_type}"):
        if example == p.warm_up_examples:
            chosen = fastest_of(candidates)
        for configuration in chosen or candidates:
            configuration.decode(example, p.tokens)
        bandwidth.measure()
        for measured in (of_resident, *products.values()):
            measured.measure()
    rows = []
    for configuration in chosen:
        row = facts_of(configuration, context.settings.buffer.slots) | byte_limits(
            configuration, subject, stores, pattern_of, bandwidth
        )
        measured = of_resident if configuration.name == "resident" else products[pattern_of[configuration.name]]
        row["products_ms"] = layers * subject.model.top_k * measured.median_ms
        row["around_ms"] = row["compute_ms"] - row["products_ms"]
        if configuration.name != "resident":
            row |= {"pattern": str(pattern_of[configuration.name]), **accuracy[pattern_of[configuration.name]]}
        rows.append(row)
    rows.append(disk_offload_row(context, subject, p))
    rows = [{**row, **subject.facts, "beside": value_type} for row in rows]
    compare(rows, predicted, pattern_of, str(subject.model.hf.dtype).removeprefix("torch."))
    return [{key: row[key] for key in COLUMNS if key in row} for row in rows]


def compare(
    rows: Sequence[dict[str, Any]], predicted: Sequence[str], pattern_of: Mapping[str, NMPattern], dtype: str
) -> None:
    """Add to each row what it is beside the others: resident first, then baseline, disk offload last.

    Args:
        predicted: configurations that preload; they stand beside the one with the same experts that does not.
        dtype: of the resident model's weights, as torch calls it.
    """
    resident, baseline = (row["ms_per_token"] for row in rows[:2])
    alone = {pattern_of[name]: row for row in rows if (name := row["configuration"]) in ("baseline", "nm")}
    for row in rows:
        own_type = row["configuration"] in ("resident", "disk_offload")
        row["value_type"] = {"float32": "fp32", "bfloat16": "bf16"}.get(dtype, dtype) if own_type else row["beside"]
        if row["configuration"] in predicted:
            without = alone[pattern_of[row["configuration"]]]
            predicting_ms = row["compute_ms"] - without["compute_ms"]
            row |= {
                "stall_saved_ms": without["stall_ms"] - row["stall_ms"],
                "predicting_ms": predicting_ms,
                "predicting_share": predicting_ms / (row["ms_per_token"] + row["rest_ms"]),
                "won_ms": without["ms_per_token"] - row["ms_per_token"],
            }
        else:
            for of_preloads in ("stall_caused_ms", "rested_per_token"):
                row.pop(of_preloads, None)
        if "ms_per_token" in row:
            row |= {
                "speedup_over_baseline": baseline / row["ms_per_token"],
                "speedup_over_resident": resident / row["ms_per_token"],
            }
            if "rest_ms" in row:
                row["token_ms"] = row["ms_per_token"] + row["rest_ms"]
                row["token_speedup_over_resident"] = rows[0]["token_ms"] / row["token_ms"]
            if "limit_ms" in row:
                row["resident_over_limit"] = resident / row["limit_ms"]
            if "ms_per_token" in rows[-1]:
                row["speedup_over_disk_offload"] = rows[-1]["ms_per_token"] / row["ms_per_token"]


def fastest_of(candidates: Sequence[Configuration]) -> list[Configuration]:
    """Of each name the configuration that has spent least in its MoE layers; what was spent so far is not counted."""
    best: dict[str, Configuration] = {}
    for candidate in candidates:
        rival = best.get(candidate.name)
        if rival is None or candidate.spent.moe_s < rival.spent.moe_s:
            best[candidate.name] = candidate
    for configuration in best.values():
        configuration.spent = Spent()
    return list(best.values())


def facts_of(configuration: Configuration, slots: int) -> dict[str, Any]:
    spent = configuration.spent
    ms = 1e3 / spent.tokens
    row = {
        "configuration": configuration.name,
        "ms_per_token": spent.moe_s * ms,
        "hit_ratio": 1.0 if configuration.name == "resident" else 0.0,
        "router_ms": spent.router_s * ms,
        "stall_ms": spent.stall_ms / spent.tokens,
        "stall_caused_ms": spent.caused_ms / spent.tokens,
        "compute_ms": (spent.moe_s - spent.router_s) * ms - spent.stall_ms / spent.tokens,
        "rest_ms": (spent.total_s - spent.moe_s) * ms,
        "tokens": spent.tokens,
    }
    if spent.accesses:
        row |= {
            "hit_ratio": spent.hits / spent.accesses,
            "rested_per_token": spent.rested / spent.tokens,
            "late_ratio": spent.late / spent.accesses,
            "loaded_bytes_per_token": spent.loaded_bytes / spent.tokens,
            "preload": configuration.preload,
            "slots": slots,
        }
    return row


def disk_offload_row(context: Context, subject: Subject, p: Parameters) -> dict[str, Any]:
    """The same checkpoint with accelerate's `disk_offload`, all of whose weights come from disk for each token.

    The page cache is emptied of them before each token, since a model that has to be offloaded does not fit it;
    `cached_ms_per_token` is the time without that.
    """
    row: dict[str, Any] = {"configuration": "disk_offload"}
    if not p.disk_tokens:
        return row | {"status": "not run", "reason": "experiment.disk_tokens=0"}
    if importlib.util.find_spec("accelerate") is None:
        return row | {"status": "not run", "reason": "accelerate is not installed (pip install 'flame-moe[offload]')"}
    from accelerate import disk_offload

    place = Path(context.settings.output)
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place, prefix=".offload-") as folder:
        cold = True

        def prepare(hf: Any) -> None:
            hf.register_forward_pre_hook(lambda *_: drop_cached(Path(folder)) if cold else None)
            disk_offload(hf, folder, torch.device(p.device))

        configuration = Configuration("disk_offload", subject, prepare=prepare)
        for cold in (True, False):
            configuration.decode(0, 1)
            configuration.spent = Spent()
            for example in range(-(-p.disk_tokens // p.tokens)):
                configuration.decode(example, min(p.tokens, p.disk_tokens - example * p.tokens))
            facts = facts_of(configuration, context.settings.buffer.slots)
            row |= facts if cold else {"cached_ms_per_token": facts["ms_per_token"]}
    return row


def drop_cached(folder: Path) -> None:
    """Make the next reading of a folder's files come from the disk, not from the memory that they once passed."""
    for file in folder.iterdir():
        descriptor = os.open(file, os.O_RDONLY)
        try:
            os.fdatasync(descriptor)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(descriptor)
