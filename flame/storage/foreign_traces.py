"""Routing traces as other programs write them (BigMoeOnEdge, vLLM, llama.cpp), and ours as they read them."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import numpy as np

from flame.errors import TraceError
from flame.routing import RoutingTrace

_ROUTE_HEADER = "# route_trace"
_ROUTE_COLUMNS = "turn,phase,step,layer,slot,expert,weight,residency,expert_bytes"
_PREFILL = 0  # phase of a prompt in a BigMoeOnEdge trace; 1 is decoding
_TOPK = re.compile(r"ffn_moe_topk-(\d+)\b.*=\s*\{\s*(\d+)\s*,\s*(\d+)\s*,")


def is_route_trace(file: Path) -> bool:
    """Whether a CSV file is a BigMoeOnEdge trace."""
    with file.open("rb") as opened:
        return opened.read(len(_ROUTE_HEADER)) == _ROUTE_HEADER.encode()


def read_route_trace(file: Path) -> RoutingTrace:
    """Read a BigMoeOnEdge `route.csv`: a turn is an example, its prompt marked as such.

    A prompt's tokens that a layer left out are left out (llama.cpp computes the last layer for the last one alone).

    Raises:
        TraceError: another version or columns, a size that is not stated, a token without a choice of each layer.
    """
    lines = file.read_text(encoding="utf-8").split("\n")
    comments = [line for line in lines if line.startswith("#")]
    rows = [line for line in lines if line and not line.startswith("#")]
    if comments[0].split() != [*_ROUTE_HEADER.split(), "v1"]:
        raise TraceError(f"{file}: {comments[0]} (expected {_ROUTE_HEADER} v1)")
    if not rows or rows[0].strip() != _ROUTE_COLUMNS:
        raise TraceError(f"{file}: columns {rows[:1]} (expected {_ROUTE_COLUMNS})")
    sizes = dict(re.findall(r"\b(n_layer|n_expert|n_expert_used)=(\d+)", " ".join(comments)))
    if len(sizes) != 3:
        raise TraceError(f"{file}: states {', '.join(sizes) or 'no sizes'} (expected n_layer, n_expert, n_expert_used)")
    num_experts, top_k = int(sizes["n_expert"]), int(sizes["n_expert_used"])
    try:
        cells = np.loadtxt(io.StringIO("\n".join(rows[1:])), np.int64, delimiter=",", usecols=range(6), ndmin=2)
    except ValueError as error:
        raise TraceError(f"{file}: {error} (expected whole numbers in the first six columns)") from error
    if not len(cells):
        raise TraceError(f"{file}: the trace is empty (expected rows below {_ROUTE_COLUMNS})")
    layers = np.unique(cells[:, 3])
    tokens, inverse, counts = np.unique(cells[:, :3], axis=0, return_inverse=True, return_counts=True)
    whole = counts == len(layers) * top_k
    if not (whole | (tokens[:, 1] == _PREFILL)).all():
        raise TraceError(
            f"{file}: a decoded token has not {top_k} choices in each of {len(layers)} layers (it is torn)"
        )
    cells, inverse = cells[whole[inverse]], inverse.reshape(-1)[whole[inverse]]
    number = np.cumsum(whole) - 1
    tokens = tokens[whole]
    place = (number[inverse] * len(layers) + np.searchsorted(layers, cells[:, 3])) * top_k + cells[:, 4]
    experts = np.full(len(tokens) * len(layers) * top_k, -1)
    if (cells[:, 4] < 0).any() or (cells[:, 4] >= top_k).any() or len(np.unique(place)) != len(experts):
        raise TraceError(f"{file}: a token has not one choice for each layer and slot (the trace is torn)")
    experts[place] = cells[:, 5]
    starts = np.flatnonzero(np.diff(tokens[:, 0], prepend=tokens[0, 0] - 1))
    return RoutingTrace(
        experts.reshape(len(tokens), len(layers), top_k), np.append(starts, len(tokens)), num_experts,
        prefill=tokens[:, 1] == _PREFILL,
    )  # fmt: skip


def write_route_trace(trace: RoutingTrace, model: str) -> str:
    """The text of a BigMoeOnEdge `route.csv`; weights and residency are not known, and stand as 0."""
    out = io.StringIO()
    out.write(f"{_ROUTE_HEADER} v1\n# model={model} arch=unknown n_layer={trace.moe_layers} ")
    out.write(f"n_expert={trace.num_experts} n_expert_used={trace.top_k}\n{_ROUTE_COLUMNS}\n")
    writer = csv.writer(out, lineterminator="\n")
    turns = np.repeat(np.arange(trace.examples), trace.example_lengths)
    steps = trace.position_in_example()
    phases = np.ones(trace.tokens, int) if trace.prefill is None else (~trace.prefill).astype(int)
    for token in range(trace.tokens):
        for layer in range(trace.moe_layers):
            for slot in range(trace.top_k):
                expert = trace.experts[token, layer, slot]
                writer.writerow([turns[token], phases[token], steps[token], layer, slot, expert, 0, 0, 0])
    return out.getvalue()


def read_routed_experts(file: Path, num_experts: int) -> RoutingTrace:
    """Read vLLM's `routed_experts`: an .npy array [tokens, layers, top_k], or an .npz with one for each request.

    Args:
        num_experts: experts of a layer, which the arrays do not state.
    Raises:
        TraceError: the file cannot be read, or an array has another shape or type.
    """
    try:
        loaded = np.load(file, allow_pickle=False)
    except (ValueError, OSError) as error:
        raise TraceError(f"{file}: cannot be read: {error} (expected an .npy or .npz file of integers)") from error
    arrays = [loaded] if isinstance(loaded, np.ndarray) else [loaded[name] for name in loaded.files]
    for array in arrays:
        if array.ndim != 3 or array.dtype.kind not in "iu" or array.shape[1:] != arrays[0].shape[1:]:
            raise TraceError(
                f"{file}: an array {array.dtype} {list(array.shape)} (expected integers [tokens, layers, top_k])"
            )
    if not arrays:
        raise TraceError(f"{file}: holds no array (expected one for each request)")
    lengths = np.cumsum([0, *map(len, arrays)])
    return RoutingTrace(np.concatenate(arrays).astype(np.int64), lengths, num_experts)


def read_topk_dump(file: Path, num_experts: int) -> RoutingTrace:
    """Read the tensors `ffn_moe_topk-L` of a llama.cpp dump (`llama-eval-callback`), one example in all.

    Passes follow one another; each prints, layer by layer, the experts of its tokens. A pass of several tokens is a
    prompt's.

    Raises:
        TraceError: no such tensor, a tensor that the dump has shortened with `...`, or layers of unequal tokens.
    """
    text = file.read_text(encoding="utf-8", errors="replace")
    found = list(_TOPK.finditer(text))
    passes: dict[int, list[np.ndarray]] = {}
    for place, match in enumerate(found):
        layer, top_k, tokens = (int(group) for group in match.groups())
        end = found[place + 1].start() if place + 1 < len(found) else len(text)
        body = text[match.end() : end].partition("\n")[2].partition("sum")[0]
        if "..." in body:
            raise TraceError(f"{file}: ffn_moe_topk-{layer} is shortened with ... (print whole tensors)")
        ids = re.findall(r"(?<![\w.])-?\d+(?:\.0+)?(?![\w.])", body)[: tokens * top_k]
        if len(ids) != tokens * top_k:
            raise TraceError(f"{file}: ffn_moe_topk-{layer} has {len(ids)} ids (expected {tokens} x {top_k})")
        passes.setdefault(layer, []).append(np.array([int(float(i)) for i in ids]).reshape(tokens, top_k))
    if not passes:
        raise TraceError(f"{file}: no tensor ffn_moe_topk-L (expected a llama.cpp dump of every tensor)")
    if len({len(parts) for parts in passes.values()}) != 1:
        raise TraceError(f"{file}: layers have run in unequal passes (the dump is cut short)")
    prompts = [max(map(len, parts)) > 1 for parts in zip(*passes.values(), strict=True)]
    common = [min(map(len, parts)) for parts in zip(*passes.values(), strict=True)]  # the last layer may see the last
    passes = {layer: [part[-n:] for part, n in zip(parts, common, strict=True)] for layer, parts in passes.items()}
    experts = np.stack([np.concatenate(passes[layer]) for layer in sorted(passes)], axis=1)
    prefill = np.repeat(prompts, common)
    return RoutingTrace(experts, np.array([0, len(experts)]), num_experts, prefill=prefill if prefill.any() else None)
