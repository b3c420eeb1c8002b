"""The field's harness on a streamed model: a task of one's own, from local files."""

import importlib.util
import json

import pytest

from flame.app.commands import run_command
from flame.models.packed_folder import PackedFolder
from online.serving.session import stream

TASK = """
task: tiny_choice
dataset_path: json
dataset_kwargs: {data_files: {test: DATA}}
test_split: test
output_type: multiple_choice
doc_to_text: "{{question}}"
doc_to_choice: "{{choices}}"
doc_to_target: "{{answer}}"
metric_list: [{metric: acc}]
"""


@pytest.mark.skipif(importlib.util.find_spec("lm_eval") is None, reason="lm-eval is not installed (extra eval)")
def test_a_streamed_model_scores_what_the_whole_one_does(decoder_folder, tmp_path, monkeypatch):
    from lm_eval import simple_evaluate
    from lm_eval.models.huggingface import HFLM
    from lm_eval.tasks import TaskManager

    from online.serving.expert_calls import resident
    from online.serving.stores import FileStore

    monkeypatch.setenv("HF_DATASETS_CACHE", str(tmp_path / "cache"))
    rows = [
        {"question": f"I baked {i} cookies. Do you want", "choices": [" some?", " a car?"], "answer": i % 2}
        for i in range(6)
    ]
    (tmp_path / "tasks").mkdir()
    data = tmp_path / "tiny.jsonl"
    data.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "tasks" / "tiny.yaml").write_text(TASK.replace("DATA", str(data)), encoding="utf-8")
    run_command("pack", [str(decoder_folder), "--to", str(tmp_path / "packed")])
    folder = PackedFolder.open(tmp_path / "packed")
    model = folder.load()

    def scores():
        adapter = HFLM(pretrained=model.hf, tokenizer=model.tokenizer, batch_size=1)
        known = TaskManager(include_path=str(tmp_path / "tasks"), include_defaults=False)
        done = simple_evaluate(adapter, tasks=["tiny_choice"], task_manager=known, bootstrap_iters=0)
        return done["results"]["tiny_choice"]["acc,none"], [
            [answer[0] for answer in sample["filtered_resps"]] for sample in done["samples"]["tiny_choice"]
        ]

    with stream(model, folder.experts, slots=2):
        streamed = scores()
    store = FileStore(folder.experts)
    with resident(model, store):
        assert streamed == scores()
    store.close()
    assert len(streamed[1]) == len(rows)
