"""Seeded workloads for designs of any shape."""

import numpy as np

from flame.errors import ConfigError
from flame.nm_pattern import NMPattern
from flame.prediction_table import PredictionTable
from flame.routing import RoutingTrace
from hw.design import Design
from hw.golden import MATRICES, HardwareExpert, HardwareMatrix, Steps, table_image
from hw.project.layer_files import Workload
from offline.prediction.cepr import build_cepr_table

LOGIT_SHIFT = 12


def random_expert(design: Design, rng: np.random.Generator) -> HardwareExpert:
    """Random places, values over their whole range, and multipliers that saturate some sums and not others."""
    expert = {}
    keep, group = design.pattern.keep, design.pattern.group
    for name in MATRICES:
        rows = design.outputs(name)
        cols = design.d_model * design.d_ff // rows
        places = np.sort(rng.random((rows, cols // group, group)).argsort(axis=2)[:, :, :keep], axis=2)
        values = rng.integers(-design.value_most - 1, design.value_most + 1, (rows, cols // group * keep))
        multipliers = 2.0 ** rng.uniform(0, 31, rows)
        multipliers[::4] = 2**31 - 1
        expert[name] = HardwareMatrix(
            (rows, cols),
            design.pattern,
            values.astype(f"int{design.value_bits}"),
            places.reshape(rows, -1).astype(np.uint8),
            multipliers.astype(np.int32),
        )
    return expert


def random_design(rng: np.random.Generator) -> Design:
    """An expert's shape, pattern, value type and lanes, with words of at most 64 bits."""
    while True:
        keep, group = 2 ** int(rng.integers(0, 4)), 2 ** int(rng.integers(1, 5))
        bits, rows = 8 * int(rng.integers(1, 3)), 2 ** int(rng.integers(0, 4))
        if keep <= group and keep * rows * bits <= 64:
            step = max(rows, group)
            shape = [step * int(rng.integers(1, 5)) for _ in range(2)]
            try:
                return Design(*shape, NMPattern(keep, group), rows, 2, 1, 1, 2, bits, ("relu", "gelu")[rng.integers(2)])
            except ConfigError:
                continue  # places that are no whole bytes


def random_inputs(design: Design, rng: np.random.Generator, tokens: int) -> np.ndarray:
    x = rng.integers(-design.value_most - 1, design.value_most + 1, (tokens, design.d_model))
    x[0], x[1 % tokens] = design.value_most, -design.value_most - 1
    return x.astype(f"int{design.value_bits}")


def random_trace(design: Design, rng: np.random.Generator, tokens: int = 60) -> RoutingTrace:
    experts = rng.integers(design.experts, size=(tokens, design.moe_layers, 1)).astype(np.int16)
    return RoutingTrace(experts, np.array([0, tokens // 2 - 5, tokens]), design.experts)


def random_table(design: Design, rng: np.random.Generator) -> PredictionTable:
    return build_cepr_table(random_trace(design, rng), design.known_layers)


def random_steps(design: Design, rng: np.random.Generator, tokens: int) -> Steps:
    """Two examples, the second one token long where there are at least two."""
    count = tokens * design.moe_layers
    commands = np.zeros((count, 5), np.int32)
    commands[:, 0] = np.arange(count) % design.moe_layers
    starts = [0, count - design.moe_layers] if tokens > 1 else [0]
    commands[starts, 1] = 1
    commands[[*(s - 1 for s in starts[1:]), count - 1], 2] = 1
    commands[0, 3] = 1
    commands[:, 4] = LOGIT_SHIFT
    router_x = rng.integers(-3000, 3000, (count, design.d_model)).astype(np.int16)
    return Steps(commands, router_x, random_inputs(design, rng, count))


def random_workload(design: Design, seed: int = 0, tokens: int = 5) -> Workload:
    rng = np.random.default_rng(seed)
    count = design.moe_layers * design.experts
    return Workload(
        [random_expert(design, rng) for _ in range(count)],
        table_image(design, random_table(design, rng)),
        rng.integers(-(2**15), 2**15, (design.moe_layers, design.experts, design.d_model)).astype(np.int16),
        random_steps(design, rng, tokens),
    )
