"""Points of a design space: what each takes of a board and of a token, and what it costs the model in accuracy."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import asdict, replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from flame.app.experiment import Context
from flame.expert_cost import ExpertCost
from flame.nm_pattern import NMPattern
from flame.packed import pack, unpack
from flame.platform import Platform
from flame.routing import RoutingTrace
from flame.storage.artifact import Labels
from flame.storage.work_key import cached
from hw.design import Design
from hw.energy import token_energy
from hw.estimate import shortages
from hw.placed import OwnDesign
from offline.evaluation import EvaluationSet
from offline.pruning.masks import nm_pruned
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.decisions import DecisionRecord, decisions
from online.pa_buf.slot_plan import SlotPlan
from online.timing.timing_model import Timing, model_time

if TYPE_CHECKING:
    from experiments.studies.design_space import Parameters
    from flame.models.moe_model import MoeModel

POINTS_KIND, POINTS_VERSION = "design_points", 3
ACCURACY_KIND, ACCURACY_VERSION = "design_accuracy", 1
VALUE_TYPES = {8: "int8", 16: "fp16"}  # Assumption: int16 values cost as much accuracy as fp16's, which is next to none
Row = dict[str, Any]


def kernel_pattern(text: str) -> NMPattern:
    """A pattern as the kernels take it: what keeps every weight is 4:4."""
    pattern = NMPattern.parse(text)
    return NMPattern(4, 4) if pattern.sparsity == 0 else pattern


def with_banks(board: Platform, banks: int) -> Platform:
    """The board with the first of its banks alone."""
    regions = board.bank_regions if len(board.bank_regions) == 1 else board.bank_regions[:banks]
    return replace(
        board, offchip_bytes_per_s=board.offchip_bytes_per_s * banks / board.offchip_banks, offchip_banks=banks,
        bank_regions=regions,
    )  # fmt: skip


def points_of(
    context: Context, p: Parameters, part: RoutingTrace, guesses: np.ndarray | None, group: tuple[str, int, int, int]
) -> dict[str, Any]:
    """The points of one pattern, value type, number of slots and known layers, from its artifact or worked out."""
    pattern, bits, slots, known = group
    board, policy = context.settings.platform, context.settings.buffer.policy

    def fill(folder: Path) -> None:
        layers = part.moe_layers
        shared = slots % layers > 0
        plan = SlotPlan.shared(layers, slots) if shared else SlotPlan.per_layer(layers, slots // layers)
        records: tuple[DecisionRecord, ...] = ()
        points: list[Row] = []
        short: Counter[str] = Counter()
        unfit = 0
        times: dict[tuple[Platform, ExpertCost], Timing] = {}
        wanted = kernel_pattern(pattern)
        for word, units, banks, clock in product(p.word_bits, p.units, p.banks, p.clock_mhz):
            if units > banks:
                continue
            design = Design(
                p.d_model, p.d_ff, wanted, word // bits // wanted.keep, part.num_experts, layers, max(1, known),
                slots if shared else slots // layers, value_bits=bits, units=units, shared_slots=shared,
            )  # fmt: skip
            slower = replace(with_banks(board, banks), clock_hz=clock * 1e6)
            if lacking := shortages(design.holding(slots), slower):
                short.update(each.resource for each in lacking)
                unfit += 1
                continue
            own = OwnDesign.of(design, slower, slots)
            records = records or tuple(
                decisions(part, ExpertBuffer(plan, policy), () if guesses is None else (guesses,))
            )
            # Banks make no difference where the slots take no more bandwidth than one of them gives.
            paced = (replace(own.platform, offchip_banks=1, bank_regions=board.bank_regions[:1]), own.cost)
            if paced not in times:
                times[paced] = model_time(records, own.platform, own.cost, abandon_wrong=p.abandon_wrong_preloads)
            points.append(_point(own, times[paced], slower, group))
        found = {"points": points, "short": short, "unfit": unfit}
        (folder / "points.json").write_text(json.dumps(found, sort_keys=True))

    folder = cached(
        context.artifacts, POINTS_KIND, POINTS_VERSION, fill,
        config={
            "group": list(group), "board": json.loads(json.dumps(asdict(board))), "d_model": p.d_model,
            "d_ff": p.d_ff, "word_bits": list(p.word_bits), "units": list(p.units),
            "banks": list(p.banks), "clock_mhz": list(p.clock_mhz), "policy": policy, "tokens": part.tokens,
            "abandon_wrong_preloads": p.abandon_wrong_preloads,
        },
        labels=Labels(context.model.weights, "modelled"),
        inputs={
            "router": context.model.router_sha256(), "trace": _digest(part.experts), "guesses": _digest(guesses),
        },
        maker=__name__,
    )  # fmt: skip
    found: dict[str, Any] = json.loads((folder / "points.json").read_text())
    return found


def _digest(array: np.ndarray | None) -> str:
    return "none" if array is None else hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()


def _point(own: OwnDesign, timing: Timing, board: Platform, group: tuple[str, int, int, int]) -> Row:
    pattern, bits, slots, known = group
    resources = own.estimate.resources
    resource, share = resources.fullest(board)
    layers = own.design.moe_layers
    moved = timing.bytes_per_token + layers * sum(kernel.offchip_bytes for kernel in own.estimate.kernels)
    spent = token_energy(
        board, timing.ms_per_token, moved, layers * own.products, layers * own.cost.size_bytes, bits
    )  # fmt: skip
    return {
        "pattern": pattern, "value_bits": bits, "slots": slots,
        "slots_per_layer": 0 if slots % layers else slots // layers, "known_layers": known, "units": own.design.units,
        "rows": own.design.rows, "lanes": own.lanes, "banks": board.offchip_banks, "clock_hz": board.clock_hz,
        "latency_ms": timing.ms_per_token, "hit_ratio": timing.hit_ratio, "energy_uj": spent.total_uj,
        "offchip_bytes_per_token": moved, "offchip_bytes_per_s": moved / timing.ms_per_token * 1e3,
        "dsp": resources.dsp, "bram18": resources.bram18, "uram": resources.uram, "fullest_resource": resource,
        "fullest_share": share,
    }  # fmt: skip


def accuracy_of(context: Context, p: Parameters, pattern: str, bits: int) -> Row:
    """What a pattern and a value type cost the model, from its artifact or measured."""

    def fill(folder: Path) -> None:
        split, dialogues = context.accuracy_dialogues()
        judge = EvaluationSet.of(
            context.model, split, dialogues, p.loss_dialogues, 0, p.max_target_tokens, p.batch, 1, context.settings.seed
        )
        dense = judge.loss(context.model)
        loss = judge.loss(_packed_model(context.model, NMPattern.parse(pattern), VALUE_TYPES[bits]))
        found = {
            "tokens_changed": 1 - loss.agreement_with(dense),
            "loss_increase_nats": loss.per_token - dense.per_token,
            "accuracy_tokens": int(loss.tokens.sum()),
            "accuracy_split": split,
        }
        (folder / "accuracy.json").write_text(json.dumps(found, sort_keys=True))

    folder = cached(
        context.artifacts, ACCURACY_KIND, ACCURACY_VERSION, fill,
        config={
            "pattern": pattern, "value_type": VALUE_TYPES[bits], "loss_dialogues": p.loss_dialogues,
            "max_target_tokens": p.max_target_tokens, "dialogues": context.settings.dataset.accuracy_dialogues,
            "max_source_tokens": context.settings.model.max_source_tokens,
        },
        labels=context.labels(),
        inputs={"model": context.model_sha256, "corpus": context.corpus.sha256},
        maker=__name__,
        seed=context.settings.seed,
    )  # fmt: skip
    found: Row = json.loads((folder / "accuracy.json").read_text())
    return found


def _packed_model(model: MoeModel, pattern: NMPattern, value_type: str) -> MoeModel:
    """A copy whose experts are what packing keeps of them: pruned by magnitude, rounded to the value type."""
    import torch

    packed = model.copy()
    for layer in packed.moe_layers():
        for expert in range(packed.num_experts):
            matrices = packed.expert_matrices(layer, expert)
            rounded = {}
            for name, matrix in matrices.items():
                dense = matrix.detach().float().numpy()
                kept = nm_pruned(dense, pattern, f"{layer}, expert {expert}, {name}")
                values = np.asarray(unpack(pack(kept, pattern, value_type)), np.float32)
                rounded[name] = torch.from_numpy(values).to(matrix.dtype)
            packed.set_expert_matrices(layer, expert, rounded)
    return packed
