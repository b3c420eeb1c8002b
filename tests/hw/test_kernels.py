"""The kernels written in Allo: what is kept of them, C-simulated bit for bit, and regenerated where Allo is there."""

import importlib.util
import json
import re
import shutil
from dataclasses import replace

import numpy as np
import pytest

from flame.errors import ConfigError, FlameError, FormatError, ToolchainMissing
from flame.nm_pattern import NMPattern
from hw import allo_backend, kept_kernels
from hw.design import EXP_STEP_BITS, Design
from hw.golden import image_sections, look_up, run_buffer, run_expert, run_layers, run_router, table_image, unit_sums
from hw.simulation.csim import hls_headers, run_kernel
from tests.hw.workloads import LOGIT_SHIFT, random_design, random_expert, random_inputs, random_table, random_workload

HAS_ALLO = importlib.util.find_spec("allo") is not None
needs_allo = pytest.mark.skipif(not HAS_ALLO, reason="Allo is not installed (it is built from source, Python 3.12)")


def has_headers():
    try:
        hls_headers()
    except ToolchainMissing:
        return False
    return shutil.which("g++") is not None


needs_headers = pytest.mark.skipif(not has_headers(), reason="g++ or the open HLS headers (hls4ml) are not installed")
kept = pytest.mark.parametrize(
    ("name", "kernel"), [(name, kernel) for name, (_, kernels) in kept_kernels.ALL.items() for kernel in kernels]
)

MINI = kept_kernels.DEFAULT
SMALL = Design(12, 24, NMPattern(2, 4), 4, 3, 2, 2, 2)  # words of at most 64 bits, which Allo's CPU backend takes
EXPERTS = [
    SMALL,
    replace(SMALL, pattern=NMPattern(1, 4)),
    replace(SMALL, d_model=16, d_ff=32, pattern=NMPattern(4, 8), rows=2),
    replace(SMALL, pattern=NMPattern(4, 4), rows=2),
    replace(SMALL, value_bits=16, rows=2),
    replace(SMALL, activation="gelu"),
    replace(SMALL, activation="gelu", value_bits=16, rows=2),
]
expert_designs = pytest.mark.parametrize(
    "design", EXPERTS, ids=lambda d: f"{d.pattern.keep}of{d.pattern.group}-{d.value_bits}bit-{d.activation}"
)


def octets(content, design_bytes=1):
    return np.frombuffer(content or bytes(design_bytes), np.uint8)


def words(content, size):
    return np.frombuffer(content or bytes(1), f"u{size}" if content else "u1")


def expert_case(design, tokens=4, seed=0):
    """Kernel, arguments with the outputs last, and the answers; the largest and smallest inputs come first."""
    rng = np.random.default_rng(seed)
    expert = random_expert(design, rng)
    x = random_inputs(design, rng, tokens)
    sections = image_sections(design, [expert])
    weights = [words(sections["values"], min(8, design.value_word_bytes))]
    kernel = "dense_expert"
    if design.place_bits:
        kernel = "sparse_expert"
        weights.append(words(sections["places"], min(8, design.place_word_bytes)))
    weights.append(np.frombuffer(sections["multipliers"], "<i4"))
    expected = np.stack([run_expert(design, expert, token) for token in x])
    return kernel, [x, *weights, np.zeros(expected.shape, np.int32)], expected


def layer_case(design, tokens, seed=0, unit=0):
    """Arguments of the layer (of one of its units), calls, and the answers."""
    workload = random_workload(design, seed, tokens)
    sections = image_sections(design, workload.experts, unit)
    steps = workload.steps
    decisions, y = run_layers(design, steps, workload.experts, workload.router, workload.table)
    if design.units > 1:
        used = [workload.experts[c[0] * design.experts + d[0]] for c, d in zip(steps.commands, decisions, strict=True)]
        y = np.stack([unit_sums(design, expert, x, unit) for expert, x in zip(used, steps.x, strict=True)])
        y = y.astype(np.int64 if design.sum_bits > 32 else np.int32)
    arguments = [
        steps.commands, steps.router_x, words(workload.router.tobytes(), min(8, 2 * design.router_lanes)),
        octets(workload.table), steps.x, words(sections["values"], min(8, design.value_word_bytes)),
        words(sections["places"], min(8, max(1, design.place_word_bytes))),
        np.frombuffer(sections["multipliers"], "<i4"), np.zeros_like(decisions), np.zeros_like(y),
    ]  # fmt: skip
    return arguments, len(decisions), decisions, y


@pytest.mark.parametrize("name", kept_kernels.ALL)
def test_what_is_kept_was_emitted_from_this_source(name):
    folder = kept_kernels.GENERATED / name
    record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    assert re.fullmatch("[0-9a-f]{40}", record["allo_commit"])
    assert kept_kernels.stale(folder) == (), "run python -m hw.kept_kernels VERSION COMMIT"


@pytest.mark.parametrize(
    ("pattern", "to"),
    [
        ("#pragma HLS pipeline II=1", "#pragma HLS pipeline II=2"),
        (r"(#pragma HLS stream variable=\w+ depth=)16", r"\g<1>2"),
        ("impl=uram", "impl=bram"),
        (r"\b65536, 61565\b", "65536, 61566"),  # the table of the exponential
    ],
    ids=["interval", "stream depth", "storage", "table"],
)
def test_a_kept_kernel_that_was_changed_is_refused_without_allo(tmp_path, monkeypatch, pattern, to):
    folder = tmp_path / "switch_mini_8"
    shutil.copytree(kept_kernels.GENERATED / folder.name, folder)
    code = (folder / "moe_layer.cpp").read_text()
    mutated = re.sub(pattern, to, code, count=1)
    assert mutated != code
    (folder / "moe_layer.cpp").write_text(mutated)
    assert kept_kernels.stale(folder) == ("cpp_sha256.moe_layer",)
    monkeypatch.setattr(kept_kernels, "GENERATED", tmp_path)
    kept_kernels.emitted.cache_clear()
    with pytest.raises(FormatError, match=r"switch_mini_8/moe_layer.cpp: is not what Allo emitted .*restore it"):
        kept_kernels.emitted("moe_layer", MINI)
    kept_kernels.emitted.cache_clear()


def test_kept_mlir_that_was_changed_is_told(tmp_path):
    folder = tmp_path / "switch_mini_8"
    shutil.copytree(kept_kernels.GENERATED / folder.name, folder)
    text = (folder / "router.mlir").read_text()
    assert "func.func @router(" in text
    (folder / "router.mlir").write_text(text.replace("pipeline_ii = 1", "pipeline_ii = 2", 1))
    assert kept_kernels.stale(folder) == ("mlir_sha256.router",)


@pytest.mark.parametrize(
    ("mutation", "key"),
    [
        (("hw.kernels.vocabulary.STREAM_DEPTH", 2), "vocabulary_sha256"),
        (("hw.kernels.vocabulary.exp_tables", lambda: ((1,) * 256, (1,) * 64)), "vocabulary_sha256"),
        (("hw.kernels.vocabulary.SLOT_PART_BITS", 16), "vocabulary_sha256"),
        (("hw.kept_kernels.allo_text.tidied", lambda code: code.replace("uram", "bram")), "backend_sha256"),
        (("hw.kept_kernels.allo_text.TIDIED", ()), "backend_sha256"),
        (("hw.kept_kernels.scheduled", allo_backend.scheduled_block), "backend_sha256"),
    ],
)
def test_what_shapes_the_text_is_recorded(monkeypatch, mutation, key):
    folder = kept_kernels.GENERATED / "switch_mini_8"
    monkeypatch.setattr(*mutation)
    assert kept_kernels.stale(folder) == (key,)


def test_the_layer_is_fit_for_synthesis():
    code = kept_kernels.emitted("moe_layer", MINI)
    assert code.count("#pragma HLS dataflow") == 1
    assert code.count("#pragma HLS stream") == 5
    # Every inner loop that moves or multiplies a word takes one a cycle.
    for loop in ("fetch", "engine"):
        body = code[code.index(f"void {loop}_0") :].split("\n}\n")[0]
        assert body.count("#pragma HLS pipeline II=1") == {"fetch": 4, "engine": 9}[loop]
    # Addresses are made of int32; what is wider are sums, products and the router's accumulators.
    for function in ("predicted_expert", "touched_slot", "control_0", "fetch_0"):
        body = code[code.index(f"void {function}(") :].split("\n}\n")[0]
        assert max((int(bits) for bits in re.findall(r"ap_int<(\d+)>", body)), default=0) <= 34, function
    assert "ap_int" not in code[code.index("void fetch_0(") :].split("\n}\n")[0]
    assert "ap_uint<256> v" in code  # 32 values a burst beat
    assert "impl=uram" in code


@pytest.fixture(scope="module")
def small_layer():
    return layer_case(MINI, tokens=2)


@needs_headers
def test_the_kept_layer_is_bit_exact_in_c_simulation(small_layer):
    arguments, calls, decisions, y = small_layer
    found = run_kernel("moe_layer", kept_kernels.emitted("moe_layer", MINI), arguments, calls)
    np.testing.assert_array_equal(found[-2], decisions)
    np.testing.assert_array_equal(found[-1], y)


@needs_headers
def test_a_stream_that_nobody_fills_is_a_deadlock_that_shows(small_layer):
    """Found when all processes wait, by no clock: a machine may be as slow as it likes."""
    arguments, _, _, _ = small_layer
    code = kept_kernels.emitted("moe_layer", MINI)
    starved = re.sub(r"(void fetch_0\([^{]*\{\n(?:.*\n)*?.*order < )3", r"\g<1>0", code, count=1)
    assert starved != code
    with pytest.raises(FlameError, match="deadlock: a stream of depth 16 stays empty"):
        run_kernel("moe_layer", starved, arguments, 1)


@needs_headers
@pytest.mark.parametrize(
    "name", [n for n, (_, k) in kept_kernels.KEPT.items() if {"sparse_expert", "dense_expert"} & {*k}]
)
def test_kept_experts_are_bit_exact_in_c_simulation(name):
    design, _ = kept_kernels.KEPT[name]
    kernel, arguments, expected = expert_case(design)
    found = run_kernel(kernel, kept_kernels.emitted(kernel, design), arguments, len(expected))
    np.testing.assert_array_equal(found[-1], expected)
    assert {expected.min(), expected.max()} == {-(2**31), 2**31 - 1}  # saturation was reached at both ends


@needs_headers
def test_the_kept_router_lookup_and_buffer_are_bit_exact_in_c_simulation():
    rng = np.random.default_rng(2)
    workload = random_workload(MINI, seed=2, tokens=2)
    layers, router_x = workload.steps.commands[:, :1], workload.steps.router_x
    routes = [
        run_router(MINI, LOGIT_SHIFT + EXP_STEP_BITS, x, workload.router[layer])
        for x, layer in zip(router_x, layers[:, 0], strict=True)
    ]
    answers = [np.zeros((len(routes), 1), np.int32), np.zeros((len(routes), 1), np.int32)]
    shift = np.full((1, 1), LOGIT_SHIFT, np.int32)
    found = run_kernel(
        "router",
        kept_kernels.emitted("router", MINI),
        [layers, shift, router_x, workload.router, *answers],
        len(routes),
    )
    assert found[-2].tolist() == [experts for experts, _ in routes]
    assert found[-1].tolist() == [scales for _, scales in routes]

    image = table_image(MINI, random_table(MINI, rng))
    queries = np.zeros((300, 2 + MINI.known_layers), np.int32)
    queries[:, 0] = rng.integers(MINI.moe_layers, size=300)
    queries[:, 1] = rng.integers(MINI.known_layers + 1, size=300)
    queries[:, 2:] = rng.integers(MINI.experts, size=(300, MINI.known_layers))
    found = run_kernel(
        "cepr_lookup", kept_kernels.emitted("cepr_lookup", MINI), [queries, octets(image), np.zeros(300, np.int32)], 300
    )
    assert found[-1].tolist() == [look_up(MINI, image, q[0], q[2 : 2 + q[1]]) for q in queries.tolist()]

    accesses = np.zeros((500, 4), np.int32)
    accesses[:, 0] = rng.integers(MINI.moe_layers, size=500)
    accesses[:, 1] = rng.integers(-1, MINI.experts, size=500)
    accesses[:, 2] = rng.integers(MINI.experts, size=500)
    found = run_kernel(
        "expert_buffer", kept_kernels.emitted("expert_buffer", MINI), [accesses, np.zeros((500, 2), np.int32)], 500
    )
    np.testing.assert_array_equal(found[-1], run_buffer(MINI, accesses[:, :3]))


def test_the_wrong_pattern_names_the_right_kernel(monkeypatch):
    monkeypatch.setattr(allo_backend, "vocabulary", lambda design: {})
    with pytest.raises(ConfigError, match="its kernel is dense_expert"):
        allo_backend.scheduled("sparse_expert", replace(SMALL, pattern=NMPattern(4, 4)))
    with pytest.raises(ConfigError, match="its kernel is sparse_expert"):
        allo_backend.scheduled("dense_expert", SMALL)


@pytest.mark.skipif(HAS_ALLO, reason="Allo is installed")
def test_without_allo_one_line_says_what_is_kept_and_what_to_install():
    with pytest.raises(
        ToolchainMissing, match=r"nearest that it holds: switch_mini_8, with rows=16; .*github\.com/corn"
    ):
        kept_kernels.emitted("moe_layer", replace(MINI, rows=8))


@pytest.mark.allo
@needs_allo
@kept
def test_regenerating_gives_what_is_kept(name, kernel):
    design, _ = kept_kernels.ALL[name]
    assert kept_kernels.freshly_emitted(kernel, design) == kept_kernels.emitted(kernel, design)
    if (mlir := kept_kernels.GENERATED / name / f"{kernel}.mlir").exists():
        assert kept_kernels.fresh_mlir(kernel, design) == mlir.read_text(encoding="utf-8")


@pytest.mark.allo
@needs_allo
@expert_designs
def test_experts_on_allos_cpu_backend_are_bit_exact(design):
    kernel, arguments, expected = expert_case(design, tokens=3)
    run = allo_backend.on_cpu(kernel, design)
    for token, answer in zip(arguments[0], expected, strict=True):
        found = run([token, *arguments[1:-1], np.zeros_like(answer)])
        np.testing.assert_array_equal(found[-1], answer)


@pytest.mark.allo
@needs_allo
@pytest.mark.parametrize("seed", range(6))
def test_experts_of_random_shapes_on_allos_cpu_backend_are_bit_exact(seed):
    test_experts_on_allos_cpu_backend_are_bit_exact(random_design(np.random.default_rng(seed)))


@pytest.mark.allo
@needs_allo
@pytest.mark.parametrize("top_k", [1, 2])
def test_the_router_on_allos_cpu_backend_is_bit_exact(top_k):
    design = replace(SMALL, top_k=top_k)
    workload = random_workload(design)
    command, x = workload.steps.commands[1], workload.steps.router_x[1]
    expected = run_router(design, LOGIT_SHIFT + EXP_STEP_BITS, x, workload.router[command[0]])
    arguments = [command[:1], command[4:], x, words(workload.router.tobytes(), 8)]
    found = allo_backend.on_cpu("router", design)([*arguments, *np.zeros((2, top_k), np.int32)])
    assert (found[-2].tolist(), found[-1].tolist()) == expected


@pytest.mark.allo
@needs_allo
def test_the_lookup_on_allos_cpu_backend_is_bit_exact():
    image = table_image(SMALL, random_table(SMALL, np.random.default_rng(1)))
    run = allo_backend.on_cpu("cepr_lookup", SMALL)
    for query in ([1, 2, 2, 1], [0, 0, 0, 0], [1, 1, 2, 0]):
        arguments = [np.array(query, np.int32), octets(image), np.zeros(1, np.int32)]
        assert run(arguments)[-1][0] == look_up(SMALL, image, query[0], query[2 : 2 + query[1]])


@pytest.mark.allo
@needs_allo
@needs_headers
@expert_designs
def test_freshly_emitted_experts_are_bit_exact_in_c_simulation(design):
    kernel, arguments, expected = expert_case(design)
    found = run_kernel(kernel, allo_backend.emit(kernel, design), arguments, len(expected))
    np.testing.assert_array_equal(found[-1], expected)


@pytest.mark.allo
@needs_allo
def test_the_buffer_on_allos_cpu_backend_is_exact():
    rng, run = np.random.default_rng(5), allo_backend.on_cpu("expert_buffer", SMALL)
    accesses = np.zeros((60, 4), np.int32)
    accesses[:, 0] = rng.integers(SMALL.moe_layers, size=60)
    accesses[:, 1] = rng.integers(-1, SMALL.experts, size=60)
    accesses[:, 2] = rng.integers(SMALL.experts, size=60)
    found = [run([access, np.zeros(2, np.int32)])[-1] for access in accesses]
    np.testing.assert_array_equal(found, run_buffer(SMALL, accesses[:, :3]))


LAYERS = {
    "2of4": SMALL,
    "1of4-gelu": replace(SMALL, pattern=NMPattern(1, 4), activation="gelu"),
    "dense": replace(SMALL, pattern=NMPattern(4, 4), rows=2),
    "16bit": replace(SMALL, value_bits=16, rows=2),
    "shared-slots": replace(SMALL, slots=3, shared_slots=True),
    "2-units": replace(SMALL, units=2),
    "2-units-16bit": replace(SMALL, units=2, value_bits=16, rows=2),
}
layer_designs = pytest.mark.parametrize("design", LAYERS.values(), ids=LAYERS)


@pytest.mark.allo
@needs_allo
@layer_designs
def test_layers_on_allos_cpu_backend_are_bit_exact(design):
    arguments, calls, decisions, y = layer_case(design, tokens=4, unit=design.units - 1)
    run = allo_backend.on_cpu("moe_layer", design)
    stepwise = {0: arguments[0], 1: arguments[1], 4: arguments[4], 8: arguments[8], 9: arguments[9]}
    for call in range(calls):  # residents, slots and path are kept from call to call
        found = run([stepwise[i][call] if i in stepwise else argument for i, argument in enumerate(arguments)])
        np.testing.assert_array_equal(found[-2], decisions[call])
        np.testing.assert_array_equal(found[-1], y[call])


@pytest.mark.allo
@needs_allo
@needs_headers
@layer_designs
def test_freshly_emitted_layers_are_bit_exact_in_c_simulation(design):
    arguments, calls, decisions, y = layer_case(design, tokens=6, unit=design.units - 1)
    if not design.place_bits:
        del arguments[6]  # a dense kernel has no port of places
    found = run_kernel("moe_layer", allo_backend.emit("moe_layer", design), arguments, calls)
    np.testing.assert_array_equal(found[-2], decisions)
    np.testing.assert_array_equal(found[-1], y)
