"""Every family of mixtures of experts that transformers has, held to one test: streamed equals resident, bit for bit.

Each family is built small and random, its experts pruned 2:4 and packed in every value type, and decoded with experts
streamed under random schedules.
"""

from __future__ import annotations

import os
import warnings
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Any

import torch

from experiments.studies.family_schedules import Differences, against_resident, small_model, to_transformers
from flame.app.experiment import Context
from flame.app.report import Report
from flame.errors import ConfigError, FlameError, ToolchainMissing, check_counts, near_names
from flame.models.sparse_mlps import nllb_router_is_right
from flame.models.tiny import architecture, families
from flame.storage.artifact import Labels

TITLE = "Families of models: which are streamed exactly, and why the others are not"
READS = ("seed",)
WORKS, REFUSED = "works", "refused"
TO_TRANSFORMERS_AT_MOST = 1e-5  # of the logits' range


@dataclass(frozen=True)
class Parameters:
    """What is tried.

    Args:
        only: names of families; null for all.
        schedules: random schedules for each family.
        thorough: a family that gets `thorough_schedules`.
        thorough_schedules: how many.
        processes: families tried at a time; null for one a CPU.
    """

    only: tuple[str, ...] | None
    schedules: int
    thorough: str
    thorough_schedules: int
    processes: int | None

    def __post_init__(self) -> None:
        check_counts(self, "experiment")
        for name in (*(self.only or ()), self.thorough):
            if name not in families():
                raise ConfigError(f"experiment.only={name}: no such family ({near_names(name, families())})")


def run(context: Context, parameters: Parameters) -> Report:
    chosen = parameters.only or families()
    processes = min(parameters.processes or len(os.sched_getaffinity(0)), len(chosen))
    wanted = {
        name: parameters.thorough_schedules if name == parameters.thorough else parameters.schedules for name in chosen
    }
    rows: dict[str, dict[str, Any]] = {}
    seed = context.settings.seed
    if processes == 1:
        for name in context.progress(chosen, "families"):
            rows[name] = family_row(name, wanted[name], seed)
    else:
        longest_first = sorted(chosen, key=lambda name: -wanted[name])
        with ProcessPoolExecutor(processes) as pool:
            tasks = [pool.submit(family_row, name, wanted[name], seed) for name in longest_first]
            for task in context.progress(as_completed(tasks), "families", len(tasks)):
                rows[task.result()["family"]] = task.result()
    ordered = [rows[name] for name in chosen]
    working = sum(row["verdict"] == WORKS for row in ordered)
    return Report(
        "families",
        TITLE,
        Labels("random", "none"),
        ordered,
        notes=[
            f"{working} of {len(ordered)} families work.",
            "largest_difference: of any logit, streamed against the same packed experts resident, over all schedules; "
            "0 is bit for bit. Schedules are random in slots (one to all), policy, preloads, value type, prompts of 1 "
            "to 300 tokens, batches of 1 to 4 unequal prompts, and greedy, sampled or beam decoding.",
            "difference_to_transformers: nothing pruned, fp32 values, against the eager experts of transformers, as a "
            "share of the logits' range.",
            "Models are small and random, with the modules and the routers of the published ones.",
        ],
        provenance=context.provenance(model=False, dataset=False),
    )


def family_row(family: str, schedules: int, seed: int) -> dict[str, Any]:
    """Try one family."""
    torch.set_num_threads(1)
    warnings.filterwarnings("ignore")
    row: dict[str, Any] = {
        "family": family, "model_type": "", "verdict": REFUSED, "reason": "", "schedules": 0,
        "largest_difference": None, "difference_to_transformers": None,
    }  # fmt: skip
    try:
        row["model_type"] = architecture(family).model_type
        model = small_model(family, seed)
        row["difference_to_transformers"] = to_transformers(model, seed)
        found = sum(against_resident(model, schedules, seed), Differences())
    except ToolchainMissing:  # no word about the family
        raise
    except Exception as error:  # whatever a family's own code raises is why it does not work
        return row | {"reason": _first_line(error)}
    row |= {"schedules": found.schedules, "largest_difference": found.largest}
    if found.largest > 0:
        return row | {"reason": "streamed differs from resident"}
    if row["difference_to_transformers"] > TO_TRANSFORMERS_AT_MOST:
        return row | {"reason": "packed and unpruned differs from transformers"}
    return row | {"verdict": WORKS, "reason": _remark(family, model)}


def _remark(family: str, model: Any) -> str:
    if family == "nllb_moe" and not nllb_router_is_right():
        return "transformers calls experts 0 and 1 alone; mended, and compared with the mended model"
    if not model.hf.can_generate():
        return "does not generate text: the logits of one pass are compared"
    if model.shape(model.moe_layers()[-1]).activation == "own":
        return "its activation is its own: computed by torch between the kernels' products"
    return ""


def _first_line(error: BaseException) -> str:
    text = str(error).strip()
    line = text.splitlines()[0] if text else ""
    return line if isinstance(error, FlameError) else f"{type(error).__name__}: {line}"
