"""When a caller does without its team: the account of what waiting for it costs and what it saves."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

pytestmark = pytest.mark.skipif(shutil.which("g++") is None, reason="g++ is not installed")


@pytest.fixture(scope="module")
def alone_after(tmp_path_factory) -> Callable[..., list[bool]]:
    """Whether the region after each of these is to be alone."""
    program = tmp_path_factory.mktemp("patience") / "patience"
    source = ROOT / "tests/online/native/patience.cpp"
    subprocess.run(["g++", "-std=c++17", f"-I{ROOT / 'online/native'}", source, "-o", program], check=True)

    def run(*regions: str) -> list[bool]:
        said = subprocess.run([program], input="\n".join(regions), capture_output=True, text=True, check=True)
        return [line == "1" for line in said.stdout.split()]

    return run


def team(waited_s: float, won_s: float) -> str:
    return f"team {waited_s} {won_s}"


def test_a_team_that_only_keeps_one_waiting_is_left_at_once_and_for_longer_and_longer(alone_after):
    late = team(4e-3, 0)
    assert alone_after(late, "alone 4e-3", "alone 2e-3", late, "alone 6e-3", "alone 5e-3") == [
        True, True, False, True, True, False,
    ]  # fmt: skip  # five milliseconds, then ten
    rest, regions = 0.005, []
    for _ in range(12):
        regions += [late, f"alone {rest}"]
        rest = min(2 * rest, 0.3)
    assert alone_after(*regions) == [True, False] * 12


def test_a_team_that_saves_is_kept_through_a_pause_now_and_then(alone_after):
    """Half of 100 us saved in each region, and three milliseconds lost in one of three hundred."""
    usual = [team(5e-6, 50e-6)] * 300
    assert not any(alone_after(*[*usual, team(3e-3, 50e-6)] * 20))
    assert alone_after(*usual * 9, *[team(3.1e-3, 0)] * 7)[-7:] == [False] * 6 + [True]  # 20 ms of credit and no more


def test_what_it_lost_by_is_forgotten_when_it_has_saved_enough(alone_after):
    late, good = team(4e-3, 0), [team(0, 1e-3)] * 26
    assert alone_after(late, "alone 5e-3", late, "alone 9e-3")[-1]
    again = [late, "alone 5e-3", *good, *[late] * 6]
    assert alone_after(*again, "alone 6e-3")[-2:] == [True, False]  # the shortest rest again


def test_chunks_that_are_not_alike_owe_little(alone_after):
    assert not any(alone_after(*[team(40e-6, 45e-6)] * 1000))
    assert not any(alone_after(*[team(2e-6, 0)] * 499))
    assert alone_after(*[team(2e-6, 0)] * 501)[-1]
