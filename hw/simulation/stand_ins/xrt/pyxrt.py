"""Host check only: stands for pyxrt around the C-simulated kernel; `sim/xrt/*.h` says how it differs from a board."""

import ctypes
import mmap
import os
import re
import shutil
from pathlib import Path
from typing import Any

PAGE = 4096


class xclBOSyncDirection:  # noqa: N801 - pyxrt's name
    XCL_BO_SYNC_BO_TO_DEVICE, XCL_BO_SYNC_BO_FROM_DEVICE = 0, 1


def xclbin(library: str) -> Path:
    """An "xclbin": the C-simulated kernel as a shared library."""
    return Path(library).resolve(strict=True)


class device:  # noqa: N801 - pyxrt's name
    """A board without anything of its own."""

    def __init__(self, number: int) -> None:
        self.number = number

    def load_xclbin(self, library: Path) -> Path:
        return library


class bo:  # noqa: N801 - pyxrt's name
    """A buffer, or a part of one from a page on; host and device have their own bytes."""

    normal = 0
    group: int | None
    host: memoryview
    board: memoryview

    def __init__(self, owner: Any, size: int, place: int, group: int | None = None) -> None:
        if isinstance(owner, bo):
            if place % PAGE or place + size > len(owner.host):
                raise RuntimeError(f"pyxrt.bo: a part at {place} (expected a page's start inside)")
            self.group, self.host, self.board = owner.group, owner.host[place:][:size], owner.board[place:][:size]
        else:
            self.group = group
            self.host, self.board = (memoryview(mmap.mmap(-1, max(1, size)))[:size] for _ in range(2))

    def write(self, content: bytes, offset: int) -> None:
        self.host[offset : offset + len(content)] = content

    def read(self, size: int, offset: int) -> memoryview:
        return self.host[offset : offset + size]

    def sync(self, direction: int) -> None:
        if direction == xclBOSyncDirection.XCL_BO_SYNC_BO_TO_DEVICE:
            self.board[:] = self.host
        else:
            self.host[:] = self.board


class kernel:  # noqa: N801 - pyxrt's name
    """An instance with its own copy of the library, and so with its own slots."""

    shared = 1

    def __init__(self, device: device, library: Path, name: str, mode: int) -> None:
        instance = name.partition("{")[2].rstrip("}")
        config = Path(os.environ["FLAME_LINK_CONFIG"]).read_text(encoding="utf-8")
        banks = re.findall(rf"^sp={instance}\.\w+:([A-Z]+)\D*(\d+)", config, re.M)
        self.groups = [int(number) + 128 * (memory == "PLRAM") for memory, number in banks]  # numbered apart
        self.top = ctypes.CDLL(shutil.copy(library, f"{library}.py.{instance}")).flame_moe

    def group_id(self, argument: int) -> int:
        return self.groups[argument]

    def __call__(self, *arguments: bo) -> "run":
        for at, (argument, group) in enumerate(zip(arguments, self.groups, strict=True)):
            if argument.group != group:
                raise RuntimeError(f"pyxrt.kernel: argument {at} lies in another bank")
        return run(self.top, arguments)


class run:  # noqa: N801 - pyxrt's name
    """A call, which happens when it is waited for."""

    def __init__(self, top: Any, arguments: tuple[bo, ...]) -> None:
        self.top, self.arguments = top, arguments

    def wait(self) -> None:
        self.top(*[(ctypes.c_char * len(each.board)).from_buffer(each.board) for each in self.arguments])
