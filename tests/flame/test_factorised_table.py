"""Factorised tables: worked by hand, against a naive count, never across examples, and the same from disk."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from flame.errors import ArtifactError, TraceError
from flame.evidence import Evidence
from flame.factorised_table import (
    HIDDEN_BITS,
    HIDDEN_MOST,
    UNIT_BITS,
    FactorisedTable,
    Rows,
)
from flame.learning_on import likelihoods
from flame.routing import RoutingTrace
from flame.storage.artifact import Labels
from flame.storage.factorised_files import load_factorised, pack_entries, save_factorised, unpack_entries

ONE = 1 << UNIT_BITS
STILL = tuple(map(Evidence.of, ("layer 1", "layer 2", "token 1", "token 1 1", "token 2", "recent 2", "again")))

MOVING = tuple(
    map(Evidence.of, ("layer 1 ~2", "layer 2", "token 1 ~3", "token 1 1 ~1", "token 2", "recent 2", "again"))
)


def rows(entries: object, exponent: int = 0) -> Rows:
    values = np.asarray(entries, np.int8)
    return Rows(values, np.full((*values.shape[:-2], values.shape[-1]), exponent, np.int8))


def random_table(
    seed: int = 0,
    bits: int = 4,
    layers: int = 3,
    experts: int = 6,
    width: int = 5,
    after: bool = False,
    moving: bool = False,
    top_k: int = 2,
) -> FactorisedTable:
    """A table of random rows and exponents, with five known tokens of nine."""
    draw = np.random.default_rng(seed)
    most, rates, rank, known = 1 << (bits - 1), (0, 1, 3), 2, np.array([0, 2, 3, 5, 8], np.int32)

    def some(*shape: int, one: bool = False) -> Rows:
        entries = draw.integers(-most, most, shape, np.int8)
        exponents = draw.integers(-7, -2, (*shape[:-2], shape[-1]), np.int8)
        return Rows(entries, np.full_like(exponents, -4) if one else exponents)

    return FactorisedTable(
        top_k, bits, MOVING if moving else STILL, rates, some(len(STILL), layers, experts, experts),
        some(layers, experts, width),
        some(len(rates), layers, experts, width), some(layers, width, experts), some(2, len(known) + 1, rank, one=True),
        some(2, rank, width), some(2, layers, rank, experts), draw.integers(-ONE, ONE, (layers, experts), np.int32),
        draw.integers(-ONE, ONE, (layers, width), np.int32), known, after, 2 if moving else 0,
    )  # fmt: skip


def random_trace(seed: int = 1, ids: bool = True, layers: int = 3, experts: int = 6) -> RoutingTrace:
    """Three examples, the second of one token."""
    draw = np.random.default_rng(seed)
    ptr = np.array([0, 12, 13, 40])
    chosen = draw.random((40, layers, experts)).argsort(axis=2)[:, :, :2].astype(np.int16)
    return RoutingTrace(chosen, ptr, experts, token_ids=draw.integers(0, 9, 40, np.int32) if ids else None)


def naive_votes(table: FactorisedTable, trace: RoutingTrace) -> np.ndarray:
    """Every sum again for every entry, from the definition; memories from the start of the example."""
    votes = np.zeros((trace.tokens, trace.moe_layers, trace.num_experts), np.int64)
    ids = [-1] * trace.tokens if trace.token_ids is None else trace.token_ids.tolist()
    listed = table.vocabulary.tolist()
    direct, path, history = table.direct.in_units(), table.path.in_units(), table.history.in_units()

    def shift(values: np.ndarray, by: np.ndarray) -> np.ndarray:
        return np.array([int(v) << s if s >= 0 else int(v) >> -s for v, s in zip(values, by, strict=True)])

    def memory(added: list[np.ndarray], rate: int) -> np.ndarray | int:
        if rate == 0:
            return added[-1] if added else 0
        held = 0 * added[0] if added else 0
        for value in added:
            held = held - (held >> rate) + value
        return held

    for start, end in zip(trace.example_ptr[:-1].tolist(), trace.example_ptr[1:].tolist(), strict=True):
        learnt: dict[tuple, int] = {}  # (evidence or -1, layer, voter, expert): what was learnt in this example
        pending: dict[int, tuple] = {}  # by layer, after decisions: who voted last, and what each expert was worth
        for t in range(start, end):
            state = np.zeros(table.width, np.int64)
            for which, token in ((0, t), (1, t - 1)):
                row = listed.index(ids[token]) + 1 if token >= start and ids[token] in listed else 0
                product = table.tokens.entries[which][row].astype(int) @ table.token_mix.entries[which].astype(int)
                by = table.token_mix.exponents[which].astype(int) + table.tokens.exponents[which, 0] + UNIT_BITS
                state += shift(product, by)
            for rate, rows_of in zip(table.rates, history, strict=True):
                sums = [
                    sum(rows_of[i, e] for i in range(trace.moe_layers) for e in trace.experts[u, i])
                    for u in range(start, t)
                ]
                state += memory(sums, rate)
            for layer in range(trace.moe_layers):
                total = table.bias[layer].astype(np.int64)
                for which, token in ((0, t), (1, t - 1)):
                    row = listed.index(ids[token]) + 1 if token >= start and ids[token] in listed else 0
                    product = table.tokens.entries[which][row].astype(int) @ table.token_votes.entries[which, layer]
                    exponents = table.token_votes.exponents[which, layer].astype(int)
                    total = total + shift(product, exponents + table.tokens.exponents[which, 0] + UNIT_BITS)
                known = t + table.after_decision  # the tokens whose choice at this layer is known
                if table.after_decision:
                    state = state + path[layer, trace.experts[t, layer]].sum(axis=0)
                moved = [(-1, layer, 0)] if table.bias_step else []
                for i, source in enumerate(table.evidence):
                    at: tuple[int, int] | None = None
                    if source.kind == "layer" and layer >= source.distance:
                        at = (t, layer - source.distance)
                    elif source.kind == "token" and t - source.distance >= start:
                        at = (t - source.distance, layer + source.neighbour)
                    elif source.kind == "again":
                        same = [u for u in range(start, t) if ids[u] == ids[t] and ids[t] >= 0]
                        at = (same[-1], layer) if same else None
                    elif source.kind == "recent":
                        sums = [direct[i, layer, trace.experts[u, layer]].sum(axis=0) for u in range(start, known)]
                        total = total + memory(sums, source.distance)
                    if at is not None and at[1] < trace.moe_layers:
                        total = total + direct[i, layer, trace.experts[at]].sum(axis=0)
                        moved += [(i, layer, int(e)) for e in trace.experts[at] if source.step]
                hidden = (state + table.hidden_bias[layer]) >> (UNIT_BITS - HIDDEN_BITS)
                hidden = np.minimum(np.maximum(hidden, 0), HIDDEN_MOST)
                by = table.output.exponents[layer].astype(int) + UNIT_BITS - HIDDEN_BITS
                total = total + shift(hidden @ table.output.entries[layer].astype(np.int64), by)
                then, thought = pending.get(layer, ([], {}))
                worth: dict[int, int] = {}
                for expert in range(trace.num_experts):
                    total[expert] += 16 * sum(learnt.get((*key, expert), 0) for key in moved)
                    worth[expert] = int(likelihoods()[min(max((int(total[expert]) >> 12) + 128, 0), 255)])
                pending[layer] = (moved, worth)
                for expert in range(trace.num_experts):
                    chosen = expert in trace.experts[t, layer]
                    if table.after_decision:  # what was thought a token ago is compared with this choice
                        right = 4096 if chosen else worth[expert] - (worth[expert] >> 3)
                        wrong, keys = right - thought.get(expert, right), then
                    else:
                        wrong, keys = 4096 * chosen - worth[expert], moved
                    for key in keys:
                        step = table.evidence[key[0]].step if key[0] >= 0 else table.bias_step
                        learnt[*key, expert] = learnt.get((*key, expert), 0) + (wrong >> step)
                votes[t, layer] = total
                if not table.after_decision:
                    state = state + path[layer, trace.experts[t, layer]].sum(axis=0)
    return votes


def test_worked_by_hand() -> None:
    """One unit, two layers, three experts, one of them a token; the example is 2 0 | 1 2."""
    table = FactorisedTable(
        top_k=1, entry_bits=4, evidence=(Evidence("layer", 1), Evidence("recent", 1)), rates=(0,),
        direct=rows([[[[0, 0, 0]] * 3, [[0, 0, 0], [0, 0, 0], [3, 1, 0]]], [[[0, 0, 0], [0, 0, 0], [0, 4, 0]]] * 2]),
        path=rows([[[0], [0], [2]], [[0], [0], [0]]]), history=rows([[[[0], [0], [1]], [[0], [0], [0]]]]),
        output=rows([[[0, 0, 5]], [[0, 7, 0]]]), tokens=rows(np.zeros((2, 1, 1))), token_mix=rows(np.zeros((2, 1, 1))),
        token_votes=rows(np.zeros((2, 2, 1, 3))),
        bias=np.array([[1, 0, 0], [0, 0, 0]], np.int32) * ONE, hidden_bias=np.zeros((2, 1), np.int32),
        vocabulary=np.zeros(0, np.int32),
    )  # fmt: skip
    trace = RoutingTrace(np.array([[[2], [0]], [[1], [2]]], np.int16), np.array([0, 2]), 3)
    # Token 0: layer 0 has its bias alone; layer 1 follows expert 2, whose row is 3 1 0 and whose unit of 2 adds 0 14 0.
    # Token 1: the token before left one unit (0 0 5), and layer 0 remembers expert 2 (0 4 0); layer 1 follows expert
    # 1, which says nothing; the unit adds 0 7 0, and its own memory is of expert 0, which says nothing.
    expected = [[[1, 0, 0], [3, 15, 0]], [[1, 4, 5], [0, 7, 0]]]
    assert (table.votes(trace) / ONE).tolist() == expected
    assert table.predict_trace(trace, 3).tolist() == [[[0, 1, 2], [1, 0, 2]], [[2, 1, 0], [1, 0, 2]]]
    entries, exponents = 2 * 2 * 9 + 2 * 3 + 2 * 3 + 2 * 3 + 2 + 2 + 12, 2 * 2 * 3 + 2 + 2 + 2 * 3 + 2 + 2 + 12
    assert table.size_bits() == 4 * entries + 8 * exponents + 32 * (6 + 2)


def test_what_is_learnt_on_is_kept_in_16_bits() -> None:
    """Three of the seven kinds of evidence move, of 3 layers by 6 experts by 6, and the bias of 3 layers by 6."""
    assert sum(evidence.step > 0 for evidence in MOVING) == 3
    assert random_table(moving=True).size_bits() - random_table().size_bits() == 16 * (3 * 3 * 6 * 6 + 3 * 6)


@pytest.mark.parametrize("ids", [True, False])
@pytest.mark.parametrize(
    ("bits", "after", "moving"),
    [(4, False, False), (8, False, False), (4, True, False), (4, False, True), (4, True, True)],
)
def test_equal_to_the_naive_sums(ids: bool, bits: int, after: bool, moving: bool) -> None:
    table, trace = random_table(bits=bits, after=after, moving=moving), random_trace(ids=ids)
    assert (table.votes(trace) == naive_votes(table, trace)).all()


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("moving", [False, True])
def test_nothing_crosses_an_example(moving: bool, after: bool) -> None:
    table, trace = random_table(moving=moving, after=after), random_trace()
    whole = table.votes(trace)
    alone = np.concatenate([table.votes(trace.select([e])) for e in range(trace.examples)])
    assert (whole == alone).all()
    assert (table.predict_trace(trace, 6) == np.argsort(-whole, axis=2, kind="stable")).all()


@pytest.mark.parametrize("moving", [False, True])
def test_a_ranking_rests_on_what_precedes_it(moving: bool) -> None:
    table, trace = random_table(moving=moving), random_trace()
    before = table.votes(trace)
    for token, layer in ((3, 0), (20, 1), (39, 2)):
        changed = trace.experts.copy()
        flat = changed.reshape(-1, 2)
        flat[token * 3 + layer :] = (flat[token * 3 + layer :] + 1) % 6
        after = table.votes(replace(trace, experts=changed))
        assert (before.reshape(-1, 6)[: token * 3 + layer + 1] == after.reshape(-1, 6)[: token * 3 + layer + 1]).all()


@pytest.mark.parametrize("after", [False, True])
def test_a_single_question_is_that_of_a_trace_without_ids(after: bool) -> None:
    table, trace = random_table(moving=True, after=after), random_trace(ids=False).select([0])
    expected = table.predict_trace(trace, 6)
    path = [tuple(entry) for entry in trace.experts.reshape(-1, 2).tolist()]
    for token, layer in ((0, 0), (0, 2), (3, 1), (11, 2), (5, 0)):
        place = 3 * token + layer
        assert table.predict(layer, path[: place + after], 6) == tuple(expected[token, layer])
    with pytest.raises(TraceError, match="those of its token"):
        table.predict(2, path[:1])
    with pytest.raises(TraceError, match="layer 3"):
        table.predict(3, path)
    with pytest.raises(TraceError, match="not 2 different"):
        table.predict(1, [(0, 1), (2, 2)] if after else [(2, 2)])


@pytest.mark.parametrize("bits", [4, 8])
def test_saved_and_loaded(bits: int, tmp_path: Path) -> None:
    table, trace = random_table(bits=bits), random_trace()
    save_factorised(table, tmp_path / "t", router_sha256="a" * 64, config={"x": 1}, labels=Labels("none", "none"))
    loaded, manifest = load_factorised(tmp_path / "t", "a" * 64)
    assert (loaded.votes(trace) == table.votes(trace)).all()
    assert loaded.evidence == table.evidence
    assert manifest.config == {"x": 1}
    with pytest.raises(ArtifactError, match="another router"):
        load_factorised(tmp_path / "t", "b" * 64)


def test_packed_in_twos() -> None:
    entries = np.array([[-8, 7, 0], [-1, 3, -2]], np.int8)
    packed = pack_entries(entries, 4)
    assert packed.tolist() == [0x78, 0xF0, 0xE3]
    assert (unpack_entries(packed, (2, 3), 4) == entries).all()
    assert len(pack_entries(entries[:1], 4)) == 2


@pytest.mark.parametrize(
    "text",
    ["layer", "token 3", "recent x", "again 1", "gate 1", "layer 1 1", "recent 2 ~3", "layer 1 ~x", "layer 1 ~13"],
)
def test_evidence_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(TraceError, match="evidence"):
        Evidence.of(text)


@pytest.mark.parametrize("text", ["layer 0", "layer 1 ~3", "token 1", "token 2 1 ~12", "recent 4", "again"])
def test_evidence_is_written_as_it_is_read(text: str) -> None:
    assert Evidence.of(text).text == text


def test_tables_that_contradict_themselves_are_refused() -> None:
    table, trace = random_table(), random_trace()
    with pytest.raises(TraceError, match=r"bias has shape \[2, 6\]"):
        replace(table, bias=table.bias[:2])
    with pytest.raises(TraceError, match="beyond 4 bits"):
        replace(table, path=replace(table.path, entries=np.full_like(table.path.entries, 8)))
    with pytest.raises(TraceError, match="not known before the decision"):
        replace(table, evidence=(Evidence("layer", 0), *table.evidence[1:]))
    with pytest.raises(TraceError, match="top_k 7"):
        replace(table, top_k=7)
    with pytest.raises(TraceError, match=r"\(6, 3, 2\), the trace has \(7, 3, 2\)"):
        table.votes(replace(trace, num_experts=7))
    with pytest.raises(TraceError, match="top 7"):
        table.predict_trace(trace, 7)


def test_learning_on_counts_what_was_right() -> None:
    """A bias that learns on, with nothing else: the expert that is always chosen comes first at once."""
    quiet = replace(random_table(), bias_step=1)
    still = {name: replace(getattr(quiet, name), entries=0 * getattr(quiet, name).entries) for name in (
        "direct", "path", "history", "output", "tokens", "token_mix", "token_votes")}  # fmt: skip
    table = replace(quiet, **still, bias=0 * quiet.bias, hidden_bias=0 * quiet.hidden_bias)
    trace = RoutingTrace(np.full((3, 3, 2), [4, 5], np.int16), np.array([0, 2, 3]), 6)
    votes = table.votes(trace)
    assert (votes[0] == 0).all()
    # No votes stand for a likelihood of 2080 / 4096; the error is halved, and counts in 16 units.
    assert votes[1, 0].tolist() == [-16 * 1040] * 4 + [16 * 1008] * 2
    assert (votes[2] == 0).all()  # the next example starts anew


def test_reuse_hears_a_token_later_what_was_right() -> None:
    """The same after decisions: what came again was worth all, what did not is worth an eighth less than thought."""
    quiet = replace(random_table(after=True), bias_step=1)
    still = {name: replace(getattr(quiet, name), entries=0 * getattr(quiet, name).entries) for name in (
        "direct", "path", "history", "output", "tokens", "token_mix", "token_votes")}  # fmt: skip
    table = replace(quiet, **still, bias=0 * quiet.bias, hidden_bias=0 * quiet.hidden_bias)
    votes = table.votes(RoutingTrace(np.full((4, 3, 2), [4, 5], np.int16), np.array([0, 3, 4]), 6))
    assert (votes[:2] == 0).all()  # the second decision tells of the first, after it was asked about
    assert votes[2, 0].tolist() == [-16 * 130] * 4 + [16 * 1008] * 2  # (2080 - 260 - 2080) / 2, (4096 - 2080) / 2
    assert (votes[3] == 0).all()  # the next example starts anew
