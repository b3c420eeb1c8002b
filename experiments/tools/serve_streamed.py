"""Summaries from a model whose experts stay on disk, printed as they are generated.

The model's experts are pruned and packed, written to a store, and streamed through the expert buffer; every summary is
compared, token by token, with the same packed weights fully resident. What happened is kept as an artifact beside the
report: a trace that Perfetto opens, and the counts of every decoding step and layer as a table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.tools.learnt_tables import asked_hidden, asked_name, asked_predictor, asked_reuse, check_stored
from experiments.tools.packed_stores import packed_as, packed_folder
from experiments.tools.routing_traces import split_traces
from experiments.tools.served_report import draw_speed, draw_timeline, layer_rows, row_of, write_record
from experiments.tools.served_summaries import Served, serve
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ConfigError, check_counts, near_names
from flame.factorised_table import FactorisedTable
from flame.hidden_predictor import HiddenPredictor
from flame.ids import ExpertId, decoder_expert
from flame.models.moe_model import MoeModel
from flame.nm_pattern import NMPattern
from flame.packed_expert import PackedExpert
from flame.prediction_table import Predictor
from flame.storage.dataset import Dialogue
from flame.storage.packed_store import PackedStore
from flame.storage.profile_files import load_profile
from offline.rouge import words_for
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.replay import hit_curves
from online.pa_buf.slot_plan import SlotPlan, divide_slots, hottest, slots_within
from online.serving.expert_calls import resident
from online.serving.little_experts import LittleExperts
from online.serving.session import stream
from online.serving.stores import STORES, ExpertStore, FileStore, LimitedStore, open_store

if TYPE_CHECKING:
    pass

TITLE = "Summaries generated with experts streamed from a store"
READS = ("model", "accuracy dialogues", "routing traces", "pruning", "predictor", "buffer")

# Its name, who predicts, what computes instead, and who is there at the start.
Configuration = tuple[str, Predictor | HiddenPredictor | None, LittleExperts | None, Sequence[ExpertId]]
DIVISIONS = ("per layer", "shared", "adaptive")


@dataclass(frozen=True)
class Parameters:
    """What is served, and how.

    Args:
        dialogues: dialogues of the report split that are summarised.
        batch: dialogues decoded together.
        preload: experts preloaded for each decision.
        packed: packed store of this model's experts, as `experiment=prune` writes it; null prunes by magnitude to
            `pruning.pattern` and packs.
        profile: folder of a routing profile of this model: its hottest experts are loaded before the first token of a
            row of its own, and `adaptive` divides by its hits.
        store: how the store is read: `read`, `direct`, `mapped` or `memory` (`online.serving.stores`).
        store_bytes_per_s, store_latency_s: link to the store; null for the disk as it is.
        deadline_s: longest wait for one expert.
        division: how slots are divided: `per layer`, `shared`, or `adaptive` (by the tuning split's hits).
        buffer_bytes: budget of the whole buffer, in place of `buffer.slots` for each layer; null for slots.
        little_pattern: N:M pattern of little experts that stay resident, for a row whose answers are not exact; null
            leaves it out.
        little_at_most: where an expert is not resident, tokens of no higher router probability get its little one.
    """

    dialogues: int
    batch: int
    preload: int
    packed: str | None
    profile: str | None
    store: str
    store_bytes_per_s: float | None
    store_latency_s: float
    deadline_s: float
    division: str
    buffer_bytes: int | None
    little_pattern: str | None
    little_at_most: float

    def __post_init__(self) -> None:
        check_counts(self, "experiment")
        if self.division not in DIVISIONS:
            raise ConfigError(f"experiment.division={self.division}: {near_names(self.division, DIVISIONS)}")
        if self.store not in STORES:
            raise ConfigError(f"experiment.store={self.store}: {near_names(self.store, STORES)}")
        if not self.deadline_s > 0 or not 0 < self.little_at_most <= 1:
            raise ConfigError(
                f"experiment.deadline_s={self.deadline_s}, little_at_most={self.little_at_most}: expected above 0, and "
                "a probability above 0"
            )
        if (self.store_bytes_per_s is not None and not self.store_bytes_per_s > 0) or self.store_latency_s < 0:
            raise ConfigError(
                f"experiment.store_bytes_per_s={self.store_bytes_per_s}, store_latency_s={self.store_latency_s}: "
                "expected above 0 (or null), and at least 0"
            )


def inputs(context: Context, parameters: Parameters) -> dict[str, str]:
    """Digests of what is read, by name."""
    return context.inputs(packed=parameters.packed, profile=parameters.profile)


def run(context: Context, parameters: Parameters) -> Report:
    """Serve resident, on demand, and with prediction; the same dialogues, the same weights."""
    settings = context.settings
    pattern, model = NMPattern.parse(settings.pruning.pattern), context.model
    hidden, profile = asked_hidden(context), None
    if hidden is None:
        check_stored(context)
    if parameters.profile is not None:
        profile = load_profile(Path(parameters.profile), model.router_sha256())[0]
    folder = packed_folder(context, pattern) if parameters.packed is None else Path(parameters.packed)
    split, dialogues = context.accuracy_dialogues()
    dialogues = dialogues[: parameters.dialogues]
    traces = split_traces(context)
    table = None if hidden else asked_predictor(context, traces.train)
    predictor, reuse = hidden or table, asked_reuse(context, traces.train)
    name = "CEPR" if asked_name(context) == "cepr" else asked_name(context)
    packed = FileStore(folder)
    try:
        with resident(model, packed):
            expected = serve(model, dialogues, parameters.batch, "resident", None, None)
        plan = _plan(
            parameters, settings.buffer.slots, model, packed,
            lambda: hit_curves(traces.tuning, table) if profile is None else profile.hits,
        )  # fmt: skip
    finally:
        packed.close()
    little = None
    if parameters.little_pattern is not None:
        small = NMPattern.parse(parameters.little_pattern)
        little = LittleExperts(_decoder_experts(model, packed_folder(context, small)), parameters.little_at_most)
    wanted: list[Configuration] = [("on demand", None, None, ()), (name, predictor, None, ())]
    wanted += [(f"{name}, warm", predictor, None, hottest(profile))] if profile else []
    wanted += [(f"{name}, little experts", predictor, little, ())] if little else []
    served = [expected]
    for each in wanted:
        served.append(_streamed(context, parameters, dialogues, folder, plan, each, reuse, expected))
    record = write_record(context, served)
    predicted = next(item for item in served if item.configuration == name)
    common = {
        "split": split, "dialogues": len(dialogues), **packed_as(folder), "slots": plan.total,
        "division": parameters.division, "policy": settings.buffer.policy, "batch": parameters.batch,
    }  # fmt: skip
    return Report(
        "serve_streamed",
        TITLE,
        context.labels("measured"),
        [common | row_of(item, expected) for item in served] + layer_rows(common, predicted),
        notes=[
            *_notes(parameters, plan, settings.buffer.policy, record, context.model.is_encoder_decoder),
            *_rouge_note(dialogues),
            *_little_notes(parameters, little),
        ],
        figures=[
            Figure("serve_streamed", "Tokens a second, and accesses by where the expert was.",
                   lambda canvas: draw_speed(canvas, served)),
            Figure("timeline", f"The first decoding steps with {name}: loads above, computed experts below.",
                   lambda canvas: draw_timeline(canvas, predicted), height=3.2),
        ],
        provenance=context.provenance(),
    )  # fmt: skip


def _streamed(
    context: Context, parameters: Parameters, dialogues: tuple[Dialogue, ...], folder: Path, plan: SlotPlan,
    configuration: Configuration, reuse: FactorisedTable | None, expected: Served,
) -> Served:  # fmt: skip
    """One configuration's pass over the dialogues, with experts from the store in `folder`."""
    name, predictor, little, warm = configuration
    store = open_store(parameters.store, folder)
    if parameters.store_bytes_per_s is not None:
        store = LimitedStore(store, parameters.store_bytes_per_s, parameters.store_latency_s)
    try:
        with stream(
            context.model, store, ExpertBuffer(plan, context.settings.buffer.policy), predictor, reuse=reuse,
            warm=warm, preload=parameters.preload, deadline_s=parameters.deadline_s, record_events=True, little=little,
        ) as session:  # fmt: skip
            return serve(context.model, dialogues, parameters.batch, name, session, expected.answers)
    finally:
        store.close()


def _notes(parameters: Parameters, plan: SlotPlan, policy: str, record: Path, is_encoder_decoder: bool) -> list[str]:
    many, single = "those that a prompt wants pass", "those of each further token"
    if is_encoder_decoder:
        many, single = "the encoder's pass", "the decoder's"
    link = f"the disk ({parameters.store})"
    if parameters.store_bytes_per_s is not None:
        link = f"a link of {parameters.store_bytes_per_s / 1e9:g} GB/s after {parameters.store_latency_s * 1e3:g} ms"
    return [
        "equal counts the summaries that are the same as with the same packed weights fully resident; anything but "
        "all of them is a fault.",
        f"Experts come from {link}; {many} through one by one, {single} through {plan.total} "
        f"slots ({', '.join(map(str, plan.slots))} by pool, {policy}).",
        "Experts are computed straight from their packed bytes by the sparse kernels, resident or streamed.",
        "late: the expert was on its way when the router asked for it. wasted: preloads that left unused.",
        f"{record}: trace.json opens in ui.perfetto.dev and chrome://tracing, visits.csv has the counts of every "
        "decoding step and layer; one pair for each streamed configuration.",
    ]


def _rouge_note(dialogues: tuple[Dialogue, ...]) -> list[str]:
    if not all(dialogue.summary for dialogue in dialogues):
        return ["The corpus has no summaries, so there is no rouge1."]
    return [f"rouge1 compares words: {words_for([dialogue.summary or '' for dialogue in dialogues]).name}."]


def _plan(
    parameters: Parameters, slots: int, model: MoeModel, store: ExpertStore, curves: Callable[[], Any]
) -> SlotPlan:
    """The slots that the configuration asks for, by number or by bytes."""
    layers = len(model.moe_layers("decoder"))
    sizes = [
        max(store.size_bytes(decoder_expert(layer, expert)) for expert in range(model.num_experts))
        for layer in range(layers)
    ]
    if parameters.division == "adaptive":
        budget = parameters.buffer_bytes
        return divide_slots(curves(), layers * slots if budget is None else slots_within(budget, max(sizes)))
    shared = parameters.division == "shared"
    if parameters.buffer_bytes is not None:
        return SlotPlan.within(parameters.buffer_bytes, sizes, shared)
    return SlotPlan.shared(layers, layers * slots) if shared else SlotPlan.per_layer(layers, slots)


def _decoder_experts(model: MoeModel, folder: Path) -> dict[ExpertId, PackedExpert]:
    store = PackedStore(folder)
    wanted = (ExpertId(layer.id, e) for layer in model.moe_layers("decoder") for e in range(model.num_experts))
    return {expert: store.load(expert) for expert in wanted}


def _little_notes(parameters: Parameters, little: LittleExperts | None) -> list[str]:
    if little is None:
        return ["Little experts were not run: experiment.little_pattern=1:8 adds their row."]
    size = sum(expert.size_bytes for expert in little.experts.values())
    return [
        f"Little experts ({parameters.little_pattern}, resident, {size} bytes beside the buffer): where an expert is "
        f"not resident, tokens of router probability {parameters.little_at_most:g} or less are computed with its "
        "little copy. Not exact: rouge1 and equal show the cost beside the time saved, and both may differ from run to "
        "run."
    ]
