"""Decoding with streamed experts, against the model held in memory and against offloading to disk (table 1 made real).

Every configuration decodes the same tokens in turns, batch 1. The time counted is that of the decoder's MoE layers
(router, waiting for experts, experts), as in table 1; the rest of the decoder runs too and is reported beside it.
"""

from __future__ import annotations

import functools
import gc
import importlib.util
import itertools
import os
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch.nn import functional
from transformers import SwitchTransformersConfig, SwitchTransformersForConditionalGeneration

from experiments.paper.paper_routing import PaperRouting
from experiments.paper.values import beside, number
from experiments.tools.routing_traces import split_traces
from experiments.tools.streamed_decoding import Configuration, Spent, Subject, now_on_cuda, on_cuda
from flame.app import plots
from flame.app.config import BufferSettings
from flame.app.experiment import Context
from flame.app.report import Figure, PaperValue, Report
from flame.errors import ConfigError, near_names
from flame.ids import ExpertId, decoder_expert
from flame.models.moe_model import MoeModel
from flame.models.settings import ModelSettings
from flame.nm_pattern import NMPattern
from flame.packed_expert import PackedExpert
from flame.prediction_table import PredictionTable
from flame.routing import RoutingTrace
from flame.storage.artifact import Labels
from offline.evaluation import summary_batches, token_loss
from offline.prediction.cepr import build_cepr_table
from offline.prediction.paths import count_paths
from offline.pruning.masks import nm_mask
from online.kernels.nm_kernels import read_memory
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.slot_plan import SlotPlan
from online.serving.expert_calls import PackedCompute
from online.serving.session import Session, stream
from online.serving.stores import ExpertStore, LimitedStore, MemoryStore

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

TITLE = "Decoding with streamed experts, against resident ones and disk offload"
READS = ("model", "accuracy dialogues", "routing traces", "pruning.pattern", "predictor.known_layers", "buffer")

STREAMED = ("baseline", "nm", "cepr", "both")
DENSE = NMPattern(1, 1)
OF_PAPER = {"nm": "N:M", "cepr": "CEPR", "both": "both"}  # its names of the configurations
_DEVICES = ("cpu", "cuda")
_LINE = 64  # bytes of a cache line
_FEW = 1 << 12  # contexts that a table is asked for beforehand


@dataclass(frozen=True)
class Parameters:
    """What is decoded, and how; pattern, slots of a layer, policy and known layers come from their groups.

    Args:
        geometry: sizes of the random model (as `conf/model/random_switch.yaml`); null leaves it out. With
            `model=random_switch` the sizes are that model's.
        routing: the random model's routers are made to follow a trace drawn from this.
        embedded: whether the model of the configuration is timed as well, with its own routing.
        value_types: of packed values; each gives its own four streamed rows.
        store_bytes_per_s, store_latency_s: link between store and memory.
        preload: numbers of experts to preload for a decision; each predicted configuration takes the one that was
            fastest on examples that the figures do not use.
        threads: of torch and the kernels.
        source_tokens: length of the encoder's output that the decoder attends to, for the random model.
        examples, tokens: decodings that are timed, and tokens of each at most.
        warm_up_examples: decodings before them, which also choose `preload`.
        disk_tokens: tokens decoded with accelerate's disk_offload, of which the first is not counted; 0 leaves it out.
        loss_dialogues: dialogues on which the loss of the embedded model is measured.
        device: cpu, or cuda (the first device). On cuda the store is page-locked host memory, its link is the one that
            there is (its bandwidth is measured; store_bytes_per_s and store_latency_s are not used).
    """

    geometry: dict[str, int] | None
    routing: PaperRouting
    embedded: bool
    value_types: tuple[str, ...]
    store_bytes_per_s: float
    store_latency_s: float
    preload: tuple[int, ...]
    threads: int
    source_tokens: int
    examples: int
    tokens: int
    warm_up_examples: int
    disk_tokens: int
    loss_dialogues: int
    device: str

    def __post_init__(self) -> None:
        for name in ("threads", "source_tokens", "examples", "warm_up_examples", "loss_dialogues"):
            if getattr(self, name) < 1:
                raise ConfigError(f"experiment.{name}: {getattr(self, name)} (expected at least 1)")
        if self.tokens < 2:
            raise ConfigError(f"experiment.tokens: {self.tokens} (expected at least 2)")
        for name in ("value_types", "preload"):
            if not getattr(self, name):
                raise ConfigError(f"experiment.{name}: is empty (expected at least one)")
        if self.device not in _DEVICES:
            raise ConfigError(f"experiment.device: {self.device!r} is unknown ({near_names(self.device, _DEVICES)})")
        if self.device == "cuda" and not torch.cuda.is_available():
            raise ConfigError("experiment.device: cuda, but torch finds no CUDA device (choose cpu)")
        if self.geometry is None and not self.embedded:
            raise ConfigError(
                "experiment.embedded: false beside experiment.geometry=null (expected one model at least)"
            )


def run(context: Context, parameters: Parameters) -> Report:
    """Time every configuration on the random model at real size, and on the model of the configuration."""
    p = parameters
    rows: list[dict[str, Any]] = []
    notes = [_counted_note(p, context.settings.buffer)]
    load = os.getloadavg()[0]
    before = torch.get_num_threads()
    torch.set_num_threads(p.threads)
    gc.disable()  # as timeit does: a collection takes longer than a token, and falls on whoever decodes then
    try:
        random = context.settings.model.source == "random"
        geometry = context.settings.model.geometry if random else p.geometry
        if geometry is not None:
            subject, said = _random_subject(context, geometry, p)
            notes.append(said)
            rows += _rows_of(context, subject, p)
        if p.embedded and not random:
            rows += _rows_of(context, _own_subject(context, p), p)
    finally:
        gc.enable()
        torch.set_num_threads(before)
    notes += [
        f"{os.cpu_count()} CPUs, {p.threads} threads; load average {load:.1f} at the start (a busy machine slows all "
        "configurations, and not alike).",
        _link_note(p),
        "limit_ms: what the experts' bytes forbid to undercut, for the loads as they were: bytes demanded too late by "
        "the link's bandwidth, plus bytes computed by the memory bandwidth measured in the same run. "
        "resident_over_limit is the speed-up over resident that remains when all else takes no time.",
        "products_ms: what the experts' products take by themselves, measured between the decodings; around_ms is the "
        "rest of compute_ms: Python, torch's dispatch and the buffer's bookkeeping, which run on caches that the dense "
        "blocks have just swept.",
        "Resident and disk_offload are fp32 transformers; they stand beside each value type because they were timed in "
        "turns with it (disk_offload after it).",
    ]
    shown = [row for row in rows if row["model"] == rows[0]["model"] and "ms_per_token" in row]
    notes += [_forbidden_note(shown, value_type) for value_type in p.value_types]
    return Report(
        "bench_streaming", TITLE, Labels("random", "measured"), rows, paper=_paper(shown), notes=notes,
        figures=[
            Figure("bench_streaming", "Where the time of the MoE layers goes; the rest of the decoder is "
                   "not shown. Ticks: what the bytes loaded and computed forbid to undercut.",
                   lambda canvas: _draw(canvas, shown), height=5.5),
        ],
        provenance=context.provenance(model=not random, dataset=p.embedded and not random),
    )  # fmt: skip


def _counted_note(p: Parameters, buffer: BufferSettings) -> str:
    if p.device == "cuda":
        store = f"store in page-locked memory, model on {torch.cuda.get_device_name()}"
    else:
        store = f"store behind {p.store_bytes_per_s / 1e9:g} GB/s"
    return (
        f"Batch 1, {buffer.slots} slots a layer ({buffer.policy}), {store}. ms_per_token counts the decoder's MoE "
        "layers: router, stall, experts and what joins them; rest_ms is the rest of the decoder, which hides loads "
        "but is not counted. Means, since medians would hide stalls."
    )


def _link_note(p: Parameters) -> str:
    if p.device == "cuda":
        return "The clock waits for the device at the beginning and the end of what it counts."
    return (
        "The store sleeps for as long as the link would take; a device would besides write the bytes to memory, which "
        "costs memory bandwidth that is not taken here."
    )


def _forbidden_note(rows: Sequence[Mapping[str, Any]], value_type: str) -> str:
    """What stands between "both" and a higher speed-up over resident."""
    ours = {row["configuration"]: row for row in rows if row["beside"] == value_type}
    resident, both = ours["resident"]["ms_per_token"], ours["both"]
    return (
        f"{value_type}: both is {both['speedup_over_resident']:.2f}x resident. It would be "
        f"{resident / (both['ms_per_token'] - both['around_ms']):.2f}x if what is around the products took no time, "
        f"and {both['resident_over_limit']:.2f}x at the limit of the bytes."
    )


# ---- What is decoded


def _random_subject(context: Context, geometry: Mapping[str, int], p: Parameters) -> tuple[Subject, str]:
    """A random model of these sizes whose routers follow a synthetic trace; its encoder is one dense block."""
    seed = context.settings.seed
    model = _random_model(geometry, seed)
    trace = p.routing.trace(len(model.moe_layers("decoder")), model.num_experts, seed)
    learnt, timed = trace.split(0.9)
    count = p.warm_up_examples + p.examples
    if timed.examples < count:
        raise ConfigError(
            f"experiment.routing.tokens: a tenth gives {timed.examples} examples (expected at least {count})"
        )
    draw = torch.Generator().manual_seed(seed)
    vocabulary = int(geometry["vocabulary"])
    inputs = tuple({"input_ids": torch.randint(vocabulary, (1, p.source_tokens), generator=draw)} for _ in range(count))
    routes = tuple(timed.select([i]).paths()[: p.tokens] for i in range(count))
    facts = {"model": "random_switch", "weights": "random", "d_model": model.d_model, "d_ff": model.d_ff}
    return Subject(model, inputs, routes, _table(context, learnt, p), facts), _routing_note(trace)


def _routing_note(trace: RoutingTrace) -> str:
    counts = count_paths(trace)
    return (
        f"Routing of random_switch is synthetic ({trace.tokens:,} tokens, of which the decoded ones are the last): "
        f"{counts.distinct:,} distinct paths (paper {number('distinct_paths'):,}); {counts.share_of_tokens(1):.1%} of "
        f"the tokens on the first ({number('share_first'):.1%}), {counts.share_of_tokens(10):.1%} on the first ten "
        f"({number('share_top_ten'):.1%}); of the paths {counts.share_of_paths_over(1000):.2%} with over 1,000 tokens "
        f"({number('paths_over_1000'):.2%}), {counts.share_of_paths_within(10):.1%} with at most 10 "
        f"({number('paths_within_10'):.2%}). The paper finds up to {number('hits_2_n6'):.1%} in two slots."
    )


def _random_model(geometry: Mapping[str, int], seed: int) -> MoeModel:
    """A random Switch model whose decoder has these sizes; its encoder, which is not timed, is one dense block."""
    sizes: dict[str, Any] = dict(
        vocab_size=geometry["vocabulary"], d_model=geometry["d_model"], d_ff=geometry["d_ff"],
        d_kv=geometry["d_model"] // geometry["num_heads"], num_heads=geometry["num_heads"], num_layers=1,
        num_decoder_layers=geometry["blocks"], num_sparse_encoder_layers=0,
        num_sparse_decoder_layers=geometry["moe_layers"], num_experts=geometry["num_experts"],
        decoder_start_token_id=0,
    )  # fmt: skip
    config = SwitchTransformersConfig(**sizes)
    settings = ModelSettings("random_switch", "random", None, None, "", 1, 1, dict(geometry))
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        hf = SwitchTransformersForConditionalGeneration(config)
    return MoeModel(hf, None, settings, "random")


def _own_subject(context: Context, p: Parameters) -> Subject:
    """The model of the configuration on dialogues of its own, with the routing that it has."""
    traces = split_traces(context)
    _, dialogues = context.accuracy_dialogues()
    count = p.warm_up_examples + p.examples
    texts = [dialogues[i % len(dialogues)].text for i in range(count)]
    return Subject(
        context.model,
        tuple(context.model.encode([text]) for text in texts),
        None,
        _table(context, traces.train, p),
        {
            "model": context.model.name,
            "weights": context.model.weights,
            "d_model": context.model.d_model,
            "d_ff": context.model.d_ff,
        },
    )


def _table(context: Context, trace: RoutingTrace, p: Parameters) -> PredictionTable:
    """The CEPR table of a trace, asked beforehand for all that it saw: a table in hardware answers at once, too."""
    known_layers = context.settings.predictor.known_layers
    table = build_cepr_table(trace, known_layers)
    experts = list(itertools.product(range(trace.num_experts), repeat=known_layers))
    tops = (trace.num_experts,) if context.settings.buffer.policy == "cepr" else p.preload
    if trace.top_k == 1 and len(experts) <= _FEW:
        for layer, known, top in itertools.product(range(trace.moe_layers), experts, tops):
            table.predict(layer, known, top)
    return table


# ---- Rows


def _rows_of(context: Context, subject: Subject, p: Parameters) -> list[dict[str, Any]]:
    """The rows of one model: for each value type the four streamed configurations, resident ones and disk offload."""
    before = subject.model.hf.device
    subject.model.to(p.device)
    try:
        return _rows_there(context, subject, p)
    finally:
        subject.model.to(before)  # it is not this experiment's alone


def _rows_there(context: Context, subject: Subject, p: Parameters) -> list[dict[str, Any]]:
    inputs = tuple({name: tensor.to(p.device) for name, tensor in each.items()} for each in subject.inputs)
    subject = replace(subject, inputs=inputs)
    dense_loss = None if subject.routes is not None else _loss(context, subject.model, p)
    rows = []
    for value_type in p.value_types:
        stores = _stores(subject.model, NMPattern.parse(context.settings.pruning.pattern), value_type)
        accuracy = {pattern: _accuracy(context, subject, stores[pattern], pattern, p, dense_loss) for pattern in stores}
        with ExitStack() as stack:
            rows += _timed(context, subject, stores, accuracy, value_type, p, stack)
    return rows


def _timed(
    context: Context, subject: Subject, stores: Mapping[NMPattern, MemoryStore],
    accuracy: Mapping[NMPattern, Mapping[str, float]], value_type: str, p: Parameters, stack: ExitStack,
) -> list[dict[str, Any]]:  # fmt: skip
    """Decode with every configuration in turns, and make rows of it."""
    pattern = NMPattern.parse(context.settings.pruning.pattern)
    pattern_of = {"baseline": DENSE, "nm": pattern, "cepr": DENSE, "both": pattern}
    layers, of_buffer = len(subject.model.moe_layers("decoder")), context.settings.buffer

    def streamed(name: str, preload: int) -> Configuration:
        def opened(model: MoeModel) -> Session:
            store: ExpertStore = stores[pattern_of[name]]
            if p.device == "cpu":
                store = LimitedStore(store, p.store_bytes_per_s, p.store_latency_s)
            buffer = ExpertBuffer(SlotPlan.per_layer(layers, of_buffer.slots), of_buffer.policy)
            table = subject.table if preload else None
            return stack.enter_context(stream(model, store, buffer, table, preload=max(1, preload)))

        return Configuration(name, subject, opened, preload)

    candidates = [Configuration("resident", subject), streamed("baseline", 0), streamed("nm", 0)]
    candidates += [streamed(name, preload) for name in ("cepr", "both") for preload in p.preload]
    examples = range(p.warm_up_examples + p.examples)
    bandwidth = _Bandwidth(p)
    products = {kept: _Products.of(subject.model, store) for kept, store in stores.items()}
    of_resident = _Products.of(subject.model, None)
    chosen: list[Configuration] = []
    for example in context.progress(examples, f"{subject.facts['model']}, {value_type}"):
        if example == p.warm_up_examples:
            chosen = _fastest(candidates)
        for configuration in chosen or candidates:
            configuration.decode(example, p.tokens)
        bandwidth.measure()
        for measured in (of_resident, *products.values()):
            measured.measure()
    rows = []
    for configuration in chosen:
        row = _facts(configuration, context.settings.buffer.slots) | _limits(
            configuration, subject, stores, pattern_of, bandwidth
        )
        measured = of_resident if configuration.name == "resident" else products[pattern_of[configuration.name]]
        row["products_ms"] = layers * subject.model.top_k * measured.median_ms
        row["around_ms"] = row["compute_ms"] - row["products_ms"]
        if configuration.name != "resident":
            row |= {"pattern": str(pattern_of[configuration.name]), **accuracy[pattern_of[configuration.name]]}
        rows.append(row)
    rows.append(_disk_offload(context, subject, p))
    resident, baseline = (row["ms_per_token"] for row in rows[:2])
    for row in rows:
        own = "fp32" if row["configuration"] in ("resident", "disk_offload") else value_type
        row |= {**subject.facts, "value_type": own, "beside": value_type}
        if "ms_per_token" in row:
            row |= {
                "speedup_over_baseline": baseline / row["ms_per_token"],
                "speedup_over_resident": resident / row["ms_per_token"],
            }
            if "limit_ms" in row:
                row["resident_over_limit"] = resident / row["limit_ms"]
            if "ms_per_token" in rows[-1]:
                row["speedup_over_disk_offload"] = rows[-1]["ms_per_token"] / row["ms_per_token"]
    return [{key: row[key] for key in _COLUMNS if key in row} for row in rows]


_COLUMNS = (
    "model", "configuration", "value_type", "beside", "ms_per_token", "speedup_over_baseline", "speedup_over_resident",
    "speedup_over_disk_offload", "cached_ms_per_token", "hit_ratio", "late_ratio", "router_ms",
    "stall_ms", "compute_ms", "products_ms", "around_ms", "rest_ms",
    "loaded_bytes_per_token", "limit_ms", "resident_over_limit", "link_limit_ms", "memory_limit_ms",
    "read_gb_per_s", "link_gb_per_s",
    "output_error", "loss_increase_nats", "pattern", "preload", "slots", "expert_bytes", "tokens", "weights",
    "d_model", "d_ff", "status", "reason",
)  # fmt: skip


def _fastest(candidates: Sequence[Configuration]) -> list[Configuration]:
    """Of each name the configuration that has spent least in its MoE layers; what was spent so far is not counted."""
    best: dict[str, Configuration] = {}
    for candidate in candidates:
        rival = best.get(candidate.name)
        if rival is None or candidate.spent.moe_s < rival.spent.moe_s:
            best[candidate.name] = candidate
    for configuration in best.values():
        configuration.spent = Spent()
    return list(best.values())


def _facts(configuration: Configuration, slots: int) -> dict[str, Any]:
    spent = configuration.spent
    ms = 1e3 / spent.tokens
    row = {
        "configuration": configuration.name,
        "ms_per_token": spent.moe_s * ms,
        "hit_ratio": 1.0 if configuration.name == "resident" else 0.0,
        "router_ms": spent.router_s * ms,
        "stall_ms": spent.stall_ms / spent.tokens,
        "compute_ms": (spent.moe_s - spent.router_s) * ms - spent.stall_ms / spent.tokens,
        "rest_ms": (spent.total_s - spent.moe_s) * ms,
        "tokens": spent.tokens,
    }
    if spent.accesses:
        row |= {
            "hit_ratio": spent.hits / spent.accesses,
            "late_ratio": spent.late / spent.accesses,
            "loaded_bytes_per_token": spent.loaded_bytes / spent.tokens,
            "preload": configuration.preload,
            "slots": slots,
        }
    return row


def _limits(
    configuration: Configuration, subject: Subject, stores: Mapping[NMPattern, MemoryStore],
    pattern_of: Mapping[str, NMPattern], bandwidth: _Bandwidth,
) -> dict[str, float]:  # fmt: skip
    """Milliseconds a token below which the bytes forbid to go, for the loads that this configuration had."""
    model, spent = subject.model, configuration.spent
    layers = len(model.moe_layers("decoder"))
    if configuration.name == "resident":
        expert_bytes = 2 * 4 * model.d_model * model.d_ff
    else:
        expert_bytes = stores[pattern_of[configuration.name]].size_bytes(decoder_expert(0, 0))
    link = spent.demand_loads / spent.tokens * expert_bytes / bandwidth.link * 1e3
    memory = layers * model.top_k * expert_bytes / bandwidth.reading * 1e3
    return {
        "expert_bytes": expert_bytes,
        "link_limit_ms": link,
        "memory_limit_ms": memory,
        "limit_ms": link + memory,
        "read_gb_per_s": bandwidth.reading / 1e9,
        "link_gb_per_s": bandwidth.link / 1e9,
    }


class _Products:
    """How long an expert's products take by themselves: one expert after another, measured between the decodings.

    Args:
        experts: each computes one token.
        now: clock, in seconds.
    """

    def __init__(self, experts: Sequence[Callable[[], Any]], now: Callable[[], float]) -> None:
        self._experts = experts
        self._now = now
        self._seconds: list[float] = []

    @staticmethod
    def of(model: MoeModel, store: MemoryStore | None) -> _Products:
        """Products of a store's experts, or of the decoder's own."""
        keys = [(layer, expert) for layer in model.moe_layers("decoder") for expert in range(model.num_experts)]
        device = model.hf.device
        x = torch.randn(1, model.d_model, generator=torch.Generator().manual_seed(0)).to(device)
        compute, gates = PackedCompute(model), torch.ones(1, 1, device=device)
        experts: list[Callable[[], Any]] = []
        for layer, expert in keys:
            if store is None:
                experts.append(functools.partial(model.sparse_mlp(layer).experts[f"expert_{expert}"], x))
            else:
                which = ExpertId(layer.id, expert)
                experts.append(functools.partial(compute(which, store.load(which)), x, gates))
        return _Products(experts, now_on_cuda if on_cuda(model) else time.perf_counter)

    @torch.inference_mode()
    def measure(self) -> None:
        self._seconds += [_seconds(expert, self._now) for expert in self._experts]

    @property
    def median_ms(self) -> float:
        """Of one expert."""
        return 1e3 * float(np.median(self._seconds))


class _Bandwidth:
    """How fast the memory of a device is read, and on cuda how fast it is filled from the host's.

    Measured between the decodings; all in bytes a second.
    """

    def __init__(self, p: Parameters) -> None:
        self._threads = p.threads
        self._cuda = p.device == "cuda"
        self._host = torch.from_numpy(np.ones(1 << 24, np.int64))
        if self._cuda:
            self._host = self._host.pin_memory()
        self._memory = self._host.to(p.device)
        self._reading: list[float] = []
        self._filling: list[float] = []
        self.measure()  # the first time is not like the others
        self._reading.clear()
        self._filling.clear()
        self._stated = p.store_bytes_per_s

    def measure(self) -> None:
        if not self._cuda:
            self._reading.append(_seconds(lambda: read_memory(self._host.numpy(), self._threads), time.perf_counter))
            return
        self._reading.append(_seconds(self._memory.sum, now_on_cuda))
        self._filling.append(_seconds(lambda: self._memory.copy_(self._host, non_blocking=True), now_on_cuda))

    @property
    def reading(self) -> float:
        return self._host.nbytes / float(np.median(self._reading))

    @property
    def link(self) -> float:
        """Of the link between store and memory: measured on cuda, stated elsewhere."""
        return self._host.nbytes / float(np.median(self._filling)) if self._cuda else self._stated


def _seconds(call: Callable[[], Any], now: Callable[[], float]) -> float:
    start = now()
    call()
    return now() - start


def _disk_offload(context: Context, subject: Subject, p: Parameters) -> dict[str, Any]:
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
            hf.register_forward_pre_hook(lambda *_: _drop_cached(Path(folder)) if cold else None)
            disk_offload(hf, folder, torch.device(p.device))

        configuration = Configuration("disk_offload", subject, prepare=prepare)
        for cold in (True, False):
            configuration.decode(0, 1)
            configuration.spent = Spent()
            for example in range(-(-p.disk_tokens // p.tokens)):
                configuration.decode(example, min(p.tokens, p.disk_tokens - example * p.tokens))
            facts = _facts(configuration, context.settings.buffer.slots)
            row |= facts if cold else {"cached_ms_per_token": facts["ms_per_token"]}
    return row


def _drop_cached(folder: Path) -> None:
    """Make the next reading of a folder's files come from the disk, not from the memory that they once passed."""
    for file in folder.iterdir():
        descriptor = os.open(file, os.O_RDONLY)
        try:
            os.fdatasync(descriptor)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(descriptor)


# ---- Packed experts, and what packing costs in accuracy


def _stores(model: MoeModel, pattern: NMPattern, value_type: str) -> dict[NMPattern, MemoryStore]:
    """The decoder's experts dense and pruned by magnitude, layer by layer, each expert in one run of memory."""
    stores: dict[NMPattern, dict[ExpertId, PackedExpert]] = {DENSE: {}, pattern: {}}
    for layer in model.moe_layers("decoder"):
        for kept, packed in stores.items():
            experts = []
            for expert in range(model.num_experts):
                matrices = {name: matrix.cpu() for name, matrix in model.expert_matrices(layer, expert).items()}
                chosen = {name: matrix * nm_mask(matrix, kept, name) for name, matrix in matrices.items()}
                experts.append(PackedExpert.pack(chosen, kept, value_type))
            for expert, placed in enumerate(_in_one_run(experts)):
                packed[ExpertId(layer.id, expert)] = placed
    in_memory = {kept: MemoryStore(packed) for kept, packed in stores.items()}
    return {kept: store.page_locked() for kept, store in in_memory.items()} if on_cuda(model) else in_memory


def _in_one_run(experts: Sequence[PackedExpert]) -> list[PackedExpert]:
    """Experts of one size one after another in memory, each on a cache line, as the slots of an expert buffer lie."""
    stride = -(-experts[0].size_bytes // _LINE) * _LINE
    memory = np.empty(len(experts) * stride + _LINE, np.uint8)
    slots = memory[-memory.ctypes.data % _LINE :][: len(experts) * stride].reshape(len(experts), stride)
    placed = []
    for slot, expert in zip(slots, experts, strict=True):
        slot[: expert.size_bytes] = np.frombuffer(expert.to_bytes(), np.uint8)
        placed.append(PackedExpert.from_buffer(slot[: expert.size_bytes], expert.header()))
    return placed


def _accuracy(
    context: Context, subject: Subject, store: MemoryStore, pattern: NMPattern, p: Parameters, dense_loss: float | None
) -> dict[str, float]:
    """What packing costs: error of an expert's output beside fp32 with the same mask, and loss where words are real."""
    model = subject.model
    own = {name: each.cpu() for name, each in model.expert_matrices(model.moe_layers("decoder")[0], 0).items()}
    packed = _floats(store.load(decoder_expert(0, 0)))
    exact = {name: matrix * nm_mask(matrix, pattern, name) for name, matrix in own.items()}
    x = torch.randn(64, model.d_model, generator=torch.Generator().manual_seed(0))
    outputs = [functional.relu(x @ up.T) @ down.T for up, down in ((m["up"], m["down"]) for m in (exact, packed))]
    costs = {"output_error": float((outputs[1] - outputs[0]).norm() / outputs[0].norm())}
    if dense_loss is not None:
        changed = model.copy()
        for layer in changed.moe_layers("decoder"):
            for expert in range(changed.num_experts):
                changed.set_expert_matrices(layer, expert, _floats(store.load(ExpertId(layer.id, expert))))
        costs["loss_increase_nats"] = _loss(context, changed, p) - dense_loss
    return costs


def _floats(expert: PackedExpert) -> dict[str, torch.Tensor]:
    return {name: torch.as_tensor(matrix).float() for name, matrix in expert.unpack().items()}


def _loss(context: Context, model: MoeModel, p: Parameters) -> float:
    _, dialogues = context.accuracy_dialogues()
    batches = summary_batches(model, dialogues[: p.loss_dialogues], 16, model.settings.max_new_tokens)
    return token_loss(model, batches).per_token


# ---- The paper's rows and the figure


def _paper(rows: Sequence[Mapping[str, Any]]) -> list[PaperValue]:
    ours = {(row["configuration"], row["beside"]): row for row in rows}
    values = []
    for value_type in dict.fromkeys(row["beside"] for row in rows):
        for name in STREAMED[1:]:
            row = ours[name, value_type]
            values += [
                _of_type(f"gain_{OF_PAPER[name]}", value_type, row["speedup_over_baseline"]),
                _of_type(f"times_{OF_PAPER[name]}", value_type, row["speedup_over_resident"]),
            ]
    return values


def _of_type(id: str, value_type: str, ours: float) -> PaperValue:
    value = beside(id, ours)
    return replace(
        value, id=f"{id}_{value_type}", quantity=f"{value.quantity}; ours with {value_type}, both sides on this machine"
    )


def _draw(canvas: Canvas, rows: Sequence[Mapping[str, Any]]) -> None:
    shown = [row for row in rows if row["configuration"] != "disk_offload"]
    groups = list(dict.fromkeys(row["beside"] for row in shown))
    longest = max(row["ms_per_token"] for row in shown)
    for axes, group in zip(np.atleast_1d(canvas.subplots(1, len(groups), sharey=True)), groups, strict=True):
        chosen = [row for row in shown if row["beside"] == group][::-1]
        plots.label(axes, f"experts in {group}", "ms a token in the MoE layers", "")
        left = np.zeros(len(chosen))
        parts = (("router_ms", "router", plots.MUTED), ("stall_ms", "stall", plots.ACCENT),
                 ("products_ms", "products", plots.OURS), ("around_ms", "around them", plots.SECOND))  # fmt: skip
        for key, name, colour in parts:
            widths = np.array([row[key] for row in chosen])
            axes.barh(range(len(chosen)), widths, left=left, color=colour, label=name, height=0.7)
            left += widths
        for place, row in enumerate(chosen):
            speed = f"{row['speedup_over_resident']:.1f}x resident"
            axes.annotate(speed, (row["ms_per_token"], place), xytext=(5, 0), textcoords="offset points", va="center")
            axes.plot([row["limit_ms"]] * 2, [place - 0.42, place + 0.42], color="black", linewidth=1.5)
        axes.set_yticks(range(len(chosen)), [row["configuration"] for row in chosen])
        axes.set_xlim(0, longest * 1.35)
        axes.grid(axis="y", visible=False)
    axes.plot([], [], color="black", linewidth=1.5, label="limit of the bytes")
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), fontsize=10)
