"""One look for every figure: colours that stay apart for colour-blind readers and in grey, few lines, large type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cycler import cycler

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Okabe and Ito's palette, ordered by contrast on white.
OURS, PAPER, ACCENT, SECOND, THIRD, FOURTH, MUTED = (
    "#0072B2", "#999999", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#BBBBBB",
)  # fmt: skip
SERIES = (OURS, ACCENT, SECOND, THIRD, "#E69F00", FOURTH, "#000000", "#7B5AA6")

RC: dict[Any, Any] = {
    "font.size": 12,
    "axes.titlesize": 14,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 12,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#E6E6E6",
    "grid.linewidth": 0.8,
    "axes.prop_cycle": cycler(color=SERIES),
    "lines.linewidth": 2.2,
    "lines.markersize": 6,
    "legend.frameon": False,
    "figure.facecolor": "white",
    "svg.hashsalt": "flame",
    "svg.fonttype": "path",
}


def new_axes(figure: Figure, title: str, x: str, y: str) -> Axes:
    """The only axes of a figure, with its title and axis labels."""
    axes = figure.add_subplot()
    label(axes, title, x, y)
    return axes


def label(axes: Axes, title: str, x: str, y: str) -> None:
    """Title and axis labels."""
    axes.set_title(title)
    axes.set_xlabel(x)
    axes.set_ylabel(y)


def as_percent(axes: Axes, which: str = "y") -> None:
    """Show a fraction axis in per cent."""
    from matplotlib.ticker import PercentFormatter

    (axes.yaxis if which == "y" else axes.xaxis).set_major_formatter(PercentFormatter(1.0, decimals=0))


def paper_line(axes: Axes, value: float, text: str, left: bool = False) -> None:
    """A dashed grey line at one of the paper's values, with its words at the right or the left."""
    axes.axhline(value, color=PAPER, linestyle="--", linewidth=1.5)
    axes.annotate(
        text, (0.01 if left else 1.0, value), xycoords=("axes fraction", "data"), ha="left" if left else "right",
        va="bottom", color="#666666", fontsize=10,
    )  # fmt: skip
