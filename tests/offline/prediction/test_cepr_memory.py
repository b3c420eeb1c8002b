"""Memory of table building at the size of a long trace; its speed is `experiment=bench_prediction`."""

import tracemalloc

import numpy as np
import pytest

from flame.routing import RoutingTrace
from offline.prediction.cepr import build_cepr_table


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
