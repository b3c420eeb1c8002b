"""Streamed equals resident for a handful of families; a difference is seen where there is one."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
import torch

from experiments.studies.families import family_row
from experiments.studies.family_schedules import (
    PATTERN,
    POLICIES,
    VALUE_TYPES,
    WAYS,
    Inputs,
    Schedule,
    answer,
    compare,
    pack,
    small_model,
    streamed,
    trials,
)
from flame.errors import ToolchainMissing
from flame.models.tiny import families
from online.serving.expert_calls import resident
from online.serving.session import stream


@pytest.mark.parametrize("family", ["qwen3_moe", "gpt_oss", "deepseek_v4", "qwen3_next", "nllb_moe"])
def test_streamed_equals_resident(family):
    row = family_row(family, 12, 3)
    assert (row["verdict"], row["schedules"], row["largest_difference"]) == ("works", 12, 0), row
    assert row["difference_to_transformers"] < 1e-5


def test_everything_that_is_claimed_occurs_among_the_schedules_of_the_default():
    """No model is run: what would be decoded, for every family, as conf/experiment/families.yaml has it."""
    drawn = [trial for family in families() for trial in trials(family, 8, WAYS, 100, 0)]
    schedules = [schedule for trial in drawn for schedule in trial.schedules]
    assert len(schedules) == 100 * len(families())
    lengths = {length for trial in drawn for length in trial.inputs.lengths}
    assert {1, 2, 3} < lengths
    assert 280 < max(lengths) <= 300
    assert len(lengths) > 150
    assert {len(trial.inputs.lengths) for trial in drawn} == {1, 2, 3, 4}
    assert any(len(set(trial.inputs.lengths)) == 4 for trial in drawn)
    assert {trial.inputs.way for trial in drawn} == set(WAYS)
    assert {trial.value_type for trial in drawn} == set(VALUE_TYPES)
    assert {schedule.policy for schedule in schedules} == set(POLICIES)
    assert {schedule.slots for schedule in schedules} == set(range(1, 9))
    assert {schedule.preload for schedule in schedules} == {1, 2, 3}
    assert {(schedule.shared, schedule.seed is None) for schedule in schedules} == {
        (shared, silent) for shared in (True, False) for silent in (True, False)
    }
    first, again = (list(trials("mixtral", 8, WAYS, 25, 3)) for _ in range(2))
    assert first == again
    assert [len(trial.schedules) for trial in first] == [10, 10, 5]
    assert first != list(trials("olmoe", 8, WAYS, 25, 3))


def test_a_family_that_does_not_work_says_why():
    row = family_row("diffusion_gemma", 2, 0)
    assert (row["verdict"], row["schedules"]) == ("refused", 0)
    assert "diffusion" in row["reason"]


def test_what_this_machine_lacks_is_no_word_about_a_family(monkeypatch):
    def missing(*_):
        raise ToolchainMissing("built from other sources")

    monkeypatch.setattr("experiments.studies.families.against_resident", missing)
    with pytest.raises(ToolchainMissing):
        family_row("mixtral", 1, 0)


def test_the_docs_have_the_families_that_transformers_has():
    rows = json.loads((Path(__file__).parents[3] / "docs" / "families.json").read_text(encoding="utf-8"))
    assert [row["family"] for row in rows] == list(families())
    assert sum(row["verdict"] == "works" for row in rows) >= 58
    assert all(row["largest_difference"] == 0 for row in rows if row["verdict"] == "works")


def test_a_wrong_expert_is_seen():
    model = small_model("mixtral", 0)
    store, inputs = pack(model, PATTERN, "int8"), Inputs((7, 3), "greedy", 3, 5)
    with resident(model, store):
        expected = answer(model, inputs)
    schedule = Schedule(2, False, "lru", 1, 4)
    assert compare(streamed(model, store, inputs, schedule), expected) == 0
    other = small_model("mixtral", 0)
    layer = other.moe_layers()[1]
    for expert in range(8):
        up = other.expert_matrices(layer, expert)["up"]
        other.set_expert_matrices(layer, expert, {"up": up + 0.01})
    assert compare(streamed(model, pack(other, PATTERN, "int8"), inputs, schedule), expected) > 0
    moved = (expected[0], expected[1].clone())
    moved[1][0, 0, 0] = torch.nan
    assert math.isinf(compare(moved, expected))


def test_a_thousand_tokens_in_a_row_stay_equal():
    model = small_model("qwen3_moe", 1)
    store, inputs = pack(model, PATTERN, "int4"), Inputs((5,), "greedy", 1000, 2)
    with resident(model, store):
        expected = answer(model, inputs)
    assert expected[0].shape[1] == 1005
    assert compare(streamed(model, store, inputs, Schedule(3, True, "lfu", 2, 8)), expected) == 0


def test_several_turns_and_prompts_pass_by_the_buffer():
    model = small_model("mixtral", 2)
    store = pack(model, PATTERN, "int8")
    first = torch.arange(3, 23)[None]

    @torch.inference_mode()
    def conversation() -> list[torch.Tensor]:
        ids, cache, said = first, None, []
        for turn in range(3):
            output = model.hf.generate(
                input_ids=ids, attention_mask=torch.ones_like(ids), past_key_values=cache, max_new_tokens=4,
                do_sample=False, pad_token_id=0, eos_token_id=None, return_dict_in_generate=True, output_logits=True,
            )  # fmt: skip
            said += output.logits
            cache = output.past_key_values
            ids = torch.cat([output.sequences, torch.arange(30 + turn, 40 + turn)[None]], 1)
        return said

    with resident(model, store):
        expected = conversation()
    with stream(model, store, slots=2) as session:
        found = conversation()
        counts = session.counts()
    assert all(torch.equal(a, b) for a, b in zip(found, expected, strict=True))
    assert counts.steps == 3 * 3, "the first token of each turn is written by its prompt's pass"
