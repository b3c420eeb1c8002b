"""The accelerator from a PYNQ notebook on a Zynq board.

moe = FlameMoe("flame.xclbin", "PROJECT_FOLDER")
expert, scale, hit, y = moe.step(layer, router_x, x, begins=True)
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
from finishing import finished
from pynq import Overlay, allocate


class FlameMoe:
    """One MoE layer of one token a call; residents and path are kept on the device from call to call."""

    def __init__(self, bitstream: str, folder: str, step_shift: int | None = None) -> None:
        self._root = Path(folder)
        self._design = json.loads((self._root / "design.json").read_text(encoding="utf-8"))
        units, width = range(self._design["units"]), self._design["d_model"]
        overlay = Overlay(bitstream)
        self._kernels = [getattr(overlay, f"flame_moe_{unit + 1}") for unit in units]
        shared = [self._image(f"image/{name}.bin") for name in ("router_weights", "table")]
        self._images = [
            shared + [self._image(f"image/unit_{unit}/{name}.bin") for name in ("values", "places", "multipliers")]
            for unit in units
        ]
        self._command = allocate((5,), np.int32)
        self._router_x = allocate((width,), np.int16)
        self._x = allocate((width,), np.dtype(f"int{self._design['value_bits']}"))
        self._decisions = [allocate((6,), np.int32) for _ in units]
        self._answers = [allocate((width,), np.dtype(self._design["answer"])) for _ in units]
        vectors = np.fromfile(self._root / "vectors/command.bin", np.int32)
        self._step_shift = int(vectors[4]) if step_shift is None else step_shift
        self._forget = 1

    def _image(self, name: str) -> Any:
        content = np.fromfile(self._root / name, np.uint8)
        image = allocate(content.shape, np.uint8)
        image[:] = content
        image.flush()
        return image

    def step(
        self, layer: int, router_x: Any, x: Any, begins: bool = False, ends: bool = False
    ) -> tuple[int, int, bool, Any]:
        """Route and compute: expert, its softmax scale in 1/65536, hit, and y with 16 fractional bits.

        `begins` and `ends` mark the first and the last step of an example.
        """
        self._command[:] = (layer, begins, ends, self._forget, self._step_shift)
        self._router_x[:], self._x[:] = router_x, x
        for given in (self._command, self._router_x, self._x):
            given.flush()
        calls = []
        for kernel, images, decision, answer in zip(
            self._kernels, self._images, self._decisions, self._answers, strict=True
        ):
            weights, table, values, places, multipliers = images
            calls.append(
                kernel.start(
                    self._command, self._router_x, weights, table, self._x, values, places, multipliers, decision,
                    answer,
                )
            )  # fmt: skip
        for call in calls:
            call.wait()
        for taken in (*self._decisions, *self._answers):
            taken.invalidate()
        self._forget = 0
        decision = self._decisions[0]
        y = finished(self._design, self._root, layer, decision, [np.array(answer) for answer in self._answers])
        return int(decision[0]), int(decision[1]), bool(decision[2]), y
