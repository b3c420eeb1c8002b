"""Compiles every Triton kernel for a GPU of a compute capability, with no device: a line for each.

A process of its own, since Triton's interpreter, once chosen, is there for good. Kernels are compiled as they are
launched: for the arguments of a call whose launch is taken over here.
"""

import contextlib
import os
import sys

os.environ.pop("TRITON_INTERPRET", None)

import torch
from triton.backends.compiler import GPUTarget
from triton.compiler import ASTSource, compile

from flame.nm_pattern import NMPattern
from flame.packed_expert import PackedExpert
from online.kernels import triton_experts, triton_kernels
from tests.online.kernels.matrices import nm_matrix

NAMES = {
    torch.int8: "i8", torch.uint8: "u8", torch.int32: "i32", torch.int64: "i64", torch.float32: "fp32",
    torch.bfloat16: "bf16", torch.float16: "fp16",
}  # fmt: skip


class Compiled:
    """Stands for a kernel: a launch compiles it."""

    def __init__(self, kernel, capability: int) -> None:
        self._kernel, self._target = kernel, GPUTarget("cuda", capability, 32)

    def __getitem__(self, grid):
        return self._launch

    def _launch(self, *arguments, **named) -> None:
        values = dict(zip(self._kernel.arg_names, arguments, strict=False)) | named
        signature, constants, attributes = {}, {}, {}
        for place, parameter in enumerate(self._kernel.params):
            value = values[parameter.name]
            number = not isinstance(value, torch.Tensor)
            if parameter.is_constexpr or value is None or (number and value == 1):  # as a launch has it
                signature[parameter.name], constants[(place,)] = "constexpr", value
            else:
                if not number or value % 16 == 0:
                    attributes[(place,)] = [["tt.divisibility", 16]]
                whole = "i64" if number and value >= 1 << 31 else "i32"
                signature[parameter.name] = whole if number else "*" + NAMES[value.dtype]
        made = compile(ASTSource(self._kernel, signature, constants, attributes), target=self._target)
        print(self._kernel.__name__, len(made.asm["cubin"]))


def main(capability: int) -> None:
    torch.cuda.device_of = lambda tensor: contextlib.nullcontext()
    for module, names in ((triton_kernels, ("_multiply", "_activate")), (triton_experts, ("_compute",))):
        for name in names:
            setattr(module, name, Compiled(getattr(module, name), capability))
    x, index, weights = torch.randn(2, 32), torch.tensor([[0, 1], [1, 2]]), torch.rand(2, 2)
    for value_type, pattern, gated in (
        ("int8", "2:4", True), ("int4", "2:4", True), ("bf16", "4:4", True), ("fp16", "8:16", False),
        ("fp32", "1:4", False),
    ):  # fmt: skip
        nm = NMPattern.parse(pattern)
        matrices = {"gate": nm_matrix(64, 32, nm)} if gated else {}
        matrices |= {"up": nm_matrix(64, 32, nm), "down": nm_matrix(32, 64, nm)}
        expert = PackedExpert.pack(matrices, nm, value_type)
        slots = triton_experts.ExpertSlots(expert, 3, 2, "cpu", "silu" if gated else "relu")
        slots(x, index, weights)
        slots(x[:1], index[:1, :1], weights[:1, :1])  # ones are constants
        triton_kernels.TritonExpert(expert, "cpu", "silu" if gated else "relu")(x)


if __name__ == "__main__":
    main(int(sys.argv[1]))
