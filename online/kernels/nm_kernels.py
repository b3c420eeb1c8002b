"""Products with N:M matrices straight from their packed bytes; nothing is kept twice.

Few tokens are multiplied with what is read as it is. For many (9 to 96 on) AVX-512 unpacks some rows, for all of them.

The kernels are C++ (`online/native/nm_*.cpp`) for AVX-512, AVX2 and any other CPU, chosen at run time. Where
the package was built without a compiler, NumPy computes the same and says once that it is slow.

Rounding. Float values are widened exactly to fp32 and multiplied with fp32 activations; a result differs between
instruction sets, and from NumPy, by at most `cols * 2**-23` of the sum of the products' magnitudes (the order of the
sum). Many tokens are multiplied with bf16 values in bf16 where the CPU does that, and added up in fp32: an activation
that is no bf16 number is the sum of two, off by at most `2**-17` of it, and denormal numbers are zeros; between an
expert's two such products a token that entered in bf16 is rounded to it, as a model's own layers do. int8 and int4
values are multiplied in integers: each token's activations are rounded to whole steps of `2**-15` of the power of two
above its largest, sums are exact, and the bits are the same everywhere. What stands between an expert's matrices is so
too (`online.kernels.activations`), so a whole int8 or int4 expert is.

Repeatability. For one instruction set a result depends on its row and its token alone, and of float values on whether
the call has few tokens (up to `MOST_FEW` are), each with the bits that it has alone, or many, in another order: not on
the number of threads, nor on the tokens beside it. A token that is not finite gives results that mean nothing.
"""

from __future__ import annotations

import ctypes
import os
import sys
import warnings
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flame.errors import ConfigError, FlameWarning, FormatError, near_names
from flame.nm_pattern import DENSE, ENCODINGS
from flame.packed import PackedMatrix
from flame.packed_expert import MATRICES, PackedExpert
from flame.value_types import scale_columns
from online.extension import extension
from online.kernels.activations import ACTIVATIONS, activate, check_expert
from online.kernels.nm_numpy import multiply_numpy

Activations = Any  # NumPy array or torch tensor on the CPU, [..., cols]

INSTRUCTION_SETS = ("portable", "avx2", "avx512")  # in the order of the native enumeration
VALUE_TYPES = ("fp32", "bf16", "fp16", "int8", "int4", "int4_64")  # the last two are one to the native enumeration
MOST_FEW = 8  # tokens that have the bits that each has alone, whatever the values


class NativeMatrix(ctypes.Structure):
    """The native `flame_nm::Matrix`."""

    _fields_ = (
        ("plan", ctypes.c_void_p),
        ("values", ctypes.c_void_p),
        ("indexes", ctypes.c_void_p),
        ("scales", ctypes.c_void_p),
        ("multipliers", ctypes.c_void_p),
        ("bias", ctypes.c_void_p),
        ("index_bytes", ctypes.c_int64),
        ("rows", ctypes.c_int64),
        ("cols", ctypes.c_int64),
        ("value_type", ctypes.c_int32),
        ("scale_columns", ctypes.c_int32),
    )


class _NativeExpert(ctypes.Structure):
    """The native `flame_nm::Expert`."""

    _fields_ = (
        ("gate", ctypes.c_void_p),
        ("up", ctypes.c_void_p),
        ("down", ctypes.c_void_p),
        ("activation", ctypes.c_int32),
    )


class SparseMatrix:
    """A packed matrix that multiplies: `SparseMatrix(packed, bias)(x)` is `x @ unpack(packed).T + bias`.

    Holds addresses of the packed arrays, not copies. It may be made once over a buffer whose bytes are then replaced
    by those of another matrix of the same header. Index codes are not checked here (a store's checksums are for that);
    damaged ones give wrong numbers and never reach outside the arrays.

    Args:
        packed: values of one of `VALUE_TYPES`; any pattern and encoding.
        bias: fp32 [rows], or None.
    Raises:
        FormatError: another value type, or arrays that are not contiguous.
    """

    def __init__(self, packed: PackedMatrix, bias: NDArray[np.float32] | None = None) -> None:
        self.packed, self.bias = packed, bias
        if packed.value_type not in VALUE_TYPES:
            raise FormatError(
                f"sparse kernel: {packed.value_type} values (expected one of {', '.join(VALUE_TYPES)}; pack the matrix "
                "with one of these)"
            )
        for name, array in (packed.arrays() | ({} if bias is None else {"bias": bias})).items():
            if not array.flags.c_contiguous:
                raise FormatError(f"sparse kernel: {name} are not contiguous (expected the arrays as pack makes them)")
        self._native: NativeMatrix | None = None
        if _library() is not None:
            pattern, encoding = packed.pattern, packed.encoding
            self._native = NativeMatrix(
                _plan(pattern.keep, pattern.group, encoding, pattern.index_bits(encoding)),
                packed.values.ctypes.data,
                packed.indexes.ctypes.data,
                *(None if a is None else a.ctypes.data for a in (packed.scales, packed.multipliers, bias)),
                packed.indexes.nbytes,
                *packed.shape,
                min(VALUE_TYPES.index(packed.value_type), VALUE_TYPES.index("int4")),
                scale_columns(packed.value_type),
            )

    @property
    def native(self) -> NativeMatrix | None:
        """What the native kernels are called with: addresses of the packed arrays; None where they are not built."""
        return self._native

    def instruction_set(self, wanted: str | None = None) -> str:
        """What a product uses: one of `INSTRUCTION_SETS`, or `numpy`; a pattern without a kernel goes to portable."""
        library = _library()
        if library is None or self._native is None:
            return "numpy"
        return INSTRUCTION_SETS[library.flame_nm_chosen(ctypes.byref(self._native), _level(wanted))]

    def __call__(self, x: Activations, threads: int | None = None, instruction_set: str | None = None) -> Activations:
        """Multiply.

        Args:
            x: [..., cols], of the kind and element type that comes back; computed in fp32.
            threads: at most so many, None for as many as this process may use.
            instruction_set: the best one allowed, None for the best there is.
        Returns:
            [..., rows].
        Raises:
            FormatError: x has another width.
            ConfigError: no such instruction set on this machine, or threads is below 1.
        """
        library = _library()
        if library is not None and _is_bf16(x) and x.shape[-1] == self.packed.shape[1]:
            x = x if x.is_contiguous() else x.contiguous()
            y = x.new_empty((*x.shape[:-1], self.packed.shape[0]))
            library.flame_nm_multiply_bf16(
                self._native, x.data_ptr(), y.data_ptr(), x.numel() // x.shape[-1], _threads(threads),
                _level(instruction_set),
            )  # fmt: skip
            return y
        floats = _as_fp32(x, self.packed.shape[1])
        y = _empty(floats, self.packed.shape[0])
        if library is None or self._native is None:
            _store(y, self._numpy(_flat(floats)))
        else:
            library.flame_nm_multiply(
                ctypes.byref(self._native), _address(floats), _address(y), _tokens(floats), _threads(threads),
                _level(instruction_set),
            )  # fmt: skip
        return _as_type_of(y, x)

    def _numpy(self, x: NDArray[np.float32]) -> NDArray[np.float32]:
        """[tokens, rows] without the native library."""
        y = multiply_numpy(self.packed, x)
        return y if self.bias is None else y + self.bias


class SparseExpert:
    """A packed expert that computes, for each token x: `down(f(gate(x)) * up(x))`, or `down(f(up(x)))` without a gate.

    Args:
        expert: matrices `up` [d_ff, d_model] and `down` [d_model, d_ff], for a gated expert `gate` like `up`; each as
            for `SparseMatrix`, with its bias where it has one.
        activation: f, one of `ACTIVATIONS`.
    Raises:
        FormatError: other matrices, shapes that do not follow one another, or an activation that wants a gate.
        ConfigError: no such activation.
    """

    def __init__(self, expert: PackedExpert, activation: str = "relu") -> None:
        check_expert(expert, activation)
        self.matrices = {
            name: SparseMatrix(expert.matrices[name], expert.biases.get(name))
            for name in MATRICES
            if name in expert.matrices
        }
        self._activation = activation
        self._native: _NativeExpert | None = None
        natives = {name: matrix._native for name, matrix in self.matrices.items()}
        if _library() is not None:
            addresses = (None if n is None else ctypes.addressof(n) for n in map(natives.get, MATRICES))
            self._native = _NativeExpert(*addresses, ACTIVATIONS.index(activation))

    def __call__(
        self,
        x: Activations,
        threads: int | None = None,
        instruction_set: str | None = None,
        gates: Activations | None = None,
    ) -> Activations:
        """Compute the expert: [..., d_model] to [..., d_model].

        Args:
            x, threads, instruction_set: as for `SparseMatrix`, and the same errors.
            gates: one factor for each token's result [..., 1], None for ones; applied in fp32.
        """
        up, down = self.matrices["up"], self.matrices["down"]
        floats = _as_fp32(x, up.packed.shape[1])
        factors = None if gates is None else _gates_of(gates, floats)
        y = _empty(floats, down.packed.shape[0])
        library = _library()
        if library is None or self._native is None:
            tokens = _flat(floats)
            gate = self.matrices["gate"]._numpy(tokens) if "gate" in self.matrices else None
            result = down._numpy(activate(self._activation, gate, up._numpy(tokens)))
            _store(y, result if factors is None else result * _flat(factors))
        else:
            library.flame_nm_expert(
                ctypes.byref(self._native), _address(floats), None if factors is None else _address(factors),
                _address(y), _tokens(floats), _threads(threads), _level(instruction_set),
            )  # fmt: skip
        return _as_type_of(y, x)


def multiply_row(matrix: NativeMatrix, x: Any, threads: int) -> Any:
    """Multiply one row, a tensor [..., cols] of the weight's type, with what `dense_matrix` gave: [..., rows]."""
    x = x if x.is_contiguous() else x.contiguous()
    y = x.new_empty((*x.shape[:-1], matrix.rows))
    multiply = _library().flame_nm_multiply_bf16 if _is_bf16(x) else _library().flame_nm_multiply
    multiply(ctypes.byref(matrix), x.data_ptr(), y.data_ptr(), 1, threads, _level(None))
    return y


def dense_matrix(weight: Any, bias: NDArray[np.float32] | None = None) -> NativeMatrix:
    """What the native kernels multiply with for a dense weight, whose memory it is; they have to be built.

    Args:
        weight: contiguous tensor [rows, cols] on the CPU, fp32 or bf16.
        bias: fp32 [rows], or None.
    """
    value_type = VALUE_TYPES.index("bf16" if _is_bf16(weight) else "fp32")
    encoding = DENSE.best_encoding
    plan = _plan(DENSE.keep, DENSE.group, encoding, DENSE.index_bits(encoding))
    bias_at = None if bias is None else bias.ctypes.data
    matrix = NativeMatrix(plan, weight.data_ptr(), None, None, None, bias_at, 0, *weight.shape, value_type, 0)
    matrix.kept = weight, bias  # whose memory it points to
    return matrix


def best_instruction_set() -> str:
    """The best of `INSTRUCTION_SETS` that this machine has, or `numpy` where the kernels are not built."""
    library = _library()
    return "numpy" if library is None else INSTRUCTION_SETS[library.flame_nm_instruction_set()]


def available_threads() -> int:
    """CPUs that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_memory(array: NDArray[Any], threads: int | None = None) -> None:
    """Read every byte of an array once: its time tells the bandwidth at which kernels could at best be fed."""
    library = _library()
    if library is None:
        array.view(np.uint64).sum()
    else:
        library.flame_nm_read(array.ctypes.data, array.nbytes, _threads(threads))


@cache
def _library() -> Any:
    """The native library with its functions typed, or None (said once) where it was not built."""
    library = extension()
    if library is None:
        warnings.warn(
            "online._native is not built with the sparse kernels: N:M products run in NumPy, some hundred times slower "
            "(reinstall flame-moe with a C++ compiler)",
            FlameWarning,
            stacklevel=3,
        )
        return None
    plan, multiply, expert = library.flame_nm_plan, library.flame_nm_multiply, library.flame_nm_expert
    read, chosen, use_team = library.flame_nm_read, library.flame_nm_chosen, library.flame_nm_use_team
    i32, i64, pointer = ctypes.c_int32, ctypes.c_int64, ctypes.c_void_p
    matrix = ctypes.POINTER(NativeMatrix)
    plan.argtypes, plan.restype = [i32] * 4, pointer
    chosen.argtypes, chosen.restype = [matrix, i32], i32
    multiply.argtypes, multiply.restype = [matrix, pointer, pointer, i64, i32, i32], None
    multiply_bf16 = library.flame_nm_multiply_bf16
    multiply_bf16.argtypes, multiply_bf16.restype = [matrix, pointer, pointer, i64, i32, i32], None
    expert.argtypes = [ctypes.POINTER(_NativeExpert), pointer, pointer, pointer, i64, i32, i32]
    expert.restype = None
    read.argtypes, read.restype = [pointer, i64, i32], ctypes.c_uint64
    use_team.argtypes, use_team.restype = [pointer], None
    library.flame_nm_call_little.argtypes, library.flame_nm_call_little.restype = [i64], None
    use_team(_torch_team())
    return library


def _torch_team() -> int | None:
    """Address of `GOMP_parallel` in the OpenMP library that torch has loaded, if it has.

    torch's idle threads go on spinning for milliseconds; kernels that alternate with torch's own run on these threads,
    since others would have to wait for a CPU.
    """
    if "torch" not in sys.modules or not hasattr(os, "RTLD_NOLOAD"):
        return None
    try:
        return ctypes.cast(ctypes.CDLL("libgomp.so.1", mode=os.RTLD_NOLOAD).GOMP_parallel, ctypes.c_void_p).value
    except (OSError, AttributeError):
        return None


@cache
def _plan(keep: int, group: int, encoding: str, code_bits: int) -> int:
    return _library().flame_nm_plan(keep, group, ENCODINGS.index(encoding), code_bits)  # type: ignore[no-any-return]


@cache
def _level(wanted: str | None) -> int:
    best: int = _library().flame_nm_instruction_set()
    if wanted is None:
        return best
    if wanted not in INSTRUCTION_SETS:
        raise ConfigError(f"instruction set {wanted!r}: unknown ({near_names(wanted, INSTRUCTION_SETS)})")
    if INSTRUCTION_SETS.index(wanted) > best:
        raise ConfigError(f"instruction set {wanted}: this CPU has none of it (choose {INSTRUCTION_SETS[best]})")
    return INSTRUCTION_SETS.index(wanted)


def _threads(threads: int | None) -> int:
    if threads is None:
        return available_threads()
    if threads < 1:
        raise ConfigError(f"sparse kernel: threads is {threads} (expected at least 1)")
    return threads


def _as_fp32(x: Activations, cols: int) -> Activations:
    """Contiguous fp32 activations of the same kind."""
    if not x.ndim or x.shape[-1] != cols:
        raise FormatError(f"sparse kernel: activations {list(x.shape)} (expected [..., {cols}])")
    if isinstance(x, np.ndarray):
        return np.ascontiguousarray(x, np.float32)
    if x.device.type != "cpu":
        raise FormatError(f"sparse kernel: activations on {x.device} (expected the CPU)")
    if x.dtype == sys.modules["torch"].float32 and x.is_contiguous() and not x.requires_grad:
        return x
    return x.detach().float().contiguous()


def _gates_of(gates: Activations, x: Activations) -> Activations:
    if gates.shape[:-1] != x.shape[:-1]:
        raise FormatError(f"sparse expert: gates {list(gates.shape)} for {list(x.shape)} (expected [..., 1] alike)")
    return _as_fp32(gates, 1)


def _is_bf16(x: Activations) -> bool:
    """Whether it is a tensor of the CPU in bf16, which the library widens and rounds itself."""
    return not isinstance(x, np.ndarray) and x.dtype is sys.modules["torch"].bfloat16 and x.device.type == "cpu"


def _as_type_of(y: Activations, x: Activations) -> Activations:
    if y.dtype == x.dtype:
        return y
    return y.astype(x.dtype) if isinstance(x, np.ndarray) else y.to(x.dtype)


def _empty(x: Activations, width: int) -> Activations:
    shape = (*x.shape[:-1], width)
    return np.empty(shape, np.float32) if isinstance(x, np.ndarray) else x.new_empty(shape)


def _address(x: Activations) -> int:
    return int(x.ctypes.data if isinstance(x, np.ndarray) else x.data_ptr())


def _tokens(x: Activations) -> int:
    return int(np.prod(x.shape[:-1], dtype=np.int64)) if x.ndim != 2 else int(x.shape[0])


def _flat(x: Activations) -> NDArray[np.float32]:
    floats: NDArray[np.float32] = x if isinstance(x, np.ndarray) else x.numpy()
    return floats.reshape(-1, floats.shape[-1])


def _store(y: Activations, result: NDArray[np.float32]) -> None:
    _flat(y)[:] = result
