"""What explains table 1, and our design on U200: the aim, the slots, and the same cycles as the estimate."""

import pytest

from experiments.paper.paper_latency import CACHED, CONFIGURATIONS, PaperSpeed, all_fits, explain
from experiments.paper.table1_figures import AIM_MS
from experiments.paper.table1_model import at_the_papers_hits
from experiments.paper.values import MS
from flame.app.config import load_settings
from flame.errors import ConfigError
from flame.nm_pattern import NMPattern
from hw.design import Design
from hw.estimate import estimate_accelerator, shortages
from hw.placed import OwnDesign

PRUNED = Design(768, 3072, NMPattern(2, 4), 32, 8, 6, 1, 2, units=4)


@pytest.fixture(scope="module")
def u200():
    return load_settings("experiment=table1").platform


def test_three_numbers_within_the_board_explain_the_rows(u200):
    best = explain()
    assert best.worst < 0.001
    assert best.modelled_ms == pytest.approx(list(MS.values()), rel=0.001)
    assert PaperSpeed.of(best).within_peaks(u200)
    assert not PaperSpeed(1e12, 1e9, 0.5).within_peaks(u200)


def test_every_fit_that_was_tried_is_worse(u200):
    fits = all_fits()
    assert len(fits) == 180
    assert min(tried.fit.worst for tried in fits) == pytest.approx(explain().worst)
    assert min(tried.fit.worst for tried in fits if tried.load.share < 1) > 0.03


def test_our_design_takes_the_estimates_cycles(u200):
    own = OwnDesign.of(PRUNED, u200)
    cycles = {kernel.kernel: kernel.cycles for kernel in own.estimate.kernels}
    assert own.expert_ms == pytest.approx(u200.ms(cycles["sparse_expert"]))
    assert own.router_ms == pytest.approx(
        u200.ms(cycles["router_top1"] + cycles["expert_buffer"] + cycles["cepr_lookup"])
    )
    assert own.load_ms == pytest.approx(u200.ms(own.platform.load_cycles(PRUNED.expert_bytes)))
    assert own.load_ms > u200.ms(u200.load_cycles(PRUNED.expert_bytes))  # multipliers come one a cycle
    assert own.slots * PRUNED.expert_bytes <= u200.onchip_bytes
    dense = OwnDesign.of(PRUNED.dense_twin(), u200)
    assert dense.lanes == own.lanes == 4 * 32 * 2
    assert 0 < dense.slots < own.slots
    with pytest.raises(ConfigError, match=r"URAM: .*nearest that fits: slots=6"):
        OwnDesign.of(PRUNED, u200, 12)


def test_the_papers_hit_ratios_say_what_does_not_fit_and_the_aim_is_met_by_what_does(u200):
    dense, pruned = OwnDesign.of(PRUNED.dense_twin(), u200), OwnDesign.of(PRUNED, u200)
    designs = {"baseline": dense, "N:M": pruned, "CEPR": dense, "both": pruned}
    two = {at.configuration: at for at in at_the_papers_hits(designs, CACHED, u200)}
    assert list(two) == list(CONFIGURATIONS)
    # 6 dense experts take 218 URAM a unit and 12 pruned ones 273, where the regions have 320, 160 and 320
    assert (two["CEPR"].slots, two["both"].slots) == (6, 12)
    assert "URAM: 4 units of 218, room for 2" in two["CEPR"].shortage
    assert "URAM: 4 units of 273, room for 2" in two["both"].shortage
    one = at_the_papers_hits(designs, (0, 0, 1, 1), u200)[-1]
    assert one.fits_the_board
    assert one.slots == 6
    assert one.latency_ms <= AIM_MS
    for at in (*two.values(), one):  # one function decides, the estimate's own
        design = designs[at.configuration].design.holding(at.slots)
        assert (
            at.fits_the_board == (not shortages(design, u200)) == (not estimate_accelerator(design, u200, 0).shortage)
        )
    # By hand: a hit takes the longer of loading and computing, a miss both.
    hit, miss = max(pruned.load_ms, pruned.expert_ms), pruned.load_ms + pruned.expert_ms
    assert two["both"].latency_ms == pytest.approx(6 * (0.844 * hit + 0.156 * miss + pruned.router_ms))
