from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import SwitchTransformersForConditionalGeneration

from flame.errors import ArtifactError, FormatError, ModelError
from flame.ids import ExpertId, LayerId, decoder_expert
from flame.models.loading import load_model
from flame.nm_pattern import NMPattern
from flame.packed import pack
from flame.packed_expert import PackedExpert
from flame.storage.artifact import Labels, open_artifact
from flame.storage.folder_lock import held, is_held
from flame.storage.packed_store import PackedStore
from offline.pruning import checkpoints
from offline.pruning.checkpoints import prune_checkpoint
from offline.pruning.criteria import MatrixOutcome
from offline.pruning.masks import ExpertMatrix, apply_masks, expert_matrices, layer_of, magnitude_masks, nm_mask
from offline.pruning.source import Checkpoint
from tests.conftest import save_switch, settings_for

PATTERN = NMPattern(2, 4)
LABELS = Labels("random")


def prune(source: Path, folder: Path, value_type: str = "fp32", **options):
    return prune_checkpoint(source, folder, options.pop("patterns", PATTERN), value_type, labels=LABELS, **options)


def reload(folder: Path) -> SwitchTransformersForConditionalGeneration:
    model, loading = SwitchTransformersForConditionalGeneration.from_pretrained(
        folder / "dense", dtype=torch.float32, output_loading_info=True
    )
    assert not loading["missing_keys"]
    assert not loading["unexpected_keys"]
    return model


@pytest.fixture
def bin_folder(tiny_folder, tmp_path):
    """The same checkpoint as `pytorch_model.bin`, tied weights under several names as old releases wrote them."""
    folder = tmp_path / "older"
    shutil.copytree(tiny_folder, folder)
    state = load_file(folder / "model.safetensors")
    (folder / "model.safetensors").unlink()
    state["encoder.embed_tokens.weight"] = state["decoder.embed_tokens.weight"] = state["shared.weight"]
    torch.save(state, folder / "pytorch_model.bin")
    return folder


@pytest.fixture
def sharded_folder(tiny_folder, tmp_path):
    folder = tmp_path / "sharded"
    shutil.copytree(tiny_folder, folder)
    model = SwitchTransformersForConditionalGeneration.from_pretrained(tiny_folder)
    (folder / "model.safetensors").unlink()
    model.save_pretrained(folder, max_shard_size="200KB")
    assert len(list(folder.glob("model-*.safetensors"))) > 2
    return folder


@pytest.mark.parametrize("value_type", ["fp32", "bf16", "fp16", "int8"])
def test_dense_and_packed_are_the_same_model(tiny_model, tiny_folder, tmp_path, value_type):
    summary = prune(tiny_folder, tmp_path / "out", value_type, workers=2)
    open_artifact(tmp_path / "out", checkpoints.KIND, checkpoints.VERSION)
    store = PackedStore(tmp_path / "out" / "packed")
    assert summary.packed_bytes == store.size_bytes
    dense = tiny_model.copy()
    dense.hf.load_state_dict(reload(tmp_path / "out").state_dict())
    expected = apply_masks(tiny_model, magnitude_masks(tiny_model, lambda w: nm_mask(w, PATTERN)))
    for (place, matrix), (_, reference) in zip(expert_matrices(dense), expert_matrices(expected), strict=True):
        packed = store.load(place.expert).matrices[place.name]
        if value_type == "fp32":
            assert torch.equal(matrix, reference)
        exact = torch.from_numpy(PackedExpert({"x": packed}).matrices["x"].floats()).reshape(-1)
        assert torch.equal(matrix.reshape(-1)[torch.from_numpy(packed.kept().reshape(-1))], exact), place
        again = pack(matrix, PATTERN, value_type, scales=packed.scales)
        assert again.indexes.tobytes() == packed.indexes.tobytes()
        assert again.values.tobytes() == packed.values.tobytes()
    assert torch.equal(dense.hf.shared.weight, tiny_model.hf.shared.weight)


def test_every_way_of_storing_weights_gives_the_same(tiny_folder, bin_folder, sharded_folder, tmp_path):
    for name, source in (("one", tiny_folder), ("bin", bin_folder), ("shards", sharded_folder)):
        prune(source, tmp_path / name)
    one = reload(tmp_path / "one").state_dict()
    for name in ("bin", "shards"):
        assert all(torch.equal(one[key], tensor) for key, tensor in reload(tmp_path / name).state_dict().items())


def test_patterns_may_differ_by_matrix(tiny_model, tiny_folder, tmp_path):
    patterns = {
        place: NMPattern(1, 4) if place.name == "down" else NMPattern(3, 8) for place, _ in expert_matrices(tiny_model)
    }
    prune(tiny_folder, tmp_path / "out", patterns=patterns)
    expert = PackedStore(tmp_path / "out" / "packed").load(decoder_expert(1, 3))
    assert {name: str(m.pattern) for name, m in expert.matrices.items()} == {"up": "3:8", "down": "1:4"}


def by_magnitude(expert, matrices):
    return {name: torch.where(nm_mask(matrix, PATTERN), matrix, 0) for name, matrix in matrices.items()}, ()


def test_an_interrupted_run_goes_on_where_it_stopped(tiny_folder, tmp_path):
    pruned = []

    def count_and_stop(*expert):
        pruned.append(expert)
        if len(pruned) > 10:
            raise KeyboardInterrupt
        return by_magnitude(*expert)

    with pytest.raises(KeyboardInterrupt):
        prune(tiny_folder, tmp_path / "out", prune=count_and_stop)
    assert not (tmp_path / "out").exists()
    summary = prune(tiny_folder, tmp_path / "out", prune=by_magnitude)
    assert summary.resumed_layers == 2
    prune(tiny_folder, tmp_path / "straight")
    straight, resumed = (reload(tmp_path / name).state_dict() for name in ("straight", "out"))
    assert all(torch.equal(straight[key], resumed[key]) for key in straight)
    assert not list(tmp_path.glob(".*partial"))


def test_layers_may_be_dealt_out_over_processes(tiny_folder, tmp_path):
    layers = list(Checkpoint(tiny_folder).layers)
    shares = [layers[0::2], layers[1::2]]
    with ThreadPoolExecutor(2) as pool:  # at the same time, as over the workers of a cluster
        parts = list(pool.map(lambda own: prune(tiny_folder, tmp_path / "out", only=own), shares))
    assert [[layer for layer, _, _ in part.layers] for part in parts] == shares
    assert not (tmp_path / "out").exists()

    def refuse(*_):
        raise AssertionError

    assert prune(tiny_folder, tmp_path / "out", prune=refuse).resumed_layers == len(layers)
    prune(tiny_folder, tmp_path / "straight")
    for part in ("dense", "packed"):
        left, right = tmp_path / "out" / part, tmp_path / "straight" / part
        assert {f.name: f.read_bytes() for f in left.iterdir()} == {f.name: f.read_bytes() for f in right.iterdir()}
    done = prune(tiny_folder, tmp_path / "out", prune=refuse, only=shares[1])
    assert [layer for layer, _, _ in done.layers] == shares[1]


def test_a_resumed_run_does_not_mix_two_settings(tiny_folder, tmp_path):
    def stop(expert, matrices):
        if expert.layer.stack == "decoder":
            raise KeyboardInterrupt
        return by_magnitude(expert, matrices)

    with pytest.raises(KeyboardInterrupt):
        prune(tiny_folder, tmp_path / "out", prune=stop)
    assert prune(tiny_folder, tmp_path / "out", "bf16").resumed_layers == 0


def test_a_kill_while_the_result_is_put_in_place_loses_nothing(tiny_folder, tmp_path, monkeypatch):
    def write_half(folder, kind, version, fill, **_):
        scratch = folder.with_name(f".{folder.name}.scratch")
        scratch.mkdir()
        fill(scratch)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(checkpoints, "write_artifact", write_half)
        with pytest.raises(KeyboardInterrupt):
            prune(tiny_folder, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert prune(tiny_folder, tmp_path / "out").resumed_layers == 4
    open_artifact(tmp_path / "out", checkpoints.KIND, checkpoints.VERSION)
    prune(tiny_folder, tmp_path / "straight")
    straight, resumed = (reload(tmp_path / name).state_dict() for name in ("straight", "out"))
    assert all(torch.equal(straight[key], resumed[key]) for key in straight)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "straight"]


def test_a_finished_result_is_not_made_again_and_a_damaged_one_is(tiny_folder, tmp_path):
    def refuse(*_):
        raise AssertionError

    first = prune(tiny_folder, tmp_path / "out")
    (tmp_path / ".out.0123456789abcdef.partial").mkdir()
    again = prune(tiny_folder, tmp_path / "out", prune=refuse)
    assert (again.layers, again.packed_bytes, again.resumed_layers) == (first.layers, first.packed_bytes, 4)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    shard = tmp_path / "out" / "dense" / "model-decoder-01.safetensors"
    content = shard.read_bytes()
    shard.write_bytes(content[:-1])
    assert prune(tiny_folder, tmp_path / "out", prune=by_magnitude).resumed_layers == 0
    assert shard.read_bytes() == content


def test_how_each_matrix_was_pruned_outlives_an_interruption(tiny_folder, tmp_path):
    def tell(expert, matrices, stop=False):
        if stop and expert.layer.stack == "decoder":
            raise KeyboardInterrupt
        where = (ExpertMatrix(expert, name) for name in matrices)
        how = [MatrixOutcome(place, PATTERN, "wanda", 10 * expert.expert, 0.5, 0.75) for place in where]
        return by_magnitude(expert, matrices)[0], how

    with pytest.raises(KeyboardInterrupt):
        prune(tiny_folder, tmp_path / "out", prune=lambda *expert: tell(*expert, stop=True))
    summary = prune(tiny_folder, tmp_path / "out", prune=tell)
    assert summary.resumed_layers == 2
    assert len(summary.outcomes) == 4 * 4 * 2
    assert summary.outcomes[3] == MatrixOutcome(
        ExpertMatrix(ExpertId(LayerId("encoder", 0), 1), "down"), PATTERN, "wanda", 10, 0.5, 0.75
    )


def damaged(tiny_folder: Path, folder: Path, change) -> Path:
    shutil.copytree(tiny_folder, folder)
    state = load_file(folder / "model.safetensors")
    change(state)
    save_file(state, folder / "model.safetensors", {"format": "pt"})
    return folder


WI = "decoder.block.1.layer.2.mlp.experts.expert_2.wi.weight"


def test_damaged_checkpoints_give_one_line_and_write_nothing(tiny_folder, tmp_path):
    missing = damaged(tiny_folder, tmp_path / "missing", lambda state: state.pop(WI))
    nan = damaged(tiny_folder, tmp_path / "nan", lambda state: state[WI].view(-1)[3].fill_(float("inf")))
    short = damaged(tiny_folder, tmp_path / "short", lambda state: None)
    content = (short / "model.safetensors").read_bytes()
    (short / "model.safetensors").write_bytes(content[:-100])
    empty = tmp_path / "empty"
    shutil.copytree(tiny_folder, empty)
    (empty / "model.safetensors").unlink()
    cases = [
        (missing, ModelError, "decoder layer 0, expert 2: up is missing"),
        (nan, ModelError, "decoder layer 0, expert 2, up: 1 weights are NaN or infinite"),
        (short, ArtifactError, "model.safetensors: is cut short within"),
        (empty, ModelError, "no weights"),
        (tmp_path, ModelError, "no readable config.json"),
    ]
    for source, kind, words in cases:
        with pytest.raises(kind, match=words) as caught:
            prune(source, tmp_path / "out")
        assert "\n" not in str(caught.value)
        assert not (tmp_path / "out").exists()


def test_a_bin_cut_short_or_unsafe_is_refused(bin_folder, tmp_path):
    file = bin_folder / "pytorch_model.bin"
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])
    with pytest.raises(ArtifactError, match="cut short or no weights file"):
        Checkpoint(bin_folder)
    torch.save({"x": Path}, file)  # a pickle of more than weights
    with pytest.raises(ArtifactError, match="no weights file"):
        Checkpoint(bin_folder)


def test_a_missing_shard_is_named(sharded_folder, tmp_path):
    next(sharded_folder.glob("model-00002*.safetensors")).unlink()
    with pytest.raises(ArtifactError, match=r"shard model-00002-of-\S+ is missing"):
        prune(sharded_folder, tmp_path / "out")


def test_indivisible_columns_are_named_or_padded(tiny_folder, tmp_path):
    odd = NMPattern(2, 5)
    with pytest.raises(FormatError, match="encoder layer 0, expert 0, up: 32 columns do not divide into groups of 5"):
        prune(tiny_folder, tmp_path / "out", patterns=odd)
    prune(tiny_folder, tmp_path / "out", patterns=odd, pad=True)
    wi = reload(tmp_path / "out").decoder.block[1].layer[-1].mlp.experts["expert_0"].wi.weight
    assert int((wi[0, :5] != 0).sum()) == 2
    assert int((wi[0, 30:] != 0).sum()) == 2


FULL_DISK = """
import resource, sys
from pathlib import Path
from flame.storage.artifact import Labels
from flame.errors import ArtifactError
from flame.nm_pattern import NMPattern
from offline.pruning.checkpoints import prune_checkpoint
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
try:
    prune_checkpoint(Path(sys.argv[1]), Path(sys.argv[2]), NMPattern(2, 4), "fp32", labels=Labels("random"))
except ArtifactError as error:
    print(error)
"""


def test_a_full_disk_leaves_no_checkpoint(tiny_folder, tmp_path):
    result = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tiny_folder), str(tmp_path / "out")], capture_output=True, text=True
    )
    assert "cannot be written: File too large" in result.stdout, result.stderr
    assert not (tmp_path / "out").exists()
    assert prune(tiny_folder, tmp_path / "out").expert_weights == 4 * 4 * 2 * 32 * 64


def test_a_disk_that_fills_up_keeps_finished_layers(tiny_folder, tmp_path):
    """/dev/full stands in the place of the third layer's file: writing there fails as on a full disk."""

    def stop(expert, matrices):
        if expert.layer.stack == "decoder":
            raise KeyboardInterrupt
        return by_magnitude(expert, matrices)

    with pytest.raises(KeyboardInterrupt):
        prune(tiny_folder, tmp_path / "out", prune=stop)
    (dense,) = tmp_path.glob(".out.*.partial/dense")
    (dense / ".model-decoder-00.safetensors.partial").symlink_to("/dev/full")
    with pytest.raises(ArtifactError, match=r"No space left on device \(finished layers are kept") as caught:
        prune(tiny_folder, tmp_path / "out")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "out").exists()
    assert prune(tiny_folder, tmp_path / "out").resumed_layers == 2


def test_layers_lie_where_the_model_has_them(tiny_model, tiny_folder):
    checkpoint = Checkpoint(tiny_folder)
    assert list(checkpoint.layers) == [layer.id for layer in tiny_model.moe_layers()]
    for place, matrix in expert_matrices(tiny_model):
        matrices, biases = checkpoint.expert(place.expert)
        assert torch.equal(matrices[place.name], matrix)
        assert not biases
        assert checkpoint.layers[place.expert.layer] == layer_of(tiny_model, place)
    assert json.loads((tiny_folder / "config.json").read_text())["num_experts"] == 4


@pytest.mark.parametrize(
    ("sizes", "layers"),
    [
        ({"moe_layers": 3}, [4, 4]),  # every 4 // 3 = 1st block
        ({"blocks": 6, "encoder_moe_layers": 4}, [6, 2]),
        ({"blocks": 5}, [2, 2]),
        ({"encoder_moe_layers": 0}, [1, 2]),  # transformers 5.23 then places one all the same
    ],
)
def test_layers_are_counted_as_transformers_places_them(tmp_path, sizes, layers):
    source = save_switch(tmp_path / "source", **sizes)
    model = load_model(settings_for(source))
    assert [len(model.moe_layers(stack)) for stack in ("encoder", "decoder")] == layers
    summary = prune(source, tmp_path / "out")
    assert [(layer.stack, layer.position) for layer in PackedStore(summary.folder / "packed").layers] == [
        (layer.stack, layer.position) for layer in model.moe_layers()
    ]
    assert len(load_model(settings_for(tmp_path / "out" / "dense")).moe_layers()) == sum(layers)


def test_processes_given_the_same_work_do_it_once(tiny_folder, tmp_path):
    code = (
        "import sys; from pathlib import Path; from flame.nm_pattern import NMPattern\n"
        "from flame.storage.artifact import Labels; from offline.pruning.checkpoints import prune_checkpoint\n"
        "source, folder = map(Path, sys.argv[1:])\n"
        "done = prune_checkpoint(source, folder, NMPattern(2, 4), 'fp32', labels=Labels('random'))\n"
        "print(done.resumed_layers)"
    )
    command = [sys.executable, "-c", code, str(tiny_folder), str(tmp_path / "out")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], said
    assert sorted(int(out) for out, _ in said) == [0, 4, 4]
    assert [file.name for file in tmp_path.iterdir()] == ["out"]
    open_artifact(tmp_path / "out", checkpoints.KIND, checkpoints.VERSION)


def test_work_that_another_process_is_at_is_not_cleared_away(tiny_folder, tmp_path):
    other = tmp_path / ".out.0123456789abcdef.partial"
    with held(other, alone=True):
        (other / "layer").write_text("hours of work")
        assert is_held(other)
        prune(tiny_folder, tmp_path / "out")
        assert (other / "layer").exists()
    assert not is_held(other)
    prune(tiny_folder, tmp_path / "out")
    assert not other.exists()


def test_a_checkpoint_of_the_same_size_and_time_is_told_apart(tiny_folder, tmp_path):
    shutil.copytree(tiny_folder, tmp_path / "a")
    shutil.copytree(tiny_folder, tmp_path / "b")
    assert Checkpoint(tmp_path / "a").identity() == Checkpoint(tmp_path / "b").identity()
    file = tmp_path / "b" / "model.safetensors"
    times = (file.stat().st_atime_ns, file.stat().st_mtime_ns)
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    os.utime(file, ns=times)
    assert Checkpoint(tmp_path / "a").identity() != Checkpoint(tmp_path / "b").identity()
