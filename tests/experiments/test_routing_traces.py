"""Excerpts of long conversations, and imported traces bound to the model that they are said to be of."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from experiments.record_traces import Parameters, _imported
from experiments.routing_traces import excerpts
from flame.dataset import Dialogue
from flame.errors import ConfigError, TraceError

DEFAULT = Parameters("test", "generate", "decoder", 1, 8, False, None, "traces", 1, None)


def test_excerpts_hold_every_line_once_and_in_order() -> None:
    lines = [f"A: {i}" for i in range(11)]
    short, long = Dialogue("s", "A: x\nB: y"), Dialogue("l", "\n".join(lines))
    pieces = excerpts([short, long], 4)
    assert pieces[0] == short
    assert [piece.id for piece in pieces[1:]] == ["l/0", "l/1", "l/2"]
    assert [line for piece in pieces[1:] for line in piece.text.splitlines()] == lines
    assert all(3 <= len(piece.text.splitlines()) <= 4 for piece in pieces[1:])
    with pytest.raises(ConfigError, match="excerpt_turns: 0"):
        excerpts([short], 0)


@pytest.mark.parametrize(
    "change",
    [{"mode": "sampled"}, {"stack": "both"}, {"batch": 0}, {"num_beams": 0}, {"shard": 1}, {"shards": 0}],
)
def test_parameters_that_make_no_sense_are_refused(change: dict) -> None:
    with pytest.raises(ConfigError, match="expected"):
        Parameters(**(DEFAULT.__dict__ | change))


def test_an_import_of_another_model_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "elsewhere.csv"
    file.write_text("example,layer_0,layer_1\na,0,3\na,1,2\nb,0,0\n")
    model = SimpleNamespace(num_experts=4, moe_layers=lambda stack: [0, 1], name="small")
    given = Parameters(**(DEFAULT.__dict__ | {"import_file": str(file)}))
    trace = _imported(SimpleNamespace(model=model), given)
    assert trace.experts[:, :, 0].tolist() == [[0, 3], [1, 2], [0, 0]]
    assert trace.example_ptr.tolist() == [0, 2, 3]
    model.moe_layers = lambda stack: [0, 1, 2]
    with pytest.raises(TraceError, match=r"2 layers \(expected 3"):
        _imported(SimpleNamespace(model=model), given)
    model.num_experts = 3
    with pytest.raises(TraceError, match=r"outside 0\.\.2"):
        _imported(SimpleNamespace(model=model), given)
