"""Folders with the files of google/switch-base-N on the hub load, whatever their shards, types and file format."""

from pathlib import Path

import pytest
import torch

pytest.importorskip("sentencepiece", reason="sentencepiece is not installed, so no spiece.model was made")

from flame.app.config import load_settings
from flame.app.experiment import Context, load_experiment
from flame.models.loading import check_checkpoint, load_model, load_without_experts
from flame.models.weight_files import WeightFiles
from flame.storage.dataset import load_corpus
from tests.conftest import settings_for
from tests.hub_copies import EXTRA_IDS, write_hub_copy

SIZES = {"d_model": 16, "d_kv": 4, "d_ff": 32, "num_heads": 4, "num_layers": 4, "num_decoder_layers": 4}
KINDS = [
    ("fp32", "bin", None), ("bf16", "bin", 200_000), ("fp32", "safetensors", 200_000), ("bf16", "safetensors", None),
]  # fmt: skip


def small(folder: Path, value_type: str, suffix: str, shard_bytes: int | None, experts: int = 4) -> Path:
    texts = [d.text for d in load_corpus("sample").split("train")]
    return write_hub_copy(folder, texts, experts, SIZES, 2, value_type, suffix, shard_bytes, pieces=600)


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: f"{kind[0]}-{kind[1]}-{'shards' if kind[2] else 'one'}")
def copy(request, tmp_path_factory):
    return small(tmp_path_factory.mktemp("hub") / "copy", *request.param), request.param


def test_the_copy_loads_whole_and_without_experts(copy):
    folder, (_, suffix, shard_bytes) = copy
    assert (len(list(folder.glob(f"*.{suffix}"))) > 1) == (shard_bytes is not None)
    settings = settings_for(folder)
    model, without = load_model(settings), load_without_experts(settings)
    assert {p.dtype for p in model.hf.parameters()} == {torch.float32}
    stored = WeightFiles(folder)
    for name in ("encoder.block.1.layer.1.mlp.experts.expert_3.wi.weight", "shared.weight"):
        assert torch.equal(model.hf.get_parameter(name), stored.read(name).float())
    for name in without.dense_names():
        assert torch.equal(model.hf.state_dict()[name], without.hf.state_dict()[name]), name
    assert model.hf.lm_head.weight.data_ptr() == model.hf.shared.weight.data_ptr()
    assert check_checkpoint(settings) == sum(p.nbytes for p in model.hf.parameters())  # tied: once
    assert model.generate(["A: Hi!\r\nB: Bye."], 4)


def test_its_tokenizer_has_the_pieces_and_the_sentinels(copy):
    import sentencepiece

    folder, _ = copy
    tokenizer = load_model(settings_for(folder)).tokenizer
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "spiece.model"))
    text = "Amanda: I baked cookies. Do you want some?"
    assert tokenizer(text).input_ids == [*pieces.encode(text), tokenizer.eos_token_id]
    assert (tokenizer.pad_token_id, tokenizer.eos_token_id, tokenizer.unk_token_id) == (0, 1, 2)
    assert len(tokenizer) == len(pieces) + EXTRA_IDS
    assert tokenizer.decode(tokenizer(text).input_ids, skip_special_tokens=True) == text


def test_the_full_tier_runs_on_two_copies(tmp_path):
    eight = small(tmp_path / "eight", "fp32", "bin", None)
    sixteen = small(tmp_path / "sixteen", "bf16", "safetensors", 200_000, experts=8)
    context = Context(
        load_settings(
            "experiment=reproduce", "tier=full", f"model.path={eight}", f"experiment.also.0.path={sixteen}",
            "dataset=sample", "dataset.trace_dialogues=9", "model.max_new_tokens=4",
            "experiment.experiments=[fig5_path_skew]", "experiment.also.0.experiments=[fig5_path_skew]",
            f"output={tmp_path / 'outputs'}",
        )
    )  # fmt: skip
    module, parameters = load_experiment(context.settings.experiment)
    runs = {row["section"]: row for row in module.run(context, parameters).rows if row["kind"] == "run"}
    assert set(runs) == {"fig5_path_skew", "switch_base_16/fig5_path_skew"}
    assert all(row["seconds"] >= 0 and row["peak_gb"] > 0.01 for row in runs.values())
