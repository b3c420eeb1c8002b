"""What the rows of a pruning report say in words, and its figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure as Canvas

from flame.app import plots
from offline.evaluation import below_dense_note

if TYPE_CHECKING:
    from experiments.studies.pruning_report import Parameters


def _find(rows: Sequence[Mapping[str, Any]], **facts: Any) -> Mapping[str, Any] | None:
    return next((row for row in rows if all(row.get(k) == v for k, v in facts.items())), None)


def notes(rows: Sequence[Mapping[str, Any]], p: Parameters) -> list[str]:
    """What the rows say about the trends that are expected of pruning, and where they do not hold."""
    notes = []
    for text in p.patterns:
        found = {c: _find(rows, pattern=text, criterion=c, recovered=False, strategy="N:M") for c in p.criteria}
        present = {c: row for c, row in found.items() if row}
        words = ", ".join(
            f"{c} {row['loss_increase_nats']:+.3f} ({row['agreement_with_dense']:.1%} same next token)"
            for c, row in present.items()
        )
        notes.append(f"{text}, loss above dense in nats a token: {words}.")
        plain = present.get("magnitude")
        if plain and len(present) > 1:
            better = [c for c, row in present.items() if row["loss_nats"] < plain["loss_nats"]]
            closer = [c for c, row in present.items() if row["agreement_with_dense"] > plain["agreement_with_dense"]]
            words = f"{' and '.join(better) or 'no calibrated criterion'} below magnitude in loss, "
            notes.append(f"{text}: {words}{' and '.join(closer) or 'none'} above it in agreement with dense.")
        notes += _order_notes(rows, text, plain)
    notes += below_dense_note([{**row, "name": _name(row)} for row in rows if not row["recovered"]], "name")
    for row in rows:
        if row["recovered"]:
            notes.append(_recovery_note(rows, row))
        if "budget" in row:
            notes += _allocation_notes(rows, row)
    return notes


def _order_notes(rows: Sequence[Mapping[str, Any]], text: str, nm: Mapping[str, Any] | None) -> list[str]:
    free, block = (_find(rows, strategy=name, sparsity_of=text) for name in ("unstructured", "column-balanced block"))
    if not (nm and free and block):
        return []
    loss = [row["loss_nats"] for row in (free, nm, block)]
    agreement = [row["agreement_with_dense"] for row in (free, nm, block)]
    holds = [loss == sorted(loss), agreement == sorted(agreement, reverse=True)]
    words = {
        (True, True): "in loss and in agreement", (True, False): "in loss, not in agreement",
        (False, True): "in agreement, not in loss", (False, False): "neither in loss nor in agreement",
    }  # fmt: skip
    return [
        f"{text} by magnitude lies between unstructured and column-balanced block {words[holds[0], holds[1]]} (loss "
        f"{', '.join(f'{x:.3f}' for x in loss)}; same next token {', '.join(f'{x:.1%}' for x in agreement)})."
    ]


def _recovery_note(rows: Sequence[Mapping[str, Any]], row: Mapping[str, Any]) -> str:
    before = _find(rows, pattern=row["pattern"], criterion=row["criterion"], recovered=False, strategy="N:M")
    lost, left = before["loss_increase_nats"] if before else 0.0, row["loss_increase_nats"]
    share = f"{1 - left / lost:.0%} of the loss is regained" if lost > 0 else "pruning had raised no loss to regain"
    moved = 1 - before["agreement_with_dense"] if before else 0.0
    back = 1 - (1 - row["agreement_with_dense"]) / moved if moved else 0.0
    return (
        f"Recovery of {row['pattern']} {row['criterion']}: {lost:+.3f} to {left:+.3f} ({share}); of the next tokens "
        f"that pruning changed, {back:.0%} are the dense model's again."
    )


def _allocation_notes(rows: Sequence[Mapping[str, Any]], row: Mapping[str, Any]) -> list[str]:
    even = row["budget_pattern"] and _find(
        rows, pattern=row["budget_pattern"], criterion=row["criterion"], recovered=False,
        strategy="N:M",
    )  # fmt: skip
    if not even:
        return [f"Allocation within {row['budget']}: {row['loss_increase_nats']:+.3f} nats a token."]
    words = "beats" if row["loss_nats"] < even["loss_nats"] else "does not beat"
    return [
        f"Allocation within the {row['budget']} ({row['packed_bytes']:,} of {row['budget_bytes']:,}) {words} the "
        f"uniform pattern: {row['loss_increase_nats']:+.3f} against {even['loss_increase_nats']:+.3f}; same next token "
        f"{row['agreement_with_dense']:.1%} against {even['agreement_with_dense']:.1%}."
    ]


def _name(row: Mapping[str, Any]) -> str:
    if "budget" in row:
        return f"allocated, {row['budget']}"
    if row["strategy"] == "N:M":
        return f"{row['pattern']} {row['criterion']}{', recovered' if row['recovered'] else ''}"
    return f"{row['strategy']}, {row['sparsity']:.0%}"


def draw(canvas: Canvas, rows: Sequence[Mapping[str, Any]]) -> None:
    left, right = canvas.subplots(1, 2, sharey=True)
    shown = [row for row in rows if row["strategy"] != "dense"]
    places = range(len(shown))
    names = [_name(row) for row in shown]
    colours = [
        plots.SECOND if row["recovered"] else plots.ACCENT if "budget" in row
        else plots.OURS if row["strategy"] == "N:M" else plots.MUTED
        for row in shown
    ]  # fmt: skip
    increase = [row["loss_increase_nats"] for row in shown]
    spread_of = [
        [row["loss_increase_nats"] - row["loss_increase_nats_low"] for row in shown],
        [row["loss_increase_nats_high"] - row["loss_increase_nats"] for row in shown],
    ]
    plots.label(left, "Held-out loss above dense", "nats a token", "")
    left.barh(places, increase, 0.7, color=colours, xerr=spread_of, capsize=3)
    left.axvline(0, color="black", linewidth=1)
    left.locator_params(axis="x", nbins=6)
    left.set_yticks(list(places), names, fontsize=9)
    left.invert_yaxis()
    plots.label(right, "Same next token as dense", "share of tokens", "")
    agreement = [row["agreement_with_dense"] for row in shown]
    right.barh(places, agreement, 0.7, color=colours)
    for i, value in enumerate(agreement):
        right.annotate(f"{value:.1%}", (value, i), (4, 0), textcoords="offset points", va="center", fontsize=9)
    right.set_xlim(0, 1.15)
    plots.as_percent(right, "x")
    for axes in (left, right):
        axes.grid(axis="y", visible=False)
