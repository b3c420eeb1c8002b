"""Rankings by what routers read: the native step's are NumPy's, and whoever streams preloads by them alike."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from flame.errors import TraceError
from flame.hidden_predictor import HiddenPredictor, normalised
from flame.ids import ExpertId
from flame.models.moe_model import MoeModel
from flame.packed_expert import PackedExpert
from online.kernels.nm_kernels import INSTRUCTION_SETS, VALUE_TYPES, best_instruction_set
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.slot_plan import SlotPlan
from online.serving import native_library
from online.serving.hidden_ranks import HiddenMaps
from online.serving.native_stream import NativeStream
from online.serving.session import stream
from online.serving.stores import MemoryStore
from tests.online.serving.test_native_stream import Calls, load_at_once, timeless
from tests.online.small_streams import buffer

SETS = INSTRUCTION_SETS[: 1 + INSTRUCTION_SETS.index(best_instruction_set())] if native_library.library() else ()


def ranked(predictor: HiddenPredictor, layer: int, states: np.ndarray, top: int, allowed: int = 2) -> np.ndarray:
    """As the native step ranks: int32 [sequences, top]."""
    maps, read = HiddenMaps(predictor), np.ascontiguousarray(states, np.float32)
    out = np.full((len(read), top), -1, np.int32)
    native_library.library().flame_stream_rank_hidden(
        maps.natively[layer], read.ctypes.data, len(read), top, allowed, out.ctypes.data
    )
    return out


def drawn(
    draw: np.random.Generator, experts: int, hidden: int, width: int, most: int | None, layers: int = 2
) -> HiddenPredictor:
    """Random maps: whole numbers up to `most`, whose sums are exact in any order, or any numbers for None."""

    def numbers(*shape: int) -> np.ndarray:
        if most is None:
            return draw.standard_normal(shape).astype(np.float32)
        return draw.integers(-most, most, shape, endpoint=True).astype(np.float32)

    units: dict[str, Any] = {}
    if width:
        units = {
            "inner": np.sign(numbers(layers, width, hidden)), "inner_bias": np.sign(numbers(layers, width)),
            "outer": np.sign(numbers(layers, experts, width)),
        }  # fmt: skip
    return HiddenPredictor("router", 1, 1, numbers(layers, experts, hidden), numbers(layers, experts), **units)


def test_by_hand() -> None:
    """Experts 0 to 2 read the first number, the second, and none; the root mean square of 3, 4 is 3.54."""
    predictor = HiddenPredictor(
        "router", 1, 1, np.array([[[1, 0], [0, 1], [0, 0]]] * 2, np.float32), np.array([[0, 0, 1]] * 2, np.float32)
    )
    states = np.array([[3, -4], [3, 4], [4096, 4096]], np.float32)  # 0.85 -1.13 1; 0.85 1.13 1; 1 1 1
    assert ranked(predictor, 1, states, 3).tolist() == [[2, 0, 1], [1, 2, 0], [0, 1, 2]]
    units = replace(
        predictor, inner=np.array([[[-1, 0]]] * 2, np.float32), inner_bias=np.full((2, 1), 1.0, np.float32),
        outer=np.array([[[0], [99], [0]]] * 2, np.float32),
    )  # fmt: skip
    assert ranked(units, 1, states[::2], 3).tolist() == [[1, 2, 0], [0, 1, 2]]  # 1 - 0.85 speaks for 1, 1 - 1 does not


@pytest.mark.parametrize("allowed", SETS)
@pytest.mark.parametrize(("most", "stored"), [(1, "fp16"), (3000, "fp32")])
@pytest.mark.parametrize(
    ("experts", "hidden", "width"),
    [(1, 1, 0), (3, 2, 5), (8, 16, 0), (7, 33, 1), (64, 100, 64), (128, 300, 0), (16, 1027, 40)],
)
def test_equal_experts_are_ranked_by_number(
    experts: int, hidden: int, width: int, most: int, stored: str, allowed: str
) -> None:
    """States of equal magnitudes and whole weights: every sum is exact, many are equal, and so are the rankings."""
    draw = np.random.default_rng(hidden)
    predictor = drawn(draw, experts, hidden, width, most)
    types = {VALUE_TYPES[each.scores.value_type] for each in HiddenMaps(predictor).natively}
    assert types == {stored} or hidden < 16
    for sequences in range(1, 5):
        states = draw.choice([-1024, 1024], (sequences, hidden)).astype(np.float32)
        for top in {1, min(2, experts), experts}:
            for layer in range(2):
                expected = predictor.rank(layer, normalised(states), top)
                assert (ranked(predictor, layer, states, top, SETS.index(allowed)) == expected).all()


@pytest.mark.parametrize("allowed", SETS)
@pytest.mark.parametrize("stored", ["fp16", "fp32"])
@pytest.mark.parametrize("width", [0, 24])
def test_any_numbers_are_ranked_as_numpy_does(width: int, stored: str, allowed: str) -> None:
    """The order of sums differs: who stands in another's place has that one's score, all but its last digits."""
    draw = np.random.default_rng(0)
    predictor = drawn(draw, 48, 200, width, None)
    if stored == "fp16":
        arrays: dict[str, Any] = {name: getattr(predictor, name) for name in ("weights", "inner", "outer")}
        halves: dict[str, Any] = {
            n: None if a is None else a.astype(np.float16).astype(np.float32) for n, a in arrays.items()
        }
        predictor = replace(predictor, **halves)
    assert VALUE_TYPES[HiddenMaps(predictor).natively[1].scores.value_type] == stored
    states = 5 * draw.standard_normal((4, 200)).astype(np.float32)
    read = normalised(states)
    scores = read @ predictor.weights[1].T + predictor.bias[1]
    if width:
        assert predictor.inner is not None
        assert predictor.inner_bias is not None
        assert predictor.outer is not None
        scores = scores + np.maximum(read @ predictor.inner[1].T + predictor.inner_bias[1], 0) @ predictor.outer[1].T
    found = ranked(predictor, 1, states, 48, SETS.index(allowed))
    assert (np.sort(found) == np.arange(48)).all()
    ours, theirs = (np.take_along_axis(scores, each, 1) for each in (found, predictor.rank(1, read, 48).astype(int)))
    assert np.allclose(ours, theirs, rtol=1e-5, atol=1e-4)


@pytest.mark.parametrize("allowed", SETS)
def test_what_is_no_number_comes_last(allowed: str) -> None:
    weights = np.array([[[0, 0], [0, np.nan], [1, 0], [0, 0]]], np.float32)
    predictor = HiddenPredictor("router", 1, 1, weights, np.array([[0, 0, -5, 1]], np.float32))
    states = np.array([[1, 2], [np.nan, 1], [np.inf, 1], [0, 0], [1e30, 1e30]], np.float32)
    with np.errstate(all="ignore"):
        expected = predictor.rank(0, normalised(states), 4)
    assert expected[0].tolist() == [3, 0, 2, 1]
    assert (ranked(predictor, 0, states, 4, SETS.index(allowed)) == expected).all()


def streamed(
    model: MoeModel, packed: dict[ExpertId, PackedExpert], predictor: HiddenPredictor, slots: ExpertBuffer, batch: int,
    preload: int, native: bool,
) -> tuple[object, ...]:  # fmt: skip
    calls, found = Calls(model, 2, False, batch), []
    options = {"preload": preload, "native": native, "throttle": False}
    with torch.inference_mode(), stream(model.copy(), MemoryStore(packed), slots, predictor, **options) as session:  # type: ignore[arg-type]
        assert session.native == native
        load_at_once(session)
        for step in range(12):
            if step % 5 == 4:
                session.runtime.begin_example()
            tokens = 3 if step % 5 == 4 else 1
            for layer in range(2):
                call = calls.next(layer, batch, tokens)
                session.runtime.experts(replace(call, hidden=call.hidden.to(model.hf.dtype)))
                found.append(session.places())
        return [timeless(layer) for layer in session.counts().layers], session.counts().loaded_bytes, found


@pytest.mark.parametrize("batch", [1, 2, 3, 4])
@pytest.mark.parametrize(("policy", "dtype", "width"), [("lru", torch.float32, 0), ("cepr", torch.bfloat16, 8)])
def test_the_native_step_preloads_what_the_python_step_does(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], batch: int, policy: str, dtype: torch.dtype, width: int
) -> None:
    """Decision by decision, after prompts and new examples, with as many preloads as there are experts and fewer."""
    model = pruned.copy()
    model.hf.to(dtype)
    predictor = drawn(np.random.default_rng(batch), model.num_experts, model.d_model, width, None)
    slots, preload = ((3, 4), (2, 1), (4, 2))[batch % 3]
    python, native = (
        streamed(model, packed, predictor, ExpertBuffer(SlotPlan.per_layer(2, slots), policy), batch, preload, each)
        for each in (False, True)
    )
    assert native == python


def test_a_switch_layer_s_own_choice_preloads_too(pruned: MoeModel, packed: dict[ExpertId, PackedExpert]) -> None:
    """Where the native call chooses the most probable expert, the state is what that call has read."""
    predictor = drawn(np.random.default_rng(0), 4, pruned.d_model, 0, None)
    draw = torch.Generator().manual_seed(0)
    with torch.inference_mode(), stream(pruned, MemoryStore(packed), buffer(4), predictor, throttle=False) as session:
        runtime = session.runtime
        assert isinstance(runtime, NativeStream)
        for _ in range(3):
            runtime._begin_anew()
            hidden = torch.randn(2, 1, pruned.d_model, generator=draw)
            computed = runtime.most_probable(pruned.moe_layers("decoder")[0])
            assert computed is not None
            computed(hidden, torch.rand(2, 1, 4, generator=draw))
            expected = predictor.rank(1, normalised(hidden.numpy()[:, 0]), 1)
            assert set(session.places()[1]) == set(expected[:, 0].tolist())


def test_a_predictor_of_other_states_is_refused(pruned: MoeModel, packed: dict[ExpertId, PackedExpert]) -> None:
    predictor = drawn(np.random.default_rng(0), 4, pruned.d_model + 1, 0, None)
    for native in (False, True):
        with pytest.raises(TraceError, match=f"{pruned.d_model + 1} numbers, the model's have {pruned.d_model}"):
            stream(pruned, MemoryStore(packed), buffer(), predictor, native=native)
