"""Speed of N:M products and gated experts, against torch's dense ones and the read bandwidth of the same run."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from matplotlib.figure import Figure as Canvas
from numpy.typing import NDArray

from experiments.bench.random_experts import random_expert
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ConfigError, check_counts, near_names
from flame.nm_pattern import NMPattern
from flame.packed import PackedMatrix, pack
from flame.packed_expert import PackedExpert
from flame.storage.aligned_memory import aligned_bytes
from flame.storage.artifact import Labels
from online.kernels.nm_kernels import (
    INSTRUCTION_SETS,
    VALUE_TYPES,
    SparseExpert,
    SparseMatrix,
    best_instruction_set,
    read_memory,
)

TITLE = "Speed of the sparse kernels, against torch and memory bandwidth"
READS = ("seed",)

_LINE = 64  # bytes of a cache line: arrays start on one
_Packed = TypeVar("_Packed", PackedMatrix, PackedExpert)


@dataclass(frozen=True)
class Experts:
    """Gated experts.

    Args:
        hidden, d_ff: of `gate` and `up` [d_ff, hidden] and `down` [hidden, d_ff].
        patterns, value_types: every combination is a row for each batch and number of threads.
    """

    hidden: int
    d_ff: int
    patterns: tuple[str, ...]
    value_types: tuple[str, ...]

    def __post_init__(self) -> None:
        check_counts(self, "experiment.experts")
        _check_combinations(self.patterns, self.value_types, "experiment.experts")


@dataclass(frozen=True)
class Parameters:
    """What is timed.

    Args:
        rows, cols: of the matrix.
        patterns, value_types, batches, threads: every combination is a row; the first pattern, batch and threads are
            the figure's and are also timed with every instruction set.
        experts: whole experts that are timed too, with the best instruction set; null for none.
        instruction_sets: those of `online.kernels.nm_kernels.INSTRUCTION_SETS` to compare.
        matrices: copies that are used in turn, at least.
        cold_bytes: total of these copies, at least; well above the last-level cache.
        repeats: rounds; in each, every copy is used once by each of the kernels compared.
    """

    rows: int
    cols: int
    patterns: tuple[str, ...]
    value_types: tuple[str, ...]
    experts: Experts | None
    batches: tuple[int, ...]
    threads: tuple[int, ...]
    instruction_sets: tuple[str, ...]
    matrices: int
    cold_bytes: int
    repeats: int

    def __post_init__(self) -> None:
        check_counts(self, "experiment", zero=("cold_bytes",))
        _check_combinations(self.patterns, self.value_types, "experiment")
        check_known("experiment.instruction_sets", self.instruction_sets, INSTRUCTION_SETS)
        for name in ("batches", "threads"):
            check_some(f"experiment.{name}", getattr(self, name))


def _check_combinations(patterns: Sequence[str], value_types: Sequence[str], where: str) -> None:
    for text in patterns:
        NMPattern.parse(text)
    check_known(f"{where}.value_types", value_types, VALUE_TYPES)
    check_some(f"{where}.patterns", patterns)
    check_some(f"{where}.value_types", value_types)


def check_known(where: str, values: Sequence[str], known: Sequence[str]) -> None:
    """Refuse a value that is not known."""
    for value in values:
        if value not in known:
            raise ConfigError(f"{where}: {value!r} is unknown ({near_names(value, known)})")


def check_some(where: str, values: Sequence[Any]) -> None:
    """Refuse none at all."""
    if not values:
        raise ConfigError(f"{where}: is empty (expected at least one)")


@dataclass(frozen=True)
class Case:
    """One row: a kernel, what it works on and how."""

    experts: Experts | None  # None: the matrix
    pattern: NMPattern
    value_type: str
    batch: int
    threads: int
    instruction_set: str | None  # None: the best


def run(context: Context, parameters: Parameters) -> Report:
    """Time every case beside torch and the reading of memory."""
    p = parameters
    rng = np.random.default_rng(context.settings.seed)
    load = os.getloadavg()[0]
    dense = rng.standard_normal((p.rows, p.cols)).astype(np.float32)
    memory = aligned_bytes(max(p.cold_bytes, 1 << 20) // 8 * 8, _LINE).view(np.uint64)
    memory[:] = 1
    cases = _cases(p)
    rows: list[dict[str, Any]] = []
    best = best_instruction_set()
    references: dict[Experts | None, Dense] = {}
    for case in context.progress(cases, "kernels"):
        wanted = case.instruction_set
        if wanted == best:  # that is the row with None
            continue
        if wanted is not None and (best == "numpy" or INSTRUCTION_SETS.index(wanted) > INSTRUCTION_SETS.index(best)):
            reason = "the kernels are not built" if best == "numpy" else f"this CPU has no {wanted}"
            rows.append({**_facts(case), "instruction_set": wanted, "status": "not run", "reason": reason})
            continue
        if case.experts not in references:
            references.clear()  # one at a time is enough memory
            references[case.experts] = Dense(_dense_matrices(case, dense, rng), p)
        rows.append(_measure(case, dense, rng, references[case.experts], memory, p))
    notes = [
        f"CPU {_cpu_name()}, {len(os.sched_getaffinity(0))} CPUs; load average {load:.1f} at the start (a busy machine "
        "slows all kernels, and those of torch more: its threads wait for one another).",
        f"Weights cold: at least {p.matrices} copies and {p.cold_bytes / 2**20:.0f} MiB in turn, in huge pages where "
        "the system has them. Activations: numbers of bf16. Medians of single "
        f"calls from Python, {p.repeats} rounds; in each round kernel, torch fp32, torch bf16 and a read of memory "
        "follow one another.",
        "times_bandwidth_limit: time over the time in which the packed bytes are read at the bandwidth measured in the "
        "same rounds with as many threads.",
    ]
    at_first = [
        row for row in rows
        if row["kernel"] != "expert" and "ms" in row
        and (row["batch"], row["threads"], row["instruction_set"]) == (p.batches[0], p.threads[0], best)
    ]  # fmt: skip
    figure = Figure(
        "bench_kernels",
        f"Speed of N:M products on packed {p.rows} x {p.cols} weights, batch {p.batches[0]}, {p.threads[0]} "
        "threads, weights cold. Black ticks: what the memory bandwidth measured in the same run would allow.",
        lambda canvas: _draw(canvas, at_first, p.value_types),
    )
    return Report(
        "bench_kernels", TITLE, Labels("random", "measured"), rows, notes=notes, figures=[figure],
        provenance=context.provenance(model=False, dataset=False),
    )  # fmt: skip


def _cases(p: Parameters) -> list[Case]:
    first = (p.patterns[0], p.batches[0], p.threads[0])
    cases = [
        Case(None, NMPattern.parse(pattern), value_type, batch, threads, instruction_set)
        for pattern in p.patterns
        for value_type in p.value_types
        for batch in p.batches
        for threads in p.threads
        for instruction_set in (None, *(p.instruction_sets if (pattern, batch, threads) == first else ()))
    ]
    if p.experts:
        cases += [
            Case(p.experts, NMPattern.parse(pattern), value_type, batch, threads, None)
            for pattern in p.experts.patterns
            for value_type in p.experts.value_types
            for batch in p.batches
            for threads in p.threads
        ]
    return cases


class Dense:
    """torch's linear, fp32 and bf16, on cold copies of one matrix, or of a gated expert's three."""

    def __init__(self, matrices: Sequence[NDArray[np.float32]], p: Parameters) -> None:
        copies = max(p.matrices, -(-p.cold_bytes // sum(matrix.nbytes for matrix in matrices)))
        self.weights = {
            dtype: [[torch.from_numpy(matrix).to(dtype, copy=True) for matrix in matrices] for _ in range(copies)]
            for dtype in (torch.float32, torch.bfloat16)
        }

    def calls(self, dtype: torch.dtype, x: torch.Tensor) -> list[Callable[[], Any]]:
        """One call for each copy."""
        converted = x.to(dtype)
        return [_bound(dense_product, converted, *weights) for weights in self.weights[dtype]]


def dense_product(x: torch.Tensor, *weights: torch.Tensor) -> torch.Tensor:
    """torch's product with one matrix, or its gated expert of three."""
    linear = torch.nn.functional.linear
    if len(weights) == 1:
        return linear(x, weights[0])
    gate, up, down = weights
    return linear(torch.nn.functional.silu(linear(x, gate)) * linear(x, up), down)


def _dense_matrices(
    case: Case, dense: NDArray[np.float32], rng: np.random.Generator
) -> tuple[NDArray[np.float32], ...]:
    if case.experts is None:
        return (dense,)
    hidden, d_ff = case.experts.hidden, case.experts.d_ff
    return tuple(rng.standard_normal(s).astype(np.float32) for s in ((d_ff, hidden), (d_ff, hidden), (hidden, d_ff)))


def _measure(
    case: Case, dense: NDArray[np.float32], rng: np.random.Generator, references: Dense, memory: NDArray[Any],
    p: Parameters,
) -> dict[str, Any]:  # fmt: skip
    experts = case.experts
    packed: PackedMatrix | PackedExpert
    kernels: Sequence[SparseMatrix | SparseExpert]
    if experts is None:
        packed = pack(_prune(dense, case.pattern, rng), case.pattern, case.value_type)
        kernels = [SparseMatrix(copy) for copy in _cold_copies(packed, p)]
    else:
        packed = random_expert(experts.hidden, experts.d_ff, case.pattern, case.value_type, rng, gated=True)
        kernels = [SparseExpert(copy, "silu") for copy in _cold_copies(packed, p)]
    first = kernels[0] if isinstance(kernels[0], SparseMatrix) else kernels[0].matrices["down"]
    rows, cols = (p.rows, p.cols) if experts is None else (experts.d_ff, experts.hidden)
    # numbers of bf16, as of a model that computes in bf16: torch's product in bf16 gets no others
    x = torch.from_numpy(rng.standard_normal((case.batch, cols)).astype(np.float32)).bfloat16().float()
    rounds: Mapping[str, Sequence[Callable[[], Any]]] = {
        "kernel": [_bound(kernel, x, case.threads, case.instruction_set) for kernel in kernels],
        "torch_fp32": references.calls(torch.float32, x),
        "torch_bf16": references.calls(torch.bfloat16, x),
        "read": [_bound(read_memory, memory, case.threads)],
    }
    with torch_threads(case.threads), torch.inference_mode():
        ms = {name: float(np.median(times)) for name, times in _interleaved(rounds, p.repeats).items()}
    bandwidth = memory.nbytes / ms["read"]  # bytes a millisecond
    return {
        **_facts(case),
        "ms": ms["kernel"],
        "speedup_over_torch_fp32": ms["torch_fp32"] / ms["kernel"],
        "speedup_over_torch_bf16": ms["torch_bf16"] / ms["kernel"],
        "times_bandwidth_limit": ms["kernel"] / (packed.size_bytes / bandwidth),
        "instruction_set": first.instruction_set(case.instruction_set),
        "weight_bytes": packed.size_bytes,
        "read_gb_per_s": bandwidth / 1e6,
        "torch_fp32_ms": ms["torch_fp32"],
        "torch_bf16_ms": ms["torch_bf16"],
        "matrices": len(kernels),
        "rows": rows,
        "cols": cols,
    }


def _facts(case: Case) -> dict[str, Any]:
    return {
        "kernel": "expert" if case.experts else "dense" if case.pattern.keep == case.pattern.group else "nm",
        "pattern": str(case.pattern),
        "value_type": case.value_type,
        "batch": case.batch,
        "threads": case.threads,
    }


def _prune(dense: NDArray[np.float32], pattern: NMPattern, rng: np.random.Generator) -> NDArray[np.float32]:
    """Random places: the speed depends on the pattern, not on which weights are kept."""
    groups = pattern.groups(dense.shape[1], "experiment.cols")
    places = np.argsort(rng.random((len(dense), groups, pattern.group), np.float32), axis=-1)
    return dense * (places < pattern.keep).reshape(dense.shape)


def _cold_copies(packed: _Packed, p: Parameters) -> Iterator[_Packed]:
    """Copies one after another in memory, each array on a cache line, as an expert buffer would hold them."""
    sizes = {name: -(-array.nbytes // _LINE) * _LINE for name, array in packed.arrays().items()}
    copies = max(p.matrices, -(-p.cold_bytes // packed.size_bytes))
    memory = aligned_bytes(copies * sum(sizes.values()), _LINE)
    header, offset = packed.header(), 0
    for _ in range(copies):
        arrays: dict[str, Any] = {}
        for name, array in packed.arrays().items():
            arrays[name] = memory[offset : offset + array.nbytes].view(array.dtype).reshape(array.shape)
            arrays[name][...] = array
            offset += sizes[name]
        yield type(packed).from_arrays(arrays, header)


def _interleaved(rounds: Mapping[str, Sequence[Callable[[], Any]]], repeats: int) -> dict[str, list[float]]:
    """Milliseconds of each call; one round without timing comes first."""
    times: dict[str, list[float]] = {name: [] for name in rounds}
    for repeat in range(-1, repeats):
        for name, calls in rounds.items():
            for call in calls:
                start = time.perf_counter()
                call()
                stop = time.perf_counter()
                if repeat >= 0:
                    times[name].append((stop - start) * 1e3)
    return times


def _bound(function: Callable[..., Any], *arguments: Any) -> Callable[[], Any]:
    return lambda: function(*arguments)


@contextmanager
def torch_threads(threads: int) -> Iterator[None]:
    """So many threads of torch's, meanwhile."""
    before = torch.get_num_threads()
    torch.set_num_threads(threads)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _cpu_name() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def _draw(canvas: Canvas, rows: Sequence[Mapping[str, Any]], value_types: Sequence[str]) -> None:
    axes = plots.new_axes(canvas, "Packed N:M products against torch", "N:M pattern", "speed-up over torch fp32")
    patterns = list(dict.fromkeys(row["pattern"] for row in rows))
    width = 0.8 / len(value_types)
    for i, value_type in enumerate(value_types):
        chosen = [row for row in rows if row["value_type"] == value_type]
        x = [patterns.index(row["pattern"]) + (i - (len(value_types) - 1) / 2) * width for row in chosen]
        axes.bar(x, [row["speedup_over_torch_fp32"] for row in chosen], 0.9 * width, color=plots.SERIES[i],
                 label=value_type)  # fmt: skip
        limits = [row["speedup_over_torch_fp32"] * row["times_bandwidth_limit"] for row in chosen]
        starts, ends = [c - 0.45 * width for c in x], [c + 0.45 * width for c in x]
        axes.hlines(limits, starts, ends, color="black", linewidth=1.5)
    axes.plot([], [], color="black", linewidth=1.5, label="memory bandwidth allows")
    plots.paper_line(axes, 1.0, "torch fp32")
    if rows:
        bf16 = float(np.median([row["torch_fp32_ms"] / row["torch_bf16_ms"] for row in rows]))
        plots.paper_line(axes, bf16, "torch bf16")
    axes.set_xticks(range(len(patterns)), patterns)
    axes.grid(axis="x", visible=False)
    axes.legend(ncols=len(value_types) + 1, loc="upper center", bbox_to_anchor=(0.5, -0.14), fontsize=10)
