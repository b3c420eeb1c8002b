import os
import subprocess
import sys
from pathlib import Path

import pytest

from experiments.bench import memory_limit, peers
from experiments.bench.disk_bandwidth import cached_bytes, forget_pages, read_bandwidth
from experiments.bench.memory_limit import MemoryLimit, NoMemoryLimit
from experiments.bench.peer_process import Decoded


def limit_of(name, limit_bytes):
    try:
        return MemoryLimit(name, limit_bytes)
    except NoMemoryLimit as error:
        pytest.skip(f"no process was limited: {error}")


TAKES = """
import sys
from pathlib import Path
from experiments.bench.memory_limit import held_bytes, join
join(Path(sys.argv[1]))
taken = bytearray(int(sys.argv[2]))
taken[::4096] = b"x" * len(taken[::4096])
print(held_bytes(Path(sys.argv[1])))
"""


def test_a_process_that_takes_more_than_its_group_may_is_ended():
    with limit_of(f"flame-test-{os.getpid()}", 64 << 20) as group:
        command = [sys.executable, "-c", TAKES, str(group.folder)]
        root = Path(__file__).resolve().parents[3]
        within = subprocess.run([*command, str(20 << 20)], capture_output=True, text=True, cwd=root)
        assert 19 << 20 <= int(within.stdout) <= 64 << 20  # some of it may be swapped
        assert subprocess.run([*command, str(200 << 20)], capture_output=True, cwd=root).returncode < 0
        assert 20 << 20 <= group.peak_bytes <= 64 << 20
        folder = group.folder
    assert not folder.exists()


def test_a_machine_without_groups_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(memory_limit, "_ROOT", tmp_path)
    with pytest.raises(NoMemoryLimit, match="no memory controller of version 1"):
        MemoryLimit("flame-test", 1 << 20)
    (tmp_path / "memory.limit_in_bytes").touch()
    (tmp_path / "taken").mkdir()
    with pytest.raises(NoMemoryLimit, match="File exists"):
        MemoryLimit("taken", 1 << 20)
    assert (tmp_path / "taken").is_dir()


def test_every_byte_of_the_reads_counts(tmp_path):
    file = tmp_path / "file"
    file.write_bytes(bytes(1 << 20))
    try:
        assert read_bandwidth(file, 5000, 1 << 18) > 0
    except OSError as error:
        pytest.skip(f"nothing was read: this file system takes no direct I/O ({error.strerror})")


def test_pages_that_were_read_are_forgotten(tmp_path):
    file = tmp_path / "file"
    file.write_bytes(bytes(1 << 20))
    file.read_bytes()
    assert cached_bytes(file) == 1 << 20
    assert forget_pages(file) == cached_bytes(file) == 0
    assert file.read_bytes() == bytes(1 << 20)
    (tmp_path / "empty").touch()
    assert forget_pages(tmp_path / "empty") == 0


def test_a_peer_with_a_limit_begins_without_what_it_read_before(tmp_path):
    (tmp_path / "store").mkdir()
    for file in (tmp_path / "one", tmp_path / "store" / "two"):
        file.write_bytes(bytes(1 << 16))
    assert peers._forget({"gguf": str(tmp_path / "one"), "packed": str(tmp_path / "store")}) == 0
    assert cached_bytes(tmp_path / "one") == cached_bytes(tmp_path / "store" / "two") == 0


def row(peer, value_type, limit, tokens_per_s, bits):
    return {
        "peer": peer, "value_type": value_type, "memory_limit_bytes": limit, "tokens_per_s": tokens_per_s,
        "bits_per_weight": bits,
    }  # fmt: skip


def test_a_peer_is_set_beside_llama_cpp_at_as_many_bits_and_the_same_limit():
    rows = [
        row("llama.cpp", "int8", None, 20.0, 8.5), row("llama.cpp", "int8", 100, 0.5, 8.5),
        row("llama.cpp", "int4", 50, 1.0, 4.5), row("flame", "int8", 100, 6.0, 8.0), row("flame", "int4", 50, 9.0, 4.3),
        row("flame", "int8", None, 18.0, 8.0), row("accelerate disk_offload", "bf16", 100, 0.1, 16),
        {"peer": "transformers", "memory_limit_bytes": 100, "not_run": "it does not fit"},
    ]  # fmt: skip
    for each in rows:
        peers._compare(each, rows)
    assert [each.get("speedup_over_llama_cpp") for each in rows] == [1, 1, 1, 12, 9, 0.9, 0.2, None]


def test_where_the_time_goes_by_hand():
    limited = Decoded(10, 2.0, 1.0, 1_000_000_000, 0)
    alone = Decoded(10, 0.5, 1.0, 0, 0)
    facts = peers._waiting(limited, alone, 1e9)
    assert facts == pytest.approx(
        {"disk_bytes_per_s": 1e9, "disk_ms": 100, "share_of_disk_limit": 0.5, "in_memory_ms": 50, "waiting_ms": 150}
    )
    assert peers._waiting("ended", alone, 1e9) == {"disk_bytes_per_s": 1e9}
    assert peers._figures("ended") == {"not_run": "ended"}
