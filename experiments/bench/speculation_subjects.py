"""What bench_speculation decodes: the model of the configuration, and a random one at real sizes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from transformers import Qwen3MoeConfig, Qwen3MoeForCausalLM

from experiments.bench.followed_routes import FollowedRoutes
from experiments.bench.peer_model import Geometry
from experiments.tools.routing_traces import trace_to_learn
from flame.app.experiment import Context
from flame.errors import ConfigError, check_counts
from flame.ids import ExpertId
from flame.models.layers import ExpertCall
from flame.models.moe_model import MoeModel
from flame.models.settings import ModelSettings
from flame.nm_pattern import NMPattern
from flame.packed_expert import PackedExpert
from flame.prediction_table import PredictionTable
from offline.prediction.cepr import build_cepr_table
from offline.pruning.packing import prune_and_pack
from online.serving.decode_step import DecodeStep
from online.serving.halves import HalvedStore
from online.serving.speculation import Draft
from online.serving.stores import MemoryStore


@dataclass(frozen=True)
class DrawnGeometry(Geometry):
    """Sizes of which `distinct` experts are drawn, and stand for all `experts` by turns."""

    distinct: int


@dataclass(frozen=True)
class Grid:
    """Where a model is decoded, and how much.

    Args:
        slots: of each MoE layer.
        expert_load_ms: that the link between store and memory takes for a whole expert, so that a grid does for
            experts of any size.
        texts, tokens: texts that are continued, and counted tokens of each.
        openings: times that all streams are opened anew for it, every other time in the other order.
    """

    slots: tuple[int, ...]
    expert_load_ms: tuple[float, ...]
    texts: int
    tokens: int
    openings: int

    def __post_init__(self) -> None:
        check_counts(self, "experiment")
        for name in ("slots", "expert_load_ms"):
            if not getattr(self, name):
                raise ConfigError(f"experiment: {name} is empty (expected at least one)")


@dataclass(frozen=True)
class RandomModel:
    """A random Qwen3-MoE, whose acceptance is given and not measured.

    Args:
        geometry: its sizes.
        traces: routing trace that its routers follow (a folder of `record_traces`, or a file as `dataset.traces`
            imports it); null draws a skewed synthetic one.
        given_acceptance: shares of drafted tokens that are right.
        grid: where it is decoded.
    """

    geometry: DrawnGeometry
    traces: str | None
    given_acceptance: tuple[float, ...]
    grid: Grid

    def __post_init__(self) -> None:
        if not self.given_acceptance or any(not 0 <= share <= 1 for share in self.given_acceptance):
            raise ConfigError(f"experiment.random.given_acceptance: {self.given_acceptance} (expected shares)")


@dataclass(frozen=True, eq=False)
class Subject:
    """A model to decode with.

    Attributes:
        model: it; its own experts are not used.
        grid: where it is decoded.
        routes: that its routers are made to follow; None lets them choose.
        inputs: token ids and mask of each text.
        whole, halved: its packed int8 experts.
        table: predicts; None has no prediction.
        given: share of drafted tokens that are made right; None measures it.
    """

    model: MoeModel
    grid: Grid
    routes: FollowedRoutes | None
    inputs: tuple[Mapping[str, torch.Tensor], ...]
    whole: MemoryStore
    halved: HalvedStore
    table: PredictionTable | None
    given: float | None


def own_subject(context: Context, grid: Grid, table_dialogues: int) -> Subject:
    """The model of the configuration on dialogues of its own, the shortest: their prompts are not what is timed.

    Args:
        table_dialogues: that the prediction table learns from.
    """
    model, pattern = context.model, NMPattern.parse(context.settings.pruning.pattern)
    _, dialogues = context.accuracy_dialogues()
    packed: dict[ExpertId, PackedExpert] = {}
    layers = model.moe_layers("decoder")
    for layer in context.progress(layers, f"{model.name}: packing"):
        for expert in range(model.shape(layer).num_experts):
            matrices = {name: each.float() for name, each in model.expert_matrices(layer, expert).items()}
            packed[ExpertId(layer.id, expert)] = prune_and_pack(matrices, pattern, "int8")
    table = build_cepr_table(trace_to_learn(context, table_dialogues), context.settings.predictor.known_layers)
    texts = sorted((dialogue.text for dialogue in dialogues), key=len)
    inputs = tuple(model.encode([texts[i % len(texts)]]) for i in range(grid.texts))
    return Subject(model, grid, None, inputs, MemoryStore(packed), HalvedStore.of(packed), table, None)


def random_subject(context: Context, drawn: RandomModel, given: float) -> Subject:
    """A random model whose routers follow a trace, and whose drafts are right as often as is given.

    Raises:
        ConfigError: the trace is of other sizes.
        ArtifactError, TraceError: it cannot be read.
    """
    g, grid, seed = drawn.geometry, drawn.grid, context.settings.seed
    if drawn.traces is None:
        length = 2 * grid.texts * (grid.tokens + 48)
        routes = FollowedRoutes.skewed(length, g.layers, g.experts, g.top_k, seed)
    else:
        routes = FollowedRoutes.recorded(drawn.traces, g.layers, g.experts, g.top_k)
    pattern = NMPattern.parse(context.settings.pruning.pattern)
    torch.manual_seed(seed)
    sizes: dict[str, Any] = dict(
        vocab_size=g.vocabulary, hidden_size=g.hidden, intermediate_size=g.d_ff, moe_intermediate_size=g.d_ff,
        num_hidden_layers=g.layers, num_attention_heads=g.heads, num_key_value_heads=g.kv_heads, head_dim=g.head_dim,
        num_experts=g.experts, num_experts_per_tok=g.top_k, decoder_sparse_step=1, eos_token_id=None,
    )  # fmt: skip
    config = Qwen3MoeConfig(**sizes)
    with torch.device("meta"):
        hf: Any = Qwen3MoeForCausalLM(config)
    hollow = {name for name, _ in hf.named_parameters() if ".experts." in name}
    for name, parameter in list(hf.named_parameters()):
        if name in hollow:
            continue
        owner, _, own = name.rpartition(".")
        values = (
            torch.ones(parameter.shape) if "norm" in own or "norm" in owner else torch.randn(parameter.shape) * 0.02
        )
        setattr(hf.get_submodule(owner), own, torch.nn.Parameter(values, requires_grad=False))
    hf.model.rotary_emb = type(hf.model.rotary_emb)(config)
    model = MoeModel(hf, None, ModelSettings("random_qwen3_moe", "random", None, None, "", 1, 1, {}), "random")
    rng = np.random.default_rng(seed)
    shape = model.shape(model.moe_layers()[0]).matrices
    drawn_experts = [
        prune_and_pack(
            {n: torch.from_numpy(rng.standard_normal(s, np.float32) * 0.02) for n, s in shape.items()}, pattern, "int8"
        )
        for _ in context.progress(range(g.distinct), "random experts")
    ]
    halves = HalvedStore.of({ExpertId(model.moe_layers()[0].id, i): each for i, each in enumerate(drawn_experts)})
    first = model.moe_layers()[0].id
    which = [ExpertId(layer.id, expert) for layer in model.moe_layers() for expert in range(g.experts)]
    whole = MemoryStore({each: drawn_experts[each.expert % g.distinct] for each in which})
    lowers = MemoryStore({each: halves.lowers.load(ExpertId(first, each.expert % g.distinct)) for each in which})
    uppers = {each: halves.uppers[ExpertId(first, each.expert % g.distinct)] for each in which}
    draw = torch.Generator().manual_seed(seed)
    prompts = [torch.randint(g.vocabulary, (1, 8), generator=draw) for _ in range(grid.texts)]
    inputs = tuple({"input_ids": ids, "attention_mask": torch.ones_like(ids)} for ids in prompts)
    return Subject(model, grid, routes, inputs, whole, HalvedStore(uppers, lowers), None, given)


class GivenDraft:
    """Another draft, whose tokens are made right as often as is given, and wrong else: it takes the draft's time.

    Args:
        inner: proposes.
        share: of right tokens.
        seed: of the dice.
    """

    def __init__(self, inner: Draft, share: float, seed: int) -> None:
        self._inner, self._share, self._rng = inner, share, np.random.default_rng(seed)
        self.resident_bytes = inner.resident_bytes
        self.answer: torch.Tensor = torch.zeros((1, 0), dtype=torch.int64)  # what is right, prompt included

    def propose(
        self, step: DecodeStep, history: torch.Tensor | None, count: int,
        choose: Callable[[torch.Tensor], torch.Tensor], goes_on: Callable[[torch.Tensor], bool],
    ) -> list[torch.Tensor]:  # fmt: skip
        place = step.blocks[0].get_seq_length() + 1  # of the token that comes next

        def given(logits: torch.Tensor) -> torch.Tensor:
            nonlocal place
            choose(logits)  # what it takes, it takes here too
            right = self.answer[:, min(place, self.answer.shape[1] - 1)]
            place += 1
            return right if self._rng.random() < self._share else torch.where(right > 0, right - 1, right + 1)

        return self._inner.propose(step, history, count, given, goes_on)

    def experts(self, call: ExpertCall) -> torch.Tensor | None:
        return self._inner.experts(call)

    def close(self) -> None:
        self._inner.close()
