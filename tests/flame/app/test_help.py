"""Help says what an experiment does, every field and its meaning; names may be begun; unreadable values are quoted."""

import pytest

from flame.app import help as app_help
from flame.app.catalogue import experiment_names, experiment_title
from flame.app.commands import COMMANDS
from flame.app.config import check_grammar, conf_folder, load_settings, with_whole_name
from flame.errors import ConfigError

NAMES = experiment_names(conf_folder())


def test_the_overview_has_every_command_and_every_experiment_once_under_its_topic():
    text = app_help.overview()
    lines = [line.split()[0] for line in text.splitlines() if line.startswith("  ")]
    assert tuple(lines[: len(COMMANDS)]) == COMMANDS
    assert sorted(lines[len(COMMANDS) :]) == NAMES
    figures, tools = text.index("Figures and tables"), text.index("Tools:")
    assert figures < text.index("fig9b_latency") < tools < text.index("train_mini")


@pytest.mark.parametrize("name", NAMES)
def test_help_gives_each_field_its_value_and_its_meaning(name):
    text = app_help.experiment_help(name)
    assert experiment_title(name) in text
    for key, value in load_settings(f"experiment={name}").experiment.items():
        if key == "name":
            continue
        line = next(part for part in text.split("\n") if part.strip().startswith(f"experiment.{key}"))
        after = text[text.index(line) + len(line) :].lstrip("\n")
        if not (isinstance(value, dict) and f"experiment.{key}:" in line):
            assert after.startswith(" " * 6), f"{name}: {key} has no meaning in the docstring of Parameters"
        assert str(value).lower() in line or value is None or not isinstance(value, int | str), line
    assert f"flame experiment={name}" in text


def test_meanings_of_a_docstring_worked_by_hand():
    docstring = """What it takes.

    Args:
        rows, cols: of a matrix; depth: of all
            of them.
        policy: which leaves.
    Raises:
        ConfigError: never.
    """
    import inspect

    assert app_help.field_meanings(inspect.cleandoc(docstring)) == {
        "rows": "of a matrix; depth: of all of them.",
        "cols": "of a matrix; depth: of all of them.",
        "depth": "of a matrix; depth: of all of them.",
        "policy": "which leaves.",
    }


@pytest.mark.parametrize(
    ("given", "whole"),
    [
        ("experiment=fig5", "experiment=fig5_path_skew"),
        ("experiment=prune", "experiment=prune"),  # pruning_report does not begin so
        ("experiment=fig5,fig9b", "experiment=fig5_path_skew,fig9b_latency"),
        ("experiment=nothing", "experiment=nothing"),
        ("model=fig5", "model=fig5"),
    ],
)
def test_a_unique_beginning_is_taken(given, whole):
    assert with_whole_name(given) == whole


def test_a_beginning_of_several_names_lists_them_and_any_other_the_near_ones():
    with pytest.raises(ConfigError, match=r"fig8a_prediction_accuracy, fig8b_cache_hit_ratio"):
        load_settings("experiment=fig8")
    with pytest.raises(ConfigError, match=r"did you mean .*fig5_path_skew"):
        load_settings("experiment=path_skew")
    assert load_settings("experiment=fig5").experiment["name"] == "fig5_path_skew"


@pytest.mark.parametrize("value", ["/home/müller", "a(b", "it's ö", "C:\\ü"])
def test_a_value_that_the_grammar_cannot_read_comes_back_quoted(value):
    with pytest.raises(ConfigError, match="quote it: ") as caught:
        load_settings("experiment=fig5", f"dataset.path={value}")
    quoted = str(caught.value).split('quote it: "')[1].removesuffix('")')
    check_grammar(quoted)
    assert load_settings("experiment=fig5", quoted).dataset.path == value
