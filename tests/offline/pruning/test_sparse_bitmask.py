from __future__ import annotations

import numpy as np
import pytest
import torch

from flame.errors import FormatError
from flame.ids import ExpertId, LayerId
from flame.models.sparse_mlps import SWITCH_MATRICES
from flame.nm_pattern import NMPattern
from flame.packed import pack, unpack
from flame.packed_expert import PackedExpert
from flame.storage.artifact import Labels
from flame.storage.packed_store import PackedStore, write_packed_layer, write_store_index
from flame.storage.tensor_file import TensorFile
from offline.pruning.checkpoints import prune_checkpoint
from offline.pruning.masks import nm_mask
from offline.pruning.source import Checkpoint
from offline.pruning.sparse_bitmask import check_sparse_bitmask, export_sparse_bitmask, sparse_bitmask_arrays
from tests.conftest import save_family

PATTERN = NMPattern(2, 4)
CONFIG = {"model_type": "switch_transformers", "num_experts": 2}


def switch_names(expert: ExpertId) -> dict[str, str]:
    """Of an expert's tensors in a checkpoint of Switch whose MoE layers are those of the fixture."""
    stack = expert.layer.stack
    block = f"{stack}.block.{1 if stack == 'encoder' else 3}.layer.{1 if stack == 'encoder' else 2}"
    return {n: f"{block}.mlp.experts.expert_{expert.expert}.{own}.weight" for n, own in SWITCH_MATRICES.items()}


def pruned(seed: int, rows: int = 6, cols: int = 12) -> torch.Tensor:
    weight = torch.randn(rows, cols, generator=torch.Generator().manual_seed(seed))
    return torch.where(nm_mask(weight, PATTERN), weight, 0)


@pytest.fixture(params=["fp32", "fp16", "bf16"])
def exported(request, tmp_path):
    experts = [
        PackedExpert.pack({"up": pruned(e), "down": pruned(9 + e, 12, 8)}, PATTERN, request.param) for e in range(2)
    ]
    write_packed_layer(tmp_path, LayerId("encoder", 0), 1, experts)
    write_packed_layer(tmp_path, LayerId("decoder", 0), 3, experts[::-1])
    write_store_index(tmp_path, [LayerId("encoder", 0), LayerId("decoder", 0)], 2)
    store = PackedStore(tmp_path)
    folder = export_sparse_bitmask(store, tmp_path / "exported", Labels("random"), CONFIG, switch_names)
    return experts, folder


def test_a_row_by_hand():
    arrays = sparse_bitmask_arrays(pack(np.array([[0, 5, 0, 7, 1, 0, 0, 0]], np.float32), PATTERN))
    assert arrays["shape"].tolist() == [[1], [8]]
    assert arrays["compressed"].tolist() == [[5, 7, 1, 0]]
    assert arrays["bitmask"].tolist() == [[0b0011_1010]]


def test_files_decode_to_the_dense_matrices(exported):
    experts, folder = exported
    tensors = TensorFile(folder / "experts-encoder-00.safetensors")
    prefix = "encoder.block.1.layer.1.mlp.experts.expert_1.wo"
    kept = np.unpackbits(tensors.read(f"{prefix}.bitmask"), axis=1, count=8, bitorder="little").astype(bool)
    packed = experts[1].matrices["down"]
    assert np.array_equal(kept, packed.kept().reshape(12, 8))
    assert tensors.read(f"{prefix}.compressed").tobytes() == packed.values.tobytes()


def test_compressed_tensors_reads_them_back(exported):
    pytest.importorskip("compressed_tensors", reason="compressed-tensors (0.13 or older) is not installed")
    compressors = pytest.importorskip("compressed_tensors.compressors.sparse_compressors", reason="dropped after 0.13")
    from compressed_tensors.config import Sparse24BitMaskConfig

    experts, folder = exported
    reader = compressors.Sparse24BitMaskCompressor(config=Sparse24BitMaskConfig())
    found = dict(reader.decompress(str(folder)))
    for stack, order, block, sublayer in (("encoder", (0, 1), 1, 1), ("decoder", (1, 0), 3, 2)):
        for expert, source in enumerate(order):
            for name, matrix in experts[source].matrices.items():
                key = (
                    f"{stack}.block.{block}.layer.{sublayer}.mlp.experts.expert_{expert}.{SWITCH_MATRICES[name]}.weight"
                )
                assert torch.equal(found[key], unpack(matrix))


def test_compressed_tensors_opens_the_folder_by_itself(exported):
    compressors = pytest.importorskip("compressed_tensors.compressors", reason="compressed-tensors is not installed")
    pytest.importorskip("compressed_tensors.compressors.sparse_compressors", reason="dropped after 0.13")
    experts, folder = exported
    opened = compressors.ModelCompressor.from_pretrained(str(folder))
    assert opened.sparsity_config.format == "sparse-24-bitmask"
    found = dict(opened.sparsity_compressor.decompress(str(folder)))
    key = "encoder.block.1.layer.1.mlp.experts.expert_0.wi.weight"
    assert torch.equal(found[key], unpack(experts[0].matrices["up"]))


def test_other_patterns_and_int8_are_refused(tmp_path):
    weight = np.zeros((2, 8), np.float32)
    with pytest.raises(FormatError, match="the sparse-bitmask form is 2:4"):
        sparse_bitmask_arrays(pack(weight, NMPattern(1, 4)))
    with pytest.raises(FormatError, match="int8 values"):
        sparse_bitmask_arrays(pack(weight, PATTERN, "int8"))


@pytest.mark.parametrize("family", ["qwen3_moe", "mixtral", "nllb_moe", "switch_transformers"])
def test_tensors_are_called_as_in_the_checkpoint_whatever_the_family(family, tmp_path):
    """Written, read back by the form's definition, and put under the checkpoint's names: the pruned experts."""
    save_family(tmp_path / "model", family, chat=False)
    checkpoint = Checkpoint(tmp_path / "model")
    prune_checkpoint(tmp_path / "model", tmp_path / "out", PATTERN, "fp32", labels=Labels("random"))
    store = PackedStore(tmp_path / "out" / "packed")
    folder = export_sparse_bitmask(store, tmp_path / "exported", Labels("random"), {}, checkpoint.matrix_names)
    found = {}
    for file in folder.glob("*.safetensors"):
        tensors = TensorFile(file)
        found |= {name: tensors.read(name) for name in tensors.entries}
    written = 0
    for layer in checkpoint.layers:
        for number in range(checkpoint.experts(layer)):
            expert = ExpertId(layer, number)
            names = checkpoint.matrix_names(expert)
            for part, name in names.items():
                source = checkpoint.files.read(name).numpy()
                if part.endswith("_bias"):
                    assert np.array_equal(found[name], source)
                    continue
                stem = name.removesuffix(".weight")
                kept = np.unpackbits(found[f"{stem}.bitmask"], axis=1, count=source.shape[1], bitorder="little") == 1
                assert np.array_equal(kept, nm_mask(source, PATTERN))
                assert np.array_equal(found[f"{stem}.compressed"].reshape(-1), source[kept])
                written += 1
            assert sorted(names) == sorted(
                [*store.load(expert).matrices, *(f"{name}_bias" for name in store.load(expert).biases)]
            )
    assert written


def test_experts_that_share_a_tensor_are_refused(tmp_path):
    checkpoint = Checkpoint(save_family(tmp_path / "model", "gpt_oss"))
    with pytest.raises(FormatError, match="expected a tensor for each matrix"):
        check_sparse_bitmask(checkpoint.places(), PATTERN, "bf16", checkpoint.matrix_names)
    with pytest.raises(FormatError, match="gate: 1:4 of 32 columns"):
        check_sparse_bitmask(checkpoint.places(), NMPattern(1, 4), "bf16", checkpoint.matrix_names)
