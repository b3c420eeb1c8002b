"""Stores by hand: every access gives the same bytes, and every fault of a file is one error."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
import torch

from flame.errors import ArtifactError, ConfigError
from flame.ids import ExpertId, LayerId, decoder_expert
from flame.models.moe_model import MoeModel
from flame.packed_expert import PackedExpert
from online.serving import stores as expert_store
from online.serving.expert_calls import resident
from online.serving.loader import StreamingError
from online.serving.session import stream
from online.serving.stores import ACCESSES, FileStore, LimitedStore, MemoryStore, open_store
from tests.online.conftest import write_store
from tests.online.small_streams import buffer, walk

KEY = decoder_expert(1, 2)


@pytest.fixture(params=ACCESSES)
def access(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "direct":
        (tmp_path / "probe").write_bytes(bytes(4096))
        try:
            os.close(os.open(tmp_path / "probe", os.O_RDONLY | os.O_DIRECT))
        except OSError:
            pytest.skip("this file system takes no direct I/O")
    return str(request.param)


def test_a_layers_experts_lie_side_by_side_in_memory(packed: dict[ExpertId, PackedExpert], folder: Path) -> None:
    store = open_store("memory", folder)
    ends = 0
    for key in sorted(key for key in packed if key.layer == KEY.layer):
        arrays = store.load(key).arrays().values()
        first = min(array.ctypes.data for array in arrays if array.nbytes)
        assert first % 64 == 0
        assert not ends or 0 <= first - ends < 64
        ends = max(array.ctypes.data + array.nbytes for array in arrays)


def test_every_store_gives_the_same_bytes(packed: dict[ExpertId, PackedExpert], folder: Path, access: str) -> None:
    stores = [MemoryStore(packed), FileStore(folder, access, verify_every_load=True)]
    stores += [open_store("memory", folder), LimitedStore(open_store(access, folder), 1e9)]
    for store in stores:
        assert LayerId("decoder", 1) in store.layers()
        for key, expert in packed.items():
            assert store.size_bytes(key) == expert.size_bytes
            found = store.load(key)
            assert found.to_bytes() == expert.to_bytes()
            for array in found.arrays().values():
                assert array.ctypes.data % array.itemsize == 0
        store.close()
        store.close()


def test_streaming_is_exact_with_every_access(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], folder: Path, table: object, access: str
) -> None:
    with resident(pruned, MemoryStore(packed)):
        expected = walk(pruned, 2, 4, 0)
    store = FileStore(folder, access)
    for file in folder.glob("*.safetensors"):  # nothing of the store is in the page cache
        descriptor = os.open(file, os.O_RDONLY)
        os.fsync(descriptor)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(descriptor)
    with stream(pruned, store, buffer(1), table):
        assert torch.equal(walk(pruned, 2, 4, 0), expected)
    store.close()


def test_a_limited_store_takes_its_time(packed: dict[ExpertId, PackedExpert], monkeypatch: pytest.MonkeyPatch) -> None:
    """Latency and transfer, less what the store itself has taken; by a clock of the test's own."""
    now = [100.0]

    class Slow(MemoryStore):
        def load(self, expert: ExpertId) -> PackedExpert:
            now[0] += 0.02
            return super().load(expert)

    class Latch:
        waited: ClassVar[list[float]] = []

        def acquire(self, timeout: float) -> bool:
            self.waited.append(timeout)
            return False

    monkeypatch.setattr("online.serving.stores.time.monotonic", lambda: now[0])
    limited = LimitedStore(Slow(packed), packed[KEY].size_bytes / 0.05, latency_s=0.01)
    limited._open = Latch()  # type: ignore[assignment]
    assert limited.load(KEY) == packed[KEY]
    assert Latch.waited == [pytest.approx(0.01 + 0.05 - 0.02)]


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a CUDA device")
def test_page_locked_memory_wants_a_device(packed: dict[ExpertId, PackedExpert]) -> None:
    with pytest.raises(ConfigError, match="no CUDA device"):
        MemoryStore(packed).page_locked()


def test_closing_ends_a_wait_for_the_link(packed: dict[ExpertId, PackedExpert]) -> None:
    limited = LimitedStore(MemoryStore(packed), 1e9, latency_s=60.0)
    waiting = [threading.Thread(target=limited.load, args=(KEY,)) for _ in range(2)]
    for thread in waiting:
        thread.start()
    limited.close()
    limited.close()
    for thread in waiting:
        thread.join(timeout=10)
        assert not thread.is_alive()


def test_what_is_refused(packed: dict[ExpertId, PackedExpert], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ArtifactError, match="expert 9"):
        MemoryStore(packed).load(decoder_expert(1, 9))
    with pytest.raises(ConfigError, match="did you mean mapped"):
        open_store("maped", folder)
    with pytest.raises(ArtifactError, match="no packed store"):
        FileStore(folder / "elsewhere")
    really = os.open

    def without_direct(path: object, flags: int, *rest: int) -> int:
        if flags & os.O_DIRECT:
            raise OSError(22, "Invalid argument")
        return really(path, flags, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", without_direct)
    with pytest.raises(ArtifactError, match=r"takes no direct I/O \(choose access"):
        FileStore(folder, "direct")


# --- faults ------------------------------------------------------------------------------------------------------


def reading(monkeypatch: pytest.MonkeyPatch, fault: Callable[[int, int], int | None]) -> None:
    """Put a fault before every positioned read: it may raise, or say how many bytes are read at most."""
    really = os.preadv

    def preadv(descriptor: int, buffers: list[memoryview], offset: int) -> int:
        most = fault(len(buffers[0]), offset)
        return really(descriptor, [buffers[0] if most is None else buffers[0][:most]], offset)

    monkeypatch.setattr(expert_store.os, "preadv", preadv)


def test_short_reads_are_completed(
    packed: dict[ExpertId, PackedExpert], folder: Path, access: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(0)
    unit = 4096 if access == "direct" else 1
    reading(monkeypatch, lambda left, _: unit * int(rng.integers(1, max(2, left // unit // 2))))
    with_files = FileStore(folder, access)
    assert all(with_files.load(key).to_bytes() == expert.to_bytes() for key, expert in packed.items())
    with_files.close()


def test_io_errors_and_truncation_are_one_error(
    pruned: MoeModel, folder: Path, access: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FileStore(folder, access)

    def broken(left: int, offset: int) -> int | None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched, stream(pruned, store, buffer(1)):
        reading(patched, broken)
        with pytest.raises(StreamingError, match="cannot be read: Input/output error"):
            walk(pruned, 1, 2, 0)
    path = folder / "decoder-01.safetensors"
    whole = path.read_bytes()
    with stream(pruned, store, buffer(1)):
        os.truncate(path, 4096 + 100)  # within the file's second page
        with pytest.raises(StreamingError, match=r"cut short|cannot be read|was changed"):
            walk(pruned, 1, 2, 0)
    store.close()
    with pytest.raises(ArtifactError, match="cut short"):
        FileStore(folder, access)
    path.write_bytes(whole)


def test_altered_files_are_one_error(pruned: MoeModel, folder: Path, access: str) -> None:
    path = folder / "decoder-01.safetensors"
    whole = path.read_bytes()
    altered = bytearray(whole)
    for place in range(len(whole) // 2, len(whole), 97):
        altered[place] ^= 1
    path.write_bytes(altered)
    store = FileStore(folder, access)
    with pytest.raises(StreamingError, match="SHA-256 differs"), stream(pruned, store, buffer(1)):
        walk(pruned, 4, 8, 0)
    store.close()
    path.write_bytes(whole)
    store = FileStore(folder, access)
    with stream(pruned, store, buffer(1)):
        walk(pruned, 4, 8, 0)
        path.write_bytes(altered)  # in place, after every digest was verified
        with pytest.raises(StreamingError, match="changed while it was in use"):
            walk(pruned, 4, 8, 0)
    store.close()


def test_a_store_written_anew_beside_the_open_one(
    pruned: MoeModel, packed: dict[ExpertId, PackedExpert], folder: Path, access: str
) -> None:
    with resident(pruned, MemoryStore(packed)):
        expected = walk(pruned, 2, 4, 0)
    store = FileStore(folder, access)
    other = {key: packed[ExpertId(key.layer, 3 - key.expert)] for key in packed}
    write_store(other, pruned, folder)  # renamed into place: the open files are those that were opened
    with stream(pruned, store, buffer(1)):
        assert torch.equal(walk(pruned, 2, 4, 0), expected)
    store.close()
