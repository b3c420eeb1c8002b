"""Boards: every YAML file makes a platform, and nonsense is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

import flame
from flame.app.config import parse
from flame.errors import ConfigError
from flame.platform import Platform, Region

BOARDS = sorted((Path(flame.__file__).parent.parent / "conf" / "platform").glob("*.yaml"))


def u200() -> Platform:
    return parse(Platform, yaml.safe_load(next(file for file in BOARDS if file.stem == "u200").read_text()))


@pytest.mark.parametrize("file", BOARDS, ids=lambda file: file.stem)
def test_every_board_file_is_a_platform(file: Path) -> None:
    board = parse(Platform, yaml.safe_load(file.read_text()), "platform")
    assert 0 < board.buffer_bytes <= board.onchip_bytes
    assert board.bank_region(board.offchip_banks - 1) == board.bank_regions[-1]


def test_cycles_by_hand() -> None:
    board = replace(
        u200(), clock_hz=100.0, offchip_bytes_per_s=1000.0, offchip_efficiency=0.5, offchip_latency_cycles=7,
    )  # fmt: skip
    assert board.offchip_bytes_per_cycle == 5.0
    assert board.load_cycles(50) == 7 + 10
    assert board.ms(50) == 500.0


def test_u200_loads_a_packed_expert_as_fast_as_its_memory_allows() -> None:
    # 2.95 MB at 77 GB/s is 38 microseconds: no model of this board may be faster.
    assert u200().ms(u200().load_cycles(2_949_120)) > 2_949_120 / 77e9 * 1e3


@pytest.mark.parametrize(
    "change",
    [
        {"offchip_banks": 0},
        {"clock_hz": -1.0},
        {"offchip_efficiency": 1.5},
        {"buffer_bytes": 10**9},
        {"memory": "tape"},
        {"bank_regions": ("SLR0", "SLR1")},
        {"bank_regions": ("SLR9",)},
        {"regions": ()},
        {"regions": (Region("SLR0", 1, 1, 10_000, 1, 1), Region("SLR0", 1, 1, 1, 1, 1))},
    ],
)
def test_nonsense_is_refused(change: dict) -> None:
    with pytest.raises(ConfigError, match=next(iter(change))):
        replace(u200(), **change)


def test_a_board_is_the_sum_of_its_regions() -> None:
    assert [region.uram for region in u200().regions] == [320, 160, 320]
    assert (u200().uram, u200().dsp, u200().bram36) == (800, 2 * 2265 + 1317, 1602)
    with pytest.raises(ConfigError, match="SLR0: dsp=-1"):
        Region("SLR0", 1, 1, 1, 1, -1)
