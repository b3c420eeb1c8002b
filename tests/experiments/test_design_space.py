"""The Pareto front against a naive oracle, the command of a point, and going on where a run stopped."""

import numpy as np
import pytest

from experiments import design_space
from flame.config import load_settings
from flame.errors import ConfigError
from flame.experiment import load_experiment
from tests.experiments.test_every_experiment import context_for


def test_the_front_by_hand():
    points = np.asarray([[1.0, 5.0], [2.0, 2.0], [3.0, 3.0], [5.0, 1.0], [2.0, 2.0]])
    assert design_space.pareto(points).tolist() == [True, True, False, True, True]


def test_the_front_is_what_nothing_beats():
    rng = np.random.default_rng(0)
    for _ in range(20):
        points = rng.integers(0, 4, (40, 3)).astype(float)
        naive = [not any((other <= point).all() and (other < point).any() for other in points) for point in points]
        assert design_space.pareto(points).tolist() == naive


def test_the_command_writes_the_point():
    point = {"pattern": "1:4", "value_bits": 8, "slots_per_layer": 3, "known_layers": 2, "rows": 16, "clock_hz": 2e8}
    words = design_space.command(point).split()
    assert words[0] == "flame"
    settings = load_settings(*words[1:])
    load_experiment(settings.experiment)
    assert (settings.pruning.pattern, settings.buffer.slots, settings.predictor.known_layers) == ("1:4", 3, 2)
    assert (settings.experiment["rows"], settings.platform.clock_hz) == (16, 2e8)
    assert design_space.command(point | {"value_bits": 16}).startswith("none: a project's experts are int8")


def test_a_second_run_works_nothing_out_again(tiny_folder, tmp_path, monkeypatch):
    context = context_for("design_space", tiny_folder, tmp_path)
    module, parameters = load_experiment(context.settings.experiment)
    first = module.run(context, parameters)

    def never(*arguments, **named):
        raise AssertionError("a finished point was worked out again")

    monkeypatch.setattr(design_space, "model_time", never)
    monkeypatch.setattr(design_space, "_packed_model", never)
    assert module.run(context, parameters).rows == first.rows
    assert {row["slots_per_layer"] for row in first.rows} == {1}  # eight dense or 2:4 experts a layer do not fit
    assert any("short of URAM" in note for note in first.notes)


def test_bad_grids_are_refused(tiny_folder, tmp_path):
    context = context_for("design_space", tiny_folder, tmp_path)
    settings = context.settings.experiment
    for change, line in (
        ({"value_bits": [4]}, "value_bits: 4"),
        ({"chosen": "beauty"}, "chosen=beauty"),
    ):
        with pytest.raises(ConfigError, match=line):
            load_experiment(settings | change)
    module, parameters = load_experiment(settings | {"banks": [5]})
    with pytest.raises(ConfigError, match=r"banks: 5 \(Alveo U200 has 4\)"):
        module.run(context, parameters)
