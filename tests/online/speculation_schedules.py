"""Random schedules of speculation against plain decoding.

The tests run fifty, `python -m tests.online.speculation_schedules 1000` as many as it is told. A schedule draws the
model, the batch, what is written and how (greedy or sampled), the draft, its length, the slots, the policy, the runtime
and how long loads take.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch

from flame.ids import ExpertId
from flame.models.loading import load_model
from flame.models.moe_model import MoeModel
from flame.packed_expert import PackedExpert
from online.serving.halves import HalvedStore
from online.serving.session import stream
from online.serving.stores import MemoryStore
from tests.conftest import save_family, save_switch, settings_for
from tests.online.small_streams import PATTERN, POLICIES, TEXTS, DelayedStore, buffer, hollow, pack_experts, prune, same

TOKENS = 16


@dataclass(frozen=True)
class Case:
    """A model whose own experts are wrong, its packed ones whole and in halves, and drafts good and bad."""

    model: MoeModel
    int8: dict[ExpertId, PackedExpert]
    halved: HalvedStore
    drafts: dict[str, dict[ExpertId, PackedExpert]]


def case_of(folder: Path) -> Case:
    model = load_model(settings_for(folder))
    prune(model)
    int8 = pack_experts(model, "int8")
    halved = HalvedStore.of(int8)
    rng, noisy = np.random.default_rng(0), {}
    for which, packed in int8.items():
        dense = {name: torch.as_tensor(matrix).float().numpy() for name, matrix in packed.unpack().items()}
        changed = {n: (m + (m != 0) * rng.normal(0, m.std(), m.shape)).astype(np.float32) for n, m in dense.items()}
        noisy[which] = PackedExpert.pack(changed, PATTERN, "int8")
    mixed = dict(zip(noisy, reversed(list(noisy.values())), strict=True))
    return Case(hollow(model), int8, halved, {"upper": halved.uppers, "noisy": noisy, "mixed": mixed})


def cases_of(switch: Path, decoder: Path) -> dict[str, Case]:
    return {"encoder-decoder": case_of(switch), "decoder": case_of(decoder)}


def written(model: MoeModel, texts: list[str], seed: int | None, **options: Any) -> tuple[torch.Tensor, ...]:
    """Tokens, and the scores of each step, bit for bit; sampled where there is a seed."""
    asked: dict[str, Any] = dict(max_new_tokens=TOKENS, return_dict_in_generate=True, output_logits=True) | options
    if seed is not None:
        torch.manual_seed(seed)
        asked |= dict(do_sample=True, temperature=3.0)
    found: Any = model.generate_ids(texts, **asked)
    return (found.sequences, *found.logits)


def run(cases: dict[str, Case], schedules: int) -> dict[str, float]:
    """Run schedules, each of which has to give plain decoding's tokens and scores; tokens a round of each draft."""

    @cache
    def expected(name: str, batch: int, seed: int | None, text: int) -> tuple[torch.Tensor, ...]:
        with stream(cases[name].model, MemoryStore(cases[name].int8), slots=2):
            return written(cases[name].model, (TEXTS * 3)[text : text + batch], seed)

    rounds: Counter[str] = Counter()
    accepted: Counter[str] = Counter()
    for schedule in range(schedules):
        rng = np.random.default_rng(schedule)
        name, batch, draft = (
            str(rng.choice(list(cases))),
            int(rng.integers(1, 5)),
            str(rng.choice(["upper", "noisy", "mixed"])),
        )
        case, text = cases[name], int(rng.integers(2))
        seed = None if rng.random() < 0.5 else int(rng.integers(3))
        delays = DelayedStore(case.halved.lowers, schedule, float(rng.choice([0.0, 0.0, 0.0002])))
        buffers: dict[str, Any] = dict(slots=int(rng.integers(1, 9)))
        if len(case.model.moe_layers("decoder")) == 2:
            buffers = dict(buffer=buffer(int(rng.integers(1, 5)), str(rng.choice(POLICIES)), bool(rng.random() < 0.3)))
        with stream(
            case.model, HalvedStore(case.halved.uppers, delays), draft=case.drafts[draft], deadline_s=20,
            draft_tokens=int(rng.integers(1, 7)), native=bool(rng.random() < 0.7), **buffers,
        ) as session:  # fmt: skip
            found = written(case.model, (TEXTS * 3)[text : text + batch], seed)
            counts = session.counts().speculation
        assert same(found, expected(name, batch, seed, text)), f"schedule {schedule}"
        assert counts is not None
        rounds[draft] += counts.rounds
        accepted[draft] += counts.accepted
    return {draft: 1 + accepted[draft] / rounds[draft] for draft in sorted(rounds)}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        cases = cases_of(save_switch(Path(place) / "switch"), save_family(Path(place) / "decoder"))
        print(run(cases, int(sys.argv[1])))
