"""Every table and figure of the paper in one run, gathered into one self-contained page."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from experiments.paper.claims import WORDS, judge
from experiments.paper.needs import needs
from experiments.paper.other_models import columns, compare
from experiments.paper.pieces import Parameters, Piece, plan_pieces
from experiments.tools.peak_memory import peak_bytes, restart_peak
from flame.app.config import Settings
from flame.app.experiment import Context, load_experiment, work_inputs
from flame.app.html import Section, read_section, render_page
from flame.app.report import REPORT_VERSION, Report, write_report
from flame.errors import ArtifactError, FlameError
from flame.storage.artifact import Labels, Manifest, open_artifact

TITLE = "Every table and figure of the paper, on one page"
READS = ("model", "dataset", "platform", "tier")
INSTEAD = "+experiment.overrides.NAME.{}, for the experiment NAME"

NOTES = (
    "The paper: FLAME: Fully Leveraging MoE Sparsity for Transformer on FPGA (Lin et al., DAC 2024).",
    "Synthesis for the FPGA: not run (it needs the vendor's tools); every latency of the board is modelled. "
    "experiment=bitstream writes the project and experiment=csim checks its kernels.",
    "The paper's CPU and GPU rows of table 1 (Xeon Gold 5218R, RTX 3090): not run (no such devices); with "
    "bench_streaming, which tier=full includes, this machine's processor stands in the CPU's place.",
)


def run(context: Context, parameters: Parameters) -> Report:
    """Run each experiment into its own folder, and judge every claim of the paper by what they found.

    A report that stands already and was made by the same code from the same configuration, model and corpora is
    kept, so that an interrupted run goes on where it stopped. An experiment that cannot be run is recorded with its
    reason and does not stop the others.

    Raises:
        ArtifactError: the tier is `from_logs` and no report is stored.
    """
    pieces = plan_pieces(context.settings, parameters)
    if parameters.tier == "full":
        for need in needs_of(pieces, context.settings):
            if need["verdict"] == "missing":
                print(f"flame: {need['needs']} is missing: {need['reason']}", file=sys.stderr)
    lost = _run_pieces(context, pieces) if parameters.tier != "from_logs" else {}
    stored: dict[str, tuple[Section, Manifest]] = {}
    for piece in pieces:
        if piece.section not in lost:
            try:
                manifest = open_artifact(piece.folder, "report", REPORT_VERSION)
                stored[piece.section] = read_section(piece.folder, piece.section), manifest
            except ArtifactError as error:
                lost[piece.section] = str(error)
    if not stored:
        raise ArtifactError(f"no report stands in {context.settings.output}: {next(iter(lost.values()), 'none named')}")
    return _gather(context, stored, lost)


def needs_of(pieces: list[Piece], settings: Settings) -> list[dict[str, Any]]:
    """What the pieces read and write, looked at beforehand: rows of `experiments.paper.needs`."""
    return needs((piece.settings.model for piece in pieces), settings.dataset, Path(settings.output))


def _run_pieces(context: Context, pieces: list[Piece]) -> dict[str, str]:
    """Run the pieces that do not stand; by section, why one could not be run."""
    for piece in pieces:
        load_experiment(piece.settings.experiment)  # a misspelt parameter stops the run before it starts
    own, lost = context, {}
    for piece in context.progress(pieces, "reproduce"):
        if (own.settings.model, own.settings.dataset) != (piece.settings.model, piece.settings.dataset):
            own = Context(piece.settings)
        single = Context(piece.settings)
        try:
            module, parameters = load_experiment(piece.settings.experiment)
            if not own.trace_is_foreign:
                _ = own.model  # without it nothing can be run
            single.share(own)
            inputs = work_inputs(module, single, parameters)
            own.share(single)
            if _stands(piece, single.settings_json(), inputs):
                continue
            restart_peak()
            start = time.monotonic()
            with _silent():
                report = module.run(single, parameters)
        except FlameError as error:
            if own is context and "model" not in own.__dict__:
                raise  # nothing can be run
            print(f"flame: {piece.section}: {error}", file=sys.stderr)
            lost[piece.section] = str(error)
            continue
        spent = {"seconds": round(time.monotonic() - start, 1), "peak_gb": round(peak_bytes() / 1e9, 2)}
        write_report(report, piece.folder, single.settings_json(), piece.settings.seed, inputs, extra=spent)
    return lost


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """What an experiment prints beside its report is for whoever runs it alone."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        yield


def _gather(context: Context, stored: dict[str, tuple[Section, Manifest]], lost: dict[str, str]) -> Report:
    reports = {name: section.report for name, (section, _) in stored.items()}
    rows = judge(reports, lost) + compare(reports)
    for name, report in reports.items():
        rows.append(
            {
                "kind": "run",
                "section": name,
                "title": report["title"],
                "weights": report["labels"]["weights"],
                "rows": len(report["rows"]),
                "config_sha256": report["provenance"]["config_sha256"],
                "seconds": stored[name][1].extra.get("seconds"),
                "peak_gb": stored[name][1].extra.get("peak_gb"),
                "timing": "measured",
            }
        )
    rows += [{"kind": "not run", "section": name, "reason": reason} for name, reason in lost.items()]
    facts = [report["provenance"] for report in reports.values()]
    of_models = {key: value for fact in reversed(facts) for key, value in fact.items() if key.endswith("_sha256")}
    of_models |= {key: value for fact in reversed(facts) for key, value in fact.items() if "dataset" in key}
    of_models |= {"model": next((fact["model"] for fact in facts if "model" in fact), None)}
    weights = [r["labels"]["weights"] for r in reports.values() if r["labels"]["weights"] != "none"]
    return Report(
        "reproduce",
        TITLE,
        Labels(weights[0] if weights else "none"),
        rows,
        notes=(
            *_headline([row for row in rows if row["kind"] == "claim"]),
            *NOTES,
        ),
        provenance=dict(sorted(of_models.items())) | context.provenance(model=False, dataset=False),
    )


def _headline(claims: list[dict[str, Any]]) -> list[str]:
    """How the claims stand: those that are measured, and apart from them what is no finding."""
    by_kind = {kind: [c["verdict"] for c in claims if c["evidence"] == kind] for kind in WORDS}
    measured = by_kind.pop("measured")
    counts = {word: measured.count(word) for word in ("holds", "differs", "undecided", "not run")}
    others = []
    for kind, verdicts in by_kind.items():
        words = ", ".join(f"{verdicts.count(word)} {word}" for word in dict.fromkeys(verdicts))
        others.append(f"{len(verdicts)} {kind}{f' ({words})' if verdicts else ''}")
    return [
        f"Of the paper's {len(measured)} claims that can be measured here, {counts['holds']} hold, {counts['differs']} "
        f"differ, {counts['undecided']} are undecided and {counts['not run']} were not run. Undecided means that the "
        "95% interval of ours, bootstrapped over dialogues, has both what does and what does not.",
        f"Apart from these, no evidence for or against: {', '.join(others)}. Fitted figures come from a speed that was "
        "chosen to meet the very values they stand beside; arithmetic ones follow from the sizes alone.",
    ]


def page(context: Context, parameters: Parameters, report: Report) -> str:
    """The page that gathers the reports of this run."""
    output = Path(context.settings.output)
    sections = [read_section(output / row["section"], row["section"]) for row in report.rows if row["kind"] == "run"]
    models = dict.fromkeys(_described(each) for each in sections if "model" in each.report["provenance"])
    found = report.provenance
    read = [f"accuracy on {found['dataset']}"] if "dataset" in found else []
    read += [f"routing traces on {found['trace_dataset']}"] if "trace_dataset" in found else []
    what = "; ".join(part for part in (", ".join(models), ", ".join(read)) if part)
    lead = (f"{what}.", *report.notes) if what else tuple(report.notes)
    others = columns([row for row in report.rows if row["kind"] == "other model"])
    return render_page("FLAME, reproduced", lead, sections, report.to_json(), others)


def _described(section: Section) -> str:
    """The model of a report, and what kind of weights it has."""
    model, weights = section.report["provenance"]["model"], section.report["labels"]["weights"]
    return f"{model} (its routes alone)" if weights == "none" else f"{model} ({weights} weights)"


def _stands(piece: Piece, config: dict[str, Any], inputs: dict[str, str]) -> bool:
    try:
        manifest = open_artifact(piece.folder, "report", REPORT_VERSION, inputs)
    except ArtifactError:
        return False
    return dict(manifest.config) == config
