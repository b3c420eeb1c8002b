"""The integer contract and the image layouts, worked by hand, then against a naive loop."""

from dataclasses import replace

import numpy as np
import pytest

from flame.errors import ConfigError, FormatError
from flame.nm_pattern import NMPattern
from flame.packed import pack
from flame.packed_expert import PackedExpert
from hw.design import Design, gelu_table
from hw.golden import (
    MATRICES,
    HardwareMatrix,
    Steps,
    image_sections,
    look_up,
    quantise_expert,
    run_buffer,
    run_expert,
    run_layers,
    run_router,
    table_image,
)
from tests.hw.workloads import random_design, random_expert, random_inputs, random_table, random_workload

DESIGN = Design(4, 4, NMPattern(2, 4), 2, 2, 2, 1, 2)


def by_hand():
    wi = np.array([[1, 0, 2, 0], [0, -3, 0, 4], [0, 0, 5, 6], [7, 8, 0, 0]], np.int8)
    wo = np.array([[1, 1, 0, 0], [0, 0, 1, 1], [-1, 0, 0, 1], [0, 0, 0, 0]], np.int8)
    multipliers = {"wi": np.full(4, 1 << 29, np.int32), "wo": np.array([1 << 16, 3 << 15, 1 << 16, 1], np.int32)}
    expert = {}
    for name, matrix in (("wi", wi), ("wo", wo)):
        packed = pack(matrix, DESIGN.pattern)
        places = packed.positions().reshape(4, -1)
        expert[name] = HardwareMatrix((4, 4), DESIGN.pattern, packed.values, places, multipliers[name])
    return expert


def test_one_token_by_hand():
    # wi @ x = [7, 10, 39, 23]; halved, rounded up: [4, 5, 20, 12]; wo @ hidden = [9, 32, 8, 0]; times 1, 1.5, 1
    assert run_expert(DESIGN, by_hand(), np.array([1, 2, 3, 4], np.int8)).tolist() == [9, 48, 8, 0]
    # ReLU: wi @ x = [-7, -10, -39, -23]
    assert run_expert(DESIGN, by_hand(), np.array([-1, -2, -3, -4], np.int8)).tolist() == [0, 0, 0, 0]


def test_the_image_by_hand():
    sections = image_sections(DESIGN, [by_hand()])
    assert np.frombuffer(sections["values"], np.int8)[:8].tolist() == [1, 2, -3, 4, 5, 6, 7, 8]
    # places 0,2 and 1,3; then 2,3 and 0,1; the first in the lowest bits
    assert list(sections["places"][:2]) == [0 | 2 << 2 | 1 << 4 | 3 << 6, 2 | 3 << 2 | 0 << 4 | 1 << 6]
    assert sum(map(len, sections.values())) == DESIGN.expert_bytes


@pytest.mark.parametrize("seed", range(12))
def test_an_expert_against_a_naive_loop(seed):
    rng = np.random.default_rng(seed)
    design = random_design(rng)
    bits, activation = design.value_bits, design.activation
    expert = random_expert(design, rng)
    most = 2 ** (bits - 1) - 1

    def naive(matrix, x, shift, least, most):
        answer = []
        for row in range(matrix.shape[0]):
            total = 0
            for kept, value in enumerate(matrix.values[row].tolist()):
                group = kept // design.pattern.keep * design.pattern.group
                total += value * int(x[group + int(matrix.places[row, kept])])
            answer.append(min(max((total * int(matrix.multipliers[row]) + (1 << shift - 1)) >> shift, least), most))
        return answer

    for x in random_inputs(design, rng, 3):
        hidden = naive(expert["wi"], x, 30 + bits - 8, 0 if activation == "relu" else -most - 1, most)
        if activation == "gelu":
            table = gelu_table(design)
            hidden = [table[(v + most + 1) * len(table) >> bits] for v in hidden]
        expected = naive(expert["wo"], hidden, 16 + 2 * (bits - 8), -(2**31), 2**31 - 1)
        assert run_expert(design, expert, x).tolist() == expected


def test_the_table_of_gelu_is_as_close_as_stated():
    for bits, off in ((8, 0.5), (16, 36)):
        design = replace(DESIGN, value_bits=bits, rows=2, activation="gelu")
        table = np.array(gelu_table(design))
        v = np.arange(-(2 ** (bits - 1)), 2 ** (bits - 1))
        x = v * design.gelu_step
        exact = 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3))) / design.gelu_step
        assert np.abs(table[(v + 2 ** (bits - 1)) * len(table) >> bits] - exact).max() <= off + 1e-9


@pytest.mark.parametrize("bits", [8, 16])
def test_multipliers_hold_the_scales(bits):
    rng = np.random.default_rng(0)
    shapes = {"wi": (32, 16), "wo": (16, 32)}
    dense = {}
    for name, shape in shapes.items():
        matrix = rng.normal(size=shape).astype(np.float32)
        groups = matrix.reshape(shape[0], -1, 4)
        groups[np.abs(groups) < np.sort(np.abs(groups), axis=2)[:, :, 2:3]] = 0
        dense[name] = groups.reshape(shape)
    value_type = "int8" if bits == 8 else "fp32"
    packed = PackedExpert({MATRICES[name]: pack(matrix, NMPattern(2, 4), value_type) for name, matrix in dense.items()})
    design = Design(16, 32, NMPattern(2, 4), 4, 2, 1, 1, 2, value_bits=bits)
    most = design.value_most
    expert = quantise_expert(packed, 2.54 / most, 25.4 / most, value_bits=bits)
    x = rng.normal(size=16).clip(-2.5, 2.5)
    found = run_expert(design, expert, np.rint(x / 2.54 * most).astype(f"int{bits}")) / 2**16
    exact = dense["wo"] @ np.maximum(dense["wi"] @ x, 0)
    error = np.linalg.norm(found - exact) / np.linalg.norm(exact)
    assert error < {8: 0.05, 16: 2e-4}[bits]


def test_unfit_experts_are_refused():
    packed = PackedExpert({"up": pack(np.eye(4, dtype=np.float32), DESIGN.pattern, "fp16")})
    with pytest.raises(FormatError, match="expected int8"):
        quantise_expert(packed, 1.0, 1.0)
    with pytest.raises(FormatError, match="expected positive"):
        quantise_expert(packed, 0.0, 1.0)
    packed = PackedExpert({"up": pack(np.eye(4, dtype=np.float32), DESIGN.pattern, "int8")})
    with pytest.raises(FormatError, match="expected fp32, bf16 or fp16"):
        quantise_expert(packed, 1.0, 1.0, value_bits=16)
    with pytest.raises(FormatError, match=r"expert 0, wi: \[4, 4\] at 2:4 in 8 bits \(expected \[4, 4\] at 1:4"):
        image_sections(Design(4, 4, NMPattern(1, 4), 4, 2, 1, 1, 2), [by_hand()])


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"value_bits": 4}, "the kernels take 8 or 16"),
        ({"activation": "silu"}, "relu or gelu"),
        ({"top_k": 3}, "expected 1 to 2"),
        ({"moe_layers": 1, "slots": 1}, "choose slots=2"),
        ({"slots": 1, "shared_slots": True}, "choose slots=2"),
        ({"units": 3}, r"units=3 is not divided .*choose units=1\)"),
        ({"d_ff": 48, "units": 7}, r"choose units=6\)"),
        ({"pattern": NMPattern(3, 4)}, "nearest: 2:4"),
        ({"pattern": NMPattern(5, 16)}, "nearest: 1:4"),
    ],
)
def test_designs_that_no_kernel_serves(change, line):
    with pytest.raises(ConfigError, match=line):
        replace(DESIGN, **change)


def test_router_takes_the_lowest_of_equals_and_its_probability():
    design = Design(4, 4, NMPattern(2, 4), 2, 3, 1, 1, 2, top_k=3)
    weights = np.array([[0, 0, 0, 0], [1024, 0, 0, 0], [1024, 0, 0, 0]], np.int16)
    experts, scales = run_router(design, 10, np.array([1, 0, 0, 0], np.int16), weights)
    assert experts == [1, 2, 0]
    assert scales[0] / 2**16 == pytest.approx(1 / (2 + np.exp(-1)), abs=1e-3)
    assert scales[2] / 2**16 == pytest.approx(np.exp(-1) / (2 + np.exp(-1)), abs=1e-3)


def test_buffer_by_hand():
    accesses = np.array([[0, -1, 0], [0, 1, 1], [0, -1, 0], [0, 2, 0], [0, -1, 1]], np.int32)
    # 0 misses; 1 was preloaded; 0 hits; 2 takes 1's slot, 0 hits; 1 misses and takes 2's slot
    assert run_buffer(Design(4, 4, NMPattern(2, 4), 2, 3, 1, 1, 2), accesses).tolist() == [
        [0, 0], [1, 1], [0, 1], [0, 1], [1, 0],
    ]  # fmt: skip


def test_layers_that_share_slots_by_hand():
    accesses = np.array([[0, -1, 0], [1, -1, 0], [0, 0, 0], [1, 1, 0], [0, -1, 0]], np.int32)
    # Each layer's expert 0 is loaded, and layer 0's is hit. Then the preload of layer 1's 1 takes the slot of its 0,
    # whose demand load takes that of layer 0's 0, which is missed at last.
    shared = Design(4, 4, NMPattern(2, 4), 2, 2, 2, 1, 2, shared_slots=True)
    assert run_buffer(shared, accesses).tolist() == [[0, 0], [1, 0], [0, 1], [0, 0], [1, 0]]
    own = run_buffer(replace(shared, shared_slots=False), accesses)
    assert own.tolist() == [[0, 0], [2, 0], [0, 1], [2, 1], [0, 1]]


@pytest.mark.parametrize("units", [2, 4])
def test_units_add_up_to_the_whole(units):
    design = Design(8, 32, NMPattern(2, 4), 4, 2, 1, 1, 2, units=units)
    rng = np.random.default_rng(units)
    expert = random_expert(design, rng)
    for x in random_inputs(design, rng, 3):
        assert run_expert(design, expert, x).tolist() == run_expert(replace(design, units=1), expert, x).tolist()
    sections = [image_sections(design, [expert], unit) for unit in range(units)]
    assert sum(len(part) for unit in sections for part in unit.values()) == design.expert_bytes


@pytest.mark.parametrize(("experts", "known"), [(3, 2), (8, 2), (5, 1), (2, 0 + 3)])
def test_the_table_image_is_the_dense_export_of_each_length(experts, known):
    design = Design(4, 4, NMPattern(2, 4), 2, experts, 2, known, 2)
    table = random_table(design, np.random.default_rng(1))
    image = table_image(design, table)
    assert image[-design.table_level_bytes[-1] - 1 : -1] == table.to_dense_image()
    for layer in range(2):
        for length in range(known + 1):
            for context in np.ndindex(*(experts,) * length):
                assert look_up(design, image, layer, context) == table.predict(layer, context)[0]
    with pytest.raises(FormatError, match="learn one for this model"):
        table_image(replace(design, experts=experts + 1), table)


def test_layers_by_hand():
    """Two layers, two experts, one known entry; the router follows the sign of its first input."""
    router = np.zeros((2, 2, 4), np.int16)
    router[:, 1, 0] = 1
    table = bytes(
        [0b01000000, 0b01100000, 0]
    )  # level 0: layer 0 -> 0, layer 1 -> 1; level 1: 0 after 0, 1 after 1; 1, 0
    commands = np.zeros((4, 5), np.int32)
    commands[:, 0] = [0, 1, 0, 1]
    commands[0, 1] = commands[3, 2] = commands[0, 3] = 1
    router_x = np.zeros((4, 4), np.int16)
    router_x[:, 0] = [-1, 1, 1, 1]
    steps = Steps(commands, router_x, np.array([[1, 2, 3, 4]] * 4, np.int8))
    decisions, y = run_layers(DESIGN, steps, [by_hand()] * 4, router, table)
    assert decisions[:, 0].tolist() == [0, 1, 1, 1]
    # 0 was preloaded; after 0 comes 1 in layer 1, which hits; after 1 comes 1 in layer 0, which hits; after 1 comes 0
    assert decisions[:, 4].tolist() == [1, 1, 0, -1]
    assert decisions[:, 2].tolist() == [1, 1, 1, 1]
    assert decisions[:, 5].tolist() == [2, 1, 3, -1]
    exact = np.array([9, 48, 8, 0]) * decisions[:, 1:2] / 2**16
    np.testing.assert_allclose(y, exact, atol=0.5)


def test_layers_with_one_example_are_the_buffer_with_the_tables_predictions():
    design = Design(8, 16, NMPattern(2, 4), 2, 4, 3, 2, 2)
    workload = random_workload(design, tokens=6)
    decisions, _ = run_layers(design, workload.steps, workload.experts, workload.router, workload.table)
    begins = workload.steps.commands[:, 1] == 1
    layers, experts = workload.steps.commands[:, 0], decisions[:, 0]
    wishes = np.concatenate([[-1], decisions[:-1, 4]])
    wishes[begins] = [look_up(design, workload.table, layer, ()) for layer in layers[begins]]
    found = run_buffer(design, np.stack([layers, wishes, experts], axis=1).astype(np.int32))
    np.testing.assert_array_equal(found, decisions[:, [3, 2]])
