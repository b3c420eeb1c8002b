"""Run the kernel over the test vectors with pyxrt: python3 host.py flame.xclbin PROJECT_FOLDER [DEVICE]"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyxrt
from finishing import finished

IMAGES = {"router_weights": 2, "table": 3, "values": 5, "places": 6, "multipliers": 7}
STEPS = {"command": 0, "router_x": 1, "x": 4}
DECISION, ANSWER = 8, 9  # arguments that come back
PAGE = 4096
TO_DEVICE = pyxrt.xclBOSyncDirection.XCL_BO_SYNC_BO_TO_DEVICE
FROM_DEVICE = pyxrt.xclBOSyncDirection.XCL_BO_SYNC_BO_FROM_DEVICE


class Unit:
    """One instance of the kernel: its buffers lie in its own memory banks."""

    def __init__(self, device: Any, xclbin: Any, root: Path, number: int, sizes: dict[int, int]) -> None:
        name = f"flame_moe:{{flame_moe_{number + 1}}}"
        self.kernel = pyxrt.kernel(device, xclbin, name, pyxrt.kernel.shared)
        self.arguments: list[Any] = [None] * 10
        for image, argument in IMAGES.items():
            folder = root / "image" if image in ("router_weights", "table") else root / "image" / f"unit_{number}"
            content = (folder / f"{image}.bin").read_bytes()
            self.arguments[argument] = self.buffer(device, len(content), argument)
            self.arguments[argument].write(content, 0)
            self.arguments[argument].sync(TO_DEVICE)
        self.given = self.together(device, {argument: sizes[argument] for argument in STEPS.values()})
        self.taken = self.together(device, {argument: sizes[argument] for argument in (DECISION, ANSWER)})

    def together(self, device: Any, sizes: dict[int, int]) -> Any:
        """A buffer that holds those of several arguments, so that one transfer moves them; each begins at a page."""
        starts, whole = {}, 0
        for argument, size in sizes.items():
            starts[argument], whole = whole, whole + -(-size // PAGE) * PAGE
        buffer = self.buffer(device, whole, min(sizes))
        for argument, size in sizes.items():
            self.arguments[argument] = pyxrt.bo(buffer, size, starts[argument])
        return buffer

    def buffer(self, device: Any, size: int, argument: int) -> Any:
        return pyxrt.bo(device, size, pyxrt.bo.normal, self.kernel.group_id(argument))

    def step(self, contents: dict[int, bytes]) -> None:
        for argument, content in contents.items():
            self.arguments[argument].write(content, 0)
        self.given.sync(TO_DEVICE)

    def read(self, argument: int, size: int, dtype: Any) -> Any:
        return np.frombuffer(bytes(self.arguments[argument].read(size, 0)), dtype)


def main(xclbin: str, folder: str, number: str = "0") -> int:
    root = Path(folder)
    design = json.loads((root / "design.json").read_text(encoding="utf-8"))
    answer = np.dtype(design["answer"])
    device = pyxrt.device(int(number))
    loaded = device.load_xclbin(pyxrt.xclbin(xclbin))
    steps = len((root / "vectors/command.bin").read_bytes()) // 20
    rows = {
        name: np.frombuffer((root / "vectors" / f"{name}.bin").read_bytes(), np.uint8).reshape(steps, -1)
        for name in (*STEPS, "decision", "y")
    }
    sizes = {argument: rows[name].shape[1] for name, argument in STEPS.items()}
    sizes |= {DECISION: 24, ANSWER: design["d_model"] * answer.itemsize}
    units = [Unit(device, loaded, root, unit, sizes) for unit in range(design["units"])]
    wrong, seconds = 0, 0.0
    for step in range(steps):
        start = time.perf_counter()
        for unit in units:
            unit.step({argument: rows[name][step].tobytes() for name, argument in STEPS.items()})
        runs = [unit.kernel(*unit.arguments) for unit in units]
        for run in runs:
            run.wait()
        for unit in units:
            unit.taken.sync(FROM_DEVICE)
        decisions = [unit.read(DECISION, sizes[DECISION], np.int32) for unit in units]
        answers = [unit.read(ANSWER, sizes[ANSWER], answer) for unit in units]
        layer = int(rows["command"][step].view(np.int32)[0])
        y = finished(design, root, layer, decisions[0], answers)
        seconds += time.perf_counter() - start
        agree = all(decision.tobytes() == rows["decision"][step].tobytes() for decision in decisions)
        wrong += not (agree and y.tobytes() == rows["y"][step].tobytes())
    each = f"{1e3 * seconds / max(1, steps):.3f} ms each with {2 * len(units)} transfers"
    print(f"flame_moe: {steps} steps, {wrong} differ, {each}")
    return int(wrong != 0)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
