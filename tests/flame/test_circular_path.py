"""The circular path: every entry back as a plain walk has it; nothing crosses an example; codes of every width."""

import numpy as np
import pytest

from flame.circular_path import CircularPath, path_symbols
from flame.errors import TraceError
from flame.routing import RoutingTrace
from tests.offline.synthetic_routing import path_entries, random_trace


@pytest.mark.parametrize("top_k", [1, 2])
@pytest.mark.parametrize("known_layers", [0, 1, 3, 4, 7])
def test_entries_back_are_those_of_a_plain_walk(known_layers: int, top_k: int) -> None:
    trace = random_trace(3, tokens=40, layers=3, top_k=top_k)
    assert trace.examples > 2
    path = CircularPath(trace, None, known_layers)
    number = {tuple(symbol): i for i, symbol in enumerate(path.symbols.tolist())}
    for back in range(known_layers + 1):
        for layer in range(3):
            expected = []
            for example in range(trace.examples):
                walked = path_entries(trace, example)
                for i in range(layer, len(walked), 3):
                    entry = walked[i - back] if back <= i else None
                    entry = entry if entry is None or isinstance(entry, tuple) else (entry,)
                    expected.append(len(number) if entry is None else number[entry])
            assert path.symbol(layer, back).tolist() == expected


def test_parts_of_a_column_are_its_slices() -> None:
    path = CircularPath(random_trace(3, tokens=30, layers=2), None, 9)
    for layer, back in ((0, 0), (1, 1), (0, 4), (1, 9)):
        whole = path.column(layer, back)
        assert len(whole) == path.windows
        for start in range(7):
            assert path.column(layer, back, start, 12).tolist() == whole[start:12].tolist()
            assert path.column(layer, back, start).tolist() == whole[start:].tolist()


def test_codes_have_the_newest_entry_as_their_lowest_digit() -> None:
    path = CircularPath(random_trace(5, tokens=30, layers=2), None, 3)
    for layer in (0, 1):
        expected = sum(path.symbol(layer, back).astype(np.int64) * path.base ** (back - 1) for back in (1, 2, 3))
        assert path.codes(layer, 3, 0, 30).tolist() == expected.tolist()
        assert path.codes(layer, 3, 11, 30).tolist() == expected[11:].tolist()
    assert path.codes(0, 0, 4, 9).tolist() == [0] * 5


@pytest.mark.parametrize(("base", "digits", "kind"), [(1290, 3, np.int32), (1291, 3, np.int64)])
def test_codes_are_as_wide_as_they_have_to_be(base: int, digits: int, kind: type) -> None:
    """1290 ** 3 is below 2 ** 31, 1291 ** 3 is above: the largest code is right in either."""
    trace = RoutingTrace(np.full((digits, 1, 1), base - 2), np.array([0, digits]), base - 1)
    codes = CircularPath(trace, None, digits).window_codes(0, 0, digits - 1)
    assert codes.dtype == kind
    assert int(codes[-1]) == sum((base - 2) * base**place for place in range(digits))


def test_entries_that_a_table_never_saw_are_the_symbol_beyond_the_last() -> None:
    seen = RoutingTrace(np.array([[[0, 1]], [[1, 2]]]), np.array([0, 2]), 5)
    other = RoutingTrace(np.array([[[0, 1]], [[0, 2]], [[1, 2]], [[3, 4]]]), np.array([0, 4]), 5)
    path = CircularPath(other, path_symbols(seen), 1)
    assert path.symbol(0, 0).tolist() == [0, 2, 1, 2]


def test_sets_are_numbered_while_63_bits_hold_them() -> None:
    chosen = np.sort(np.random.default_rng(0).permuted(np.tile(np.arange(512), (6, 1)), axis=1)[:, :7], axis=1)
    chosen[:2] = np.arange(7), np.arange(505, 512)
    path = CircularPath(RoutingTrace(chosen[:, None], np.array([0, 6]), 512), None, 1)  # 512 ** 7 is 2 ** 63
    assert [path.symbols[i].tolist() for i in path.symbol(0, 0)] == chosen.tolist()
    with pytest.raises(TraceError, match="top_k 7 of 513 experts is too many"):
        CircularPath(RoutingTrace(chosen[:, None], np.array([0, 6]), 513), None, 1)
