"""Parts of the kernels by a second path: DSLX, scheduled by XLS, against the C-simulated kernels, bit for bit."""

import importlib.util
import shutil
from dataclasses import replace

import numpy as np
import pytest

from experiments.tools import scheduled_parts
from flame.errors import FlameError, ToolchainMissing
from flame.nm_pattern import NMPattern
from hw import kept_kernels
from hw.design import Design
from hw.gated.design import silu_table
from hw.gated.golden import image, in_words
from hw.golden import image_sections, table_image
from hw.simulation.csim import run_kernel
from hw.xls import dslx
from hw.xls.dslx import GATED_PARTS, PARTS, packed, signed, unpacked
from hw.xls.schedule import pipeline
from hw.xls.simulation import simulate
from tests.hw.test_gated import gated_case
from tests.hw.test_kernels import MINI, needs_headers, octets, words
from tests.hw.workloads import LOGIT_SHIFT, random_expert, random_inputs, random_table, random_workload

needs_xls = pytest.mark.skipif(
    importlib.util.find_spec("xls") is None, reason="XLS is not installed (pip install xls-python==0.1.9934)"
)
needs_icarus = pytest.mark.skipif(shutil.which("iverilog") is None, reason="Icarus Verilog is not installed")
GATED_TINY, _ = kept_kernels.GATED["gated_tiny_int4"]


def answers(name, fields, design=MINI, stalled=False):
    """What the scheduled part answers, word by word."""
    part = {**PARTS, **GATED_PARTS}[name](design)
    found = simulate(pipeline(part), [packed(part.takes, each) for each in fields], stalled)
    return [unpacked(part.gives, word) for word in found.answers]


def test_words_by_hand():
    takes = {"pair": 8, "flag": 1, "whole": 4}
    word = packed(takes, {"pair": [3, -1], "flag": 1, "whole": -2})
    assert word == 0b1110_1_1111_0011
    assert unpacked(takes, word) == {"pair": 0b11110011, "flag": 1, "whole": 0b1110}
    assert [signed(v, 4) for v in (0, 7, 8, 15)] == [0, 7, -8, -1]


@needs_xls
@needs_icarus
@needs_headers
def test_an_expert_is_the_simulated_one_bit_for_bit():
    design = MINI
    rng = np.random.default_rng(7)
    expert, x = random_expert(design, rng), random_inputs(design, rng, 2)
    sections = image_sections(design, [expert])
    values = words(sections["values"], min(8, design.value_word_bytes))
    places = words(sections["places"], min(8, design.place_word_bytes))
    arguments = [x, values, places, np.frombuffer(sections["multipliers"], "<i4"), np.zeros(x.shape, np.int32)]
    expected = run_kernel("sparse_expert", kept_kernels.emitted("sparse_expert", design), arguments, len(x))[-1]

    def word_of(section, at, size):
        return int.from_bytes(sections[section][at * size : (at + 1) * size], "little")

    def product(name, inputs):
        """The sums of one matrix, word after word as they lie in the image."""
        first, groups = {"wi": 0, "wo": design.words("wi")}[name], len(inputs) // design.pattern.group
        fields = [
            {
                "word": word_of("values", first + at, design.value_word_bytes),
                "codes": word_of("places", first + at, design.place_word_bytes),
                "inputs": inputs.reshape(groups, -1)[at % groups].tolist(),
                "first": int(at % groups == 0), "last": int(at % groups == groups - 1),
            }
            for at in range(design.words(name))
        ]  # fmt: skip
        return [signed(sums[f"sum{r}"], 32) for sums in answers("expert_row", fields) for r in range(design.rows)]

    def rescaled(name, matrix, sums, bits):
        multipliers = expert[matrix].multipliers.tolist()
        fields = [{"total": s, "multiplier": m} for s, m in zip(sums, multipliers, strict=True)]
        return np.array([signed(each["scaled_back"], bits) for each in answers(name, fields)])

    for token, wanted in zip(x, expected, strict=True):
        hidden = rescaled("activated", "wi", product("wi", token), 8)
        np.testing.assert_array_equal(rescaled("finished", "wo", product("wo", hidden), 32), wanted)


@needs_xls
@needs_icarus
@needs_headers
def test_the_router_chooses_as_the_simulated_one():
    workload = random_workload(MINI, seed=3, tokens=3)
    layers, router_x = workload.steps.commands[:, :1], workload.steps.router_x
    outputs = [np.zeros((len(layers), 1), np.int32) for _ in range(2)]
    shift = np.full((1, 1), LOGIT_SHIFT, np.int32)
    code = kept_kernels.emitted("router", MINI)
    chosen = run_kernel("router", code, [layers, shift, router_x, workload.router, *outputs], len(layers))[-2]
    fields = []
    for layer, x in zip(layers[:, 0], router_x, strict=True):
        logits = workload.router[layer].astype(np.int64) @ x.astype(np.int64)
        fields.append({f"logit{e}": int(logit) for e, logit in enumerate(logits)})
    assert [each["expert"] for each in answers("router_choice", fields)] == chosen[:, 0].tolist()
    equal = [{f"logit{e}": [5, -1][e < first] for e in range(MINI.experts)} for first in range(MINI.experts)]
    assert [each["expert"] for each in answers("router_choice", equal)] == list(range(MINI.experts))


@needs_xls
@needs_icarus
@needs_headers
def test_the_table_is_read_as_the_simulated_kernel_reads_it():
    rng = np.random.default_rng(4)
    image = table_image(MINI, random_table(MINI, rng))
    queries = np.zeros((200, 2 + MINI.known_layers), np.int32)
    queries[:, 0] = rng.integers(MINI.moe_layers, size=200)
    queries[:, 1] = rng.integers(MINI.known_layers + 1, size=200)
    queries[:, 2:] = rng.integers(MINI.experts, size=(200, MINI.known_layers))
    code = kept_kernels.emitted("cepr_lookup", MINI)
    expected = run_kernel("cepr_lookup", code, [queries, octets(image), np.zeros(200, np.int32)], 200)[-1]
    fields = []
    for layer, known, *entries in queries.tolist():
        digits = 0
        for entry in entries[:known]:
            digits = digits * MINI.experts + entry
        fields.append({"layer": layer, "known": known, "code": digits})
    places = answers("table_place", fields)
    pairs = [{"high": image[p["byte"]], "low": image[p["byte"] + 1], "bit": p["bit"]} for p in places]
    assert [each["expert"] for each in answers("table_entry", pairs)] == expected.tolist()


@pytest.fixture(scope="module")
def accesses():
    rng = np.random.default_rng(5)
    found = np.zeros((300, 4), np.int32)
    found[:, 0] = rng.integers(MINI.moe_layers, size=300)
    found[:, 1] = rng.integers(-1, MINI.experts, size=300)
    found[:, 2] = rng.integers(MINI.experts, size=300)
    found[150, 3] = 1
    return found


def buffer_fields(accesses):
    return [dict(zip(("layer", "predicted", "expert", "forget"), row, strict=True)) for row in accesses.tolist()]


@needs_xls
@needs_icarus
@needs_headers
@pytest.mark.parametrize("stalled", [False, True], ids=["answers taken at once", "answers taken late"])
def test_the_buffer_gives_the_slots_of_the_simulated_one(accesses, stalled):
    code = kept_kernels.emitted("expert_buffer", MINI)
    expected = run_kernel("expert_buffer", code, [accesses, np.zeros((300, 2), np.int32)], 300)[-1]
    found = answers("buffer_control", buffer_fields(accesses), stalled=stalled)
    assert [[each["slot"], each["hit"]] for each in found] == expected.tolist()
    assert 0 < expected[:, 1].mean() < 1


@needs_xls
@needs_icarus
def test_another_policy_gives_other_slots(accesses):
    """The comparison can fail: the youngest is given up in the place of the oldest."""
    part = dslx.buffer_control(MINI)
    fields = [packed(part.takes, each) for each in buffer_fields(accesses)]
    mutant = replace(part, text=part.text.replace("age > oldest", "age >= oldest"))
    assert mutant.text != part.text
    assert simulate(pipeline(mutant), fields).answers != simulate(pipeline(part), fields).answers


def gated_totals(design, words, inputs):
    """Totals of one part of an expert, row by row as its words lie in the image."""
    word_bytes, per_group, scale_bits = design.word_bits // 8, design.rows * design.kept_of_group, 16 * design.rows
    fields, group, groups = [], 0, len(inputs)
    for block in range(design.part_blocks):
        found = words[block * design.block_words * word_bytes : (block + 1) * design.block_words * word_bytes]
        numbers = [int.from_bytes(found[at : at + word_bytes], "little") for at in range(0, len(found), word_bytes)]
        scales, codes, runs = numbers[0], 0, numbers[1:]
        for at, number in enumerate(runs):
            if design.place_bits and at % (design.place_run + 1) == 0:
                codes = number
                continue
            fields.append({
                "word": number, "scales": scales & ((1 << scale_bits) - 1), "inputs": inputs[group].tolist(),
                "codes": codes & ((1 << (per_group * design.place_bits)) - 1), "first": int(group == 0),
                "last": int(group == groups - 1),
            })  # fmt: skip
            scales, codes = scales >> scale_bits, codes >> (per_group * design.place_bits)
            group = (group + 1) % groups
    totals = answers("gated_row", fields, design)
    return np.array([signed(each[f"total{s}"], 64) for each in totals for s in range(design.rows * design.split)])


@needs_xls
@needs_icarus
@needs_headers
@pytest.mark.parametrize("name", [name for name in kept_kernels.GATED if "tiny" in name])
def test_a_gated_expert_is_the_simulated_one_bit_for_bit(name):
    """Its three products word by word as they lie in memory; the curve between them is a table, taken from NumPy."""
    design, _ = kept_kernels.GATED[name]
    experts, x, _, _ = gated_case(design, tokens=2)
    token, unit, share = x[1], design.units - 1, 40_000
    stored = image(design, experts[0], unit)
    chosen, shares = np.zeros((1, design.top_k), np.int32), np.zeros((1, design.top_k), np.int32)
    shares[0, 0] = share
    given = [in_words(chosen, design.word_bits), in_words(shares, 32 * design.rows), token, octets(stored)]
    code = kept_kernels.emitted("gated_experts", design)
    expected = run_kernel("gated_experts", code, [*given, np.zeros(design.d_model, np.int32)], 1)[-1]

    part_bytes = design.part_blocks * design.block_words * design.word_bits // 8
    first = design.word_bits // 8
    parts = [stored[first + part * part_bytes : first + (part + 1) * part_bytes] for part in range(3)]
    groups = token.reshape(-1, design.group)
    both = np.concatenate([gated_totals(design, part, groups) for part in parts[:2]])
    rows = both.reshape(-1, design.split).sum(axis=1)  # of gate and up in turn

    def rescaled(part, totals, multiplier, bits):
        fields = [{"total": total, "multiplier": multiplier} for total in totals.tolist()]
        return np.array([signed(each["scaled_back"], bits) for each in answers(part, fields, design)])

    gate = rescaled("gated_activation", rows[::2], experts[0].multipliers["gate"], 16)
    up = rescaled("gated_activation", rows[1::2], experts[0].multipliers["up"], 16)
    curve = np.array(silu_table())[(gate >> 4) + 2048]
    hidden = np.clip((curve * up + 1024) >> 11, -(2**15), 2**15 - 1)
    side_by_side = np.tile(hidden.reshape(-1, design.down_group), (1, design.split))
    weight = (experts[0].multipliers["down"] * share + 32768) >> 16
    found = rescaled("gated_answer", gated_totals(design, parts[2], side_by_side), weight, 32)
    np.testing.assert_array_equal(found, expected)


@needs_xls
@needs_icarus
@pytest.mark.parametrize("name", PARTS)
def test_gates_keep_the_schedule(name):
    """A word every `interval` cycles, and its answer after `stages + 1` at most."""
    part = PARTS[name](MINI)
    made = pipeline(part)
    zero = dict.fromkeys(part.takes, 0) | ({"last": 1} if "last" in part.takes else {})
    found = simulate(made, [packed(part.takes, zero)] * 12)
    steady = np.diff(found.taken)[-6:]
    assert set(steady) == {made.interval}
    latencies = np.subtract(found.given, found.taken[: len(found.given)])
    assert len(found.given) == 12
    assert latencies[0] <= made.stages + 1


@needs_xls
def test_only_the_state_of_the_buffer_asks_for_more_than_a_cycle():
    assert {name: pipeline(part(MINI)).interval > 1 for name, part in PARTS.items()} == {
        name: name == "buffer_control" for name in PARTS
    }


@needs_xls
def test_text_that_xls_refuses_is_one_line():
    part = dslx.finished(MINI)
    with pytest.raises(FlameError, match="Finished: XLS refuses it"):
        pipeline(replace(part, text=part.text.replace("let scaled", "let 1")))


def test_without_xls_the_report_says_not_run(monkeypatch):
    monkeypatch.setattr("hw.xls.schedule.find_spec", lambda name: None)
    with pytest.raises(ToolchainMissing, match="pip install xls-python"):
        pipeline(dslx.finished(MINI))
    (row,) = scheduled_parts.scheduled_rows(MINI, GATED_TINY)
    assert (row["status"], "xls-python" in row["reason"]) == ("not run", True)


@needs_xls
def test_multipliers_are_those_that_are_estimated():
    pytest.importorskip("pyosys", reason="Yosys counts the cells (pip install pyosys==0.70)")
    from hw.rtl.yosys import count_cells

    design = Design(16, 16, NMPattern(2, 4), 2, 4, 2, 2, 2)
    modelled = scheduled_parts.modelled_parts(design)
    for name in ("expert_row", "finished"):
        counted = count_cells(pipeline(PARTS[name](design)).verilog, "dut", "verilog")
        assert counted.dsp == modelled[name]["dsp"]
