"""The paper's figures on other models than its own: which of them, and where their reports have each.

The second part of the reproduction. The paper's values are of switch-base on SAMSum, one expert a layer: beside other
models they show how far its findings carry, and no verdict is passed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from experiments.paper.claims import Cell, Stated
from experiments.paper.values import STATED, VALUES
from experiments.tools.learnt_tables import FACTORISED, REUSE

Stored = Mapping[str, Any]
Reader = Callable[[Stored], float | None]
_FIG5, _FIG8A, _FIG8B, _FIG9A = (
    "fig5_path_skew", "fig8a_prediction_accuracy", "fig8b_cache_hit_ratio", "fig9a_index_storage",
)  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """A quantity of the paper, and where a report has it.

    Args:
        value: its number in the paper, by id.
        section: the report, below the model's folder.
        readers: where that report has the quantity; the first that has it answers.
        quantity: what is compared, where that is more general than what the paper says; empty takes the paper's words.
        label: of what the readers find.
        in_paper: whether the paper has it too, and not only a quantity that it stands below.
    """

    value: str
    section: str
    readers: tuple[Reader, ...]
    quantity: str = ""
    label: str = "measured"
    in_paper: bool = True

    def cell(self, report: Stored) -> dict[str, Any]:
        """What the report has: the figure, with the ends of its interval where there are any; empty where nothing."""
        for reader in self.readers:
            ours = reader(report)
            if ours is not None:
                ends = reader.interval(report) if isinstance(reader, Stated | Cell) else None
                return {"ours": ours} | ({"ours_low": ends[0], "ours_high": ends[1]} if ends else {})
        return {}


def _windows(key: str) -> Reader:
    """Mean of a field over the windows of layers that figure 5 counts apart in a deep model."""

    def mean(report: Stored) -> float | None:
        found = [row[key] for row in report["rows"] if "layers" in row and key in row]
        return fmean(found) if found else None

    return mean


def _share_of_slots(key: str, eighths: int, **where: Any) -> Reader:
    """A field of figure 8b where a layer chooses several experts, with so many eighths of them in slots."""

    def found(report: Stored) -> float | None:
        rows = [
            row
            for row in report["rows"]
            if row.get("num_experts") and 8 * row["slots"] == eighths * row["num_experts"]
            and all(row.get(name) == value for name, value in where.items())
        ]  # fmt: skip
        return min(rows, key=lambda row: row.get("load_tokens", 0.0))[key] if rows else None

    return found


def _served(key: str) -> Reader:
    """A field of serving with prediction over the same of serving on demand."""

    def ratio(report: Stored) -> float | None:
        rows = {row["configuration"]: row for row in report["rows"] if "tokens_per_s" in row}
        predicted = next((row for name, row in rows.items() if name not in ("resident", "on demand")), None)
        return predicted[key] / rows["on demand"][key] if predicted and rows.get("on demand", {}).get(key) else None

    return ratio


def _cepr(key: str, known_layers: int) -> Cell:
    return Cell(key, predictor="cepr", known_layers=known_layers, layer="all")


def _best_table(key: str) -> tuple[Reader, ...]:
    """Factorised tables where they were learnt, else CEPR's with n = 6."""
    return Cell(key, predictor=FACTORISED, layer="all"), _cepr(key, 6)


def _preloaded(eighths: int) -> Compared:
    return Compared(
        f"hits_{eighths}_n6", _FIG8B,
        (
            Stated(f"hits_{eighths}_n6"),
            _share_of_slots("hit_ratio", eighths, variant="link", policy=REUSE, predictor=FACTORISED, gives_way=True),
        ),
        f"hit ratio with {eighths} of 8 experts cached, and preloads as predicted",
    )  # fmt: skip


def _evicted(eighths: int) -> Compared:
    alone = Cell("hit_ratio", predictor="none", slots_kind="per layer", slots=eighths, policy="lru")
    return Compared(
        f"hits_{eighths}_n6", _FIG8B,
        (_share_of_slots("hit_ratio", eighths, policy=REUSE, slots_kind="per layer", predictor="none"), alone),
        f"{eighths} of 8 experts cached, no preloads: evicted by predicted reuse, or by LRU", in_paper=False,
    )  # fmt: skip


_WINDOWED = "share of tokens on the {}, of 6 consecutive MoE layers"
COMPARED: tuple[Compared, ...] = (
    Compared("share_first", _FIG5, (_windows("share_of_tokens_on_first_path"), Stated("share_first")),
             _WINDOWED.format("first path")),
    Compared("share_top_ten", _FIG5, (_windows("share_of_tokens_on_top_10"), Stated("share_top_ten")),
             _WINDOWED.format("top 10 paths")),
    Compared("transition", "fig6_transitions", (Stated("transition"),), "the likeliest transition into a layer"),
    *(Compared(f"accuracy_n{n}", _FIG8A, (Stated(f"accuracy_n{n}"),)) for n in (1, 6)),
    Compared("accuracy_n6", _FIG8A, _best_table("accuracy"),
             "accuracy of the best table: CEPR's with n = 6, factorised where a layer chooses several experts"),
    Compared("over_random_n6", _FIG8A, _best_table("times_chance"), "the best table over random"),
    Compared("over_incremental_n6", _FIG8A, (Stated("over_incremental_n6"),)),
    Compared("even_layers", _FIG8A, _best_table("worst_over_best_layer"), "the best table: worst over best layer"),
    *(part(eighths) for eighths in (1, 2, 5) for part in (_preloaded, _evicted)),
    *(Compared(f"table_bytes_n{n}", _FIG9A, (Stated(f"table_bytes_n{n}"),), label="arithmetic") for n in (2, 3)),
    Compared("kept_8", "fig7_pruning_accuracy", (Cell("rouge1_over_dense", pattern="2:4"),),
             "ROUGE-1 at 2:4 over dense"),
    *(Compared(id, "fig4b_pruning_strategies", (Stated(id),)) for id in ("nm_accuracy_lost", "nm_over_block")),
    Compared("cepr_gain_nm", "serve_streamed", (_served("tokens_per_s"),),
             "speed-up by prediction, N:M experts (ours: whole answers, streamed on this machine)"),
)  # fmt: skip


def compare(reports: Mapping[str, Stored]) -> list[dict[str, Any]]:
    """A row for each quantity and model that has a report of it: the paper's value, and the model's figure.

    Args:
        reports: stored reports by section; those of other models lie in a folder of the model's name.
    Returns:
        Rows of the first model too; none at all where no other model was run.
    """
    folders = list(dict.fromkeys(section.rpartition("/")[0] for section in reports))
    if folders == [""]:
        return []
    rows = []
    for compared in COMPARED:
        cells = {
            folder: compared.cell(reports[place])
            for folder in folders
            if (place := f"{folder}/{compared.section}".lstrip("/")) in reports
        }
        if any(cell for folder, cell in cells.items() if folder):
            rows += [_row(compared, folder, cell, reports) for folder, cell in cells.items() if cell]
    return rows


def _row(compared: Compared, folder: str, cell: Mapping[str, Any], reports: Mapping[str, Stored]) -> dict[str, Any]:
    value, place = VALUES[compared.value], f"{folder}/{compared.section}".lstrip("/")
    report = reports[place]
    modelled = report["labels"]["timing"] == "modelled"
    return {
        "kind": "other model",
        "figure": value.id,
        "quantity": compared.quantity or value.quantity,
        "paper": value.value if value.basis == STATED and compared.in_paper else None,
        "basis": value.basis if compared.in_paper else "not in the paper",
        "unit": value.unit,
        "source": value.source,
        "model": report["provenance"].get("model"),
        "weights": report["labels"]["weights"],
        "label": "modelled" if modelled and compared.label == "measured" else compared.label,
        "report": place,
        **cell,
    }


def columns(rows: Sequence[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows as a table: its models, each with its label, and its lines with a cell a model.

    Returns:
        Models with `model` and `weights`; lines with `quantity`, `paper`, `unit`, `source` and `cells`, which are rows
        or None.
    """
    models = list({row["model"]: {"model": row["model"], "weights": row["weights"]} for row in rows}.values())
    lines: dict[str, dict[str, Any]] = {}
    for row in rows:
        line = lines.setdefault(
            row["quantity"], {key: row[key] for key in ("quantity", "paper", "basis", "unit", "source")}
        )
        line.setdefault("found", {})[row["model"]] = row
    return models, [line | {"cells": [line["found"].get(each["model"]) for each in models]} for line in lines.values()]
