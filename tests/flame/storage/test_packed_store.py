from __future__ import annotations

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import save_file

from flame.errors import ArtifactError
from flame.ids import ExpertId, LayerId, decoder_expert
from flame.nm_pattern import ENCODINGS, NMPattern
from flame.packed import pack, unpack
from flame.packed_expert import PackedExpert
from flame.storage.packed_store import PackedStore, layer_file, write_packed_layer, write_store_index
from flame.storage.tensor_file import TensorFile, TensorWriter


def expert(seed: int, value_type: str = "fp16") -> PackedExpert:
    draw = np.random.default_rng(seed)
    keep = np.array([1, 0, 0, 1] * 4)
    wi, wo = (draw.standard_normal((rows, 16)).astype(np.float32) * keep for rows in (8, 3))
    return PackedExpert.pack({"up": wi, "down": wo}, NMPattern(2, 4), value_type)


@pytest.fixture
def store(tmp_path):
    for position in range(2):
        experts = [expert(10 * position + e, "int8" if e else "fp16") for e in range(3)]
        size = write_packed_layer(tmp_path, LayerId("decoder", position), 2 * position + 1, experts)
        assert size == sum(e.size_bytes for e in experts)
    write_store_index(tmp_path, [LayerId("decoder", 0), LayerId("decoder", 1)], 3)
    return tmp_path


def test_each_expert_comes_back_alone(store):
    opened = PackedStore(store)
    assert opened.layers == (("decoder", 0), ("decoder", 1))
    assert opened.load(decoder_expert(1, 2)) == expert(12, "int8")
    assert opened.load(decoder_expert(0, 0)) == expert(0)
    place = opened.location(decoder_expert(0, 1))
    assert place.size_bytes == expert(1, "int8").size_bytes
    assert place.file.read_bytes()[place.offset :][: place.size_bytes] == expert(1, "int8").to_bytes()
    assert opened.size_bytes == sum(
        expert(10 * p + e, "int8" if e else "fp16").size_bytes for p in range(2) for e in range(3)
    )


def test_other_tools_can_read_the_layer_files(store):
    with safe_open(store / layer_file(LayerId("decoder", 1)), "np") as tensors:
        assert tensors.get_tensor("expert_0002").tobytes() == expert(12, "int8").to_bytes()


def test_a_flipped_bit_is_found(store):
    place = PackedStore(store).location(decoder_expert(1, 1))
    content = bytearray(place.file.read_bytes())
    content[place.offset + 3] ^= 1
    place.file.write_bytes(content)
    with pytest.raises(ArtifactError, match="expert 1 is truncated or altered"):
        PackedStore(store).load(decoder_expert(1, 1))


def test_stores_that_are_incomplete(store, tmp_path_factory):
    with pytest.raises(ArtifactError, match="no packed store"):
        PackedStore(tmp_path_factory.mktemp("empty"))
    with pytest.raises(ArtifactError, match="no decoder layer 7, expert 0"):
        PackedStore(store).location(decoder_expert(7, 0))
    file = store / layer_file(LayerId("decoder", 0))
    file.write_bytes(file.read_bytes()[:-5])
    with pytest.raises(ArtifactError, match="cut short within expert_0002"):
        PackedStore(store)
    file.unlink()
    with pytest.raises(ArtifactError, match="cannot be read: No such file"):
        PackedStore(store)


def test_tensor_files_agree_with_the_library(tmp_path):
    arrays = {
        "a": np.arange(6, dtype=np.float32).reshape(2, 3),
        "b": np.array([1, 2], np.int64),
        "c": np.float16(3) * np.ones(5, np.float16),
    }
    save_file(arrays, tmp_path / "library.safetensors")
    mine = TensorFile(tmp_path / "library.safetensors")
    for name, array in arrays.items():
        np.testing.assert_array_equal(mine.read(name), array)
    types = {"a": ("F32", (2, 3)), "b": ("I64", (2,)), "c": ("F16", (5,))}
    with TensorWriter(tmp_path / "mine.safetensors", types, {"format": "pt"}) as writer:
        for name in types:
            writer.write(name, arrays[name])
    with safe_open(tmp_path / "mine.safetensors", "np") as tensors:
        assert tensors.metadata() == {"format": "pt"}
        for name, array in arrays.items():
            np.testing.assert_array_equal(tensors.get_tensor(name), array)


def test_an_interrupted_write_leaves_nothing(tmp_path):
    def write_half() -> None:
        with TensorWriter(tmp_path / "x.safetensors", {"a": ("U8", (4,))}) as writer:
            writer.write("a", b"1234")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_half()
    assert list(tmp_path.iterdir()) == []


def test_files_that_are_none(tmp_path):
    (tmp_path / "short").write_bytes(b"\xff\xff\xff")
    (tmp_path / "text").write_bytes((9).to_bytes(8, "little") + b"not json!")
    with pytest.raises(ArtifactError, match="cut short within its header"):
        TensorFile(tmp_path / "short")
    with pytest.raises(ArtifactError, match="no safetensors file"):
        TensorFile(tmp_path / "text")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("value_type", ["fp32", "bf16", "fp16", "int8"])
def test_sizes_are_those_of_the_disk_and_nothing_is_lost(tmp_path, value_type, encoding):
    draw = np.random.default_rng(3)
    for i, text in enumerate(("1:4", "2:4", "4:8", "2:8", "1:8", "8:16", "3:5")):
        pattern = NMPattern.parse(text)
        kept = draw.random((7, 80 // pattern.group, pattern.group)).argsort(axis=2) < pattern.keep
        wi = np.where(kept.reshape(7, 80), draw.standard_normal((7, 80)), 0).astype(np.float32)
        packed = pack(wi, pattern, value_type, encoding=encoding)
        one = PackedExpert({"up": packed})
        write_packed_layer(tmp_path, LayerId("encoder", i), 2 * i + 1, [one, one])
        write_store_index(tmp_path, [LayerId("encoder", i)], 2)
        store = PackedStore(tmp_path)
        place = store.location(ExpertId(LayerId("encoder", i), 1))
        assert place.size_bytes == one.size_bytes == pattern.packed_bytes(7, 80, value_type, encoding)
        tensors = TensorFile(place.file)
        assert sum(entry.size_bytes for entry in tensors.entries.values()) == store.size_bytes == 2 * one.size_bytes
        first = min(entry.offset for entry in tensors.entries.values())
        assert place.file.stat().st_size == first + store.size_bytes
        loaded = store.load(ExpertId(LayerId("encoder", i), 1)).matrices["up"]
        assert loaded == packed
        dense = unpack(loaded)
        if value_type == "fp32":
            np.testing.assert_array_equal(dense, wi)
        assert pack(dense, pattern, value_type, encoding=encoding, scales=packed.scales) == packed
