"""Whole experts of every form, against torch's definitions; the same bits wherever they are computed."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest
import torch
from torch.nn import functional

from flame.errors import ConfigError, FormatError
from flame.nm_pattern import DENSE, NMPattern
from flame.packed import pack
from flame.packed_expert import PackedExpert
from flame.value_types import is_integer
from online.kernels import nm_kernels
from online.kernels.activations import ACTIVATIONS, GATED_ONLY, activate
from online.kernels.nm_kernels import INSTRUCTION_SETS, VALUE_TYPES, SparseExpert, SparseMatrix, best_instruction_set
from tests.online.conftest import LITTLE
from tests.online.kernels.test_nm_kernels import activations, nm_matrix

BEST = best_instruction_set()
AVAILABLE = INSTRUCTION_SETS[: INSTRUCTION_SETS.index(BEST) + 1] if BEST != "numpy" else ()
PLAIN = tuple(name for name in ACTIVATIONS if name not in GATED_ONLY)
DEFINITIONS = {
    "relu": functional.relu,
    "relu2": lambda x: functional.relu(x).square(),
    "silu": functional.silu,
    "gelu": functional.gelu,
    "gelu_tanh": lambda x: functional.gelu(x, approximate="tanh"),
}


def defined(name: str, gate: torch.Tensor | None, up: torch.Tensor) -> torch.Tensor:
    if name == "gpt_oss":
        gate, up = gate.clamp(max=7), up.clamp(-7, 7)
        return gate * torch.sigmoid(1.702 * gate) * (up + 1)
    return DEFINITIONS[name](up) if gate is None else DEFINITIONS[name](gate) * up


def packed_expert(value_type: str = "int4", gated: bool = True, biased: bool = True, scale: float = 1) -> PackedExpert:
    """d_model 64, d_ff 160: no multiple of what a vector register holds of either."""
    pattern, draw = NMPattern(2, 4), np.random.default_rng(5)
    shapes = {"gate": (160, 64), "up": (160, 64), "down": (64, 160)}
    names = [name for name in shapes if gated or name != "gate"]
    matrices = {name: scale * nm_matrix(*shapes[name], pattern, seed) for seed, name in enumerate(names)}
    biases = {name: draw.standard_normal(shapes[name][0]).astype(np.float32) for name in names} if biased else {}
    return PackedExpert.pack(matrices, pattern, value_type, pad=True, biases=biases)


def reference(expert: PackedExpert, name: str, x: np.ndarray) -> np.ndarray:
    def product(part: str, rows: torch.Tensor) -> torch.Tensor:
        bias = expert.biases.get(part)
        return functional.linear(rows, dense[part], None if bias is None else torch.from_numpy(bias).double())

    dense = {part: torch.from_numpy(np.asarray(matrix, np.float64)) for part, matrix in expert.unpack().items()}
    rows = torch.from_numpy(x).double()
    gate = product("gate", rows) if "gate" in dense else None
    return product("down", defined(name, gate, product("up", rows))).numpy()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activations_are_those_of_torch(name):
    wide = np.concatenate([np.linspace(-30, 30, 4001), [-1e4, -200, -88, -87, 87, 88, 200, 1e4]]).astype(np.float32)
    up = np.roll(wide, 77)
    with np.errstate(over="ignore"):
        for gate in (wide, *([] if name in GATED_ONLY else [None])):
            exact = defined(
                name, None if gate is None else torch.from_numpy(gate).double(), torch.from_numpy(up).double()
            )
            bound = 1e-6 * np.maximum(np.abs(exact.numpy()), np.abs(up) if gate is None else np.abs(up * gate)) + 1e-30
            assert (np.abs(activate(name, gate, up) - exact.numpy()) <= bound + 1e-6).all()


@pytest.mark.parametrize("value_type", VALUE_TYPES)
@pytest.mark.parametrize("form", ["plain", "gated", "gated and biased"])
def test_every_form_is_its_definition(form, value_type):
    expert = packed_expert(value_type, "gated" in form, "biased" in form)
    x = activations(5, 64)
    for name in ("silu", "gelu_tanh") if form == "plain" else ("silu", "gpt_oss"):
        exact = reference(expert, name, x)
        for instruction_set in AVAILABLE:
            y = SparseExpert(expert, name)(x, 2, instruction_set)
            assert np.abs(y - exact).max() <= 2e-4 * np.abs(exact).max(), (name, instruction_set)


@pytest.mark.parametrize("value_type", [name for name in VALUE_TYPES if is_integer(name)])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_integer_experts_have_the_same_bits_everywhere(name, value_type, monkeypatch):
    expert, x = packed_expert(value_type), activations(7, 64)
    x[3] *= 40  # far into the tails of the activations
    results = [SparseExpert(expert, name)(x, threads, each) for each in AVAILABLE for threads in (1, 2)]
    monkeypatch.setattr(nm_kernels, "_library", lambda: None)
    fallback = SparseExpert(expert, name)(x)
    assert np.isfinite(fallback).all()
    for result in results:
        assert result.tobytes() == fallback.tobytes()


@pytest.mark.parametrize("value_type", VALUE_TYPES)
def test_a_row_is_the_same_bits_in_any_batch(value_type):
    x = activations(150, 64)
    expert = SparseExpert(packed_expert(value_type), "silu")
    for instruction_set in AVAILABLE:
        whole = expert(x, 2, instruction_set)
        few = whole if is_integer(value_type) else expert(x[:8], 2, instruction_set)  # floats take another order
        for rows in (slice(0, 1), slice(3, 8)):
            assert expert(x[rows], 1, instruction_set).tobytes() == few[rows].tobytes()
        for rows in (slice(20, 56), slice(7, 140)):
            assert expert(x[rows], 1, instruction_set).tobytes() == whole[rows].tobytes()


def test_a_gated_expert_by_hand():
    eye = np.eye(4, dtype=np.float32)
    expert = PackedExpert.pack(
        {"gate": eye, "up": 2 * eye, "down": eye}, NMPattern(1, 2),
        biases={"up": np.array([0, 0, 1, 0], np.float32), "down": np.array([5, 0, 0, 0], np.float32)},
    )  # fmt: skip
    y = SparseExpert(expert, "relu")(np.array([1, -2, 3, 0], np.float32))
    assert y.tolist() == [1 * 2 + 5, 0, 3 * 7, 0]


def test_experts_that_are_none_are_refused():
    plain = packed_expert(gated=False)
    with pytest.raises(FormatError, match="gpt_oss without a gate"):
        SparseExpert(plain, "gpt_oss")
    with pytest.raises(ConfigError, match="activation 'sillu': unknown"):
        SparseExpert(plain, "sillu")
    other = dict(packed_expert().matrices) | {"gate": packed_expert().matrices["down"]}
    with pytest.raises(FormatError, match=r"gate is \[64, 160\], up \[160, 64\]"):
        SparseExpert(PackedExpert(other), "silu")


_TASK = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
_TEAM = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint, ctypes.c_uint)


@pytest.fixture
def as_team() -> Iterator[Callable[[Callable[[Callable[[], None]], None]], None]]:
    """Has the kernels' team be a function, which is given the work; threads that have no team are the kernels' own."""
    library, kept = nm_kernels._library(), []

    def use(run: Callable[[Callable[[], None]], None]) -> None:
        kept.append(_TEAM(lambda task, context, threads, flags: run(lambda: _TASK(task)(context))))
        library.flame_nm_use_team(kept[-1])

    yield use
    library.flame_nm_use_team(nm_kernels._torch_team())


@pytest.mark.skipif(BEST == "numpy", reason="online._native is not built")
def test_a_team_whose_threads_come_late_is_left_alone_for_longer_and_longer(as_team):
    from concurrent.futures import ThreadPoolExecutor

    between = [0.0]  # seconds that the caller computed alone, before and after each time that the team was asked

    def late(work: Callable[[], None]) -> None:
        work()
        between.append(time.sleep(0.03) or 0.0)

    x = activations(1, 64)
    expert = SparseExpert(packed_expert("int8"), "silu")
    expected = expert(x, 1).tobytes()
    as_team(late)

    def compute() -> None:
        while len(between) < 5:
            asked, start = len(between), time.perf_counter()
            assert expert(x, 2).tobytes() == expected
            if len(between) == asked:
                between[-1] += time.perf_counter() - start

    with ThreadPoolExecutor(1) as fresh:  # a caller that has asked no team before
        fresh.submit(compute).result()
    assert all(seconds >= rest for seconds, rest in zip(between[1:], (5e-3, 10e-3, 20e-3), strict=False))


@pytest.mark.skipif(BEST == "numpy", reason="online._native is not built")
@pytest.mark.parametrize("threads", [1, 2, 5])
def test_a_team_of_any_size_comes_to_the_end_of_an_expert(as_team, threads):
    from concurrent.futures import ThreadPoolExecutor

    def team(work: Callable[[], None]) -> None:
        with ThreadPoolExecutor(threads) as pool:
            others = [pool.submit(work) for _ in range(threads - 1)]
            work()
            for other in others:
                other.result()

    x = activations(3, 64)
    expert = SparseExpert(packed_expert("int4"), "silu")
    expected = expert(x, 1).tobytes()
    as_team(team)
    assert {expert(x, 5).tobytes() for _ in range(8)} == {expected}


@pytest.mark.skipif(BEST == "numpy", reason="online._native is not built")
@pytest.mark.parametrize(("rows", "tokens", "asked"), [(511, 1, 0), (512, 1, 1), (256, 1, 0), (256, 2, 1), (511, 2, 1)])
def test_little_work_asks_no_team(as_team, rows, tokens, asked):
    """512 rows of 512 bytes, for each token, are no longer little."""
    from concurrent.futures import ThreadPoolExecutor

    regions = []

    def team(work: Callable[[], None]) -> None:
        regions.append(work())

    matrix = SparseMatrix(pack(np.ones((rows, 512), np.float32), DENSE, "int8"))
    as_team(team)
    library = nm_kernels._library()
    library.flame_nm_call_little(LITTLE)
    try:
        with ThreadPoolExecutor(1) as fresh:  # a caller whom no team has kept waiting before
            assert fresh.submit(matrix, np.ones((tokens, 512), np.float32), 2).result().shape == (tokens, rows)
    finally:
        library.flame_nm_call_little(0)
    assert len(regions) == asked
