"""Factorised tables while a model decodes: the decisions of the replay, warm starts, and tables of other models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
import torch

from flame.errors import ConfigError, TraceError
from flame.factorised_table import FactorisedTable
from flame.ids import ExpertId
from flame.models.loading import load_model
from flame.models.moe_model import MoeModel
from flame.models.settings import ModelSettings
from flame.packed_expert import PackedExpert
from flame.routing import RoutingTrace
from flame.routing_profile import RoutingProfile
from flame.storage.dataset import Dialogue
from offline.prediction.hidden import stale_gate
from offline.prediction.tracing import record_hidden_trace, record_trace
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.policies import Fifo
from online.pa_buf.replay import replay
from online.pa_buf.slot_plan import SlotPlan, hottest
from online.serving.session import stream
from online.serving.stores import MemoryStore
from tests.flame.test_factorised_table import random_table
from tests.online.serving.test_streaming import until_loaded
from tests.online.small_streams import TEXTS, buffer, pack_experts, prune, resident_scores, same, scores

DIALOGUES = [Dialogue("a", TEXTS[0]), Dialogue("b", "B: no")]


def table(**options: object) -> FactorisedTable:
    return random_table(**({"layers": 2, "experts": 4, "top_k": 1} | options))  # type: ignore[arg-type]


def profile_of(trace: RoutingTrace) -> RoutingProfile:
    uses = np.stack(
        [np.bincount(chosen.ravel(), minlength=trace.num_experts) for chosen in trace.experts.swapaxes(0, 1)]
    )
    return RoutingProfile(trace.top_k, uses, "lru", uses * 0, 0)


@pytest.mark.parametrize("native", [False, None])
@pytest.mark.parametrize("warm", [False, True])
@pytest.mark.parametrize(
    ("slots", "policy", "preload"), [(1, "lru", 1), (2, "reuse", 1), (3, "cepr", 2), (3, "reuse", 2), (2, "s3fifo", 2)]
)
def test_hits_are_those_of_the_replay(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], slots: int, policy: str, preload: int, warm: bool,
    native: bool | None,
) -> None:  # fmt: skip
    """Two examples, one after the other: the buffer goes on, what the table remembers does not."""
    trace = record_trace(pruned, DIALOGUES, batch=1, max_new_tokens=8)
    coming, reuse = table(moving=True), table(seed=4, after=True) if policy == "reuse" else None
    hot = hottest(profile_of(trace)) if warm else ()
    options = {"reuse": reuse, "warm": hot, "preload": preload}
    expected = replay(trace, coming, slots, policy, **options)  # type: ignore[arg-type]
    options |= {"native": native, "throttle": False}
    with stream(pruned, MemoryStore(packed), buffer(slots, policy), coming, **options) as session:  # type: ignore[arg-type]
        assert session.native == (native is None)
        for layer in pruned.moe_layers("decoder"):  # the replay knows no time: every preload is there, none is dropped
            pruned.sparse_mlp(layer).register_forward_pre_hook(lambda *_: until_loaded(session))
        for dialogue in DIALOGUES:
            pruned.generate_ids([dialogue.text], 8)
        counts = session.counts()
    assert counts.accesses == expected.accesses
    assert counts.hits + counts.late == expected.hits
    assert [layer.demand_loads for layer in counts.layers] == expected.demand_loads_per_layer.tolist()
    assert sum(layer.useful_preloads for layer in counts.layers) == expected.useful_preloads


@dataclass(frozen=True)
class Guessed:
    """Guesses that were worked out beforehand."""

    guesses: np.ndarray

    def predict_trace(self, trace: RoutingTrace, top: int = 1) -> np.ndarray:
        return self.guesses[:, :, :top]


@pytest.mark.parametrize("native", [False, True])
@pytest.mark.parametrize(("slots", "preload"), [(1, 1), (2, 1), (3, 2)])
def test_stale_gates_preload_what_a_replay_of_their_guesses_does(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], slots: int, preload: int, native: bool
) -> None:
    """From the states that the model computes while it is streamed; the first layer is not guessed."""
    kept = record_hidden_trace(pruned, DIALOGUES, batch=1, max_new_tokens=8)
    gate = stale_gate(pruned)
    guesses = gate.rank_states(kept.router, kept.block, preload)
    guesses[:, 0] = -1
    expected = replay(kept.trace, Guessed(guesses), slots, preload=preload)
    answers = [resident_scores(pruned, MemoryStore(packed), [dialogue.text]) for dialogue in DIALOGUES]
    options = {"preload": preload, "throttle": False, "native": native}
    with stream(pruned, MemoryStore(packed), buffer(slots), gate, **options) as session:  # type: ignore[arg-type]
        for layer in pruned.moe_layers("decoder"):
            pruned.sparse_mlp(layer).register_forward_pre_hook(lambda *_: until_loaded(session))
        for dialogue in DIALOGUES:
            pruned.generate_ids([dialogue.text], 8)
        counts = session.counts()
        assert all(
            same(scores(pruned, [dialogue.text]), answer) for dialogue, answer in zip(DIALOGUES, answers, strict=True)
        )
    assert counts.hits + counts.late == expected.hits
    assert [layer.demand_loads for layer in counts.layers] == expected.demand_loads_per_layer.tolist()


def test_predictors_from_other_states_or_models_are_refused(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert]
) -> None:
    store, gate = MemoryStore(packed), stale_gate(pruned)
    for other in (replace(gate, state="block"), replace(gate, lead=2)):
        with pytest.raises(ConfigError, match="expected router and 1"):
            stream(pruned, store, buffer(), other)
    with pytest.raises(TraceError, match=r"\(3, 2, 1\), tiny has \(4, 2, 1\)"):
        stream(pruned, store, buffer(), replace(gate, weights=gate.weights[:, :3], bias=gate.bias[:, :3]))


class Looking(Fifo):
    """Keeps the rankings that it is given."""

    wants_rankings = wants_reuse = True
    heard: list[tuple[int, list[list[int]]]]

    def predicted(self, layer: int, rankings: Sequence[Sequence[int]]) -> None:
        self.heard.append((layer, [list(ranking) for ranking in rankings]))


def test_a_decoder_alone_ranks_by_its_prompts_without_their_pads(
    decoder_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prompts of unlike length side by side: the rankings, before and after decisions, are those of the trace."""
    model = load_model(ModelSettings("decoder", "hub", str(decoder_folder), None, "", 60, 6, {}))
    model.hf.generation_config.eos_token_id = None
    prune(model)
    trace = record_trace(model, DIALOGUES, batch=1)
    coming = random_table(layers=trace.moe_layers, experts=8, moving=True)
    reuse = random_table(layers=trace.moe_layers, experts=8, after=True)
    heard: list[tuple[int, list[list[int]]]] = []
    looking = type("Looking", (Looking,), {"heard": heard, "__init__": lambda self, slots: Looking.__init__(self)})
    monkeypatch.setattr("online.pa_buf.policies.plugin_names", lambda _: ("looking",))
    monkeypatch.setattr("online.pa_buf.policies.load_plugin", lambda *_: looking)
    slots = ExpertBuffer(SlotPlan.per_layer(trace.moe_layers, 2), "looking")
    store = MemoryStore(pack_experts(model))
    with stream(model, store, slots, coming, reuse=reuse, throttle=False) as session:
        session.model.generate_ids([dialogue.text for dialogue in DIALOGUES])
    assert trace.prefill is not None
    steps = np.flatnonzero(~trace.prefill).reshape(2, -1)  # rows of each example
    before, after = coming.predict_trace(trace, 8), reuse.predict_trace(trace, 8)
    expected = [
        (layer, ranked[steps[:, step], layer].tolist())
        for step in range(steps.shape[1])
        for layer in range(trace.moe_layers)
        for ranked in (before, after)
    ]
    # What is ranked ahead of a decision comes before it; the order between layers is that of the runtime's looking.
    assert sorted(heard) == sorted(expected)
    assert [each for each in heard if each in expected[::2]][:3] == expected[:6:2]


def test_a_warm_start_hits_from_the_first_token_on_and_answers_alike(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert]
) -> None:
    trace = record_trace(pruned, DIALOGUES, batch=1, max_new_tokens=8)
    expected = resident_scores(pruned, MemoryStore(packed), TEXTS[:1])
    hits = {}
    for name, hot in (("cold", ()), ("warm", hottest(profile_of(trace)))):
        with stream(pruned, MemoryStore(packed), buffer(3), warm=hot) as session:
            if hot:
                found = [place for places in session.places() for place in places.values()]
                assert found == ["used"] * 6
            assert same(scores(pruned, TEXTS[:1]), expected)
            hits[name] = session.counts().hits
    assert hits["warm"] > hits["cold"]


def test_tables_that_do_not_fit_are_refused(pruned: MoeModel, packed: dict[ExpertId, PackedExpert]) -> None:
    store = MemoryStore(packed)
    with pytest.raises(TraceError, match=r"\(6, 2, 1\), tiny has \(4, 2, 1\)"):
        stream(pruned, store, buffer(), table(experts=6))
    with pytest.raises(TraceError, match=r"\(4, 2, 2\), tiny has"):
        stream(pruned, store, buffer(policy="reuse"), reuse=table(top_k=2, after=True))
    with pytest.raises(ConfigError, match="needs a table of reuse"):
        stream(pruned, store, buffer(policy="reuse"))
    with pytest.raises(ConfigError, match="needs a table of reuse"):
        replay(record_trace(pruned, DIALOGUES[:1]), None, 2, "reuse", reuse=table())
    with pytest.raises(ConfigError, match="ranks what is wanted again"):
        stream(pruned, store, buffer(), table(after=True))


def test_what_was_cut_off_knows_the_next_prompt(pruned: MoeModel, packed: dict[ExpertId, PackedExpert]) -> None:
    """A pass that an error cut off leaves nothing behind: the next example is ranked as if it were the first."""
    store, coming = MemoryStore(packed), table(moving=True)
    with stream(pruned, store, buffer(), coming, throttle=False) as session:
        pruned.generate_ids(TEXTS[:1], 4)
        first = session.counts().total
        session.runtime._computing = True
        with torch.inference_mode():
            pruned.generate_ids(TEXTS[:1], 4)
        second = session.counts().total - first
    assert (second.accesses, second.preloads) == (first.accesses, first.preloads)
