"""One replay of a routing trace: a predictor, an eviction policy and so many slots; the cheap point of a sweep."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.tools.learnt_tables import Origin, asked_name, asked_predictor, asked_reuse, check_stored
from experiments.tools.routing_traces import split_traces
from flame.app.experiment import Context
from flame.app.report import Report
from flame.errors import ConfigError, check_counts
from flame.routing import RoutingTrace
from flame.storage.artifact import Labels, package_versions
from flame.storage.trace_files import load_trace
from flame.storage.work_key import path_sha256
from online.pa_buf.replay import replay

TITLE = "One replay: predictor, policy and slots from the command line"
READS = ("model", "routing traces", "predictor", "buffer")


@dataclass(frozen=True)
class Parameters:
    """Which traces; predictor, policy and slots come from the groups `predictor` and `buffer`.

    Args:
        learn, trace: folders of the trace that tables learn on and of the one that is replayed; both null records
            or reads back the traces of `dataset`, for which the model is loaded.
        preload: experts loaded before each decision; 0 predicts nothing.
    """

    learn: str | None
    trace: str | None
    preload: int

    def __post_init__(self) -> None:
        check_counts(self, "experiment", zero=("preload",))
        if (self.learn is None) != (self.trace is None):
            raise ConfigError("experiment.learn, experiment.trace: give both folders, or neither")


def inputs(context: Context, parameters: Parameters) -> dict[str, str]:
    """Digests of what is read, by name: of two folders the model and the corpus are none."""
    if parameters.learn is None or parameters.trace is None:
        return context.inputs()
    stored = context.settings.predictor.path
    own = {} if stored is None else {"predictor": path_sha256(Path(stored))}
    return own | {"learn": path_sha256(Path(parameters.learn)), "trace": path_sha256(Path(parameters.trace))}


def run(context: Context, parameters: Parameters) -> Report:
    settings = context.settings
    learn, trace, labels, facts = _traces(context, parameters)
    origin = Origin(facts["router_sha256"], labels) if "router_sha256" in facts else None
    table, reuse = asked_predictor(context, learn, origin), asked_reuse(context, learn, origin)
    result = replay(
        trace, table if parameters.preload else None, settings.buffer.slots, settings.buffer.policy,
        preload=max(parameters.preload, 1), reuse=reuse,
    )  # fmt: skip
    row = {
        "tokens": trace.tokens, "predictor": asked_name(context), "known_layers": settings.predictor.known_layers,
        "policy": settings.buffer.policy, "slots": settings.buffer.slots, "preload": parameters.preload,
        "index_bytes": table.size_bits() / 8, "hit_ratio": result.hit_ratio, "accesses": result.accesses,
        "demand_loads": result.demand_loads, "preloads": result.preloads, "wasted_preloads": result.wasted_preloads,
    }  # fmt: skip
    note = "A hit is an expert that is resident when the router decides; loads take no time; slots are per MoE layer."
    return Report("replay", TITLE, labels, [row], notes=[note], provenance=facts)


def _traces(context: Context, parameters: Parameters) -> tuple[RoutingTrace, RoutingTrace, Labels, dict[str, Any]]:
    if parameters.learn is None or parameters.trace is None:
        check_stored(context)
        traces = split_traces(context)
        return traces.train, traces.report, context.labels(), context.provenance()
    learn, manifest = load_trace(Path(parameters.learn))
    trace, _ = load_trace(Path(parameters.trace), manifest.inputs["router"])
    facts = context.provenance(model=False, dataset=False)
    return (
        learn,
        trace,
        manifest.labels,
        facts | {"versions": package_versions(), "router_sha256": manifest.inputs["router"]},
    )
