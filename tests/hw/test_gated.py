"""Gated experts: the kernel bit for bit, its words by hand, float as the judge, and what the model counts."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from flame.app.config import load_settings
from flame.errors import ConfigError, FormatError
from flame.nm_pattern import NMPattern
from hw.gated.design import GATE_STEP, GatedDesign, silu_table
from hw.gated.estimate import (
    Attention,
    call_cycles,
    design_for,
    estimate_gated,
    pauses,
    unit_resources,
    word_cycles,
)
from hw.gated.golden import image, in_words, quantise, run_unit
from hw.kept_kernels import GATED, emitted
from hw.kernel_cycles import LOOP_DEPTH_CYCLES
from hw.kernels.gated_vocabulary import AHEAD_WORDS
from hw.project.expectations import pipelined_loops
from hw.simulation.csim import run_kernel
from tests.hw.test_kernels import needs_headers

TINY, _ = GATED["gated_tiny_int4"]
PRUNED, _ = GATED["gated_tiny_int8_2of4"]
TODAY = (2048, 768, 128, 8)  # of a Qwen3-30B-A3B-class decoder
SMOLLM2 = (576, 1536, 8, 2)  # of smollm2_moe, which has 30 layers


def board(name):
    return load_settings("experiment=gated_experts", f"platform={name}").platform


def random_matrices(design, rng):
    shapes = {"gate": (design.d_ff, design.d_model), "up": (design.d_ff, design.d_model)}
    shapes["down"] = (design.d_model, design.d_ff)
    return {name: rng.normal(size=shape) * 0.4 for name, shape in shapes.items()}


def gated_case(design, tokens=3, seed=0):
    """Experts, inputs, choices and shares; the first inputs saturate."""
    rng = np.random.default_rng(seed)
    experts = [quantise(design, random_matrices(design, rng), 4 / 32767, 9 / 32767) for _ in range(design.experts)]
    x = (rng.normal(size=(tokens, design.d_model)) * 6000).astype(np.int16)
    x[0] = np.where(rng.random(design.d_model) < 0.5, -32768, 32767)
    chosen = np.stack([rng.permutation(design.experts)[: design.top_k] for _ in range(tokens)]).astype(np.int32)
    shares = rng.integers(0, 65537, (tokens, design.top_k)).astype(np.int32)
    return experts, x, chosen, shares


@needs_headers
@pytest.mark.parametrize("name", [name for name in GATED if "tiny" in name])
def test_the_kept_kernel_is_bit_exact_in_c_simulation(name):
    design, _ = GATED[name]
    experts, x, chosen, shares = gated_case(design)
    unit = design.units - 1
    expected = np.stack([
        run_unit(design, [experts[e] for e in row], share, token, unit)
        for token, row, share in zip(x, chosen, shares, strict=True)
    ])  # fmt: skip
    words = np.frombuffer(b"".join(image(design, expert, unit) for expert in experts), np.uint8)
    code = emitted("gated_experts", design)
    given = [in_words(chosen, design.word_bits), in_words(shares, 32 * design.rows), x, words]
    found = run_kernel("gated_experts", code, [*given, np.zeros_like(expected)], len(x))
    np.testing.assert_array_equal(found[-1], expected)
    assert len(np.unique(expected)) > 100


def float_layer(design, matrices, x, shares):
    """PyTorch, float64: SiLU of gate times up, through down, each expert by its share."""
    token = torch.from_numpy(x.astype(np.float64) * (4 / 32767))
    y = torch.zeros(design.d_model, dtype=torch.float64)
    for expert, share in zip(matrices, shares, strict=True):
        gate, up, down = (torch.from_numpy(expert[name]) for name in ("gate", "up", "down"))
        y += share / 65536 * (down @ (torch.nn.functional.silu(gate @ token) * (up @ token)))
    return y.numpy()


@pytest.mark.parametrize(("bits", "down_group", "most"), [(8, 16, 0.02), (4, 16, 0.2), (4, 8, 0.2), (8, 4, 0.02)])
def test_integers_are_near_pytorch(bits, down_group, most):
    """The error is that of rounding the weights: ten times less with 8 bits than with 4, however scales are shared."""
    design = replace(TINY, value_bits=bits, word_bits=128, pattern=NMPattern(1, 1), down_group=down_group)
    rng = np.random.default_rng(3)
    matrices = [{name: w / 2 for name, w in random_matrices(design, rng).items()} for _ in range(2)]
    x = (rng.normal(size=design.d_model) * 6000).astype(np.int16)
    experts = [quantise(design, each, 4 / 32767, 9 / 32767) for each in matrices]
    y = sum(run_unit(design, experts, (30000, 20000), x, unit).astype(np.int64) for unit in range(design.units))
    exact = float_layer(design, matrices, x, (30000, 20000))
    assert np.linalg.norm(y / 65536 - exact) < most * np.linalg.norm(exact)


def test_units_share_an_expert_and_experts_add_up_in_order():
    experts, x, chosen, shares = gated_case(TINY, tokens=2)
    one = replace(TINY, units=1)
    whole = run_unit(one, [experts[e] for e in chosen[1]], shares[1], x[1], 0)
    units = [run_unit(TINY, [experts[e] for e in chosen[1]], shares[1], x[1], unit) for unit in range(2)]
    assert np.abs(whole.astype(np.int64) - sum(unit.astype(np.int64) for unit in units)).max() <= 2 * TINY.top_k
    alone = [run_unit(one, [experts[e]], [share], x[1], 0) for e, share in zip(chosen[1], shares[1], strict=True)]
    np.testing.assert_array_equal(whole, np.clip(sum(each.astype(np.int64) for each in alone), -(2**31), 2**31 - 1))


def test_words_by_hand():
    """128 bits: two rows of a group of 16 int4; a scale a row, so that four words of values follow one of scales."""
    assert (TINY.rows, TINY.block_values, TINY.block_words, TINY.lanes) == (2, 4, 5, 32)
    assert TINY.part_blocks == 32 * 64 // (2 * 16 * 4)
    expert = gated_case(TINY)[0][0]
    words = np.frombuffer(image(TINY, expert, 1), np.uint8).reshape(TINY.expert_words, 16)
    assert words[0, :12].view("<i4").tolist() == [expert.multipliers[name] for name in ("gate", "up", "down")]
    scales = words[1].view("<i2").reshape(4, 2)  # four groups of gate's and up's first row of the second unit
    np.testing.assert_array_equal(scales, np.stack([expert.gate.scales[32], expert.up.scales[32]], axis=1))
    nibbles = (words[2, :8, None] >> np.array([0, 4], np.uint8) & 15).reshape(-1)
    np.testing.assert_array_equal((nibbles.astype(np.int8) ^ 8) - 8, expert.gate.values[32, 0])
    # Pruned: 8 of 16 weights of 8 bits in each of two rows, whose places of 2 bits serve four words.
    assert (PRUNED.rows, PRUNED.block_values, PRUNED.place_run, PRUNED.block_words) == (2, 4, 4, 6)
    expert = gated_case(PRUNED)[0][0]
    places = np.frombuffer(image(PRUNED, expert, 0), np.uint8)[32:34]
    codes = (places[:, None] >> np.array([0, 2, 4, 6], np.uint8) & 3).reshape(-1)
    np.testing.assert_array_equal(codes, expert.gate.places[0, 0])


def test_the_table_of_silu():
    table = np.array(silu_table())
    gates = (np.arange(-32768, 32768)) * GATE_STEP
    exact = gates / (1 + np.exp(-gates)) / GATE_STEP
    assert np.abs(table[np.arange(65536) // 16] - exact).max() <= 9


def naive_cycles(design, platform):
    """The same, cycle by cycle, for a memory that delivers a word each whole number of cycles."""
    trip, fill, each = platform.offchip_latency_cycles, LOOP_DEPTH_CYCLES, int(word_cycles(design, platform))
    runs = [run for _ in range(design.top_k) for run in pauses(design)]
    left = [design.expert_words] * design.top_k  # words of each expert that memory still has to deliver
    starts, held, clock = design.chosen_words + 2 * (trip + fill), 0, 0
    busy = 2 * (trip + fill) + design.share_words + design.d_model // design.word_inputs
    pause, words = runs.pop(0)
    busy += pause
    while True:
        if left and clock >= starts and held < AHEAD_WORDS:
            held, left[0], starts = held + 1, left[0] - 1, clock + each
            if not left[0]:
                left.pop(0)
                starts = clock + trip + fill
        if clock >= busy - 1:  # the cycle that ends at `busy` or later
            while not words:
                if not runs:
                    return max(clock + 1, busy) + design.d_model // design.rows + fill + trip
                pause, words = runs.pop(0)
                busy += pause
            if clock >= busy and held:
                held, words, busy = held - 1, words - 1, clock + 1
        clock += 1


@pytest.mark.parametrize("bytes_per_cycle", [16, 8, 4])
def test_cycles_are_those_of_a_naive_simulation(bytes_per_cycle):
    u200 = replace(
        board("u200"), clock_hz=1e6, offchip_bytes_per_s=4e6 * bytes_per_cycle, offchip_efficiency=1.0,
        offchip_latency_cycles=20,
    )  # fmt: skip
    assert abs(call_cycles(TINY, u200) - naive_cycles(TINY, u200)) <= 1


def test_the_model_counts_the_loops_that_were_emitted():
    code = emitted("gated_experts", TINY)
    trips = sorted(loop.trips for loop in pipelined_loops(code))
    part = TINY.part_blocks * TINY.block_words
    counted = [words for _, words in pauses(TINY) if words > 1]
    assert counted == [part] * 3
    assert part in trips
    assert TINY.unit_ff == TINY.d_model // TINY.rows == 32
    assert trips.count(32) == 3  # hidden units, adding up, storing
    assert TINY.expert_words in trips
    assert "impl=lutram" in code
    assert code.count("#pragma HLS dataflow") == 1


@pytest.mark.parametrize(("name", "least"), [("u200", 0.97), ("kv260", 0.95)])
def test_boards_are_used_to_what_their_memory_reaches(name, least):
    platform = board(name)
    for bits in (4, 8):
        found = estimate_gated(design_for(platform, *TODAY, bits, NMPattern(1, 1), 32), platform, 48)
        assert least < found.reachable_share <= 1
        assert found.bandwidth_share <= platform.offchip_efficiency
        assert not found.shortages


def test_hbm_is_used_in_24_of_its_32_channels():
    """Its linker takes 30 ports, and 768 hidden units do not divide into 25 to 30."""
    u280 = board("u280")
    design = design_for(u280, *TODAY, 4, NMPattern(1, 1), 32)
    found = estimate_gated(design, u280, 48)
    assert (design.units, design.down_group, found.boards) == (24, 32, 3)
    assert 0.65 < found.reachable_share < 0.75
    assert not found.shortages


def test_all_channels_of_hbm_where_a_scale_of_down_serves_four_rows():
    u280, (design, _) = board("u280"), GATED["gated_u280_int4_32_units"]
    assert (design.units, design.unit_ff, design.down_group) == (32, 24, 8)
    found = estimate_gated(design, u280, 48)
    assert 0.88 < found.reachable_share < 1
    assert not found.shortages
    fewer = design_for(u280, *TODAY, 4, NMPattern(1, 1), 32)
    assert design.expert_bytes < 1.001 * fewer.expert_bytes  # as many scales
    with pytest.raises(ConfigError, match="not divided into groups of 32"):
        replace(design, down_group=32)


def test_pruning_fewer_bits_and_attention():
    u200 = board("u200")
    ms = {
        (bits, keep): estimate_gated(design_for(u200, *TODAY, bits, NMPattern(keep, 4), 32), u200, 48).ms
        for bits in (4, 8) for keep in (2, 4)
    }  # fmt: skip
    assert ms[4, 2] < ms[4, 4] < ms[8, 2] < ms[8, 4]
    design = design_for(u200, *TODAY, 4, NMPattern(1, 1), 32)
    blocks = estimate_gated(design, u200, 48, Attention(32, 4, 128, 1024))
    assert blocks.ms > estimate_gated(design, u200, 48).ms
    assert blocks.layers_a_board == 175  # of 182, where attention lies beside the experts
    assert not blocks.shortages
    weights = 2048 * 128 * 72
    assert Attention(32, 4, 128, 1024).bytes(design) == weights // 2 + weights // 16 + 2 * 1024 * 4 * 128 * 2


@pytest.mark.parametrize(
    ("name", "said"),
    [("u200", ""), ("u250", ""), ("u280", "HBM ports: 48 units"), ("kv260", "BRAM18: 4 units of 77, room for 3")],
)
def test_which_boards_hold_attention_beside_the_experts(name, said):
    platform, attention = board(name), Attention(32, 4, 128, 1024)
    design = design_for(platform, *TODAY, 4, NMPattern(1, 1), 32)
    found = estimate_gated(design, platform, 48, attention)
    assert said in "; ".join(map(str, found.shortages))
    assert bool(found.shortages) == bool(said)
    assert attention.unit_resources(design).bram18 > unit_resources(design).bram18
    longer = estimate_gated(design, platform, 48, replace(attention, context=65_536))
    assert longer.layers_a_board < found.layers_a_board
    assert longer.shortages  # the scores of so long a context


@pytest.mark.parametrize("name", [name for name in GATED if "tiny" not in name])
def test_what_is_kept_is_what_a_board_gets(name):
    _, place, bits, *pattern = name.removesuffix("_32_units").replace("_smollm2", "").split("_")
    sizes = SMOLLM2 if "smollm2" in name else TODAY
    pattern = NMPattern.parse(pattern[0].replace("of", ":")) if pattern else NMPattern(1, 1)
    design, kernels = GATED[name]
    made = design_for(board(place), *sizes, int(bits.removeprefix("int")), pattern, 32)
    if name.endswith("_32_units"):  # for a linker that takes as many ports
        made = replace(made, units=32, down_group=8, layers=22)
    if sizes == SMOLLM2:
        made = replace(made, layers=30)
    assert design == made
    assert kernels == ("gated_experts",)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"value_bits": 16}, "expected 4 or 8"),
        ({"top_k": 9}, "expected 1 to 8"),
        ({"units": 3}, "units=3: choose other units"),
        ({"group": 24}, "groups of 24"),
        ({"word_bits": 64}, "word_bits=64"),
        ({"pattern": NMPattern(3, 4)}, "the kernel keeps 1, 2, 4, 8 or 16"),
    ],
)
def test_shapes_that_do_not_work(change, said):
    with pytest.raises(ConfigError, match=said):
        replace(TINY, **change)


def test_what_cannot_be_quantised_or_held_is_one_line():
    rng = np.random.default_rng(0)
    with pytest.raises(FormatError, match="multiplier beyond int32"):
        quantise(TINY, random_matrices(TINY, rng), 4.0, 1e-9)
    with pytest.raises(FormatError, match="expected positive numbers"):
        quantise(TINY, random_matrices(TINY, rng), 0.0, 1.0)
    few = replace(board("kv260"), offchip_capacity_bytes=1e6)
    with pytest.raises(ConfigError, match=r"one layer takes 339,\d+,\d+ bytes"):
        design_for(few, *TODAY, 4, NMPattern(1, 1), 32)
    assert isinstance(TINY, GatedDesign)
