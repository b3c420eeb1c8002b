"""Every table and figure of the paper in one run, gathered into one self-contained page."""

from __future__ import annotations

import dataclasses
import sys
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from experiments.paper.claims import WORDS, judge
from experiments.paper.needs import needs
from experiments.tools.peak_memory import peak_bytes, restart_peak
from flame.app.catalogue import check_reads, experiment_names
from flame.app.config import Settings, conf_folder, load_settings, parse, read_yaml
from flame.app.experiment import Context, load_experiment, work_inputs
from flame.app.html import Section, read_section, render_page
from flame.app.report import REPORT_VERSION, Report, write_report
from flame.errors import ArtifactError, ConfigError, FlameError, near_names
from flame.models.settings import ModelSettings
from flame.storage.artifact import Labels, Manifest, open_artifact

TITLE = "Every table and figure of the paper, on one page"
READS = ("model", "dataset", "platform", "tier")
INSTEAD = "+experiment.overrides.NAME.{}, for the experiment NAME"
TIERS = ("quick", "full", "from_logs")

NOTES = (
    "The paper: FLAME: Fully Leveraging MoE Sparsity for Transformer on FPGA (Lin et al., DAC 2024).",
    "Synthesis for the FPGA: not run (it needs the vendor's tools); every latency of the board is modelled. "
    "experiment=bitstream writes the project and experiment=csim checks its kernels.",
    "The paper's CPU and GPU rows of table 1 (Xeon Gold 5218R, RTX 3090): not run (no such devices); with "
    "bench_streaming, which tier=full includes, this machine's processor stands in the CPU's place.",
)


@dataclass(frozen=True)
class Also:
    """A further model, and what is run with it.

    Args:
        model: name of a file in `conf/model`; its reports lie in a folder of that name.
        path: local checkpoint folder, in place of the hub.
        experiments: names of the experiments.
    """

    model: str
    path: str | None
    experiments: tuple[str, ...]


@dataclass(frozen=True)
class Parameters:
    """Which experiments, in which order, and parameters of theirs that differ from their own YAML.

    Args:
        tier: `quick` and `full` differ in what `conf/tier` chooses for them; `from_logs` runs nothing, and
            rebuilds the page from the reports that are stored.
        experiments: names of the experiments.
        overrides: by experiment, what it is given in place of its YAML: parameters, and fields of the groups
            `pruning`, `predictor` and `buffer` where it reads them.
        also: further models.
    """

    tier: str
    experiments: tuple[str, ...]
    overrides: dict[str, Any]
    also: tuple[Also, ...]

    def __post_init__(self) -> None:
        if self.tier not in TIERS:
            raise ConfigError(f"experiment.tier={self.tier}: {near_names(self.tier, TIERS)}")
        known = experiment_names(conf_folder())
        for name in (*self.experiments, *self.overrides, *(name for other in self.also for name in other.experiments)):
            if name not in known:
                raise ConfigError(f"experiment.experiments: no experiment {name} ({near_names(name, known)})")
        models = sorted(file.stem for file in (conf_folder() / "model").glob("*.yaml"))
        for other in self.also:
            if other.model not in models:
                raise ConfigError(f"experiment.also: no model {other.model} ({near_names(other.model, models)})")


@dataclass(frozen=True)
class Piece:
    """One experiment with one model: its place below the output folder, and its whole configuration."""

    section: str
    settings: Settings

    @property
    def folder(self) -> Path:
        return Path(self.settings.output) / self.section


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


def plan_pieces(settings: Settings, parameters: Parameters) -> list[Piece]:
    """The pieces, those of one model together."""

    names = {*parameters.experiments, *(name for other in parameters.also for name in other.experiments)}
    own = {name: _composed(settings, name, parameters.overrides.get(name, {})) for name in sorted(names)}

    def piece(of: Settings, name: str, folder: str) -> Piece:
        return Piece(folder + name, replace(own[name], model=of.model))

    pieces = [piece(settings, name, "") for name in parameters.experiments]
    also = _stored_models(settings, parameters) if parameters.tier == "from_logs" else parameters.also
    for other in also:
        values = read_yaml(conf_folder() / "model" / f"{other.model}.yaml")
        model = replace(parse(ModelSettings, values, "model"), path=other.path)
        pieces += [piece(replace(settings, model=model), name, f"{other.model}/") for name in other.experiments]
    return pieces


def _composed(settings: Settings, name: str, overrides: dict[str, Any]) -> Settings:
    """The configuration of one experiment: model, dataset, board and seed of this run, the rest its own."""
    composed = load_settings(f"experiment={name}")
    experiment: dict[str, Any] = dict(composed.experiment)
    chosen: dict[str, Any] = {}
    for key, value in overrides.items():
        group = getattr(composed, key, None)
        if not dataclasses.is_dataclass(group) or isinstance(group, type):
            experiment[key] = value
            continue
        check_reads(name, [f"{key}.{field}={given}" for field, given in value.items()], composed.experiment)
        chosen[key] = parse(type(group), asdict(group) | value, f"experiment.overrides.{name}.{key}")
    return replace(
        composed, model=settings.model, dataset=settings.dataset, platform=settings.platform, seed=settings.seed,
        output=settings.output, experiment=experiment, **chosen,
    )  # fmt: skip


def _stored_models(settings: Settings, parameters: Parameters) -> list[Also]:
    """The further models that have reports below the output folder."""
    found = []
    for model in sorted(file.stem for file in (conf_folder() / "model").glob("*.yaml")):
        names = [name for name in parameters.experiments if (Path(settings.output) / model / name).is_dir()]
        found += [Also(model, None, tuple(names))] if names else []
    return found


def _run_pieces(context: Context, pieces: list[Piece]) -> dict[str, str]:
    """Run the pieces that do not stand; by section, why one could not be run."""
    for piece in pieces:
        load_experiment(piece.settings.experiment)  # a misspelt parameter stops the run before it starts
    own, lost = context, {}
    for piece in context.progress(pieces, "reproduce"):
        if own.settings.model != piece.settings.model:
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


def _gather(context: Context, stored: dict[str, tuple[Section, Manifest]], lost: dict[str, str]) -> Report:
    reports = {name: section.report for name, (section, _) in stored.items()}
    rows = judge(reports, lost)
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
    models = dict.fromkeys(
        f"{s.report['provenance']['model']} ({s.report['labels']['weights']} weights)"
        for s in sections
        if "model" in s.report["provenance"]
    )
    lead = (
        f"{', '.join(models)}; accuracy on {report.provenance.get('dataset')}, routing traces on "
        f"{report.provenance.get('trace_dataset')}.",
        *report.notes,
    )
    return render_page("FLAME, reproduced", lead, sections, report.to_json())


def _stands(piece: Piece, config: dict[str, Any], inputs: dict[str, str]) -> bool:
    try:
        manifest = open_artifact(piece.folder, "report", REPORT_VERSION, inputs)
    except ArtifactError:
        return False
    return dict(manifest.config) == config
