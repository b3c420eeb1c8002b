"""Routing profiles: hot experts and hit ratios by hand, budgets divided as well as by trying all, bound on disk."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from flame.errors import ArtifactError, ConfigError, TraceError
from flame.routing_profile import RoutingProfile
from flame.slot_division import best_division
from flame.storage.artifact import Labels
from flame.storage.profile_files import load_profile, save_profile
from tests.flame.test_factorised_table import random_table

USES = np.array([[3, 0, 5, 0], [2, 2, 2, 2]])
HITS = np.array([[4, 6, 8, 8], [1, 2, 4, 8]])


def profile(**changed: object) -> RoutingProfile:
    return replace(RoutingProfile(2, USES, "lru", HITS, 10), **changed)


def test_by_hand() -> None:
    found = profile()
    assert (found.moe_layers, found.num_experts, found.tokens) == (2, 4, 4)
    assert found.hot(0, 3) == (2, 0, 1)
    assert found.hot(1, 2) == (0, 1)
    assert found.expected_hit_ratio(2) == 8 / 20
    assert found.expected_hit_ratio([1, 9]) == 12 / 20
    assert found.divide(50, 10) == (1, 4)  # 4 + 8 is more than any other five slots bring
    assert found.divide(45, 10) == (3, 1)
    assert found.divide(50, [10, 20]) == (3, 1)


def test_a_division_is_the_best_of_all() -> None:
    draw = np.random.default_rng(0)
    for _ in range(40):
        curves = np.cumsum(draw.integers(0, 9, (3, 5)), axis=1)
        costs, budget = draw.integers(1, 7, 3).tolist(), int(draw.integers(20, 80))
        plan = best_division(curves, budget, costs)
        assert sum(slots * cost for slots, cost in zip(plan, costs, strict=True)) <= budget
        worth = {
            each: sum(curves[layer, slots - 1] for layer, slots in enumerate(each))
            for each in product(range(1, 6), repeat=3)
            if sum(slots * cost for slots, cost in zip(each, costs, strict=True)) <= budget
        }
        assert worth[plan] == max(worth.values())


def test_a_division_of_bytes_without_common_measure_is_within_the_budget_and_near_the_best() -> None:
    draw = np.random.default_rng(1)
    curves = np.cumsum(np.sort(draw.integers(0, 99, (8, 16)), axis=1)[:, ::-1], axis=1)
    costs = [17_301_504 + 8 * int(extra) for extra in draw.integers(0, 1000, 8)]
    budget = 40 * max(costs)
    plan = best_division(curves, budget, costs)
    assert sum(slots * cost for slots, cost in zip(plan, costs, strict=True)) <= budget
    worth = sum(curves[layer, slots - 1] for layer, slots in enumerate(plan))
    equal = best_division(curves, 40)
    assert worth >= sum(curves[layer, slots - 1] for layer, slots in enumerate(equal))


def test_only_room_for_one_expert_of_each_layer() -> None:
    costs = [100_003, 90_001]
    assert best_division(HITS, sum(costs), costs) == (1, 1)
    with pytest.raises(ConfigError, match=r"190003 bytes cannot give each of 2 .* at least 190004"):
        best_division(HITS, sum(costs) - 1, costs)
    with pytest.raises(ConfigError, match="one of at least 1 for each of 2 layers"):
        best_division(HITS, 9, [1])


def test_merged() -> None:
    both = profile().merged(profile(uses=USES[:, ::-1] * 2, hits=HITS * 2, accesses=20))
    assert both.uses.tolist() == [[3, 10, 5, 6], [6, 6, 6, 6]]
    assert both.expected_hit_ratio(2) == 24 / 60
    small, large = (random_table(seed, layers=2, experts=4) for seed in (0, 1))
    one, two = profile(coming=small), profile(uses=USES * 3, coming=large)
    assert one.merged(two).coming is two.merged(one).coming is large
    assert one.merged(profile(uses=USES * 3)).coming is small
    with pytest.raises(TraceError, match=r"'lru'.* and .*'lfu'"):
        profile().merged(profile(policy="lfu"))


def test_saved_and_loaded(tmp_path: Path) -> None:
    reuse = random_table(2, layers=2, experts=4, after=True)
    saved = profile(coming=random_table(layers=2, experts=4), reuse=reuse)
    for which, each in enumerate((saved, profile())):
        folder = tmp_path / str(which)
        save_profile(each, folder, router_sha256="a" * 64, config={"corpus": "x"}, labels=Labels("random"))
        found, manifest = load_profile(folder, "a" * 64)
        assert (found.uses == USES).all()
        assert (found.hits == HITS).all()
        assert (found.top_k, found.policy, found.accesses, manifest.config) == (2, "lru", 10, {"corpus": "x"})
        assert (found.coming is None, found.reuse is None) == (each.coming is None, each.reuse is None)
        with pytest.raises(ArtifactError, match="another router"):
            load_profile(folder, "b" * 64)
    assert (load_profile(tmp_path / "0")[0].reuse.bias == reuse.bias).all()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"top_k": 5}, r"top_k 5 \(expected 1\.\.4"),
        ({"hits": HITS[:, :3]}, r"hits is int64 \[2, 3\]"),
        ({"uses": USES - 1}, "at least 0"),
        ({"uses": USES + np.array([[1], [0]])}, "differ from layer to layer"),
        ({"accesses": 7}, "8 hits of 7"),
        ({"coming": random_table(layers=2, experts=6)}, r"\(6, 2, 2\).* \(4, 2, 2\)"),
        ({"coming": random_table(layers=2, experts=4, after=True)}, "asked after the decision"),
    ],
)
def test_profiles_that_contradict_themselves_are_refused(changed: dict, message: str) -> None:
    with pytest.raises(TraceError, match=message):
        profile(**changed)


@pytest.mark.parametrize("slots", [0, [2], [2, 0], [2.5, 1], "2"])
def test_slots_that_make_no_sense_are_refused(slots: object) -> None:
    with pytest.raises(TraceError, match="slots"):
        profile().expected_hit_ratio(slots)  # type: ignore[arg-type]
    with pytest.raises(TraceError, match="not counted"):
        profile(hits=HITS * 0, accesses=0).expected_hit_ratio(2)
