"""Seeded workloads for designs of any shape."""

import numpy as np

from flame.nm_format import PackedExpert, pack
from flame.prediction_table import PredictionTable
from flame.routing import RoutingTrace
from hw.design import Design
from hw.golden import quantise_expert, table_image
from hw.project import Workload
from offline.cepr import build_cepr_table


def prune(matrix, pattern):
    groups = matrix.reshape(len(matrix), -1, pattern.group)
    order = np.argsort(-np.abs(groups), axis=2, kind="stable")
    kept = np.zeros(groups.shape, bool)
    np.put_along_axis(kept, order[:, :, : pattern.keep], True, axis=2)
    return np.where(kept, groups, 0).reshape(matrix.shape)


def random_expert(design: Design, rng, input_scale=0.03, hidden_scale=0.05):
    shapes = {"wi": (design.d_ff, design.d_model), "wo": (design.d_model, design.d_ff)}
    packed = PackedExpert(
        {
            name: pack(prune(rng.normal(size=shape).astype(np.float32), design.pattern), design.pattern, "int8")
            for name, shape in shapes.items()
        }
    )
    return quantise_expert(packed, input_scale, hidden_scale)


def random_table(design: Design, rng) -> PredictionTable:
    experts = rng.integers(design.experts, size=(60, design.moe_layers, 1)).astype(np.int16)
    return build_cepr_table(RoutingTrace(experts, np.array([0, 25, 60]), design.experts), design.known_layers)


def random_workload(design: Design, seed: int = 0, tokens: int = 5) -> Workload:
    rng = np.random.default_rng(seed)
    count = design.moe_layers * design.experts
    x = rng.integers(-128, 128, (tokens, design.d_model)).astype(np.int8)
    x[0], x[1 % tokens] = 127, -128
    layers = np.arange(200) % design.moe_layers
    accesses = np.stack(
        [layers, rng.integers(-1, design.experts, 200), rng.integers(0, design.experts, 200)], axis=1
    ).astype(np.int32)
    return Workload(
        [random_expert(design, rng) for _ in range(count)],
        table_image(design, random_table(design, rng)),
        rng.integers(-(2**15), 2**15, (design.moe_layers, design.experts, design.d_model)).astype(np.int16),
        22,
        rng.integers(0, count, tokens).astype(np.int32),
        x,
        (np.arange(tokens) % design.moe_layers).astype(np.int32),
        rng.integers(-3000, 3000, (tokens, design.d_model)).astype(np.int16),
        accesses,
    )
