"""The integer contract and the image layout, worked by hand, then against a naive loop."""

import numpy as np
import pytest

from flame.errors import FormatError
from flame.nm_format import NMPattern, PackedExpert, pack
from hw.design import Design
from hw.golden import HardwareExpert, image_sections, quantise_expert, run_buffer, run_expert, run_router, table_image
from tests.hw.workloads import random_expert, random_table

DESIGN = Design(4, 4, NMPattern(2, 4), 2, 2, 1, 1, 2)


def by_hand():
    wi = np.array([[1, 0, 2, 0], [0, -3, 0, 4], [0, 0, 5, 6], [7, 8, 0, 0]], np.int8)
    wo = np.array([[1, 1, 0, 0], [0, 0, 1, 1], [-1, 0, 0, 1], [0, 0, 0, 0]], np.int8)
    matrices = {"wi": pack(wi, DESIGN.pattern), "wo": pack(wo, DESIGN.pattern)}
    return HardwareExpert(
        matrices, {"wi": np.full(4, 1 << 29, np.int32), "wo": np.array([1 << 16, 3 << 15, 1 << 16, 1], np.int32)}
    )


def test_one_token_by_hand():
    # wi @ x = [7, 10, 39, 23]; halved, rounded up: [4, 5, 20, 12]; wo @ hidden = [9, 32, 8, 0]; times 1, 1.5, 1
    assert run_expert(by_hand(), np.array([1, 2, 3, 4], np.int8)).tolist() == [9, 48, 8, 0]
    # ReLU: wi @ x = [-7, -10, -39, -23]
    assert run_expert(by_hand(), np.array([-1, -2, -3, -4], np.int8)).tolist() == [0, 0, 0, 0]


def test_the_image_by_hand():
    sections = image_sections(DESIGN, [by_hand()])
    assert np.frombuffer(sections["wi_values"], np.int8).tolist() == [1, 2, -3, 4, 5, 6, 7, 8]
    # places 0,2 and 1,3; then 2,3 and 0,1; the first in the lowest bits
    assert list(sections["wi_places"]) == [0 | 2 << 2 | 1 << 4 | 3 << 6, 2 | 3 << 2 | 0 << 4 | 1 << 6]
    assert sum(map(len, sections.values())) == DESIGN.expert_bytes


def test_multipliers_hold_the_scales():
    rng = np.random.default_rng(0)
    design = Design(16, 32, NMPattern(2, 4), 4, 2, 1, 1, 2)
    expert = random_expert(design, rng, input_scale=0.02, hidden_scale=0.05)
    x = rng.integers(-127, 128, 16).astype(np.int8)
    dense = {name: np.zeros(m.kept().shape, np.float32) for name, m in expert.matrices.items()}
    for name, m in expert.matrices.items():
        dense[name][m.kept()] = m.floats().reshape(-1)
        dense[name] = dense[name].reshape(m.shape)
    exact = np.maximum(dense["wi"] @ (x * 0.02), 0)
    exact = dense["wo"] @ (np.minimum(np.rint(exact / 0.05), 127) * 0.05)
    np.testing.assert_allclose(run_expert(expert, x) / 2**16, exact, atol=0.2)


def test_unfit_experts_are_refused():
    packed = PackedExpert({"wi": pack(np.eye(4, dtype=np.float32), DESIGN.pattern, "fp16")})
    with pytest.raises(FormatError, match="expected int8"):
        quantise_expert(packed, 1.0, 1.0)
    with pytest.raises(FormatError, match="expected positive"):
        quantise_expert(packed, 0.0, 1.0)
    other = Design(4, 4, NMPattern(1, 4), 4, 2, 1, 1, 2)
    with pytest.raises(FormatError, match="expert 0, wi"):
        image_sections(other, [by_hand()])


def test_router_takes_the_lowest_of_equals_and_its_probability():
    design = Design(4, 4, NMPattern(2, 4), 2, 3, 1, 1, 2)
    weights = np.array([[0, 0, 0, 0], [1024, 0, 0, 0], [1024, 0, 0, 0]], np.int16)
    expert, probability = run_router(design, 10, np.array([1, 0, 0, 0], np.int16), weights)
    assert expert == 1
    assert probability / 2**16 == pytest.approx(1 / (2 + np.exp(-1)), abs=1e-3)


def test_buffer_by_hand():
    accesses = np.array([[0, -1, 0], [0, 1, 1], [0, -1, 0], [0, 2, 0], [0, -1, 1]], np.int32)
    # 0 misses; 1 was preloaded; 0 hits; 2 takes 1's slot, 0 hits; 1 misses and takes 2's slot
    assert run_buffer(Design(4, 4, NMPattern(2, 4), 2, 3, 1, 1, 2), accesses).tolist() == [
        [0, 0], [1, 1], [0, 1], [0, 1], [1, 0],
    ]  # fmt: skip


def test_the_table_image_is_what_the_table_predicts():
    design = Design(4, 4, NMPattern(2, 4), 2, 3, 2, 2, 2)
    table = random_table(design, np.random.default_rng(1))
    image = table_image(design, table)
    assert len(image) == 2 * (1 + 3 + 9)
    assert image[13 + 4 + 2 * 3 + 1] == table.predict(1, (2, 1))[0]
    with pytest.raises(FormatError, match="learn one for this model"):
        table_image(Design(4, 4, NMPattern(2, 4), 2, 4, 2, 2, 2), table)
