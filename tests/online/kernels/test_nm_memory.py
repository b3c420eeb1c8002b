"""Sparse kernels keep to their arrays, and callers on several threads and in forked children to themselves."""

import ctypes
import os
import subprocess
import sys
import threading

import numpy as np
import pytest

from flame.nm_pattern import NMPattern
from flame.packed import PackedMatrix
from flame.packed_expert import PackedExpert
from online.kernels.nm_kernels import SparseExpert, SparseMatrix
from tests.online.kernels.matrices import AVAILABLE, activations, cases, needs_native, nm_matrix, packed_matrix


@needs_native
@pytest.mark.parametrize(("pattern", "value_type"), cases("2:4", "1:8", "4:8", "4:4", "3:5"))
def test_nothing_beyond_the_arrays_is_read(pattern, value_type):
    """Arrays that end where a page ends, with a page behind them that must not be touched."""
    packed = packed_matrix(65, NMPattern.parse(pattern).group * 9, pattern, value_type)
    x = activations(5, packed.shape[1])
    fenced = {name: at_end_of_page(array) for name, array in packed.arrays().items()}
    matrix = SparseMatrix(PackedMatrix(packed.pattern, packed.shape, value_type, packed.encoding, **fenced))
    for instruction_set in AVAILABLE:
        assert (matrix(x, 2, instruction_set) == SparseMatrix(packed)(x, 1, instruction_set)).all()


def at_end_of_page(array: np.ndarray) -> np.ndarray:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.mmap.restype, libc.mmap.argtypes = ctypes.c_void_p, [ctypes.c_void_p, *[ctypes.c_size_t] * 5]
    page = os.sysconf("SC_PAGE_SIZE")
    pages = -(-array.nbytes // page) or 1
    start = libc.mmap(None, (pages + 1) * page, 3, 0x22, ctypes.c_size_t(-1).value, 0)
    assert libc.mprotect(ctypes.c_void_p(start + pages * page), ctypes.c_size_t(page), 0) == 0
    raw = (ctypes.c_uint8 * array.nbytes).from_address(start + pages * page - array.nbytes)
    copy = np.frombuffer(raw, array.dtype).reshape(array.shape)
    copy[...] = array
    return copy


@needs_native
def test_damaged_codes_stay_within_the_arrays():
    for pattern in ("2:4", "4:8", "8:16", "3:5", "2:8"):
        packed = packed_matrix(4, NMPattern.parse(pattern).group * 16, pattern, "bf16")
        damaged = PackedMatrix(
            packed.pattern, packed.shape, "bf16", packed.encoding, packed.values, np.full_like(packed.indexes, 255)
        )
        for instruction_set in AVAILABLE:
            assert np.isfinite(SparseMatrix(damaged)(activations(2, packed.shape[1]), 1, instruction_set)).all()


def test_unaligned_bytes_of_a_store_are_read_in_place():
    expert = PackedExpert.pack({"up": nm_matrix(32, 16, NMPattern(2, 4)), "down": nm_matrix(16, 32, NMPattern(2, 4))},
                               NMPattern(2, 4), "bf16")  # fmt: skip
    raw = bytearray(expert.size_bytes + 1)
    raw[1:] = expert.to_bytes()
    x = activations(2, 16)
    assert (
        SparseExpert(PackedExpert.from_buffer(memoryview(raw)[1:], expert.header()))(x) == SparseExpert(expert)(x)
    ).all()


def test_a_slot_serves_the_expert_that_was_last_loaded_into_it():
    pattern = NMPattern(2, 4)
    first, second = (
        PackedExpert.pack(
            {"up": nm_matrix(64, 32, pattern, s), "down": nm_matrix(32, 64, pattern, s + 1)}, pattern, "int8"
        )
        for s in (10, 20)
    )
    slot = bytearray(first.to_bytes())
    expert, x = SparseExpert(PackedExpert.from_buffer(slot, first.header())), activations(3, 32)
    assert (expert(x) == SparseExpert(first)(x)).all()
    slot[:] = second.to_bytes()
    assert (expert(x) == SparseExpert(second)(x)).all()


def test_callers_on_several_threads_do_not_disturb_one_another():
    matrix = SparseMatrix(packed_matrix(96, 256, "2:4", "bf16"))
    inputs = [activations(2, 256, seed) for seed in range(4)]
    expected = [matrix(x, 1) for x in inputs]
    wrong = []

    def work(number: int) -> None:
        for _ in range(200):
            if not (matrix(inputs[number], 2) == expected[number]).all():
                wrong.append(number)

    callers = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(60)
    assert not wrong


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_forked_child_computes():
    code = (
        "import os, numpy as np\n"
        "from flame.nm_pattern import NMPattern\n"
        "from flame.packed import pack\n"
        "from online.kernels.nm_kernels import SparseMatrix\n"
        "m = SparseMatrix(pack(np.eye(64, dtype=np.float32), NMPattern(2, 4)))\n"
        "x = np.arange(64, dtype=np.float32)\n"
        "assert (m(x, 2) == x).all()\n"
        "child = os.fork()\n"
        "if child == 0: os._exit(0 if (m(x, 2) == x).all() else 1)\n"
        "raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))\n"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 0


@needs_native
def test_the_team_of_torch_is_shared_and_a_forked_child_does_without():
    code = (
        "import os, numpy as np, torch\n"
        "torch.set_num_threads(2)\n"
        "torch.ones(1 << 20).sin()\n"  # starts the team
        "from flame.nm_pattern import NMPattern\n"
        "from flame.packed import pack\n"
        "from online.kernels import nm_kernels as sparse_kernels\n"
        "if sparse_kernels._torch_team() is None: raise SystemExit(77)\n"
        "rng = np.random.default_rng(0)\n"
        "weights = rng.standard_normal((640, 256)).astype(np.float32)\n"
        "m = sparse_kernels.SparseMatrix(pack(weights, NMPattern(1, 1), 'int8'))\n"
        "x = rng.standard_normal((9, 256)).astype(np.float32)\n"
        "alone = m(x, 1)\n"
        "before = len(os.listdir('/proc/self/task'))\n"
        "assert all((m(x, 2) == alone).all() for _ in range(50))\n"
        "assert len(os.listdir('/proc/self/task')) == before, 'a thread of our own was started'\n"
        "child = os.fork()\n"
        "if child == 0: os._exit(0 if (m(x, 2) == alone).all() else 1)\n"
        "raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))\n"
    )
    status = subprocess.run([sys.executable, "-c", code], timeout=120, check=False).returncode
    if status == 77:
        pytest.skip("torch has no GNU OpenMP here")
    assert status == 0
