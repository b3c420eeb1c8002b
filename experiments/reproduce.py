"""Every table and figure of the paper in one run, gathered into one self-contained page."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from flame.artifact import open_artifact
from flame.config import conf_folder
from flame.errors import ArtifactError, ConfigError, near_names
from flame.experiment import Context, experiment_names, load_experiment
from flame.html import Section, read_section, render_page
from flame.report import REPORT_VERSION, Report, write_report

TITLE = "Every table and figure of the paper, on one page"

NOT_RUN = (
    "Synthesis for the FPGA: not run (it needs the vendor's tools); every latency of the board is modelled. "
    "experiment=bitstream writes the project and experiment=csim checks its kernels.",
    "The paper's CPU and GPU rows of table 1 (Xeon Gold 5218R, RTX 3090): not run (no such devices); the paper's "
    "values stand alone.",
)


@dataclass(frozen=True)
class Parameters:
    """Which experiments, in which order, and parameters of theirs that differ from their own YAML.

    Args:
        experiments: names of the experiments.
        overrides: by experiment, parameters in place of those of its YAML.
    """

    experiments: tuple[str, ...]
    overrides: dict[str, Any]


def run(context: Context, parameters: Parameters) -> Report:
    """Run each experiment into its own folder, and gather what they found.

    A report that stands already and was made by the same code from the same configuration, model and corpora is
    kept, so that an interrupted run goes on where it stopped.
    """
    settings = context.settings
    known = experiment_names(conf_folder())
    for name in (*parameters.experiments, *parameters.overrides):
        if name not in known:
            raise ConfigError(f"experiment.experiments: no experiment {name} ({near_names(name, known)})")
    inputs = {
        "code": code_sha256(),
        "model": context.model.weights_sha256(),
        "corpus": context.corpus.sha256,
        "trace_corpus": context.trace_corpus.sha256,
    }
    rows = []
    for name in context.progress(parameters.experiments, "reproduce"):
        own = yaml.safe_load((conf_folder() / "experiment" / f"{name}.yaml").read_text(encoding="utf-8"))
        values = own | parameters.overrides.get(name, {})
        folder = Path(settings.output) / name
        single = Context(replace(settings, experiment=values))
        single.share(context)
        start = time.monotonic()
        if not _stands(folder, single.settings_json(), inputs):
            module, own_parameters = load_experiment(values)
            write_report(module.run(single, own_parameters), folder, single.settings_json(), settings.seed, inputs)
        section = read_section(folder)
        rows.append(
            {
                "experiment": name,
                "title": section.report["title"],
                "rows": len(section.report["rows"]),
                "paper_values": len(section.report["paper"]),
                "paper_values_matched": sum("ours" in value for value in section.report["paper"]),
                "seconds": round(time.monotonic() - start, 1),
                "timing": "measured",
            }
        )
    return Report("reproduce", TITLE, context.labels(), rows, notes=NOT_RUN, provenance=context.provenance())


def page(context: Context, parameters: Parameters, report: Report) -> str:
    """The page that gathers the reports of this run."""
    sections: list[Section] = [read_section(Path(context.settings.output) / n) for n in parameters.experiments]
    model, dataset = context.model, context.settings.dataset
    lead = (
        "FLAME: Fully Leveraging MoE Sparsity for Transformer on FPGA (Lin et al., DAC 2024), run again.",
        f"Model {model.name} ({model.weights} weights); accuracy on {context.corpus.name}, routing traces on "
        f"{dataset.trace_name or dataset.name}.",
        *NOT_RUN,
    )
    return render_page("FLAME, reproduced", lead, sections, report.provenance)


def _stands(folder: Path, config: dict[str, Any], inputs: dict[str, str]) -> bool:
    try:
        manifest = open_artifact(folder, "report", REPORT_VERSION, inputs)
    except ArtifactError:
        return False
    return dict(manifest.config) == config


def code_sha256() -> str:
    """Digest of the project's Python sources, so that no report outlives the code that made it."""
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for room in ("flame", "offline", "online", "hw", "experiments"):
        for file in sorted((root / room).rglob("*.py")):
            digest.update(file.relative_to(root).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()
