"""Estimates by hand, what bounds them, what does not fit, and Yosys' counts beside them."""

from dataclasses import replace
from itertools import permutations

import pytest

from flame.app.config import load_settings
from flame.errors import ConfigError, FlameError
from flame.nm_pattern import NMPattern
from flame.platform import Region
from hw.design import Design
from hw.energy import token_energy
from hw.estimate import (
    array_logic,
    estimate_accelerator,
    estimate_expert,
    in_words,
    placed,
    slots_that_fit,
)
from hw.host_calls import HostCalls
from hw.placement import Placement, Resources, Shortage
from hw.rtl.yosys import cell_counts

PAPER = Design(768, 3072, NMPattern(2, 4), 32, 8, 6, 3, 2)
FOUR = replace(PAPER, units=4, slots=1)  # six slots in all


@pytest.fixture(scope="module")
def u200():
    return load_settings("experiment=estimate").platform


def test_a_switch_base_expert_by_hand(u200):
    found = estimate_expert(PAPER, u200, banks=4)
    assert found.compute_cycles == 2 * 768 * 3072 // (32 * 4)
    assert PAPER.expert_bytes == 768 * 3072 + 768 * 3072 // 4 + 4 * (768 + 3072)
    # one channel of four gives 77e9 * 0.8 / 4 / 300e6 = 51.3 bytes a cycle; the word has 64
    assert found.bound == "off-chip memory"
    assert found.memory_cycles == pytest.approx(found.compute_cycles * 64 / 51.33, rel=1e-3)
    assert found.dsp == 2 * 64 + 8


def test_narrow_words_are_bound_by_compute(u200):
    narrow = replace(PAPER, rows=8)
    assert estimate_expert(narrow, u200, banks=4).bound == "compute"
    assert estimate_expert(narrow, u200, banks=4).cycles > estimate_expert(PAPER, u200, banks=4).cycles


def test_what_does_not_fit_is_named(u200):
    """A unit lies within one region: three of them have room for two, one and two of 142 URAM, for none of 400."""
    assert Resources(uram=142).shortages(u200, 5) == ()
    there = (("SLR0", 320), ("SLR1", 160), ("SLR2", 320))
    assert Resources(uram=142).shortages(u200, 6) == (Shortage("URAM", 142, 6, 5, there),)
    assert Resources(uram=182).shortages(u200, 2) == ()
    assert in_words(Resources(uram=182).shortages(u200, 4), u200) == (
        "URAM: 4 units of 182, room for 2 (320 in SLR0, 160 in SLR1, 320 in SLR2) on Alveo U200"
    )
    assert in_words(Resources(uram=400).shortages(u200), u200) == (
        "URAM: a unit of 400, room for none (320 in SLR0, 160 in SLR1, 320 in SLR2) on Alveo U200"
    )
    both = Resources(dsp=2266, bram18=2 * 639).shortages(u200)
    assert [lacking.resource for lacking in both] == ["DSP", "BRAM18"]
    assert Resources(dsp=2265, bram18=2 * 638, uram=320, luts=355_000, flip_flops=723_000).shortages(u200, 2) == ()
    assert [lacking.resource for lacking in Resources(luts=355_001).shortages(u200)] == ["LUT"]


def test_regions_that_hold_each_resource_but_not_all_together(u200):
    regions = (Region("SLR0", 0, 0, 0, 10, 1), Region("SLR1", 0, 0, 0, 1, 10), Region("SLR2", 0, 0, 0, 10, 1))
    split = replace(u200, regions=regions, buffer_bytes=1)
    found = Resources(uram=5, dsp=5).shortages(split)
    assert found == (Shortage("DSP", 5, 1, 0, (("SLR0", 1), ("SLR1", 10), ("SLR2", 1))),)


def test_what_each_region_holds_by_hand(u200):
    shares = Placement(("SLR0", "SLR1", "SLR0"), 1).shares(Resources(uram=100, bram18=33), u200)
    assert [(share.region, share.units) for share in shares] == [("SLR0", 2), ("SLR1", 1), ("SLR2", 0)]
    assert [share.taken["URAM"] for share in shares] == [200 / 320, 100 / 160, 0]
    assert shares[0].taken == {"URAM": 200 / 320, "BRAM18": 66 / (2 * 638)}


def test_units_are_placed_near_their_banks(u200):
    found = placed(FOUR.holding(6), u200)
    assert sorted(found.regions) in (["SLR0", "SLR0", "SLR1", "SLR2"], ["SLR0", "SLR1", "SLR2", "SLR2"])
    assert found.crossings == 1  # SLR1 has two banks and room for one unit
    assert placed(replace(FOUR, units=2).holding(2), u200).regions[0] in ("SLR0", "SLR1")
    every = [
        sum(abs(int(region[-1]) - near) for region, near in zip(order, (0, 1, 1, 2), strict=True))
        for order in set(permutations(["SLR0", "SLR0", "SLR1", "SLR2", "SLR2"], 4))
    ]
    assert found.crossings == min(every)
    with pytest.raises(ConfigError, match=r"URAM: 4 units of 182, room for 2 .*nearest that fits: slots=6"):
        placed(FOUR.holding(8), u200)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"rows": 3}, "choose rows=2"),
        ({"rows": 16, "d_ff": 24}, "choose rows=8"),
        ({"pattern": NMPattern(2, 3)}, "nearest: 2:4"),
        ({"known_layers": 7}, "choose known_layers=6"),
        ({"d_model": 768 + 2}, "choose group 2"),
        ({"slots": 0}, "slots=0"),
    ],
)
def test_bad_shapes_name_the_nearest_that_works(change, line):
    with pytest.raises(ConfigError, match=line):
        replace(PAPER, **change)


def test_a_token_by_hand(u200):
    found = estimate_accelerator(FOUR, u200, hit_ratio=0.5)
    by_name = {kernel.kernel: kernel for kernel in found.kernels}
    words = 768 * 3072 // (32 * 4)
    # Inputs; a quarter of the hidden units, of their words, and of the words to every output; outputs; five loops, and
    # the trips of the token in and of the outputs back.
    expert = 768 + 2 * words // 4 + 3072 // 4 + 768 + 5 * 24 + 2 * 60
    assert by_name["sparse_expert"].cycles == expert
    # The token; a burst of 24 words of 64 bytes an expert, 51.3 bytes a cycle; largest, exponentials, choice, division.
    assert by_name["router_top1"].cycles == (768 + 60 + 24) + 8 * (30 + 60 + 24) + 3 * (8 + 24) + 68
    # Five words of the command; the tags and ages of a layer's slot, twice.
    assert by_name["expert_buffer"].cycles == 5 * 60 + 4 * (1 + 24)
    assert by_name["cepr_lookup"].cycles == 60 + 1 + 24
    # A quarter of the words, 80 bytes each, from a bank of 51.3 bytes a cycle; then 768 multipliers.
    load = 60 + 2 * words / 4 * 80 / (77e9 * 0.8 / 4 / 300e6) + 768
    assert found.load_cycles == pytest.approx(6 * 0.5 * load, abs=6)
    assert found.load_cycles == 6 * 0.5 * found.miss_cycles
    assert found.cycles == found.compute_cycles + found.load_cycles
    assert found.compute_cycles == 6 * sum(kernel.cycles for kernel in found.kernels)
    router_bytes = 4 * (2 * 768 * 9 + 1)  # each unit routes, and reads an entry of the table
    assert found.offchip_bytes == 6 * router_bytes + 6 * FOUR.expert_bytes // 2
    assert found.offchip_bytes_per_s == pytest.approx(found.offchip_bytes / found.ms * 1e3)
    assert found.offchip_bytes_per_s < u200.offchip_bytes_per_s
    assert found.shortage is None
    # 64 bytes of values and 16 of places a word: 8 and 2 blocks wide, of 9,216 words a slot and unit; 768 multipliers
    assert by_name["expert_slots"].resources.uram == 10 * -(-6 * 9216 // 4096) + -(-6 * 768 // 4096)
    assert found.resources.uram == 4 * by_name["expert_slots"].resources.uram


def test_slots_fill_no_faster_than_a_word_a_cycle(u200):
    fast = replace(u200, offchip_bytes_per_s=1e12)
    found = estimate_accelerator(FOUR, fast, hit_ratio=0.0)
    words = 2 * 768 * 3072 // (32 * 4) // 4
    assert found.load_cycles == pytest.approx(6 * (60 + words + 768), abs=6)  # then a multiplier a cycle
    # One unit has two banks: values from one, places and multipliers from the other; the outputs' too are its own.
    alone = estimate_accelerator(replace(FOUR, units=1), u200, hit_ratio=0.0)
    pace = 64 / (77e9 * 0.8 / 4 / 300e6)
    assert alone.load_cycles == pytest.approx(6 * (60 + 4 * words * pace + 3072 + 768), rel=1e-4)


def test_energy_by_hand(u200):
    board = replace(u200, offchip_pj_per_bit=10.0, static_w=2.0)
    found = token_energy(board, ms=0.5, offchip_bytes=1000, products=100, onchip_bytes=400)
    assert found.offchip_uj == pytest.approx(0.08)
    assert found.products_uj == pytest.approx(100 * 0.3 * 14 * 1e-6)
    assert found.onchip_uj == pytest.approx(400 * 2.5e-6)
    assert found.static_uj == pytest.approx(1000.0)
    assert found.total_uj == pytest.approx(found.offchip_uj + found.products_uj + found.onchip_uj + found.static_uj)


def test_what_bounds_a_design(u200):
    def bound(slots, hits):
        return estimate_accelerator(FOUR.holding(slots), u200, hits).bound

    most = slots_that_fit(FOUR, u200)
    assert bound(most, 1.0) == "compute"
    assert bound(2, 0.0) == "off-chip memory"
    assert bound(most, 0.0) == "on-chip memory"


def test_slots_that_fit_leave_no_room_for_one_more(u200):
    for units in (1, 2, 4):
        design = replace(PAPER, units=units)
        most = slots_that_fit(design, u200)
        assert 2 <= most < 48
        assert estimate_accelerator(design.holding(most), u200, 0.5).shortage is None
        too_many = estimate_accelerator(design.holding(most + 1), u200, 0.5).shortage
        assert too_many.startswith("URAM: ")
        assert too_many.endswith(f"on Alveo U200 (nearest that fits: slots={most})")
        assert most <= u200.uram * 36_864 // PAPER.expert_bytes  # never more than their bytes allow


def test_a_model_too_big_for_a_board_says_so():
    kv260 = load_settings("experiment=estimate", "platform=kv260").platform
    said = estimate_accelerator(PAPER.holding(2), kv260, 0.0).shortage
    assert said.startswith("URAM: ")
    assert "no number of units fits: one expert takes 2964480 bytes, Kria KV260 has 3022848 on chip" in said
    small = Design(128, 256, NMPattern(2, 4), 16, 8, 6, 3, 2)
    assert estimate_accelerator(small.holding(2), kv260, 0.0).shortage is None
    few = replace(kv260, regions=(replace(kv260.regions[0], dsp=150),))
    assert "nearest that fits: units=1" in estimate_accelerator(replace(small, units=4).holding(2), few, 0.0).shortage


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ({"units": 5}, r"over units=5 is not divided .* \(choose units=4\)"),
        ({"units": 6}, r"Alveo U200 has 4 banks: choose units=4"),
        ({"slots": 0}, "slots=0"),
        ({"hit_ratio": 1.5}, "hit_ratio=1.5"),
    ],
)
def test_bad_wholes_are_refused(u200, arguments, line):
    wanted = {"units": 4, "slots": 2, "hit_ratio": 0.5} | arguments
    with pytest.raises(ConfigError, match=line):
        estimate_accelerator(
            replace(PAPER, units=wanted["units"], slots=wanted["slots"]), u200, hit_ratio=wanted["hit_ratio"]
        )


def test_multipliers_are_counted_as_they_are_held(u200):
    """A unit that does not finish its outputs reads the multipliers of its hidden units alone."""
    loads = {units: replace(PAPER, units=units).expert_bytes - PAPER.expert_words * 80 for units in (1, 4)}
    assert loads == {1: 4 * (3072 + 768), 4: 4 * 3072}
    found = estimate_accelerator(FOUR, u200, hit_ratio=0.0)
    assert found.offchip_bytes == 6 * (4 * (2 * 768 * 9 + 1) + FOUR.expert_bytes)


def test_yosys_counts_what_is_estimated():
    pytest.importorskip("amaranth", reason="the RTL is written in Amaranth (pip install amaranth==0.5.10)")
    pytest.importorskip("pyosys", reason="Yosys counts the cells (pip install pyosys==0.70)")
    from hw.rtl.arrays import MacArray, SlotMemory, rtlil_text
    from hw.rtl.yosys import count_cells

    array = count_cells(rtlil_text(MacArray(2, 2, 4), "array"), "array")
    luts, flip_flops = array_logic(Design(8, 8, NMPattern(2, 4), 2, 2, 2, 1, 1))
    assert (array.dsp, array.uram, array.bram36) == (4, 0, 0)
    assert array.luts == pytest.approx(luts, rel=0.1)
    assert array.flip_flops == pytest.approx(flip_flops, rel=0.1)
    memory = count_cells(rtlil_text(SlotMemory(8192, 144), "slots"), "slots")
    assert (memory.uram, memory.dsp) == (4, 0)  # two wide, two deep


def test_cells_that_yosys_left_unmapped_are_refused():
    assert cell_counts({"RAMB18E2": 3, "LUT6": 2, "LUT2": 1, "FDRE": 5}).bram36 == 1.5
    with pytest.raises(FlameError, match="unmapped"):
        cell_counts({"$mem_v2": 1})


def test_an_instance_as_the_tools_report_it_is_a_layers_call_that_misses(u200):
    whole = estimate_accelerator(FOUR, u200, 0.5)
    reported = whole.as_reported()
    assert reported["cycles"] == whole.compute_cycles // FOUR.moe_layers + whole.miss_cycles
    assert reported["dsp"] == whole.resources.dsp // FOUR.units


def test_a_band_and_a_whole_system_by_hand(u200):
    least = u200.at_its_least()
    assert (least.clock_hz, least.offchip_efficiency, least.offchip_latency_cycles) == (2e8, 0.58, 40)
    assert least.at_its_least() == least
    fast, slow = (estimate_accelerator(FOUR, board, 0.5).ms for board in (u200, least))
    assert 1.2 < slow / fast < 1.5  # two thirds of the clock; a byte takes 1.38 times as long, 0.92 times the cycles
    assert (HostCalls.of(FOUR).transfers, HostCalls.of(FOUR).starts) == (48, 24)
    assert HostCalls.of(FOUR).ms() == pytest.approx((72 * 5e-3, 72 * 30e-3))
