"""The Pareto front against a naive oracle, the command of a point, and going on where a run stopped."""

import numpy as np
import pytest

from experiments.studies.design_choice import choose, command
from experiments.tools.pareto import first_of_equals, undominated
from flame.app.config import load_settings
from flame.app.experiment import load_experiment
from flame.errors import ConfigError
from tests.experiments.test_every_experiment import context_for


def front_of(points):
    return (undominated(points) & first_of_equals(points)).tolist()


def test_the_front_by_hand():
    points = np.asarray([[1.0, 5.0], [2.0, 2.0], [3.0, 3.0], [5.0, 1.0], [2.0, 2.0]])
    assert front_of(points) == [
        True,
        True,
        False,
        True,
        False,
    ]  # of equal ones the first


def test_the_front_is_what_nothing_beats():
    rng = np.random.default_rng(0)
    for _ in range(20):
        points = rng.integers(0, 4, (40, 3)).astype(float)
        naive = [
            not any((other <= point).all() and (other < point).any() for other in points)
            and not any((other == point).all() for other in points[:i])
            for i, point in enumerate(points)
        ]
        assert front_of(points) == naive


def test_the_command_writes_the_point():
    board = load_settings("experiment=bitstream", "platform=u280").platform
    point = {
        "pattern": "1:4", "value_bits": 8, "slots": 18, "slots_per_layer": 3, "known_layers": 2, "rows": 16,
        "clock_hz": 2e8, "units": 2, "banks": 32,
    }  # fmt: skip
    words = command(point, board).split()
    assert words[0] == "flame"
    settings = load_settings(*words[1:])
    load_experiment(settings.experiment)
    assert (settings.pruning.pattern, settings.buffer.slots, settings.predictor.known_layers) == ("1:4", 3, 2)
    assert (settings.experiment["rows"], settings.platform.clock_hz) == (16, 2e8)
    assert settings.platform.name == "Alveo U280"
    assert settings.experiment["units"] == 2
    words = command(
        point | {"slots": 4, "slots_per_layer": 0, "known_layers": 0, "value_bits": 16, "banks": 8}, board
    ).split()
    settings = load_settings(*words[1:])
    load_experiment(settings.experiment)
    assert (settings.buffer.slots, settings.experiment["shared_slots"], settings.predictor.known_layers) == (4, True, 1)
    assert settings.experiment["value_bits"] == 16
    assert settings.platform.offchip_bytes_per_s == board.offchip_bytes_per_s / 4
    assert len(settings.platform.bank_regions) in (1, 8)
    assert settings.platform.offchip_banks == 8


def test_the_knee_is_near_the_best_of_everything():
    front = np.asarray([[1.0, 0.9, 1.0, 0.9], [2.0, 0.1, 2.0, 0.1], [9.0, 0.0, 9.0, 0.0]])
    assert choose(front, "knee") == 1
    assert choose(front, "latency_ms") == 0
    assert choose(front, "tokens_changed") == 2
    assert choose(front[:1], "knee") == 0


def test_a_second_run_works_nothing_out_again(tiny_folder, tmp_path, monkeypatch):
    context = context_for("design_space", tiny_folder, tmp_path)
    module, parameters = load_experiment(context.settings.experiment)
    first = module.run(context, parameters)

    def never(*arguments, **named):
        raise AssertionError("a finished point was worked out again")

    assert sum(row["chosen"] for row in first.rows) == 1
    assert {row["needs"] for row in first.rows} == {"Allo"}  # no kernel is kept for the tiny model with such rows
    assert any("None of the designs that fit is kept" in note for note in first.notes)
    assert all("pruning.pattern=1:1" not in row["command"] for row in first.rows)  # the kernels take 4:4
    monkeypatch.setattr("experiments.studies.design_points.model_time", never)
    monkeypatch.setattr("experiments.studies.design_points._packed_model", never)
    assert module.run(context, parameters).rows == first.rows
    # Two layers of four experts: eight slots would hold all of them, but no unit with eight fits into a region.
    assert {(row["pattern"], row["slots"]) for row in first.rows} == {("1:1", 2), ("2:4", 2)}
    assert any("lack URAM" in note for note in first.notes)


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
    module, parameters = load_experiment(settings | {"units": [4], "banks": [1, 2]})
    with pytest.raises(ConfigError, match=r"units=\[4\] is more than each of experiment.banks=\[1, 2\]"):
        module.run(context, parameters)
