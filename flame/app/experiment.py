"""What an experiment is given: the settings, and the model and corpora that they name.

An experiment is a module of `experiments` with the constants that `flame.app.catalogue` names, `Parameters` (a
frozen dataclass whose values are in `conf/experiment/NAME.yaml`) and `run(context, parameters) -> Report`. One
whose parameters name files has `inputs(context, parameters)` too: their digests, with those of `Context.inputs`.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from tqdm import tqdm

from flame.app.catalogue import experiment_file, experiment_reads
from flame.app.config import Settings, parse
from flame.errors import ConfigError, DatasetError
from flame.storage.artifact import Labels, Manifest, git_commit, package_versions, sha256_of
from flame.storage.dataset import Dialogue, DialogueCorpus, load_corpus
from flame.storage.work_key import code_sha256, path_sha256

if TYPE_CHECKING:
    from flame.models.moe_model import MoeModel
    from flame.routing import RoutingTrace

T = TypeVar("T")


class Context:
    """Settings, and what they name, loaded once and on demand.

    Args:
        settings: the whole configuration.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def model(self) -> MoeModel:
        """The model of `settings.model`; treat it as read-only and prune a `copy()`.

        Raises:
            ConfigError: the traces of `dataset.traces` are of another model, which is not here.
        """
        from flame.models.loading import load_model

        if self.trace_is_foreign:
            raise ConfigError(
                f"dataset.traces={self.settings.dataset.traces}: is of a model that is not here, which this experiment "
                "needs (give traces of model, or leave them out)"
            )
        return load_model(self.settings.model, self.settings.seed)

    @cached_property
    def model_sha256(self) -> str:
        """Digest of all that the model's checkpoint says."""
        from flame.models.checkpoint_digest import checkpoint_sha256

        return checkpoint_sha256(self.model)

    @cached_property
    def corpus(self) -> DialogueCorpus:
        """What accuracy is measured on."""
        dataset = self.settings.dataset
        return load_corpus(dataset.name, dataset.path, dataset.hub_name)

    @cached_property
    def trace_corpus(self) -> DialogueCorpus:
        """What routing traces are taken from."""
        dataset = self.settings.dataset
        if dataset.trace_name in (None, dataset.name):
            return self.corpus
        return load_corpus(dataset.trace_name, dataset.trace_path)

    @cached_property
    def stored_trace(self) -> tuple[RoutingTrace, Manifest] | None:
        """The trace of `dataset.traces` with its manifest; None where traces are to be recorded."""
        from flame.storage.trace_files import open_trace

        dataset = self.settings.dataset
        if dataset.traces is None:
            return None
        return open_trace(Path(dataset.traces), dataset.trace_top_k, dataset.trace_experts)

    @property
    def trace_is_foreign(self) -> bool:
        """Whether the traces were made elsewhere, with a model that is not here."""
        from flame.storage.trace_files import ELSEWHERE

        return self.stored_trace is not None and self.stored_trace[1].inputs["router"] == ELSEWHERE

    def share(self, other: Context) -> None:
        """Take over the model and corpora that another context of the same model and dataset has loaded."""
        for name in ("model", "model_sha256", "corpus", "trace_corpus", "stored_trace"):
            if name in other.__dict__:
                self.__dict__[name] = other.__dict__[name]

    def accuracy_dialogues(self) -> tuple[str, tuple[Dialogue, ...]]:
        """The name of the report split and its dialogues, as many as `dataset.accuracy_dialogues` allows.

        Raises:
            DatasetError: the corpus has no summaries, and the model is no decoder alone, which can go through texts.
        """
        if (without := self.corpus.without_summary) and self.model.is_encoder_decoder:
            raise DatasetError(
                f"dataset {self.corpus.name}: split {without} has no summaries, so no accuracy (dataset=sample has)"
            )
        split = self.corpus.report_split
        return split, self.corpus.split(split)[: self.settings.dataset.accuracy_dialogues]

    @property
    def artifacts(self) -> Path:
        """Folder that keeps what several experiments share, such as routing traces."""
        return Path(self.settings.output) / "artifacts"

    def labels(self, timing: str = "none") -> Labels:
        """The model's weights label with a timing label; `none` with traces that were made elsewhere."""
        return Labels("none" if self.trace_is_foreign else self.model.weights, timing)

    def progress(self, items: Iterable[T], desc: str, total: int | None = None) -> Iterator[T]:
        """A progress bar on standard error with an estimate; quiet when that is no terminal."""
        return iter(tqdm(items, desc=desc, total=total, disable=None, leave=False, dynamic_ncols=True))

    def inputs(self, **files: str | None) -> dict[str, str]:
        """SHA-256 of all that the experiment reads from outside, by name: with code and settings the key of its work.

        Args:
            files: files and folders that parameters name, by the parameter; None is left out.
        """
        reads = experiment_reads(self.settings.experiment["name"])
        found = {name: path_sha256(Path(place)) for name, place in files.items() if place is not None}
        if {"predictor", "predictor.path"} & set(reads) and self.settings.predictor.path is not None:
            found["predictor"] = path_sha256(Path(self.settings.predictor.path))
        traced = "dataset.traces" in reads or "dataset" in reads
        if traced and self.stored_trace is not None:
            found["traces"] = sha256_of(self.stored_trace[1].outputs)
            if self.trace_is_foreign:
                return found
        if "model" in reads:
            found["model"] = self.model_sha256
        if "dataset.name" in reads or "dataset" in reads:
            found["corpus"] = self.corpus.sha256
        if "dataset.trace_name" in reads or "dataset" in reads:
            found["trace_corpus"] = self.trace_corpus.sha256
        return found

    def provenance(self, model: bool = True, dataset: bool = True) -> dict[str, Any]:
        """Where figures come from: model and digest, dataset, seed, versions, commit, configuration digest."""
        facts: dict[str, Any] = {}
        if (model or dataset) and self.stored_trace is not None:
            manifest = self.stored_trace[1]
            facts |= {"trace_dataset": manifest.config["corpus"], "trace_sha256": sha256_of(manifest.outputs)}
            if self.trace_is_foreign:
                model = dataset = False
                facts |= {"model": manifest.config["model"]}
        if model:
            facts |= {"model": self.model.name, "model_sha256": self.model.weights_sha256()}
        if dataset:
            facts |= {"dataset": self.corpus.name, "dataset_sha256": self.corpus.sha256}
        if dataset and "trace_corpus" in self.__dict__:  # loaded, so traces were taken from it
            facts |= {"trace_dataset": self.trace_corpus.name, "trace_dataset_sha256": self.trace_corpus.sha256}
        return facts | {
            "seed": self.settings.seed,
            "versions": package_versions(),
            "git": git_commit(),
            "config_sha256": sha256_of(self.settings_json()),
        }

    def settings_json(self) -> dict[str, Any]:
        """The resolved configuration as plain values, without the output folder, which changes no figure."""
        from dataclasses import asdict

        values = asdict(self.settings)
        values.pop("output")
        return json.loads(json.dumps(values))  # type: ignore[no-any-return]


def load_experiment(values: Mapping[str, Any]) -> tuple[Any, Any]:
    """The module of an experiment and its parameters, from the `experiment` group as YAML gives it.

    Raises:
        ConfigError: there is no such experiment, or a parameter is unknown, missing or of another type.
    """
    name = values["name"]
    file = experiment_file(name)
    topic = "" if file.parent.name == "experiments" else f"{file.parent.name}."
    module = importlib.import_module(f"experiments.{topic}{name}")
    return module, parse(module.Parameters, {k: v for k, v in values.items() if k != "name"}, "experiment")


def work_inputs(module: Any, context: Context, parameters: Any) -> dict[str, str]:
    """Digests of the code and of all inputs of an experiment, by name; with the settings they tell its work."""
    own = module.inputs(context, parameters) if hasattr(module, "inputs") else context.inputs()
    return own | {"code": code_sha256(module.__name__)}
