"""Streamed against resident, bit for bit, on a small model of any family: random inputs, random schedules."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch

from flame.ids import ExpertId
from flame.models.moe_model import MoeModel
from flame.models.settings import ModelSettings
from flame.models.tiny import tiny_hf
from flame.nm_pattern import NMPattern
from flame.packed_expert import PackedExpert
from flame.routing import Entry, RoutingTrace
from offline.pruning.packing import prune_and_pack
from online.pa_buf.buffer import ExpertBuffer
from online.pa_buf.slot_plan import SlotPlan
from online.serving.expert_calls import resident
from online.serving.session import stream
from online.serving.stores import MemoryStore

PATTERN = NMPattern(2, 4)
VALUE_TYPES = ("fp32", "bf16", "int8", "int4")
POLICIES = ("lru", "lfu", "fifo", "s3fifo", "least-stale", "cepr")
WAYS = ("greedy", "sampled", "beam")
LONGEST = 300


@dataclass(frozen=True)
class Inputs:
    """What is decoded, and how.

    Args:
        lengths: tokens of each prompt of the batch; shorter ones are padded.
        way: one of `WAYS`.
        tokens: new ones.
        seed: of the prompts, and of sampling.
    """

    lengths: tuple[int, ...]
    way: str
    tokens: int
    seed: int

    @staticmethod
    def draw(rng: np.random.Generator, ways: Sequence[str] = WAYS) -> Inputs:
        """One to four prompts of 1 to 300 tokens, short ones as likely as long ones."""
        batch = int(rng.integers(1, 5))
        lengths = tuple(round(math.exp(rng.uniform(0, math.log(LONGEST)))) for _ in range(batch))
        return Inputs(lengths, str(rng.choice(list(ways))), int(rng.integers(2, 5)), int(rng.integers(2**31)))

    def prompts(self, vocabulary: int, pads_left: bool) -> dict[str, torch.Tensor]:
        """Token ids and mask, int64 [batch, longest]."""
        generator = torch.Generator().manual_seed(self.seed)
        longest = max(self.lengths)
        ids = torch.randint(3, vocabulary, (len(self.lengths), longest), generator=generator)
        place = torch.arange(longest)
        left, right = ([longest - n for n in self.lengths], list(self.lengths))
        kept = [place >= left[i] if pads_left else place < right[i] for i in range(len(right))]
        mask = torch.stack(kept).long()
        return {"input_ids": ids * mask, "attention_mask": mask}


@dataclass(frozen=True)
class Schedule:
    """How experts are held while one input is decoded."""

    slots: int
    shared: bool
    policy: str
    preload: int
    seed: int | None

    @staticmethod
    def draw(rng: np.random.Generator, num_experts: int) -> Schedule:
        """From one slot to all, any policy, no predictor or one that knows nothing."""
        return Schedule(
            int(rng.integers(1, num_experts + 1)), bool(rng.integers(2)), str(rng.choice(list(POLICIES))),
            int(rng.integers(1, 4)), int(rng.integers(2**31)) if rng.random() < 0.7 else None,
        )  # fmt: skip


@dataclass(frozen=True)
class Trial:
    """One input, the type of the values that experts are packed in, and the schedules that it is decoded under."""

    inputs: Inputs
    value_type: str
    schedules: tuple[Schedule, ...]


class RandomPredictor:
    """Ranks experts at random: every preload that a better one could make is made some time."""

    def __init__(self, num_experts: int, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self._num_experts = num_experts

    def predict(self, layer: int, context: Sequence[Entry], top: int = 1) -> tuple[int, ...]:
        return tuple(int(expert) for expert in self._rng.permutation(self._num_experts)[:top])

    def predict_trace(self, trace: RoutingTrace, top: int = 1) -> np.ndarray:
        shape = (trace.tokens, trace.moe_layers, self._num_experts)
        return self._rng.permuted(np.broadcast_to(np.arange(self._num_experts), shape), axis=-1)[..., :top]

    def size_bits(self) -> int:
        return 0


@dataclass(frozen=True)
class Differences:
    """What was found.

    Attributes:
        schedules: how many were run.
        largest: largest difference of any logit, streamed against resident; infinite where tokens differ.
    """

    schedules: int = 0
    largest: float = 0.0

    def __add__(self, other: Differences) -> Differences:
        return Differences(self.schedules + other.schedules, max(self.largest, other.largest))


def small_model(family: str, seed: int) -> MoeModel:
    """A small random model of a family, without a tokenizer."""
    settings = ModelSettings(family, "random", None, None, "", LONGEST, 4, {})
    return MoeModel(tiny_hf(family, seed), None, settings, "random")


def pack(model: MoeModel, pattern: NMPattern, value_type: str) -> MemoryStore:
    """The model's experts, pruned by magnitude, in memory; columns that a group does not divide are padded."""
    experts: dict[ExpertId, PackedExpert] = {}
    for layer in model.moe_layers():
        for expert in range(model.shape(layer).num_experts):
            experts[ExpertId(layer.id, expert)] = prune_and_pack(
                model.expert_matrices(layer, expert), pattern, value_type, pad=True,
                biases=model.expert_biases(layer, expert),
            )  # fmt: skip
    return MemoryStore(experts)


@torch.inference_mode()
def answer(model: MoeModel, inputs: Inputs) -> tuple[torch.Tensor, torch.Tensor]:
    """Tokens, and the logits of every step that was decoded [steps, rows, vocabulary]."""
    prompts = inputs.prompts(min(vocabulary(model), 150), not model.is_encoder_decoder)
    if not model.hf.can_generate():
        logits = model.hf(**prompts).logits.float()
        return prompts["input_ids"], logits
    ways: dict[str, dict[str, Any]] = {
        "greedy": {"do_sample": False},
        "sampled": {"do_sample": True, "temperature": 1.3, "top_k": 50},
        "beam": {"do_sample": False, "num_beams": 2},
    }
    torch.manual_seed(inputs.seed)
    output = model.hf.generate(
        **prompts, **ways[inputs.way], max_new_tokens=inputs.tokens, min_new_tokens=inputs.tokens, pad_token_id=0,
        return_dict_in_generate=True, output_logits=True,
    )  # fmt: skip
    return output.sequences, torch.stack(output.logits).float()


def vocabulary(model: MoeModel) -> int:
    return int(model.hf.config.get_text_config().vocab_size)


def compare(first: tuple[torch.Tensor, torch.Tensor], second: tuple[torch.Tensor, torch.Tensor]) -> float:
    """Largest difference of two answers' logits; infinite where their tokens differ, or one has a NaN alone."""
    if first[0].shape != second[0].shape or not torch.equal(first[0], second[0]):
        return math.inf
    if torch.equal(first[1], second[1]):
        return 0.0
    difference = (first[1] - second[1]).abs().nan_to_num(nan=math.inf)
    both = first[1].isnan() & second[1].isnan()
    return float(difference.masked_fill(both, 0).max())


def streamed(model: MoeModel, store: MemoryStore, inputs: Inputs, schedule: Schedule) -> Any:
    """The answer with experts streamed."""
    layers = len(model.moe_layers("decoder"))
    kind = SlotPlan.shared if schedule.shared else SlotPlan.per_layer
    plan = kind(layers, layers * schedule.slots) if schedule.shared else kind(layers, schedule.slots)
    predictor = None if schedule.seed is None else RandomPredictor(model.num_experts, schedule.seed)
    with stream(model, store, ExpertBuffer(plan, schedule.policy), predictor, preload=schedule.preload, throttle=False):
        return answer(model, inputs)


def trials(
    family: str, num_experts: int, ways: Sequence[str], schedules: int, seed: int, schedules_each: int = 10
) -> Iterator[Trial]:
    """Random inputs, and for each random schedules: other ones for every family and seed.

    Args:
        ways: of `WAYS`.
        schedules: in all; schedules_each: for one input.
    """
    rng = np.random.default_rng([seed, zlib.crc32(family.encode())])
    for first in range(0, schedules, schedules_each):
        count = min(schedules_each, schedules - first)
        inputs, value_type = Inputs.draw(rng, ways), str(rng.choice(VALUE_TYPES))
        yield Trial(inputs, value_type, tuple(Schedule.draw(rng, num_experts) for _ in range(count)))


def against_resident(model: MoeModel, schedules: int, seed: int) -> Iterator[Differences]:
    """What each of the model's `trials` gives, compared with the resident answer to its input."""
    stores = {value_type: pack(model, PATTERN, value_type) for value_type in VALUE_TYPES}
    ways = [way for way in WAYS if way != "beam" or not model.hf._is_stateful]  # transformers refuses beams there
    for trial in trials(model.name, model.num_experts, ways, schedules, seed):
        store = stores[trial.value_type]
        with resident(model, store):
            expected = answer(model, trial.inputs)
        for schedule in trial.schedules:
            yield Differences(1, compare(streamed(model, store, trial.inputs, schedule), expected))


def to_transformers(model: MoeModel, seed: int) -> float:
    """Largest difference of a pass's logits from those of transformers' own experts, as a share of their range.

    Nothing is pruned and values are fp32, so that what remains is the order of sums.
    """
    inputs = replace(Inputs.draw(np.random.default_rng(seed)), way="greedy", lengths=(40, 23))
    expected = answer(model, inputs)
    with resident(model, pack(model, NMPattern(4, 4), "fp32")):
        found = answer(model, inputs)
    spread = float(expected[1].max() - expected[1].min())
    return compare(found, expected) / spread
