"""Speed and memory of table building at the size of a long trace, on one core, against a plain loop."""

import time
import tracemalloc

import numpy as np
import pytest

from flame.routing import RoutingTrace
from offline.prediction.cepr import build_cepr_table
from tests.offline.synthetic_routing import count_naively


def skewed_trace(tokens: int, experts: int = 8) -> RoutingTrace:
    draw = np.random.default_rng(0)
    routes = draw.integers(0, experts, (tokens, 6, 1), dtype=np.int16)
    routes *= draw.integers(0, 2, (tokens, 6, 1), dtype=np.int16)
    return RoutingTrace(routes, np.arange(0, tokens + 1, 50), experts)


@pytest.mark.slow
def test_ten_million_tokens_in_five_seconds_and_fifty_times_a_plain_loop(record_property) -> None:
    long, short = skewed_trace(10_000_000), skewed_trace(10_000)
    start = time.process_time()
    table = build_cepr_table(long, 3)
    seconds = time.process_time() - start
    start = time.process_time()
    naive = count_naively(short, [3] * 6)
    plain_seconds = time.process_time() - start
    assert table.layers[0][0].counts.sum() == long.tokens
    assert len(naive) == build_cepr_table(short, 3).contexts
    speedup = (plain_seconds / short.tokens) / (seconds / long.tokens)
    record_property("seconds", seconds)
    record_property("speedup", speedup)
    print(f"10 M tokens x 6 layers, n = 3: {seconds:.2f} s of one core, {speedup:.0f} times a plain loop")
    assert seconds < 5
    assert speedup > 50


@pytest.mark.slow
def test_memory_follows_the_contexts_seen_not_those_there_can_be() -> None:
    trace = RoutingTrace(np.tile(np.arange(6, dtype=np.int16)[None, :, None], (200_000, 1, 1)), [0, 200_000], 8)
    peaks = []
    for known_layers in (2, 12):  # 8 ** 2 and 8 ** 12 contexts can be, one is
        tracemalloc.start()
        build_cepr_table(trace, known_layers)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert max(peaks) < 20 * trace.experts.nbytes
