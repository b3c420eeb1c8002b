"""Perplexity of a text by a sliding window: of a model as it is, with its experts packed, and with them streamed.

As transformers documents it for models of fixed length: a token is predicted from what precedes it in the first window
that has it. The packed experts are pruned to `pruning.pattern`; streamed and resident ones give the same figure, bit
for bit, which the report says.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from matplotlib.figure import Figure as Canvas

from experiments.tools.packed_stores import packed_as, packed_folder
from flame.app import plots
from flame.app.experiment import Context
from flame.app.report import Figure, Report
from flame.errors import ConfigError, check_counts
from flame.nm_pattern import NMPattern
from offline.perplexity import WindowedLoss, windowed_loss
from online.serving.expert_calls import resident
from online.serving.session import stream
from online.serving.stores import FileStore

TITLE = "Perplexity of a text by a sliding window, packed and streamed"
READS = ("model", "accuracy dialogues", "pruning", "buffer.slots")


@dataclass(frozen=True)
class Parameters:
    """What is read.

    Args:
        text: a file of text; null takes the dialogues of the report split, one after another.
        tokens: of the text that are read; null takes all.
        window: tokens that the model reads at a time, at most its own length.
        strides: tokens between windows; each gives rows of its own. Smaller ones give a token more that precedes it.
        packed: packed store of this model's experts (`experiment=prune` or `flame pack` writes one); null prunes by
            magnitude to `pruning.pattern` and packs.
        resamples: bootstrap draws over windows for the 95% intervals.
    """

    text: str | None
    tokens: int | None
    window: int
    strides: tuple[int, ...]
    packed: str | None
    resamples: int

    def __post_init__(self) -> None:
        check_counts(self, "experiment")
        if not self.strides:
            raise ConfigError("experiment.strides=[]: expected one at least")


def inputs(context: Context, parameters: Parameters) -> dict[str, str]:
    """Digests of what is read, by name."""
    return context.inputs(text=parameters.text, packed=parameters.packed)


def run(context: Context, parameters: Parameters) -> Report:
    """Read the same text with every configuration."""
    ids, origin = _text(context, parameters)
    rows: list[dict[str, Any]] = []
    for stride in parameters.strides:
        found: dict[str, WindowedLoss] = {}
        for name, folder, held in _held(context, parameters):
            with held:
                found[name] = windowed_loss(
                    context.model, ids, parameters.window, stride,
                    partial(context.progress, desc=f"{name}, stride {stride}"),
                )  # fmt: skip
            rows.append(_row(context, parameters, folder, stride, name, found))
    return Report(
        "perplexity",
        TITLE,
        context.labels(),
        rows,
        notes=(
            f"{origin}, {len(ids):,} tokens, windows of {parameters.window}.",
            "Every token is predicted once, in the first window that has it; the first of the text is not. Intervals "
            "are bootstrapped over windows, of which a short text has few.",
            "equal: the streamed experts gave the very bits of the same packed experts held in memory.",
        ),
        figures=(Figure("perplexity", "Perplexity by stride.", lambda canvas: _draw(canvas, rows)),),
        provenance=context.provenance(),
    )


def _text(context: Context, parameters: Parameters) -> tuple[torch.Tensor, str]:
    """The ids of the text, and where it is from."""
    if parameters.text is None:
        split, dialogues = context.accuracy_dialogues()
        text, origin = "\n\n".join(d.text for d in dialogues), f"Dialogues of split {split} of {context.corpus.name}"
    else:
        try:
            text, origin = Path(parameters.text).read_text(encoding="utf-8"), parameters.text
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"experiment.text={parameters.text}: {error} (expected a file of UTF-8 text)") from error
    ids = context.model.tokenizer(text, return_tensors="pt", verbose=False)["input_ids"][0]
    return ids[: parameters.tokens], origin


def _held(context: Context, parameters: Parameters) -> Iterator[tuple[str, Path | None, AbstractContextManager[Any]]]:
    """Each way to hold the experts, by its name, with the store that they are from."""
    yield "as loaded", None, nullcontext()
    pattern = NMPattern.parse(context.settings.pruning.pattern)
    folder = packed_folder(context, pattern) if parameters.packed is None else Path(parameters.packed)
    with closing(FileStore(folder)) as store:
        yield "packed, resident", folder, resident(context.model, store)
    yield "packed, streamed", folder, stream(context.model, folder, slots=context.settings.buffer.slots)


def _row(
    context: Context, parameters: Parameters, folder: Path | None, stride: int, name: str,
    found: dict[str, WindowedLoss],
) -> dict[str, Any]:  # fmt: skip
    loss = found[name]
    low, high = loss.interval(parameters.resamples, context.settings.seed)
    row = {
        "model": context.model.name, "configuration": name, "stride": stride, "windows": len(loss.tokens),
        "tokens": int(loss.tokens.sum()), "perplexity": loss.perplexity, "perplexity_low": low, "perplexity_high": high,
    }  # fmt: skip
    if folder is not None:
        row |= packed_as(folder)
    if name == "packed, streamed":
        same = np.array_equal(loss.nats, found["packed, resident"].nats)
        row |= {"slots": context.settings.buffer.slots, "equal": bool(same)}
    return row


def _draw(canvas: Canvas, rows: list[dict[str, Any]]) -> None:
    axes = plots.new_axes(canvas, "Perplexity by window", "stride (tokens)", "perplexity")
    for name, colour, style in (
        ("as loaded", plots.MUTED, "o-"),
        ("packed, resident", plots.ACCENT, "s-"),
        ("packed, streamed", plots.OURS, "x--"),
    ):
        own = sorted((row for row in rows if row["configuration"] == name), key=lambda row: row["stride"])
        if not own:
            continue
        values = np.array([[row[key] for row in own] for key in ("perplexity", "perplexity_low", "perplexity_high")])
        spread = np.clip([values[0] - values[1], values[2] - values[0]], 0, None)
        axes.errorbar([row["stride"] for row in own], values[0], spread, fmt=style, color=colour, capsize=3, label=name)
    axes.set_ylim(bottom=0)
    axes.legend()
