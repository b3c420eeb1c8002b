"""The accelerator from a PYNQ notebook on a Zynq board.

moe = FlameMoe("flame.xclbin", "PROJECT_FOLDER")
y, answers = moe.step(x=..., ...)  # what a step is given, by the names of README.md
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
from finishing import finished
from pynq import Overlay, allocate


class FlameMoe:
    """One MoE layer of one token a call; what is resident is kept on the device from call to call."""

    def __init__(self, bitstream: str, folder: str) -> None:
        self._root = Path(folder)
        self._design = json.loads((self._root / "design.json").read_text(encoding="utf-8"))
        overlay = Overlay(bitstream)
        units = range(self._design["units"])
        self._kernels = [getattr(overlay, f"flame_moe_{unit + 1}") for unit in units]
        self._given: dict[str, Any] = {}
        self._taken: list[dict[str, Any]] = [{} for _ in units]
        self._buffers: list[list[Any]] = [[] for _ in units]  # of each unit, in the kernel's order
        for argument in self._design["arguments"]:
            for unit, each in enumerate(self._made(argument, len(units))):
                self._buffers[unit].append(each)
                if argument["role"] == "taken":
                    self._taken[unit][argument["name"]] = each

    def _made(self, argument: dict[str, Any], units: int) -> list[Any]:
        """An argument's buffer for each unit; what all units read is there once."""
        name = argument["name"]
        if argument["role"] == "taken":
            return [allocate((argument["bytes"],), np.uint8) for _ in range(units)]
        if argument["role"] == "given":
            self._given[name] = allocate((argument["bytes"],), np.uint8)
            return [self._given[name]] * units
        if argument["own"]:
            return [self._image(f"image/unit_{unit}/{name}.bin") for unit in range(units)]
        return [self._image(f"image/{name}.bin")] * units

    def _image(self, name: str) -> Any:
        content = np.fromfile(self._root / name, np.uint8)
        image = allocate(content.shape, np.uint8)
        image[:] = content
        image.flush()
        return image

    def step(self, **given: Any) -> tuple[Any, dict[str, bytes]]:
        """Run a step on arrays of the arguments' types: y with 16 fractional bits, and what the first unit answered."""
        contents = {name: np.ascontiguousarray(array).tobytes() for name, array in given.items()}
        for name, buffer in self._given.items():
            buffer[:] = np.frombuffer(contents[name], np.uint8)
            buffer.flush()
        calls = [kernel.start(*buffers) for kernel, buffers in zip(self._kernels, self._buffers, strict=True)]
        for call in calls:
            call.wait()
        for unit in self._taken:
            for buffer in unit.values():
                buffer.invalidate()
        taken = [{name: np.array(buffer).tobytes() for name, buffer in unit.items()} for unit in self._taken]
        return finished(self._design, self._root, contents, taken), taken[0]
