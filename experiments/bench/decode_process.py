"""Decode in a process of its own, so that its peak memory is its own and the limit strikes nobody else."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from experiments.tools.peak_memory import peak_bytes
from flame.ids import decoder_expert
from flame.models.loading import load_without_experts
from flame.models.settings import ModelSettings
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.slot_plan import SlotPlan
from online.serving.session import stream
from online.serving.stores import open_store


def main() -> None:
    """The only argument is JSON, as `serve_beyond_memory.decode` gives it."""
    given = json.loads(sys.argv[1])
    imports = peak_bytes()
    resource.setrlimit(resource.RLIMIT_DATA, (given["limit_bytes"], given["limit_bytes"]))
    model = load_without_experts(ModelSettings(**given["model"]))
    loaded = peak_bytes()
    others = sum(p.numel() * p.element_size() for p in model.hf.parameters() if not p.is_meta)
    layers = len(model.moe_layers("decoder"))
    plan = SlotPlan.per_layer(layers, given["slots"])
    store = open_store(given["store"], Path(given["packed"]))
    texts, tokens, start = given["texts"], 0, time.perf_counter()
    with stream(model, store, ExpertBuffer(plan)) as session:
        digest = []
        for first in range(0, len(texts), given["batch"]):
            ids = model.generate_ids(
                texts[first : first + given["batch"]], given["tokens"], min_new_tokens=given["tokens"]
            )
            tokens += ids[:, 1:].numel()
            digest += ids.tolist()
        counts = session.counts()
    seconds = time.perf_counter() - start
    print(
        json.dumps(
            {
                "imports_bytes": imports,
                "after_loading_bytes": loaded,
                "peak_bytes": peak_bytes(),
                "other_weights_bytes": others,
                "buffer_bytes": plan.total * store.size_bytes(decoder_expert(0, 0)),
                "tokens": tokens,
                "seconds": seconds,
                "hit_ratio": counts.hit_ratio,
                "loaded_bytes": counts.loaded_bytes,
                "ids": digest,
            }
        )
    )


if __name__ == "__main__":
    main()
