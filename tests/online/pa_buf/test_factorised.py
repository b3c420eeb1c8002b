"""Native factorised rankings: equal to NumPy's in every place, over whole traces and step by step."""

import pytest

from flame.errors import TraceError
from online.pa_buf.factorised import FactorisedRanker
from tests.flame.test_factorised_table import random_table, random_trace


@pytest.mark.parametrize("ids", [True, False])
@pytest.mark.parametrize(("after", "moving"), [(False, False), (True, False), (False, True), (True, True)])
@pytest.mark.parametrize(("bits", "experts", "width"), [(4, 6, 5), (8, 64, 33), (8, 128, 16)])
def test_equal_to_numpy(bits: int, experts: int, width: int, after: bool, moving: bool, ids: bool) -> None:
    table = random_table(3, bits, experts=experts, width=width, after=after, moving=moving)
    trace = random_trace(4, ids, experts=experts)
    ranker = FactorisedRanker(table)
    for top in (1, 4, experts):
        assert (ranker.predict_trace(trace, top) == table.predict_trace(trace, top)).all()


def test_step_by_step() -> None:
    table, trace = random_table(moving=True), random_trace()
    ranker = FactorisedRanker(table)
    expected = table.predict_trace(trace, 6)
    assert trace.token_ids is not None
    for start, end in zip(trace.example_ptr[:-1].tolist(), trace.example_ptr[1:].tolist(), strict=True):
        ranker.begin()
        for token in range(start, end):
            ranker.token(int(trace.token_ids[token]))
            for layer in range(trace.moe_layers):
                assert (ranker.rank(layer, 6) == expected[token, layer]).all()
                assert (ranker.rank(layer, 2) == expected[token, layer, :2]).all()  # asking changes nothing
                ranker.decided(layer, trace.experts[token, layer])


def test_step_by_step_after_decisions() -> None:
    """Rankings of layers that were not asked about rest on what the others learnt all the same."""
    table, trace = random_table(after=True, moving=True), random_trace()
    ranker = FactorisedRanker(table)
    expected = table.predict_trace(trace, 6)
    assert trace.token_ids is not None
    for start, end in zip(trace.example_ptr[:-1].tolist(), trace.example_ptr[1:].tolist(), strict=True):
        ranker.begin()
        for token in range(start, end):
            ranker.token(int(trace.token_ids[token]))
            for layer in range(trace.moe_layers):
                ranker.decided(layer, trace.experts[token, layer])
                if (token + layer) % 3:
                    assert (ranker.rank(layer, 6) == expected[token, layer]).all()


@pytest.mark.parametrize("lead", [1, 2, 3, 9])
def test_several_layers_ahead_knows_what_was_decided_by_then(lead: int) -> None:
    table, trace = random_table(layers=4, moving=True), random_trace(layers=4)
    ranker = FactorisedRanker(table)
    found = ranker.predict_trace(trace, 6, lead)
    assert trace.token_ids is not None
    for start, end in zip(trace.example_ptr[:-1].tolist(), trace.example_ptr[1:].tolist(), strict=True):
        ranker.begin()
        for token in range(start, end):
            ranker.token(int(trace.token_ids[token]))
            for layer in range(4):
                for asked in range(layer, 4):
                    if asked == layer + lead - 1 or (layer == 0 and asked < lead):
                        assert (ranker.rank(asked, 6) == found[token, asked]).all()
                ranker.decided(layer, trace.experts[token, layer])


def test_what_does_not_fit_is_refused() -> None:
    ranker = FactorisedRanker(random_table())
    for ask in (lambda: ranker.rank(0, 1), lambda: ranker.decided(0, (0, 1))):
        with pytest.raises(TraceError, match="no token has entered"):
            ask()
    ranker.token(-1)
    with pytest.raises(TraceError, match="layer 3, top 1"):
        ranker.rank(3, 1)
    with pytest.raises(TraceError, match="top 7"):
        ranker.rank(0, 7)
    for experts in ([0], [0, 6], [-1, 2]):
        with pytest.raises(TraceError, match="expected 2 ids"):
            ranker.decided(0, experts)
    with pytest.raises(TraceError, match="the trace has"):
        ranker.predict_trace(random_trace(experts=7), 1)
