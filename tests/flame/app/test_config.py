from dataclasses import dataclass

import pytest

from flame.app.config import load_settings, parse
from flame.errors import ConfigError
from flame.models.settings import ModelSettings


@dataclass(frozen=True)
class Inner:
    rate: float
    sizes: tuple[int, ...]


@dataclass(frozen=True)
class Outer:
    name: str
    limit: int | None
    inner: Inner
    pair: tuple[str, int]


GOOD = {"name": "x", "limit": None, "inner": {"rate": 1, "sizes": [1, 2]}, "pair": ["a", 3]}


def test_nested_values_become_types():
    assert parse(Outer, GOOD) == Outer("x", None, Inner(1.0, (1, 2)), ("a", 3))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"limt": 3}, "limt: no such key .did you mean limit"),
        ({"limit": "many"}, "limit='many': expected int"),
        ({"limit": True}, "expected int"),
        ({"inner": {"rate": 1.0, "sizes": [1, "b"]}}, r"inner\.sizes\[1\]='b'"),
        ({"inner": {"rate": 1.0}}, "sizes is missing"),
        ({"inner": 3}, "expected a group"),
        ({"pair": ["a"]}, "expected a list of 2"),
    ],
)
def test_wrong_values_are_one_line_with_their_place(change, words):
    with pytest.raises(ConfigError, match=words):
        parse(Outer, GOOD | change)


def test_settings_check_themselves():
    with pytest.raises(ConfigError, match="did you mean embedded"):
        ModelSettings("m", "embeded", None, None, "", 8, 8, {})
    with pytest.raises(ConfigError, match="at least 1"):
        ModelSettings("m", "random", None, None, "", 0, 8, {})


@pytest.mark.parametrize("field", ["path", "hub_name"])
def test_a_checkpoint_for_a_model_that_reads_none_is_refused(field):
    with pytest.raises(ConfigError, match=rf"model\.{field}=there: switch_mini_8 is embedded .*model=auto"):
        load_settings("experiment=serve_streamed", f"model.{field}=there")


def test_an_empty_output_is_refused():
    with pytest.raises(ConfigError, match="no folder is named"):
        load_settings("experiment=table1", "output=")
