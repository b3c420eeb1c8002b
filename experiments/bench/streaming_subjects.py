"""What bench_streaming decodes: a random model at the paper's sizes, and the model of the configuration."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING

import torch

from experiments.paper.values import number
from experiments.tools.hidden_traces import kept_states, spread
from experiments.tools.learnt_tables import asked_hidden
from experiments.tools.routing_traces import learning_mode, trace_to_learn
from experiments.tools.streamed_decoding import Subject
from flame.app.experiment import Context
from flame.errors import ConfigError
from flame.hidden_predictor import HiddenPredictor
from flame.models.moe_model import MoeModel
from flame.models.settings import ModelSettings
from flame.models.switch_shapes import random_switch, switch_config
from flame.prediction_table import PredictionTable
from flame.routing import RoutingTrace
from flame.storage.dataset import disjoint_splits
from offline.prediction.cepr import build_cepr_table
from offline.prediction.hidden import learn_hidden, router_matrices
from offline.prediction.paths import count_paths

if TYPE_CHECKING:
    from experiments.bench.bench_streaming import Parameters


FEW = 1 << 12  # contexts that a table is asked for beforehand


def random_subject(context: Context, geometry: Mapping[str, int], p: Parameters) -> tuple[Subject, str]:
    """A random model of these sizes whose routers follow a synthetic trace; its encoder is one dense block."""
    seed = context.settings.seed
    model = random_model(geometry, seed)
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
    return Subject(model, inputs, routes, asked_table(context, learnt, p), facts), routing_note(trace)


def routing_note(trace: RoutingTrace) -> str:
    counts = count_paths(trace)
    return (
        f"Routing of random_switch is synthetic ({trace.tokens:,} tokens, of which the decoded ones are the last): "
        f"{counts.distinct:,} distinct paths (paper {number('distinct_paths'):,}); {counts.share_of_tokens(1):.1%} of "
        f"the tokens on the first ({number('share_first'):.1%}), {counts.share_of_tokens(10):.1%} on the first ten "
        f"({number('share_top_ten'):.1%}); of the paths {counts.share_of_paths_over(1000):.2%} with over 1,000 tokens "
        f"({number('paths_over_1000'):.2%}), {counts.share_of_paths_within(10):.1%} with at most 10 "
        f"({number('paths_within_10'):.2%}). The paper finds up to {number('hits_2_n6'):.1%} in two slots."
    )


def random_model(geometry: Mapping[str, int], seed: int) -> MoeModel:
    """A random Switch model whose decoder has these sizes; its encoder, which is not timed, is one dense block."""
    config = switch_config(**geometry, encoder_blocks=1, encoder_moe_layers=0)
    settings = ModelSettings("random_switch", "random", None, None, "", 1, 1, dict(geometry))
    return MoeModel(random_switch(config, seed), None, settings, "random")


def own_subject(context: Context, p: Parameters) -> Subject:
    """The model of the configuration on dialogues of its own, with the routing that it has."""
    stored = asked_hidden(context)  # first: one of another model is refused at once
    if stored is None and context.settings.predictor.path is not None:
        raise ConfigError(
            f"predictor.path={context.settings.predictor.path}: holds no predictor from hidden states (expected a "
            "folder of experiment=train_predictor; CEPR is learnt here)"
        )
    _, dialogues = context.accuracy_dialogues()
    count = p.warm_up_examples + p.examples
    texts = [dialogues[i % len(dialogues)].text for i in range(count)]
    return Subject(
        context.model,
        tuple(context.model.encode([text]) for text in texts),
        None,
        asked_table(context, trace_to_learn(context, None), p),
        {
            "model": context.model.name,
            "weights": context.model.weights,
            "d_model": context.model.d_model,
            "d_ff": context.model.d_ff,
        },
        stored or learnt_hidden(context, p),
    )


def learnt_hidden(context: Context, p: Parameters) -> HiddenPredictor | None:
    """The next layer's router on what the present one reads, learnt on from dialogues that routes are learnt from."""
    gates = router_matrices(context.model)
    if not p.hidden_dialogues or gates is None:
        return None
    dataset = context.settings.dataset
    parts = disjoint_splits(context.trace_corpus, dataset.trace_dialogues)
    kept = kept_states(context, learning_mode(context), spread(parts.train, p.hidden_dialogues, None))
    return learn_hidden(kept, "router", 1, p.hidden_learning, gates, seed=context.settings.seed)


def asked_table(context: Context, trace: RoutingTrace, p: Parameters) -> PredictionTable:
    """The CEPR table of a trace, asked beforehand for all that it saw: a table in hardware answers at once, too."""
    known_layers = context.settings.predictor.known_layers
    table = build_cepr_table(trace, known_layers)
    experts = list(itertools.product(range(trace.num_experts), repeat=known_layers))
    tops = (trace.num_experts,) if context.settings.buffer.policy == "cepr" else p.preload
    if trace.top_k == 1 and len(experts) <= FEW:
        for layer, known, top in itertools.product(range(trace.moe_layers), experts, tops):
            table.predict(layer, known, top)
    return table
