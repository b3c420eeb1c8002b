"""Run the kernel over the test vectors with pyxrt: python3 host.py flame.xclbin PROJECT_FOLDER [DEVICE]"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyxrt
from finishing import finished

PAGE = 4096
TO_DEVICE = pyxrt.xclBOSyncDirection.XCL_BO_SYNC_BO_TO_DEVICE
FROM_DEVICE = pyxrt.xclBOSyncDirection.XCL_BO_SYNC_BO_FROM_DEVICE


class Unit:
    """One instance of the kernel: its buffers lie in its own memory banks."""

    def __init__(self, device: Any, xclbin: Any, root: Path, number: int, arguments: list[dict[str, Any]]) -> None:
        name = f"flame_moe:{{flame_moe_{number + 1}}}"
        self.kernel = pyxrt.kernel(device, xclbin, name, pyxrt.kernel.shared)
        self.buffers: dict[str, Any] = {argument["name"]: None for argument in arguments}  # in the kernel's order
        self.sizes = {argument["name"]: argument["bytes"] for argument in arguments if argument["role"] == "taken"}
        for at, argument in enumerate(arguments):
            if argument["role"] == "image":
                folder = root / "image" / (f"unit_{number}" if argument["own"] else "")
                content = (folder / f"{argument['name']}.bin").read_bytes()
                self.buffers[argument["name"]] = self.buffer(device, len(content), at)
                self.buffers[argument["name"]].write(content, 0)
                self.buffers[argument["name"]].sync(TO_DEVICE)
        self.given, self.taken = (self.together(device, arguments, role) for role in ("given", "taken"))

    def together(self, device: Any, arguments: list[dict[str, Any]], role: str) -> list[Any]:
        """Buffers that hold all arguments of a role, one a bank: a transfer moves each; parts begin at pages."""
        banks: dict[int, list[int]] = {}
        for at, argument in enumerate(arguments):
            if argument["role"] == role:
                banks.setdefault(self.kernel.group_id(at), []).append(at)
        made = []
        for members in banks.values():
            sizes = [-(-arguments[at]["bytes"] // PAGE) * PAGE for at in members]
            made.append(self.buffer(device, sum(sizes), members[0]))
            for order, at in enumerate(members):
                part = pyxrt.bo(made[-1], arguments[at]["bytes"], sum(sizes[:order]))
                self.buffers[arguments[at]["name"]] = part
        return made

    def buffer(self, device: Any, size: int, argument: int) -> Any:
        return pyxrt.bo(device, size, pyxrt.bo.normal, self.kernel.group_id(argument))

    def give(self, contents: dict[str, bytes]) -> None:
        for name, content in contents.items():
            self.buffers[name].write(content, 0)
        for buffer in self.given:
            buffer.sync(TO_DEVICE)

    def take(self) -> dict[str, bytes]:
        for buffer in self.taken:
            buffer.sync(FROM_DEVICE)
        return {name: bytes(self.buffers[name].read(size, 0)) for name, size in self.sizes.items()}


def main(xclbin: str, folder: str, number: str = "0") -> int:
    root = Path(folder)
    design = json.loads((root / "design.json").read_text(encoding="utf-8"))
    arguments = design["arguments"]
    device = pyxrt.device(int(number))
    loaded = device.load_xclbin(pyxrt.xclbin(xclbin))
    vectors = {
        argument["name"]: (root / "vectors" / f"{argument['name']}.bin").read_bytes()
        for argument in arguments
        if argument["role"] != "image"
    }
    given = {argument["name"]: argument["bytes"] for argument in arguments if argument["role"] == "given"}
    steps = next(len(vectors[name]) // size for name, size in given.items())
    rows = {name: np.frombuffer(content, np.uint8).reshape(steps, -1) for name, content in vectors.items()}
    units = [Unit(device, loaded, root, unit, arguments) for unit in range(design["units"])]
    wrong, seconds = 0, 0.0
    for step in range(steps):
        contents = {name: rows[name][step].tobytes() for name in given}
        start = time.perf_counter()
        for unit in units:
            unit.give(contents)
        runs = [unit.kernel(*unit.buffers.values()) for unit in units]
        for run in runs:
            run.wait()
        taken = [unit.take() for unit in units]
        y = finished(design, root, contents, taken)
        seconds += time.perf_counter() - start
        alike = all(
            content == rows[name][step].tobytes() for unit in taken for name, content in unit.items() if name != "y"
        )
        wrong += not (alike and y.tobytes() == rows["y"][step].tobytes())
    transfers = sum(len(unit.given) + len(unit.taken) for unit in units)
    each = f"{1e3 * seconds / max(1, steps):.3f} ms each with {transfers} transfers"
    print(f"flame_moe: {steps} steps, {wrong} differ, {each}")
    return int(wrong != 0)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
