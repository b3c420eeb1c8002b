"""Speculation: every token and every score is plain decoding's, whatever the draft proposes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.online.speculation_schedules import Case, cases_of, run

SCHEDULES = 100


@pytest.fixture(scope="module")
def cases(tiny_folder: Path, decoder_folder: Path) -> dict[str, Case]:
    return cases_of(tiny_folder, decoder_folder)


def test_random_schedules_give_plain_decodings_tokens_and_scores(cases: dict[str, Case]) -> None:
    tokens_per_round = run(cases, SCHEDULES)
    assert tokens_per_round["upper"] > tokens_per_round["noisy"] > tokens_per_round["mixed"] > 1
