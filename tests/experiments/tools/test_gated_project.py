"""A model's own weights in the project of gated experts: near its own numbers, or refused in one line."""

import numpy as np
import pytest
import torch

from experiments.tools.gated_model import GatedSource, check_fits, prepare
from experiments.tools.gated_project import Parameters, inputs, run
from flame.app.commands import run_command
from flame.app.config import load_settings
from flame.app.experiment import Context, load_experiment
from flame.errors import ArtifactError, ConfigError, FormatError
from flame.models.loading import load_model
from flame.storage.dataset import load_corpus
from hw.gated.golden import most_hidden_scale, quantise, run_layer
from hw.kept_kernels import GATED
from tests.conftest import save_family, settings_for

DESIGN, _ = GATED["gated_tiny_int4"]
TEXTS = load_corpus("sample").split("train")[:4]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Mixtral's kind, of the tiny kernel's sizes."""
    place = tmp_path_factory.mktemp("gated")
    return save_family(place, "mixtral", hidden_size=64, intermediate_size=64, initializer_range=0.15)


@pytest.fixture(scope="module")
def model(folder):
    return load_model(settings_for(folder))


@pytest.fixture(scope="module")
def packed(folder, tmp_path_factory):
    place = tmp_path_factory.mktemp("packed") / "model"
    run_command("pack", [str(folder), "--to", str(place)])
    return place


def prepared(source, tokens=3):
    return prepare(source, DESIGN, 1, tokens, TEXTS[:3], TEXTS[3])


def answers(made):
    w = made.workload
    return np.stack([run_layer(DESIGN, [w.experts[i] for i in c], s.tolist(), x)
                     for c, s, x in zip(w.chosen, w.shares, w.x, strict=True)])  # fmt: skip


def test_steps_are_what_the_models_own_experts_were_given_and_answered(model):
    """transformers' module, heard by torch's own hook, against what the project is tried on."""
    made, heard = prepared(GatedSource(model)), []
    hook = model.moe_block(model.moe_layers("decoder")[0]).experts.register_forward_hook(
        lambda module, given, answer: heard.append((given[0], answer))
    )
    text = TEXTS[3]
    ids = model.encode([text.text])["input_ids"]
    rest = model.tokenize([text.summary], 64, padding_side="right")["input_ids"]
    with torch.inference_mode():
        model.hf(input_ids=torch.cat([ids, rest], 1), use_cache=False)
    hook.remove()
    given, answer = (each.reshape(-1, 64)[-3:].numpy() for each in heard[0])
    np.testing.assert_allclose(made.exact, answer, atol=1e-5)
    np.testing.assert_allclose(
        made.workload.x * (np.abs(given).max() / np.abs(made.workload.x).max()), given, atol=2e-3
    )
    (error,) = made.errors(answers(made))
    assert 0.01 < error < 0.2  # weights of 4 bits in groups of 16
    assert made.beyond_gate == 0
    assert made.beyond_input < 0.01


def test_a_packed_folder_is_taken_like_its_model(model, packed):
    """Packed dense in 8 bits, so that the answers are those of the model but for that rounding."""
    made, own = prepared(GatedSource.packed(packed)), prepared(GatedSource(model))
    assert (np.sort(made.workload.chosen) == np.sort(own.workload.chosen)).all()
    assert np.linalg.norm(made.exact - own.exact) < 0.25 * np.linalg.norm(own.exact)
    assert 0.01 < made.errors(answers(made))[0] < 0.2


def test_hidden_units_that_no_multiplier_holds_saturate_and_are_counted():
    """A weight of 10 in `down`: hidden units end where their product with it is 56 (4 bits)."""
    rng = np.random.default_rng(0)
    down = rng.normal(size=(64, 64))
    down[3, 5] = 10
    scale = most_hidden_scale(DESIGN, down)
    np.testing.assert_allclose(scale * 32767 * 10, 7 * 32767**2 / 2**27, rtol=1e-3)
    expert = {"gate": rng.normal(size=(64, 64)), "up": rng.normal(size=(64, 64)), "down": down}
    assert 2**30 < quantise(DESIGN, expert, 1e-4, scale).multipliers["down"] < 2**31
    with pytest.raises(FormatError, match="down: a multiplier beyond int32"):
        quantise(DESIGN, expert, 1e-4, 1.01 * scale)


def project(weights, design="gated_tiny_int4", **changes):
    """Parameters as the command line gives them."""
    given = {"weights": str(weights), "design": design, **changes}
    settings = load_settings(
        "experiment=gated_project", *(f"experiment.{name}={value}" for name, value in given.items())
    )
    return Context(settings), load_experiment(settings.experiment)[1]


def test_the_experiment_takes_a_packed_folder(packed):
    context, parameters = project(packed, tokens=2, calibration_dialogues=2)
    report = run(context, parameters)
    whole, layer = report.rows[1:3]
    assert whole["steps"] == 2
    assert 0.01 < layer["layer_relative_error"] == whole["median_layer_error"] == whole["largest_layer_error"] < 0.2
    assert report.rows[0]["experts"] == 8
    assert report.labels.weights == GatedSource.packed(packed).model.weights
    assert set(inputs(context, parameters)) == {"corpus", "weights"}


def test_random_weights_are_called_random():
    assert run(*project("random", tokens=2)).labels.weights == "random"


def test_what_does_not_fit_is_one_line(model, packed, tiny_model, decoder_folder, tmp_path):
    with pytest.raises(ConfigError, match=r"without a gate, relu .*gated with SiLU"):
        check_fits(GatedSource(tiny_model), "gated_tiny_int4", 1)
    with pytest.raises(ArtifactError, match="no packed model"):
        run(*project(tmp_path))
    source = GatedSource(model)
    with pytest.raises(ConfigError, match=r"layers=2: .*has 4 MoE layers, and gated_tiny_int4 holds 1"):
        check_fits(source, "gated_tiny_int4", 2)
    with pytest.raises(
        ConfigError, match=r"\(64, 64, 8, 2\) .*takes \(2048, 768, 128, 8\).*kept fit: gated_tiny_int4,"
    ):
        check_fits(source, "gated_u200_int4", 1)
    other = GatedSource(load_model(settings_for(decoder_folder)))
    with pytest.raises(ConfigError, match=r"\(32, 24, 8, 2\) .*kept fit: none"):
        check_fits(other, "gated_tiny_int4", 1)
    with pytest.raises(ConfigError, match=r"tokens=4000: the text that is shown has \d+ tokens"):
        prepared(source, tokens=4000)
    design = check_fits(source, "gated_tiny_int8_2of4", 1)
    with pytest.raises(ConfigError, match=r"expert 0: 4 of 4 packed weights .*keeps 2:4: pack the"):
        prepare(GatedSource.packed(packed), design, 1, 1, TEXTS[:1], TEXTS[3])
    with pytest.raises(ConfigError, match=r"experiment\.calibration_dialogues=0"):
        Parameters("gated_tiny_int4", "model", 1, 0, 8, 1, False)
