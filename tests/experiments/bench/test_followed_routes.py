"""A random model's routers do what a trace has done, whoever asks: plain passes, drafts and passes in step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest
import torch
from transformers import Qwen3MoeConfig, Qwen3MoeForCausalLM

from experiments.bench.followed_routes import EXPONENT, STAYS, FollowedRoutes
from flame.errors import ConfigError
from flame.models.moe_model import MoeModel
from flame.models.settings import ModelSettings
from flame.routing import RoutingTrace
from flame.storage.trace_files import write_trace_files
from online.serving.halves import HalvedStore
from online.serving.session import stream
from tests.online.small_streams import pack_experts, prune

LAYERS, EXPERTS, TOP_K = 2, 8, 2


@pytest.fixture(scope="module")
def model() -> MoeModel:
    torch.manual_seed(0)
    sizes: dict[str, Any] = dict(
        vocab_size=50, hidden_size=64, intermediate_size=32, moe_intermediate_size=32, num_hidden_layers=LAYERS,
        num_attention_heads=4, num_key_value_heads=2, head_dim=16, num_experts=EXPERTS, num_experts_per_tok=TOP_K,
        decoder_sparse_step=1, eos_token_id=None,
    )  # fmt: skip
    hf = Qwen3MoeForCausalLM(Qwen3MoeConfig(**sizes))
    made = MoeModel(hf, None, ModelSettings("random", "random", None, None, "", 1, 1, {}), "random")
    prune(made)
    return made


def test_every_pass_is_routed_as_its_place_says(model: MoeModel) -> None:
    routes = FollowedRoutes.skewed(200, LAYERS, EXPERTS, TOP_K, 0)
    ids = torch.randint(50, (1, 5), generator=torch.Generator().manual_seed(0))
    inputs = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
    store = HalvedStore.of(pack_experts(model, "int8"))
    answers: list[torch.Tensor] = []
    asked: list[tuple[int, list[list[int]]]] = []
    for tokens in (None, 3):
        led = model.copy()
        routes.lead(led)
        with stream(led, store, slots=3, draft=None if tokens is None else "little", draft_tokens=tokens) as session:
            routes.begin(2, 20)
            routes.answer = answers[0] if answers else None
            with led.hear(lambda call: asked.append((call.layer.position, call.index.tolist()))):
                answers.append(led.generate_from(inputs, 12, min_new_tokens=12))
            if session.speculation is not None:
                assert session.speculation.counts().rounds > 1
        if tokens is None:
            for layer in range(LAYERS):
                rows = [row for at, index in asked if at == layer for row in index]
                expected = routes.routes[40 : 40 + 5 + 11, layer].tolist()
                assert rows == expected
    assert torch.equal(*answers)


def test_a_wrong_token_is_routed_as_one_from_elsewhere(model: MoeModel) -> None:
    routes = FollowedRoutes(np.arange(40, dtype=np.int16).reshape(10, 2, 2) % 8, "hand")
    led = model.copy()
    seen: list[list[list[int]]] = []
    routes.lead(led)
    routes.begin(0, 4)
    routes.answer = torch.tensor([[1, 2, 3]])
    with led.hear(lambda call: seen.append(call.index.tolist())), torch.inference_mode():
        led.hf(input_ids=torch.tensor([[1, 9, 3, 4]]))
    assert seen[0] == [[0, 1], [(5 + 1) * 4 % 8, (5 + 1) * 4 % 8 + 1], [0, 1], [4, 5]]


def test_recorded_routes(tmp_path: Path) -> None:
    experts = np.stack([np.random.default_rng(0).permutation(EXPERTS)[:TOP_K] for _ in range(90)]).reshape(30, 3, TOP_K)
    write_trace_files(RoutingTrace(experts.astype(np.int16), np.array([0, 30]), EXPERTS), tmp_path)
    file = str(next(tmp_path.glob("*.parquet")))
    found = FollowedRoutes.recorded(file, LAYERS, EXPERTS, TOP_K)
    assert found.routes.tolist() == experts[:, :LAYERS].tolist()
    assert found.name.startswith("recorded (")
    with pytest.raises(ConfigError, match=r"experiment\.random\.traces: 3 layers"):
        FollowedRoutes.recorded(file, 4, EXPERTS, TOP_K)
    lists = pa.FixedSizeListArray.from_arrays(pa.array(experts.reshape(-1)), 3 * TOP_K)  # says no sizes
    pa.parquet.write_table(pa.table({"example": [0] * 30, "experts": lists}), tmp_path / "elsewhere.parquet")
    found = FollowedRoutes.recorded(str(tmp_path / "elsewhere.parquet"), LAYERS, EXPERTS, TOP_K)
    assert found.routes.tolist() == experts[:, :LAYERS].tolist()


def test_synthetic_routes_are_skewed_and_stay() -> None:
    routes = FollowedRoutes.skewed(3000, 1, 16, 2, 0).routes[:, 0]
    assert all(len(set(row)) == 2 for row in routes.tolist())
    stayed = np.mean([len(set(a) & set(b)) / 2 for a, b in zip(routes.tolist(), routes[1:].tolist(), strict=False)])
    assert STAYS < stayed < STAYS + 0.2
    counts = np.sort(np.bincount(routes.reshape(-1), minlength=16))[::-1]
    assert 16**EXPONENT * 0.4 < counts[0] / counts[-1] < 16**EXPONENT * 1.2
