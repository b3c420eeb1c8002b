"""A layer of experts under batches of tokens: percentiles of its time over many requests, and how even its load is.

A request is what a router chose for some tokens at once. All experts are resident. The packed ones are computed as the
runtime computes them on that device: on a CPU by the kernels, expert by expert; on a CUDA device by
`online.kernels.triton_experts`, in one launch. The other way is torch's: dense bf16 matrices, expert by expert.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from matplotlib.figure import Figure as Canvas
from numpy.typing import NDArray

from experiments.bench.bench_kernels import check_known, check_some, dense_product, torch_threads
from experiments.bench.followed_routes import FollowedRoutes
from experiments.bench.random_experts import random_expert
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ConfigError, check_counts
from flame.nm_pattern import NMPattern
from flame.packed_expert import PackedExpert
from flame.storage.artifact import Labels
from online.kernels.nm_kernels import VALUE_TYPES, SparseExpert

TITLE = "A layer of experts under batches of tokens: percentiles and load balance"
READS = ("seed", "pruning.pattern")

DEVICES = ("cpu", "cuda")
PERCENTILES = (50, 95, 99)

Layer = Callable[[torch.Tensor, torch.Tensor, torch.Tensor], torch.Tensor]


@dataclass(frozen=True)
class Parameters:
    """What is timed; the pattern comes from its group.

    Args:
        experts, top_k, hidden, d_ff: of the layer; its experts are gated.
        value_types: of the packed experts.
        devices: of `DEVICES`; one that is not there is a row that says so.
        tokens: of a request; each gives its own rows.
        requests: timed ones, after `warm_up` others.
        threads: on a CPU.
    """

    experts: int
    top_k: int
    hidden: int
    d_ff: int
    value_types: tuple[str, ...]
    devices: tuple[str, ...]
    tokens: tuple[int, ...]
    requests: int
    warm_up: int
    threads: int

    def __post_init__(self) -> None:
        check_counts(self, "experiment", zero=("warm_up",))
        if self.top_k > self.experts:
            raise ConfigError(f"experiment.top_k: {self.top_k} (expected at most the {self.experts} experts)")
        for name in ("value_types", "devices", "tokens"):
            check_some(f"experiment.{name}", getattr(self, name))
        check_known("experiment.value_types", self.value_types, VALUE_TYPES)
        check_known("experiment.devices", self.devices, DEVICES)


@dataclass(frozen=True, eq=False)
class Request:
    """Tokens and what a router chose for them, on a device.

    Args:
        x: fp32 [tokens, hidden], numbers of bf16.
        index, weights: int64 and fp32 [tokens, top_k].
    """

    x: torch.Tensor
    index: torch.Tensor
    weights: torch.Tensor


def run(context: Context, parameters: Parameters) -> Report:
    """Time every way with every size of request, in turns."""
    p = parameters
    pattern = NMPattern.parse(context.settings.pruning.pattern)
    rows: list[dict[str, Any]] = []
    cases = [(device, value_type) for device in p.devices for value_type in p.value_types]
    with torch_threads(p.threads):
        for device, value_type in context.progress(cases, "layers"):
            reason = absent(device)
            if reason is None:
                rows += _rows(p, pattern, value_type, device, context.settings.seed)
            else:
                rows.append({"device": device, "value_type": value_type, "not_run": reason})
    notes = [
        f"{p.experts} gated experts of {p.hidden} x {p.d_ff}, top {p.top_k}, packed in {pattern}; all are resident. "
        f"Routes: {FollowedRoutes.skewed(1, 1, p.experts, p.top_k, 0).name}.",
        "A request is timed from its call to its result, on a CUDA device to the end of what it asked of it. Ways take "
        f"turns; {p.requests} requests each, after {p.warm_up} that are not counted.",
        "experts_used: in a request. busiest_over_mean: choices of a request's busiest expert over those of an even "
        "load, on average; busiest_over_mean_of_all: the same over all requests together.",
    ]
    timed = [row for row in rows if "p50_ms" in row]
    figures = []
    if timed:
        text = "Time of a layer by the tokens of a request: median, and bars to the 95th and 99th percentile."
        figures = [Figure("bench_batches", text, lambda canvas: _draw(canvas, timed))]
    return Report(
        "bench_batches", TITLE, Labels("random", "measured"), rows, notes=notes, figures=figures,
        provenance=context.provenance(model=False, dataset=False),
    )  # fmt: skip


def absent(device: str) -> str | None:
    """Why nothing is timed on a device, None where it is."""
    if device == "cpu":
        return None
    if not torch.cuda.is_available():
        return "torch finds no CUDA device"
    return None if importlib.util.find_spec("triton") else "triton is not installed (CUDA builds of torch bring it)"


def _rows(p: Parameters, pattern: NMPattern, value_type: str, device: str, seed: int) -> list[dict[str, Any]]:
    rng = np.random.default_rng(seed)
    packed = [random_expert(p.hidden, p.d_ff, pattern, value_type, rng, gated=True) for _ in range(p.experts)]
    ways = {"packed": packed_layer(packed, device, p.threads), "torch": _dense_layer(p, device, seed)}
    rows = []
    for tokens in p.tokens:
        requests = list(_requests(p, tokens, device, seed))
        with torch.inference_mode():
            times = _timed(ways, requests, p.warm_up, device)
        load = load_balance([each.index.cpu().numpy() for each in requests[p.warm_up :]], p.experts)
        for way, ms in times.items():
            row: dict[str, Any] = {
                "device": device,
                "way": way,
                "value_type": value_type if way == "packed" else "bf16",
            }
            row |= {"beside": value_type, "tokens": tokens, "requests": p.requests}
            row |= {f"p{each}_ms": float(np.percentile(ms, each)) for each in PERCENTILES}
            row |= {"mean_ms": float(np.mean(ms)), "tokens_per_s": tokens / float(np.mean(ms)) * 1e3}
            row["speedup_over_torch"] = float(np.median(times["torch"]) / np.median(ms))
            rows.append(row | load)
    return rows


def packed_layer(packed: Sequence[PackedExpert], device: str, threads: int) -> Layer:
    """A layer of packed experts on a device."""
    if device == "cuda":
        from online.kernels.triton_experts import ExpertSlots

        slots = ExpertSlots(packed[0], len(packed), len(packed), device, "silu")
        for number, expert in enumerate(packed):
            slots.put(number, number, expert)
        return lambda x, index, weights: slots(x, index, weights)[0]
    kernels = [SparseExpert(expert, "silu") for expert in packed]
    return lambda x, index, weights: _by_expert(
        x, index, weights, lambda number, rows, gates: kernels[number](rows, threads, gates=gates[:, None])
    )


def _dense_layer(p: Parameters, device: str, seed: int) -> Layer:
    draw = torch.Generator().manual_seed(seed)
    shapes = ((p.d_ff, p.hidden), (p.d_ff, p.hidden), (p.hidden, p.d_ff))
    experts = [[torch.randn(shape, generator=draw).bfloat16().to(device) for shape in shapes] for _ in range(p.experts)]

    def compute(number: int, rows: torch.Tensor, gates: torch.Tensor) -> torch.Tensor:
        return dense_product(rows.bfloat16(), *experts[number]).float() * gates[:, None]

    return lambda x, index, weights: _by_expert(x, index, weights, compute)


def _by_expert(
    x: torch.Tensor, index: torch.Tensor, weights: torch.Tensor,
    compute: Callable[[int, torch.Tensor, torch.Tensor], torch.Tensor],
) -> torch.Tensor:  # fmt: skip
    """Each chosen expert on its tokens, in ascending order."""
    y = torch.zeros_like(x)
    for number in index.unique().tolist():
        token, place = (index == number).nonzero(as_tuple=True)
        y.index_add_(0, token, compute(number, x[token], weights[token, place]))
    return y


def _requests(p: Parameters, tokens: int, device: str, seed: int) -> Iterator[Request]:
    count = p.warm_up + p.requests
    draw = torch.Generator().manual_seed(seed)
    routes = FollowedRoutes.skewed(count * tokens, 1, p.experts, p.top_k, seed).routes[:, 0]
    for first in range(0, count * tokens, tokens):
        x = torch.randn((tokens, p.hidden), generator=draw).bfloat16().float()
        weights = torch.rand((tokens, p.top_k), generator=draw)
        weights /= weights.sum(1, keepdim=True)
        yield Request(x.to(device), routes[first : first + tokens].to(device), weights.to(device))


def _timed(ways: dict[str, Layer], requests: Sequence[Request], warm_up: int, device: str) -> dict[str, list[float]]:
    """Milliseconds of each request that counts."""
    times: dict[str, list[float]] = {way: [] for way in ways}
    for number, each in enumerate(requests):
        for way, layer in ways.items():
            start = time.perf_counter()
            layer(each.x, each.index, each.weights)
            if device == "cuda":
                torch.cuda.synchronize()
            if number >= warm_up:
                times[way].append((time.perf_counter() - start) * 1e3)
    return times


def load_balance(chosen: Sequence[NDArray[np.int64]], experts: int) -> dict[str, float]:
    """How evenly experts are chosen.

    Args:
        chosen: experts [tokens, top_k] of each request.
    """
    loads = np.stack([np.bincount(each.reshape(-1), minlength=experts) for each in chosen])
    total = loads.sum(0)
    return {
        "experts_used": float((loads > 0).sum(1).mean()),
        "busiest_over_mean": float((loads.max(1) / loads.mean(1)).mean()),
        "busiest_over_mean_of_all": float(total.max() / total.mean()),
    }


def _draw(canvas: Canvas, rows: Sequence[dict[str, Any]]) -> None:
    axes = plots.new_axes(canvas, "", "tokens of a request", "ms a request")
    series = sorted({(row["device"], row["way"], row["beside"]) for row in rows})
    for device, way, beside in series:
        own = [row for row in rows if (row["device"], row["way"], row["beside"]) == (device, way, beside)]
        at, middle = [row["tokens"] for row in own], np.array([row["p50_ms"] for row in own])
        ends = [row["p99_ms"] for row in own] - middle
        name = f"{device}, packed {beside}" if way == "packed" else f"{device}, torch bf16 beside {beside}"
        style = "-" if way == "packed" else "--"
        (line,) = axes.plot(at, middle, style, marker="o", label=name)
        axes.errorbar(at, middle, [0 * ends, ends], fmt="none", ecolor=line.get_color(), elinewidth=0.8, capsize=2)
        axes.plot(at, [row["p95_ms"] for row in own], "_", color=line.get_color())
    axes.set_xscale("log", base=2)
    axes.set_yscale("log")
    axes.set_xticks(sorted({row["tokens"] for row in rows}), [str(t) for t in sorted({row["tokens"] for row in rows})])
    axes.legend(fontsize=8)
