"""Build the site: the pages, the reference from docstrings, the list of experiments, and the figures.

    python docs/build.py SITE

Figures are drawn from what the library computes, so that they cannot tell another story than the code.
"""

from __future__ import annotations

import ast
import io
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "docs")]

import house  # noqa: E402

from flame.app import plots  # noqa: E402
from flame.app.catalogue import experiment_names, experiment_title  # noqa: E402
from flame.app.config import conf_folder, load_settings  # noqa: E402
from flame.expert_cost import ExpertCost  # noqa: E402
from flame.nm_pattern import NMPattern  # noqa: E402
from flame.packed import pack  # noqa: E402
from flame.routing import RoutingTrace  # noqa: E402
from flame.timeline import Timeline  # noqa: E402
from hw.design import Design  # noqa: E402
from hw.estimate import estimate_accelerator, placed, slots_that_fit, unit_resources  # noqa: E402
from offline.prediction.cepr import build_cepr_table, build_incremental_table  # noqa: E402
from offline.pruning.masks import nm_mask  # noqa: E402
from online.pa_buf.bounds import OracleTable  # noqa: E402
from online.pa_buf.buffer import ExpertBuffer  # noqa: E402
from online.pa_buf.decisions import decisions  # noqa: E402
from online.pa_buf.replay import replay  # noqa: E402
from online.pa_buf.slot_plan import SlotPlan  # noqa: E402
from online.timing.timing_model import model_time  # noqa: E402

ACTIVITIES = {"preload": plots.SECOND, "demand load": plots.ACCENT, "expert": plots.OURS, "router": plots.MUTED}
ROOMS = ("flame", "offline", "online", "hw")


def main() -> int:
    """Write the pages that are generated beside the others, and have Zensical build them."""
    site = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        pages = Path(name) / "pages"
        shutil.copytree(ROOT / "docs" / "pages", pages)
        for page, content in _generated().items():
            (pages / page).parent.mkdir(exist_ok=True)
            (pages / page).write_bytes(content if isinstance(content, bytes) else content.encode())
        shutil.copy(ROOT / "docs" / "sections.py", name)
        configuration = (ROOT / "docs" / "mkdocs.yml").read_text(encoding="utf-8")
        (Path(name) / "mkdocs.yml").write_text(configuration.replace("paths: [..]", f"paths: [{ROOT}]"))
        command = [sys.executable, "-m", "zensical", "build", "--strict", "--config-file", f"{name}/mkdocs.yml"]
        done = subprocess.run(command, capture_output=True, text=True, cwd=name)
        if done.returncode:
            print(done.stdout + done.stderr, file=sys.stderr)
            return 1
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(Path(name) / "site", site)
    print(site / "index.html")
    return 0


def _generated() -> dict[str, str | bytes]:
    """Pages and figures by their place."""
    figures: dict[str, str | bytes] = {f"figures/{name}.svg": _svg(draw) for name, draw in FIGURES.items()}
    return figures | {
        **{f"reference/{room}.md": _reference(room) for room in ROOMS},
        "reference/experiments.md": _experiments(),
        "explanation/families.md": _families(),
        "figures/house.svg": _svg(house.draw, (10, 8)),
    }


def _reference(room: str) -> str:
    modules = [
        f
        for f in sorted((ROOT / room).rglob("*.py"))
        if f.stem != "__init__" and not {"templates", "stand_ins"} & {*f.parts}
    ]
    parts = [f"# {room}\n"]
    for file in modules:
        if ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))):
            parts.append(f"::: {'.'.join(file.relative_to(ROOT).with_suffix('').parts)}\n")
    return "\n".join(parts)


def _experiments() -> str:
    lines = ["# Experiments\n", "`flame experiment=NAME` runs one; `flame` alone lists them.\n"]
    for name in experiment_names(conf_folder()):
        values = (conf_folder() / "experiment" / f"{name}.yaml").read_text(encoding="utf-8")
        lines += [f"## {name}\n", f"{experiment_title(name)}.\n", f"```yaml\n{values.strip()}\n```\n"]
    return "\n".join(lines)


def _families() -> str:
    """The table of families, from the rows that `experiment=families` gave when it was last run for the docs."""
    rows = json.loads((ROOT / "docs" / "families.json").read_text(encoding="utf-8"))
    working = [row for row in rows if row["verdict"] == "works"]
    lines = [
        "# Families of models\n",
        f"{len(working)} of {len(rows)} architectures with experts that transformers has are streamed exactly: small "
        "random models of each, pruned 2:4, in every value type, decoded greedily, sampled and with beams, from "
        "prompts of 1 to 300 tokens in batches of 1 to 4, under random schedules (slots from one to all, any "
        "policy, any preloads). Logits and tokens equal those of the same packed experts in memory, bit for bit. "
        "`flame experiment=families` makes this table anew, `experiment.only=[mixtral]` for some.\n",
        "| family | `model_type` | works | schedules | remark |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        works = "yes" if row["verdict"] == "works" else "no"
        lines.append(f"| {row['family']} | {row['model_type']} | {works} | {row['schedules']} | {row['reason']} |")
    return "\n".join(lines) + "\n"


def _svg(draw: Callable[[Figure], None], size: tuple[float, float] = (8, 3.6)) -> bytes:
    with rc_context(plots.RC):
        canvas = Figure(figsize=size, layout="constrained")
        draw(canvas)
        content = io.BytesIO()
        canvas.savefig(content, format="svg", metadata={"Date": None})
    return content.getvalue()


def _draw_packing(canvas: Figure) -> None:
    """A 2:4 row before and after packing."""
    pattern = NMPattern(2, 4)
    row = np.array([[0.9, -0.1, 0.2, -0.7, 0.05, 0.6, 0.3, 0.4, -0.2, 0.1, 0.8, -0.5]], np.float32)
    kept = np.asarray(nm_mask(row, pattern))
    packed = pack(row * kept, pattern)
    axes = canvas.add_subplot()
    axes.set_axis_off()
    axes.set(xlim=(-2.6, 12.2), ylim=(-0.4, 3.4))
    for i, (value, keep) in enumerate(zip(row[0], kept[0], strict=True)):
        x = i + 0.15 * (i // pattern.group)
        colour = plots.OURS if keep else plots.MUTED
        axes.add_patch(_box(x, 2.2, colour, keep))
        axes.text(x + 0.45, 2.6, f"{value:g}", ha="center", va="center", color="white" if keep else "#666666")
    axes.text(-0.3, 2.6, "weights", ha="right", va="center")
    for i, value in enumerate(packed.values.reshape(-1)):
        axes.add_patch(_box(i + 0.15 * (i // pattern.keep), 0.9, plots.OURS, True))
        axes.text(i + 0.15 * (i // pattern.keep) + 0.45, 1.3, f"{value:g}", ha="center", va="center", color="white")
    axes.text(-0.3, 1.3, "values", ha="right", va="center")
    for i, bits in enumerate(kept.reshape(-1, pattern.group)):
        text = "".join("1" if bit else "0" for bit in bits)
        axes.text(2.15 * i + 0.95, 0.3, text, ha="center", va="center", family="monospace", color=plots.ACCENT)
    axes.text(-0.3, 0.3, "bitmask", ha="right", va="center")


def _draw_mechanism(canvas: Figure) -> None:
    """Where experts are, who asks for them, and who foresees it."""
    axes = canvas.add_subplot()
    axes.set_axis_off()
    axes.set(xlim=(0, 15), ylim=(-0.4, 5.4))
    held, coming = {2, 5, 7}, 4
    for i in range(8):
        x, y = 0.2 + 0.95 * (i % 4), 2.6 - 0.95 * (i // 4)
        colour = plots.OURS if i in held else plots.SECOND if i == coming else plots.MUTED
        axes.add_patch(_box(x, y, colour, i in held or i == coming))
        axes.text(
            x + 0.45, y + 0.4, f"{i}", ha="center", va="center", color="white" if i in held | {coming} else "#666666"
        )
    for i, expert in enumerate((2, 5, 7, coming)):
        y = 3.3 - 0.95 * i
        axes.add_patch(_box(7.0, y, plots.SECOND if expert == coming else plots.OURS, True))
        axes.text(7.45, y + 0.4, f"{expert}", ha="center", va="center", color="white")
    words = (
        (2.1, 3.7, "store: every expert,\npacked N:M", "black"), (7.45, 4.3, "slots", "black"),
        (11.9, 4.3, "a layer of the model", "black"), (11.9, 3.4, "the router chose 5", plots.OURS),
        (11.9, 0.9, "the path so far: 1, 7, 5, ...\nso expert 4 comes next", plots.SECOND),
    )  # fmt: skip
    for x, y, text, colour in words:
        axes.text(x, y, text, ha="center", va="bottom", color=colour)
    arrows = (
        ((9.6, 3.55), (8.05, 2.75), plots.OURS, "hit", (9.0, 3.3)),
        ((9.4, 0.9), (8.05, 0.85), plots.SECOND, "preload", (8.75, 0.3)),
        ((4.2, 2.0), (6.85, 0.95), plots.SECOND, "while the layer\ncomputes", (4.6, 0.0)),
    )
    for start, end, colour, text, place in arrows:
        axes.annotate("", xy=end, xytext=start, arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 1.8})
        axes.text(*place, text, ha="center", va="bottom", color=colour)


def _box(x: float, y: float, colour: str, filled: bool) -> Any:
    return Rectangle((x, y), 0.9, 0.8, facecolor=colour if filled else "white", edgecolor=colour)


def _markov(tokens: int, seed: int, layers: int = 6, experts: int = 8) -> RoutingTrace:
    """Routes in which each entry depends on the two before it, around the corner of a token too."""
    rng = np.random.default_rng(seed)
    likely = np.random.default_rng(0).integers(0, experts, (layers, experts, experts))
    path = [0, 0]
    for i in range(tokens * layers):
        usual = likely[i % layers, path[-2], path[-1]]
        path.append(int(usual) if rng.random() < 0.8 else int(rng.integers(experts)))
    return RoutingTrace(np.array(path[2:], np.int16).reshape(tokens, layers, 1), np.array([0, tokens]), experts)


def _draw_circular_path(canvas: Figure) -> None:
    """Circular and incremental tables where routes depend on two entries before."""
    train, test = _markov(20000, 1), _markov(5000, 2)
    axes = plots.new_axes(canvas, "Routes that depend on the two entries before", "MoE layer", "accuracy")
    tables = {
        "CEPR, n = 2": build_cepr_table(train, 2), "CEPR, n = 1": build_cepr_table(train, 1),
        "incremental": build_incremental_table(train),
    }  # fmt: skip
    for (name, table), style in zip(tables.items(), ("-", "-", "--"), strict=True):
        correct = (table.predict_trace(test) == test.experts).all(-1).mean(0)
        axes.plot(correct, marker="o", linestyle=style, label=name)
    axes.axhline(1 / 8, color=plots.PAPER, linestyle=":", label="random")
    axes.set_ylim(0, 1)
    plots.as_percent(axes)
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))


def _draw_hit_ratio(canvas: Figure) -> None:
    """Slots against hits, with and without prediction."""
    train, test = _markov(20000, 1), _markov(2000, 2)
    table = build_cepr_table(train, 2)
    axes = plots.new_axes(canvas, "The same routes through a buffer", "slots for each MoE layer", "hit ratio")
    slots = range(1, 9)
    for name, predictor, policy, colour in (
        ("oracle", OracleTable(), "lru", plots.MUTED), ("CEPR, n = 2, LRU", table, "lru", plots.OURS),
        ("no prediction, Belady", None, "belady", plots.SECOND), ("no prediction, LRU", None, "lru", plots.ACCENT),
    ):  # fmt: skip
        hits = [replay(test, predictor, n, policy=policy).hit_ratio for n in slots]
        axes.plot(slots, hits, marker="o", color=colour, label=name)
    plots.as_percent(axes)
    axes.legend()


def _draw_pipeline(canvas: Figure) -> None:
    """The timing model's own events for three tokens, without prediction and with right ones."""
    platform = load_settings("experiment=table1").platform
    trace = _markov(3, 2, layers=3)
    cost = ExpertCost.of({"up": (512, 128), "down": (128, 512)}, 8, NMPattern(2, 4), "int8", lanes=4096)
    guesses = OracleTable().predict_trace(trace, 1)
    rows = (("without prediction", ()), ("every prediction right", (guesses,)))
    panels = [canvas.add_subplot(2, 1, 1)]
    panels.append(canvas.add_subplot(2, 1, 2, sharex=panels[0]))
    for axes, (name, used) in zip(panels, rows, strict=True):
        records = decisions(trace, ExpertBuffer(SlotPlan.per_layer(3, 2)), used)
        timing = model_time(records, platform, cost, with_timeline=True)
        assert timing.timeline is not None
        _draw_timeline(axes, timing.timeline)
        axes.set_title(f"{name}: {timing.total_ms * 1e3:.0f} microseconds, modelled", fontsize=12)
    panels[0].legend(
        handles=[Patch(color=colour, label=name) for name, colour in ACTIVITIES.items()],
        loc="center left", bbox_to_anchor=(1, 0),
    )  # fmt: skip
    panels[1].set_xlabel("ms")


def _draw_timeline(axes: Any, timeline: Timeline) -> None:
    for event in timeline.events:
        row = timeline.resources.index(event.resource)
        axes.barh(row, event.end_ms - event.start_ms, left=event.start_ms, color=ACTIVITIES[event.activity])
    axes.set_yticks(range(len(timeline.resources)), timeline.resources)


def _draw_estimate(canvas: Figure) -> None:
    """What a design of the paper's sizes takes of a board, and where its cycles go."""
    settings = load_settings("experiment=estimate")
    platform, wanted = settings.platform, settings.design
    design = Design(
        wanted.d_model, wanted.d_ff, NMPattern(2, 4), wanted.rows, wanted.experts, wanted.moe_layers, known_layers=3,
        slots=2,
    )  # fmt: skip
    taken, spent = canvas.subplots(1, 2)
    plots.label(taken, f"Fullest region of {platform.name.split()[-1]}", "units", "share taken")
    sharing = [replace(design, units=units) for units in (1, 2, 4)]
    fitting = [shared.holding(slots_that_fit(shared, platform)) for shared in sharing]
    regions = [placed(each, platform).shares(unit_resources(each, platform), platform) for each in fitting]
    for offset, name in enumerate(("DSP", "BRAM18", "URAM")):
        shares = [max(region.taken[name] for region in whole) for whole in regions]
        taken.bar([i + 0.27 * (offset - 1) for i in range(3)], shares, 0.26, color=plots.SERIES[offset], label=name)
    taken.set_xticks(range(3), ["1", "2", "4"])
    taken.set_ylim(0, 1.3)
    plots.as_percent(taken)
    taken.legend(ncols=3, loc="upper center", fontsize=9)
    plots.label(spent, "A token, 4 units", "hit ratio", "thousand cycles")
    four = replace(design, units=4)
    four = four.holding(slots_that_fit(four, platform))
    for i, hits in enumerate((0.0, 0.5, 0.758, 1.0)):
        whole = estimate_accelerator(four, platform, hits)
        computing, waiting = whole.compute_cycles / 1e3, whole.load_cycles / 1e3
        spent.bar(i, computing, 0.6, color=plots.OURS, label="" if i else "computing")
        spent.bar(i, waiting, 0.6, bottom=computing, color=plots.ACCENT, label="" if i else "waiting for a load")
    spent.set_xticks(range(4), ["0%", "50%", "76%", "100%"])
    spent.legend(fontsize=9)


FIGURES: dict[str, Callable[[Figure], None]] = {
    "mechanism": _draw_mechanism, "packing": _draw_packing, "circular_path": _draw_circular_path,
    "hit_ratio": _draw_hit_ratio, "pipeline": _draw_pipeline, "estimate": _draw_estimate,
}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
