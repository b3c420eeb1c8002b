"""Decode as one peer in a process of its own, within a control group where one is given.

The only argument is JSON with the fields of `Order`; the last line of standard output is JSON with the fields of
`Decoded`. The process joins its group before it imports anything that is large.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Order:
    """What to decode with.

    Args:
        peer: a key of `PEERS`.
        group: folder of the control group to join, None for no limit.
        limit_bytes: what that group may take.
        files: of the peer: `dense` and `packed`, `gguf`, or `offload`.
        prompt: token ids.
        warm_up, tokens: tokens that are written first, and those that are timed.
        threads, seed: of the products, and of sampling.
        policy: of the expert buffer.
    """

    peer: str
    group: str | None
    limit_bytes: int
    files: dict[str, str]
    prompt: list[int]
    warm_up: int
    tokens: int
    threads: int
    seed: int
    policy: str


@dataclass(frozen=True)
class Moment:
    """What the process had taken by a moment: seconds by the clock and of its threads, bytes from disks, page faults.

    Memory of its own that a swap-less kernel cannot take back is not counted here; `experiments.bench.memory_limit`
    has the group's peak.
    """

    clock_s: float
    cpu_s: float
    read_bytes: int
    major_faults: int

    @staticmethod
    def now() -> Moment:
        used = resource.getrusage(resource.RUSAGE_SELF)
        lines = Path("/proc/self/io").read_text(encoding="utf-8").splitlines()
        read = next(int(line.split()[1]) for line in lines if line.startswith("read_bytes"))
        return Moment(time.perf_counter(), used.ru_utime + used.ru_stime, read, used.ru_majflt)


@dataclass(frozen=True)
class Decoded:
    """What the timed tokens took in all; `stall_s`, `loaded_bytes` and `hit_ratio` of the expert buffer alone."""

    tokens: int
    seconds: float
    cpu_s: float
    read_bytes: int
    major_faults: int
    slots: int | None = None
    hit_ratio: float | None = None
    stall_s: float | None = None
    loaded_bytes: int | None = None

    @staticmethod
    def between(first: Moment, last: Moment, tokens: int, **of_the_buffer: Any) -> Decoded:
        return Decoded(
            tokens, last.clock_s - first.clock_s, last.cpu_s - first.cpu_s, last.read_bytes - first.read_bytes,
            last.major_faults - first.major_faults, **of_the_buffer,
        )  # fmt: skip


def main() -> None:
    order = Order(**json.loads(sys.argv[1]))
    if order.group is not None:
        from experiments.bench.memory_limit import join

        join(Path(order.group))
    print(json.dumps(asdict(PEERS[order.peer](order))))


def _llama_cpp(order: Order) -> Decoded:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = order.files["gguf"]
    params.n_ctx = 2 * len(order.prompt) + order.warm_up + order.tokens
    params.n_parallel = 1
    params.warmup = False  # it would read every expert once
    params.no_extra_bufts = order.group is not None  # a copy in another layout would not fit
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = order.threads
    server = xllamacpp.Server(params)
    moments: list[Moment] = []
    asked = {
        "prompt": order.prompt, "n_predict": order.warm_up + order.tokens, "stream": True, "ignore_eos": True,
        "temperature": 1.0, "top_k": 0, "top_p": 1.0, "min_p": 0.0, "seed": order.seed, "timings_per_token": True,
    }  # fmt: skip
    written = 0

    def token(chunk: Any) -> None:
        nonlocal written
        timings = (json.loads(chunk) if isinstance(chunk, str | bytes) else chunk)["timings"]
        before, written = written, timings["predicted_n"]
        if before < order.warm_up <= written or before < order.warm_up + order.tokens <= written:
            moments.append(Moment.now())

    server.handle_completions(asked, token)
    return Decoded.between(moments[0], moments[-1], order.tokens)


def _flame(order: Order) -> Decoded:
    from experiments.bench.memory_limit import held_bytes
    from flame.ids import decoder_expert
    from flame.models.loading import load_without_experts
    from flame.models.settings import ModelSettings
    from online.pa_buf.buffer import ExpertBuffer
    from online.pa_buf.slot_plan import SlotPlan
    from online.serving.session import stream
    from online.serving.stores import open_store

    settings = ModelSettings("peers", "hub", order.files["dense"], None, "", 1, 1, {})
    model = load_without_experts(settings)
    store = open_store("memory" if order.group is None else "direct", Path(order.files["packed"]))
    layers = len(model.moe_layers("decoder"))
    plan = SlotPlan.per_layer(layers, model.num_experts)
    if order.group is not None:
        sizes = [store.size_bytes(decoder_expert(layer, 0)) for layer in range(layers)]
        kept = WORKING_BYTES + EXPERTS_AT_ONCE * max(sizes)
        plan = SlotPlan.within(order.limit_bytes - held_bytes(Path(order.group)) - kept, sizes)
    with stream(model, store, ExpertBuffer(plan, order.policy)) as session:
        counted = []
        first, last = _write(order, model.hf, lambda: counted.append(session.counts()))
    before, after = counted
    accesses = after.accesses - before.accesses
    return Decoded.between(
        first, last, order.tokens, slots=plan.total, hit_ratio=(after.hits - before.hits) / accesses,
        stall_s=(after.stall_ms - before.stall_ms) / 1e3, loaded_bytes=after.loaded_bytes - before.loaded_bytes,
    )  # fmt: skip


# Of the limit beside the slots: for a prompt's activations and the allocators; and experts that are on their way, or
# were brought by Python, which verifies each one's first load.
WORKING_BYTES, EXPERTS_AT_ONCE = 30_000_000, 16


def _accelerate(order: Order) -> Decoded:
    import accelerate
    import torch

    with torch.device("meta"):
        hf = _empty(order)
    hf.model.rotary_emb.to_empty(device="cpu")
    hf._init_weights(hf.model.rotary_emb)
    accelerate.disk_offload(hf, order.files["offload"], torch.device("cpu"))
    return Decoded.between(*_write(order, hf), order.tokens)


def _transformers(order: Order) -> Decoded:
    import torch
    from accelerate.utils import OffloadedWeightsLoader

    hf = _empty(order)
    stored = OffloadedWeightsLoader(save_folder=order.files["offload"])
    with torch.no_grad():
        for name, parameter in hf.named_parameters():
            parameter.copy_(stored[name])
    return Decoded.between(*_write(order, hf), order.tokens)


def _empty(order: Order) -> Any:
    import torch
    from transformers import AutoConfig, Qwen3MoeForCausalLM

    config = AutoConfig.from_pretrained(order.files["dense"])
    from transformers import initialization

    with initialization.no_init_weights():
        return Qwen3MoeForCausalLM._from_config(config, dtype=torch.bfloat16).eval()


def _write(order: Order, hf: Any, at_the_ends: Callable[[], Any] = lambda: None) -> tuple[Moment, Moment]:
    """Have transformers sample; the moments after the warm-up and after the last token."""
    import torch

    torch.set_num_threads(order.threads)
    torch.manual_seed(order.seed)
    moments: list[Moment] = []
    written = 0

    def clock(_: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        nonlocal written
        written += 1
        if written in (order.warm_up, order.warm_up + order.tokens):
            moments.append(Moment.now())
            at_the_ends()
        return scores

    hf.generate(
        torch.tensor([order.prompt]), do_sample=True, temperature=1.0, top_k=0, top_p=1.0, eos_token_id=None,
        pad_token_id=0, max_new_tokens=order.warm_up + order.tokens, logits_processor=[clock],
        attention_mask=torch.ones(1, len(order.prompt), dtype=torch.int64),
    )  # fmt: skip
    return moments[0], moments[-1]


PEERS: dict[str, Callable[[Order], Decoded]] = {
    "flame": _flame,
    "llama.cpp": _llama_cpp,
    "transformers": _transformers,
    "accelerate disk_offload": _accelerate,
}


if __name__ == "__main__":
    main()
