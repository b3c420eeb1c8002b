"""Serving a decoder-only model from a store that `experiment=prune` wrote: what its rows say."""

import torch

from experiments.tools.served_summaries import Live
from flame.app.config import load_settings
from flame.app.experiment import Context, load_experiment
from tests.conftest import save_family


def run(folder, output, *overrides):
    settings = load_settings(
        "model=auto", f"model.path={folder}", "model.max_new_tokens=4", "model.max_source_tokens=32", "dataset=sample",
        f"output={output}", *overrides,
    )  # fmt: skip
    module, parameters = load_experiment(settings.experiment)
    return module.run(Context(settings), parameters)


def test_rows_state_the_store_that_was_served(tmp_path):
    folder = save_family(tmp_path / "model", num_hidden_layers=2, hidden_size=64, moe_intermediate_size=32)
    run(folder, tmp_path, "experiment=prune", "pruning.value_type=int4", "pruning.pattern=1:4", "experiment.workers=1")
    report = run(folder, tmp_path, "experiment=serve_streamed", "experiment.dialogues=2", "dataset.trace_dialogues=6",
                 f"experiment.packed={tmp_path / 'prune_checkpoint' / 'packed'}")  # fmt: skip
    served = [row for row in report.rows if "equal" in row]
    assert [row["equal"] for row in served] == [2, 2, 2]
    assert {(row["pattern"], row["value_type"]) for row in report.rows} == {("1:4", "int4")}


def test_a_prompt_is_not_counted_as_written(monkeypatch, capsys):
    class Tokenizer:
        def decode(self, ids, skip_special_tokens):
            return " ".join(map(str, ids.tolist()))

    class Model:
        tokenizer = Tokenizer()

    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr("time.perf_counter", lambda: 10.0)
    live = Live(Model(), 0, 2.0, None)
    live(torch.tensor([[7, 8, 9, 1]]), None)
    live(torch.tensor([[7, 8, 9, 1, 2]]), None)
    assert capsys.readouterr().err.endswith("[   1.0 tokens/s] 1 2")
