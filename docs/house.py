"""The plan of the house, measured from the code: topic folders, their lines, and what imports what.

    python docs/house.py house.svg

The documentation draws it anew at each build, so that the picture cannot tell another story than the imports.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

ROOT = Path(__file__).parent.parent
FLOORS = (("experiments",), ("offline", "online", "hw"), ("flame",))  # from the top down
Box = tuple[float, float, float, float]  # left, bottom, width, height
INK, PAPER, TOPIC, MUTED = "#1f2430", "#f4f5f7", "#ffffff", "#8a93a5"


@dataclass(frozen=True)
class House:
    """Lines of each topic folder (`room.topic`, or the room itself for files at its top), and imports between rooms.

    Args:
        lines: of Python, by folder.
        imports: how many import statements of one room name another.
    """

    lines: Mapping[str, int]
    imports: Mapping[tuple[str, str], int]


def measure(root: Path) -> House:
    """Read the imports and the lines of every room below a checkout."""
    rooms = [room for floor in FLOORS for room in floor]
    lines: dict[str, int] = {}
    imports: dict[tuple[str, str], int] = {}
    for room in rooms:
        for file in sorted((root / room).rglob("*.py")):
            text = file.read_text(encoding="utf-8")
            folder = ".".join(file.relative_to(root).parts[:-1][:2])
            if file.name != "__init__.py":
                lines[folder] = lines.get(folder, 0) + len(text.splitlines())
            for named in _imported(ast.parse(text)):
                other = named.partition(".")[0]
                if other in rooms and other != room:
                    imports[room, other] = imports.get((room, other), 0) + 1
    return House(lines, imports)


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def draw(canvas: Figure, house: House | None = None) -> None:
    """Draw the rooms on their floors, topic folders with their lines inside, an arrow for each import between rooms."""
    house = house or measure(ROOT)
    axes = canvas.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, 12), ylim=(0, 9.6))
    axes.set_axis_off()
    corners: dict[str, Box] = {}
    for level, floor in enumerate(FLOORS):
        width, bottom = 11.4 / len(floor), 6.7 - 3.2 * level
        for i, room in enumerate(floor):
            corners[room] = (0.3 + i * width, bottom, width - 0.3 * (len(floor) > 1), 2.5)
            _draw_room(axes, room, corners[room], house)
    for (above, below), count in sorted(house.imports.items()):
        _draw_arrow(axes, corners[above], corners[below], count)


def _draw_room(axes: Any, room: str, corner: Box, house: House) -> None:
    x, y, width, height = corner
    axes.add_patch(FancyBboxPatch((x, y), width, height, "round,pad=0,rounding_size=0.08", fc=PAPER, ec=INK, lw=1.2))
    axes.text(x + 0.15, y + height - 0.18, f"{room}/", va="top", weight="bold", size=12, color=INK)
    topics = sorted(
        (folder for folder in house.lines if folder.partition(".")[0] == room), key=lambda f: (f != room, f)
    )
    columns = 2 if width < 6 else 4
    cell, row = (width - 0.3) / columns, (height - 0.75) / max(1, -(-len(topics) // columns))
    for i, folder in enumerate(topics):
        left, top = x + 0.15 + i % columns * cell, y + height - 0.6 - i // columns * row
        box = (left + 0.04, top - row + 0.06)
        axes.add_patch(
            FancyBboxPatch(box, cell - 0.08, row - 0.1, "round,pad=0,rounding_size=0.05", fc=TOPIC, ec=MUTED)
        )
        name = folder.partition(".")[2] or ("vocabulary" if room == "flame" else "files at the top")
        label = f"{name}\n{house.lines[folder]:,} lines"
        axes.text(left + cell / 2, top - row / 2 + 0.02, label, ha="center", va="center", size=8.5, color=INK)


def _draw_arrow(axes: Any, above: Box, below: Box, count: int) -> None:
    """From the lower edge of one room to the upper edge of another; past the middle floor where it skips one."""
    (x, y, width, _), (u, v, other, height) = above, below
    skips = y - (v + height) > 2
    start = (x + width - 0.1, y) if skips else (min(max(u + other / 2, x + 0.4), x + width - 0.4), y)
    end = (u + other - 0.1, v + height) if skips else (min(max(start[0], u + 0.4), u + other - 0.4), v + height)
    axes.add_patch(
        FancyArrowPatch(start, end, arrowstyle="-|>", mutation_scale=12, color=INK, lw=1.1, shrinkA=1, shrinkB=1)
    )
    axes.text(start[0] + (-0.08 if skips else 0.08), start[1] - 0.35, f"{count}", size=8, color=MUTED, va="center",
              ha="right" if skips else "left")  # fmt: skip


if __name__ == "__main__":
    figure = Figure(figsize=(10, 8))
    draw(figure)
    figure.savefig(sys.argv[1] if len(sys.argv) > 1 else "house.svg", dpi=150)
