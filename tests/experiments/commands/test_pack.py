"""`flame pack` writes a folder that runs by itself, whole or not at all."""

import json
import sys

import pytest

from flame.app import cli
from flame.app.commands import run_command
from flame.errors import ArtifactError, ConfigError, FormatError
from flame.ids import ExpertId
from flame.models.loading import load_model
from flame.models.packed_folder import PackedFolder
from flame.nm_pattern import NMPattern
from flame.packed_expert import PackedExpert
from flame.storage.packed_store import PackedStore
from online.serving.session import stream
from tests.conftest import save_family, settings_for

TEXT = "Amanda: I baked cookies. Do you want some?"


def pack(source, target, *more):
    run_command("pack", [str(source), "--to", str(target), *more])
    return PackedFolder.open(target)


def test_a_packed_folder_answers_as_its_checkpoint_does(decoder_folder, tmp_path, capsys):
    packed = pack(decoder_folder, tmp_path / "packed", "--value-type", "fp32")
    said = capsys.readouterr().out
    assert f"{tmp_path / 'packed'}" in said
    assert f"flame chat {tmp_path / 'packed'}" in said
    assert (packed.settings.name, packed.settings.chat) == (decoder_folder.name, True)
    assert (packed.pattern, packed.value_type) == ("4:4", "fp32")
    model = packed.load()
    with stream(model, packed.experts, slots=2):
        answer = model.generate([TEXT], 8)
    assert answer == load_model(packed.settings.__class__(**vars(packed.settings) | {"path": str(decoder_folder)}))\
        .generate([TEXT], 8)  # fmt: skip


def test_the_experts_are_pruned_and_rounded_as_asked(decoder_folder, tmp_path):
    packed = pack(decoder_folder, tmp_path / "packed", "--pattern", "2:4", "--value-type", "int8")
    model = load_model(settings_for(decoder_folder))
    layer = model.moe_layers()[1]
    expert = PackedStore(packed.experts).load(ExpertId(layer.id, 3))
    assert {str(matrix.pattern) for matrix in expert.matrices.values()} == {"2:4"}
    dense = model.expert_matrices(layer, 3)["up"]
    kept = (expert.unpack()["up"] != 0).reshape(dense.shape[0], -1, 4)
    largest = dense.abs().reshape(dense.shape[0], -1, 4).argsort(-1)[..., 2:]
    assert kept.sum(-1).max() == 2
    assert all(kept[r, g, i] or dense.reshape(dense.shape[0], -1, 4)[r, g, i].abs() < 1e-3
               for r in range(3) for g in range(3) for i in largest[r, g].tolist())  # fmt: skip
    assert isinstance(PackedExpert.pack(model.expert_matrices(layer, 3), NMPattern(4, 4), "int8"), PackedExpert)


def test_an_encoder_and_decoder_packs_without_dense_experts(tiny_folder, tmp_path):
    packed = pack(tiny_folder, tmp_path / "packed", "--value-type", "fp32")
    index = json.loads((tmp_path / "packed" / "dense" / "model.safetensors.index.json").read_text())
    assert not any(".experts." in name for name in index["weight_map"])
    assert not packed.settings.chat
    model = packed.load()
    with stream(model, packed.experts, slots=1):
        answer = model.generate([TEXT], 6)
    whole = load_model(settings_for(tiny_folder))
    whole.settings = packed.settings
    assert answer == whole.generate([TEXT], 6)


def test_a_folder_that_is_not_empty_is_left_alone(decoder_folder, tmp_path):
    (tmp_path / "packed").mkdir()
    (tmp_path / "packed" / "mine.txt").write_text("kept")
    with pytest.raises(ConfigError, match="is not empty"):
        pack(decoder_folder, tmp_path / "packed")
    assert [file.name for file in (tmp_path / "packed").iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("more", "error", "words"),
    [
        (["--pattern", "3"], FormatError, "expected keep:group"),
        (["--pattern", "2:5"], FormatError, "do not divide"),
        (["--value-type", "int3"], ConfigError, "invalid choice"),
        (["--profile", "/nowhere"], ArtifactError, "no manifest"),
        (["--nonsense"], ConfigError, "unrecognized arguments"),
    ],
)
def test_what_cannot_be_packed_leaves_nothing(decoder_folder, tmp_path, more, error, words):
    with pytest.raises(error, match=words):
        pack(decoder_folder, tmp_path / "packed", *more)
    assert not (tmp_path / "packed").exists()


def test_a_model_that_is_none_is_one_line(tmp_path, monkeypatch, capsys):
    for model in ("smollm3_moe", str(tmp_path)):
        monkeypatch.setattr(sys, "argv", ["flame", "pack", model, "--to", str(tmp_path / "packed")])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert ended.value.code == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_a_file_that_was_altered_is_named(decoder_folder, tmp_path):
    pack(decoder_folder, tmp_path / "packed")
    (tmp_path / "packed" / "dense" / "config.json").write_text("{}")
    with pytest.raises(ArtifactError, match=r"config\.json is truncated or altered"):
        PackedFolder.open(tmp_path / "packed")
    with pytest.raises(ArtifactError, match="no packed model"):
        PackedFolder.open(tmp_path)


def test_a_model_without_a_template_has_no_chat(tmp_path):
    folder = save_family(tmp_path / "plain", chat=False)
    assert not pack(folder, tmp_path / "packed").settings.chat
