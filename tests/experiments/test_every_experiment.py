"""Every experiment file composes, and every experiment runs at a tiny size."""

import json
from dataclasses import replace

import pytest

from flame.artifact import open_artifact
from flame.config import conf_folder, load_settings
from flame.experiment import Context, experiment_names, experiment_title, load_experiment
from flame.report import REPORT_VERSION, Report, write_report

NAMES = experiment_names(conf_folder())

# Parameters that make an experiment small; what is not named runs as its YAML says.
TINY: dict[str, dict] = {
    "reproduce": {"experiments": ["fig4a_memory_footprint", "fig5_path_skew"]},
}


def context_for(name, tiny_folder, output, *overrides):
    settings = load_settings(f"experiment={name}", f"output={output}", "dataset=sample", *overrides)
    model = replace(
        settings.model, name="tiny", source="hub", path=str(tiny_folder), max_source_tokens=48, max_new_tokens=6
    )
    dataset = replace(settings.dataset, trace_dialogues=30, accuracy_dialogues=4)
    return Context(
        replace(settings, model=model, dataset=dataset, experiment=settings.experiment | TINY.get(name, {}))
    )


@pytest.mark.parametrize("name", NAMES)
def test_it_composes_and_says_what_it_is(name):
    settings = load_settings(f"experiment={name}")
    load_experiment(settings.experiment)
    assert settings.experiment["name"] == name
    assert 10 < len(experiment_title(name)) < 100


@pytest.mark.parametrize("name", NAMES)
def test_it_runs_small(name, tiny_folder, tmp_path):
    context = context_for(name, tiny_folder, tmp_path)
    module, parameters = load_experiment(context.settings.experiment)
    report = module.run(context, parameters)
    assert isinstance(report, Report)
    assert report.experiment == name
    assert report.rows
    folder = write_report(report, tmp_path / name, context.settings_json(), 0)
    stored = json.loads((folder / "report.json").read_text())
    assert {"versions", "git", "config_sha256", "seed"} <= set(stored["provenance"])
    open_artifact(folder, "report", REPORT_VERSION)
