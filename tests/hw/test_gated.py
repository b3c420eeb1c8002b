"""Gated experts streamed from a board's memory: by hand, and what must hold of any model."""

from dataclasses import replace

import pytest

from flame.app.config import load_settings
from flame.errors import ConfigError
from flame.nm_pattern import NMPattern
from hw.gated import Attention, GatedLayers, estimate_gated

SMALL = GatedLayers(64, 32, 8, 2, 3, 4, 32, NMPattern(1, 1))
TODAY = GatedLayers(2048, 768, 128, 8, 48, 4, 32, NMPattern(1, 1))


def board(name):
    return load_settings("experiment=gated_experts", f"platform={name}").platform


def test_bytes_by_hand():
    assert SMALL.expert_weights == 3 * 64 * 32 == 6144
    assert SMALL.expert_bytes == 6144 // 2 + 6144 // 32 * 2
    assert SMALL.token_bytes == 3 * (2 * 3456 + 8 * 64 * 2)
    assert SMALL.stored_bytes == 3 * (8 * 3456 + 8 * 64 * 2)
    pruned = replace(SMALL, pattern=NMPattern(2, 4), value_bits=8)
    assert pruned.expert_bytes == 3072 * 10 // 8 + 6144 // 32 * 2  # 8 bits and a place of 2
    attended = replace(SMALL, attention=Attention(4, 2, 16, 10))
    weights = 64 * 16 * 12
    assert attended.attention_bytes == weights // 2 + weights // 32 * 2
    assert attended.token_bytes - SMALL.token_bytes == 3 * (attended.attention_bytes + 2 * 10 * 2 * 16 * 2)


def test_cycles_by_hand():
    u200 = replace(
        board("u200"), clock_hz=1e6, offchip_bytes_per_s=8e6, offchip_efficiency=0.5, offchip_latency_cycles=10,
    )  # fmt: skip
    found = estimate_gated(SMALL, u200)  # 4 bytes a cycle
    assert found.lanes == 8  # of 6144 / 3456 = 1.78 weights a byte
    layer = (2 * 3456 + 1024) / 4 + 3 * 2 * 24 + 2 * 10 + 2 * (8 + 24) + 2 * 68
    assert found.cycles == round(3 * layer)
    assert found.bound == "off-chip memory"
    assert found.reachable_share == pytest.approx(SMALL.token_bytes / (3 * layer) / 4, rel=1e-3)
    assert found.bandwidth_share == pytest.approx(found.reachable_share / 2)


def test_a_token_takes_no_less_than_its_bytes():
    for name in ("u200", "u250"):
        for bits in (4, 8):
            platform = board(name)
            found = estimate_gated(replace(TODAY, value_bits=bits), platform)
            least_ms = TODAY.token_bytes / platform.offchip_bytes_per_s * 1e3
            assert found.ms > least_ms * bits / 8
            assert found.bandwidth_share <= platform.offchip_efficiency
            assert 0.85 < found.reachable_share <= 1


def test_pruning_and_fewer_bits_are_faster():
    u200 = board("u200")
    ms = {
        (bits, pattern): estimate_gated(replace(TODAY, value_bits=bits, pattern=pattern), u200).ms
        for bits in (4, 8) for pattern in (NMPattern(1, 1), NMPattern(2, 4))
    }  # fmt: skip
    assert ms[4, NMPattern(2, 4)] < ms[4, NMPattern(1, 1)] < ms[8, NMPattern(1, 1)]
    assert ms[8, NMPattern(2, 4)] < ms[8, NMPattern(1, 1)]


def test_a_board_with_few_multipliers_is_bound_by_them():
    few = replace(board("u200"), regions=tuple(replace(r, dsp=20) for r in board("u200").regions))
    found = estimate_gated(TODAY, few)
    assert found.bound == "DSP"
    assert found.dsp <= 0.8 * 60 + 1


def test_what_the_memory_does_not_hold_is_one_line():
    with pytest.raises(ConfigError, match=r"the layers take 16,\d+,\d+,\d+ bytes \(Kria KV260 has 4,294,967,296"):
        estimate_gated(TODAY, board("kv260"))


@pytest.mark.parametrize(
    ("change", "said"),
    [({"value_bits": 16}, "expected 4 or 8"), ({"top_k": 129}, "expected 1 to 128"), ({"group": 33}, "that divide it")],
)
def test_shapes_that_do_not_work(change, said):
    with pytest.raises(ConfigError, match=said):
        replace(TODAY, **change)
