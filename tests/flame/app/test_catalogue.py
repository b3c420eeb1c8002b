"""What an experiment reads of the configuration, and that an override of anything else is refused."""

from dataclasses import fields

import pytest

from flame.app.catalogue import GROUPS, USES, experiment_names, experiment_reads
from flame.app.config import DatasetSettings, Settings, conf_folder, load_settings
from flame.errors import ConfigError

NAMES = experiment_names(conf_folder())


@pytest.mark.parametrize(
    ("overrides", "words"),
    [
        (["experiment=fig8b_cache_hit_ratio", "buffer.policy=fifo"], r"\(use experiment\.policies\)"),
        (["experiment=fig7_pruning_accuracy", "pruning.pattern=1:4"], r"\(use experiment\.patterns\)"),
        (["experiment=estimate", "buffer.slots=4"], r"\(use experiment\.slots\)"),
        (["experiment=table1", "predictor.name=incremental"], r"\(it reads predictor\.known_layers\)"),
        (["experiment=table1", "pruning.criterion=wanda"], r"\(it reads pruning\.pattern\)"),
        (["experiment=fig5_path_skew", "platform=u280"], r"\(it reads model, dataset\.name, .*dataset\.traces, .*\)"),
        (["experiment=fig5_path_skew", "dataset.accuracy_dialogues=4"], r"reads dataset\.name, dataset\.path"),
        (["experiment=fig4a_memory_footprint", "seed=3"], r"\(it reads none of the groups\)"),
        (["experiment=fig4a_memory_footprint", "dataset=sample"], "does not read dataset"),
        (["experiment=search", "buffer.slots=3"], r"\(use experiment\.fixed=\[buffer\.slots=3\]\)"),
        (["experiment=reproduce", "buffer.slots=3"], r"\(use \+experiment\.overrides\.NAME\.buffer\.slots=3"),
    ],
)
def test_an_override_that_is_not_read_is_refused_with_what_to_use(overrides, words):
    with pytest.raises(ConfigError, match=words) as caught:
        load_settings(*overrides)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("overrides", "group", "field", "value"),
    [
        (["experiment=table1", "pruning.pattern=1:4"], "pruning", "pattern", "1:4"),
        (["experiment=fig4b_pruning_strategies", "pruning.pattern=1:4"], "pruning", "pattern", "1:4"),
        (["experiment=table1"], "predictor", "known_layers", 6),  # its own choice
        (["experiment=table1", "predictor.known_layers=2"], "predictor", "known_layers", 2),
        (["experiment=bench_streaming", "buffer.policy=fifo"], "buffer", "policy", "fifo"),
        (["experiment=design_space", "buffer.policy=fifo"], "buffer", "policy", "fifo"),
    ],
)
def test_single_values_come_from_the_groups(overrides, group, field, value):
    settings = load_settings(*overrides)
    assert getattr(getattr(settings, group), field) == value
    assert field not in settings.experiment


@pytest.mark.parametrize("name", NAMES)
def test_what_an_experiment_reads_is_there_to_be_read(name):
    settings = load_settings(f"experiment={name}")
    for read in experiment_reads(name):
        group, _, field = read.partition(".")
        assert group in GROUPS
        assert not field or hasattr(getattr(settings, group), field), read


@pytest.mark.parametrize("name", NAMES)
def test_no_experiment_has_a_single_value_that_a_group_has(name):
    settings = load_settings(f"experiment={name}")
    of_groups = {f.name for group in ("pruning", "predictor", "buffer") for f in fields(getattr(settings, group))}
    own = {key for key, value in settings.experiment.items() if not isinstance(value, list)}
    of_all_layers = {"slots"} if name == "estimate" else set()  # buffer.slots are those of a layer
    assert (own - {"name"}) & of_groups == of_all_layers


def test_every_field_of_the_dataset_belongs_to_a_use():
    assert {f"dataset.{f.name}" for f in fields(DatasetSettings)} == {field for use in USES.values() for field in use}
    assert {f.name for f in fields(Settings)} - {"experiment", "output"} == set(GROUPS) - {"tier"}
