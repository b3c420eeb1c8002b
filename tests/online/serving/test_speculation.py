"""Speculation: every token and every score is plain decoding's, whatever the draft proposes."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from scipy.stats import chi2_contingency
from transformers import LlamaConfig, LlamaForCausalLM, LogitsProcessor, LogitsProcessorList

from flame.errors import ConfigError, FlameWarning, ModelError, ToolchainMissing
from flame.ids import ExpertId, decoder_expert
from online.serving import native_library
from online.serving.draft_length import DraftLength
from online.serving.draft_routes import DraftRoutes
from online.serving.session import Session, stream
from online.serving.stores import LimitedStore, MemoryStore
from tests.online.small_streams import TEXTS, same
from tests.online.speculation_schedules import TOKENS, Case, cases_of, run, written

SCHEDULES = 50


@pytest.fixture(scope="module")
def cases(tiny_folder: Path, decoder_folder: Path) -> dict[str, Case]:
    return cases_of(tiny_folder, decoder_folder)


@pytest.fixture(params=["encoder-decoder", "decoder"])
def case(request: pytest.FixtureRequest, cases: dict[str, Case]) -> Case:
    return cases[request.param]


def speculating(case: Case, draft: str = "noisy", tokens: int | None = 3, **options: Any) -> Session:
    asked: dict[str, Any] = dict(slots=2, draft=case.drafts[draft], draft_tokens=tokens) | options
    return stream(case.model, case.halved, **asked)


def plain(case: Case, texts: list[str], seed: int | None = None, **options: Any) -> tuple[torch.Tensor, ...]:
    with stream(case.model, MemoryStore(case.int8), slots=2):
        return written(case.model, texts, seed, **options)


def test_random_schedules_give_plain_decodings_tokens_and_scores(cases: dict[str, Case]) -> None:
    tokens_per_round = run(cases, SCHEDULES)
    assert min(tokens_per_round["upper"], tokens_per_round["noisy"]) > tokens_per_round["mixed"] > 1


def test_sampled_tokens_have_the_distribution_of_plain_ones(cases: dict[str, Case]) -> None:
    """Of other random numbers, so that only the distribution can agree; three tokens are possible after each."""
    case, samples, tokens = cases["encoder-decoder"], 150, 3
    asked: dict[str, Any] = dict(max_new_tokens=tokens, do_sample=True, top_k=3, temperature=3.0)
    counted = np.zeros((2, tokens, 420), np.int64)
    for which in range(2):
        with speculating(case, tokens=2) if which else stream(case.model, MemoryStore(case.int8), slots=2) as session:
            for seed in range(samples):
                torch.manual_seed(1000 * which + seed)
                found = case.model.generate_ids(TEXTS[:1], **asked)[0, 1:].tolist()
                for place, token in enumerate(found):
                    counted[which, place, token] += 1
            if which:
                counts = session.counts().speculation
                assert counts is not None
                assert 0.1 < counts.acceptance < 0.9  # some are taken, some are not
    for place in range(tokens):
        seen = counted[:, place]
        common = seen[:, seen.sum(0) >= 20]  # a chi-square test wants at least five expected of each
        table = np.column_stack([common, seen.sum(1) - common.sum(1)])
        table = table[:, table.sum(0) > 0]
        assert table.shape[1] > 2
        assert chi2_contingency(table).pvalue > 1e-3


@pytest.mark.parametrize("draft", ["upper", "mixed"])
def test_drafts_follow_the_scores_that_processors_change(case: Case, draft: str) -> None:
    asked = dict(repetition_penalty=1.5, no_repeat_ngram_size=2, min_new_tokens=TOKENS)
    expected = plain(case, TEXTS, 0, **asked)
    with speculating(case, draft) as session:
        assert same(written(case.model, TEXTS, 0, **asked), expected)
        counts = session.counts().speculation
    assert counts is not None
    assert counts.acceptance > (0.6 if draft == "upper" else 0)


class Favours(LogitsProcessor):
    """Counts its calls, and favours a token by them: what is asked for a draft would show."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, input_ids: torch.LongTensor, scores: torch.FloatTensor) -> torch.FloatTensor:
        self.calls += 1
        scores = scores.clone()
        scores[:, 10 + self.calls % 7] += 1e3
        return scores


def test_processors_of_somebodys_own_are_not_asked_for_drafts(case: Case) -> None:
    asks = [Favours(), Favours()]
    expected = plain(case, TEXTS[:1], logits_processor=LogitsProcessorList([asks[0]]))
    with speculating(case):
        found = written(case.model, TEXTS[:1], None, logits_processor=LogitsProcessorList([asks[1]]))
    assert same(found, expected)
    assert asks[0].calls == asks[1].calls


@pytest.mark.parametrize("options", [{"num_beams": 2}, {"cache_implementation": "static"}, {"use_cache": False}])
def test_what_cannot_be_drafted_is_decoded_plainly(cases: dict[str, Case], options: dict[str, Any]) -> None:
    case = cases["decoder"]
    expected = plain(case, TEXTS[:1], **options)
    with speculating(case) as session:
        assert torch.equal(written(case.model, TEXTS[:1], None, **options)[0], expected[0])
        assert session.counts().speculation.rounds == 0  # type: ignore[union-attr]


def test_five_sequences_are_decoded_plainly(case: Case) -> None:
    texts = (TEXTS * 3)[:5]
    expected = plain(case, texts)
    with speculating(case) as session:
        assert same(written(case.model, texts, None), expected)
        assert session.counts().speculation.rounds == 0  # type: ignore[union-attr]


def test_the_drafts_routes_are_preloaded(cases: dict[str, Case]) -> None:
    with speculating(cases["decoder"], "upper", tokens=2) as session:
        written(cases["decoder"].model, TEXTS[:1], None)
        total, counts = session.counts().total, session.counts().speculation
    assert counts is not None
    assert counts.rounds > 0
    assert total.preloads > 0
    # what the third token wants, the draft has not routed; the rest it nearly always has
    assert total.useful_preloads > 0.8 * (total.preloads - total.dropped_preloads)


def test_routes_are_ordered_by_need() -> None:
    """Three drafted tokens of one sequence: what several want comes first, then what earlier ones want."""
    routes = DraftRoutes(2)
    told: list[int] = []
    routes.changed = told.append
    for index in ([3, 1], [4, 1], [4, 2]):
        routes.heard(1, torch.tensor([index]))
    assert routes.rank(1, 8, 1) == [[1, 4, 3, 2]]
    assert routes.rank(1, 2, 1) == [[1, 4]]
    assert routes.rank(0, 8, 1) == [[]]
    assert told == [1, 1, 1]
    routes.clear()
    assert routes.rank(1, 8, 1) == [[]]


@pytest.mark.parametrize("native", [True, False])
def test_what_is_drafted_is_preloaded_meanwhile(case: Case, native: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft that is written has the experts of its first token on the way, in every layer; once it is checked,
    nothing is any more: what a rejected token wanted was computed, or is off the queue."""
    expected, layers = plain(case, TEXTS[:1]), range(len(case.model.moe_layers("decoder")))
    link = LimitedStore(case.halved, 2e6)
    found: list[bool] = []
    with stream(case.model, link, slots=4, draft=case.drafts["upper"], draft_tokens=2, native=native) as session:
        assert session.speculation is not None
        draft: Any = session.speculation.draft
        propose, heard = draft.propose, draft._routes.heard
        first: dict[int, set[int]] = {}

        def proposed(*asked: Any) -> list[torch.Tensor]:
            found.append(all("coming" not in place.values() for place in session.places()))
            first.clear()
            tokens: list[torch.Tensor] = propose(*asked)
            places = session.places()
            found.append(all(first[layer] <= set(places[layer]) for layer in layers))
            return tokens

        def noted(layer: int, index: torch.Tensor) -> None:
            first.setdefault(layer, set(index.reshape(-1).tolist()))
            heard(layer, index)

        monkeypatch.setattr(draft, "propose", proposed)
        monkeypatch.setattr(draft._routes, "heard", noted)
        assert same(written(case.model, TEXTS[:1], None), expected)
    assert len(found) > 4
    assert all(found)


@pytest.mark.parametrize("native", [True, False])
def test_between_rounds_nothing_is_preloaded(case: Case, native: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain tokens after a round do not preload what that round has drafted."""
    lengths = iter([2, *[0] * 40])
    monkeypatch.setattr(DraftLength, "choose", lambda *_: next(lengths))
    with speculating(case, "upper", tokens=None, native=native) as session:
        preloads = []
        forward = case.model.hf.forward

        def passed(*args: Any, **named: Any) -> Any:
            output = forward(*args, **named)
            preloads.append(session.counts().total.preloads)
            return output

        monkeypatch.setattr(case.model.hf, "forward", passed)
        written(case.model, TEXTS[:1], None)
        monkeypatch.undo()
    assert max(preloads) == preloads[1]
    assert preloads[1] > 0


def test_what_is_written_between_two_tokens_begins_a_new_round(case: Case) -> None:
    """Decoding by hand, with tokens that no draft would propose, and a cache that is cut by its owner."""
    if case.model.is_encoder_decoder:
        pytest.skip("the encoder's output would have to be passed along by hand")
    hf = case.model.hf

    @torch.inference_mode()
    def decoded() -> list[torch.Tensor]:
        from transformers import DynamicCache

        cache, found = DynamicCache(config=hf.config), []
        ids = case.model.encode(TEXTS[:1])["input_ids"]
        token = hf(input_ids=ids, past_key_values=cache, use_cache=True).logits[:, -1:].argmax(-1)
        for step in range(12):
            if step % 5 == 3:
                token = (token + 7) % 400
            if step == 6:
                cache.crop(-2)
            logits = hf(input_ids=token, past_key_values=cache, use_cache=True).logits
            found.append(logits)
            token = logits[:, -1:].argmax(-1)
        return found

    with stream(case.model, MemoryStore(case.int8), slots=2):
        expected = decoded()
    with speculating(case, "upper") as session:
        found = decoded()
        assert session.counts().speculation.rounds > 2  # type: ignore[union-attr]
    assert all(torch.equal(one, other) for one, other in zip(found, expected, strict=True))


def test_a_round_that_was_cut_off_leaves_the_stream_usable(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = plain(case, TEXTS[:1])
    with speculating(case) as session:
        for runtime in (session.runtime, session.speculation.draft):  # type: ignore[union-attr]
            with monkeypatch.context() as patch:
                asked = iter(range(100))

                def struck(call: Any, asked: Any = asked, kept: Any = runtime.experts) -> torch.Tensor:
                    if next(asked) == 4:
                        raise KeyboardInterrupt
                    return kept(call)

                name = "_exact" if runtime is session.runtime else "_draft"
                target = session.speculation if name == "_exact" else runtime
                patch.setattr(target, name if name == "_exact" else "_experts", struck)
                if name == "_exact":
                    patch.setattr(session.speculation._lockstep, "_experts", struck)  # type: ignore[union-attr]
                with pytest.raises(KeyboardInterrupt):
                    written(case.model, TEXTS[:1], None)
            assert same(written(case.model, TEXTS[:1], None), expected)


def test_closing_gives_the_model_back(case: Case) -> None:
    before = dict(vars(case.model.hf))
    session = speculating(case)
    assert "forward" in vars(case.model.hf)
    session.close()
    session.close()
    assert vars(case.model.hf).keys() == before.keys()


def test_where_drafts_do_not_pay_it_rests_and_says_so_once(case: Case) -> None:
    expected = plain(case, TEXTS[:1])
    with speculating(case, tokens=None) as session, warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        session.speculation._stalled_s = lambda: 0.0  # type: ignore[union-attr]  # whatever the machine is about
        for _ in range(2):
            assert same(written(case.model, TEXTS[:1], None), expected)
        assert session.counts().speculation.rounds == 0  # type: ignore[union-attr]
    ours = [str(each.message) for each in said if issubclass(each.category, FlameWarning)]
    assert len(ours) == 1
    assert ours[0].startswith("speculation would wait too little for experts")


def test_at_rest_it_is_a_stream_without_a_draft(cases: dict[str, Case], monkeypatch: pytest.MonkeyPatch) -> None:
    """A Switch model's tokens go through the native step that chooses their experts itself, and nothing is measured."""
    case, calls = cases["encoder-decoder"], []
    step = native_library.switch_step()

    def counted(*given: Any) -> int:
        calls.append(given[1])
        return int(step(*given))

    monkeypatch.setattr(native_library, "switch_step", lambda: counted)
    layers = len(case.model.moe_layers("decoder"))
    expected = plain(case, TEXTS[:1], max_new_tokens=30, min_new_tokens=30)
    without = len(calls)
    assert without == 30 * layers
    with speculating(case, "upper", tokens=None) as session:
        assert session.speculation is not None
        session.speculation._stalled_s = lambda: 0.0  # whatever the machine is about
        with pytest.warns(FlameWarning, match="would wait too little"):
            found = [written(case.model, TEXTS[:1], None, max_new_tokens=30, min_new_tokens=30) for _ in range(2)]
        assert all(same(each, expected) for each in found)
        assert len(calls) - without == 2 * without
        monkeypatch.setattr(session.speculation, "_plain", lambda step: pytest.fail("it rests"))
        assert same(written(case.model, TEXTS[:1], None, max_new_tokens=30, min_new_tokens=30), expected)
        assert session.counts().speculation.plain == 3 * 29  # type: ignore[union-attr]


def test_a_length_that_changes_changes_no_answer(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = plain(case, TEXTS, 1)
    lengths = iter([0, 3, 1, 0, 6, 2] * 20)
    monkeypatch.setattr(DraftLength, "choose", lambda *_: next(lengths))
    with speculating(case, tokens=None) as session:
        assert same(written(case.model, TEXTS, 1), expected)
        counts = session.counts().speculation
    assert counts is not None
    assert counts.rounds > 1
    assert counts.plain > 0
    assert counts.rounds + counts.accepted + counts.plain <= TOKENS


def test_what_a_draft_cannot_stand_beside(case: Case, table: object) -> None:
    with pytest.raises(ConfigError, match="beside a predictor"):
        speculating(case, predictor=table)
    with pytest.raises(ModelError, match="draft small: no assistant"):
        stream(case.model, case.halved, slots=2, draft="small")
    with pytest.raises(ConfigError, match="a store of whole experts"):
        stream(case.model, MemoryStore(case.int8), slots=2, draft="little")
    with pytest.raises(ConfigError, match="no little expert for decoder"):
        stream(case.model, case.halved, slots=2, draft={decoder_expert(0, 0): case.int8[decoder_expert(0, 0)]})


def test_without_greenlet_it_says_what_to_install(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "greenlet", None)
    with pytest.raises(ToolchainMissing, match="speculation"):
        speculating(case)
    monkeypatch.undo()
    with speculating(case):
        pass


@pytest.mark.parametrize("seed", [None, 5])
@pytest.mark.parametrize("right", [True, False])
def test_an_assistant_drafts(cases: dict[str, Case], tmp_path: Path, right: bool, seed: int | None) -> None:
    """One that is the streamed model itself, and one of other weights."""
    case = cases["decoder"]
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=case.model.hf.config.vocab_size, hidden_size=16, intermediate_size=16, num_hidden_layers=1,
        num_attention_heads=2,
    )  # fmt: skip
    texts = TEXTS if seed is None else TEXTS[:1]
    expected = plain(case, texts, seed)
    if right:
        twin = case.model.copy()
        for layer in twin.moe_layers():
            for expert in range(twin.num_experts):
                matrices = case.int8[ExpertId(layer.id, expert)].unpack()
                twin.set_expert_matrices(layer, expert, {n: torch.as_tensor(m).float() for n, m in matrices.items()})
        twin.hf.save_pretrained(tmp_path)
    else:
        LlamaForCausalLM(config).save_pretrained(tmp_path)
    with stream(case.model, case.halved, slots=2, draft=str(tmp_path), draft_tokens=3) as session:
        for _ in range(2):
            assert same(written(case.model, texts, seed), expected)
        counts, total = session.counts().speculation, session.counts().total
    assert counts is not None
    assert counts.rounds > 0
    assert total.preloads == 0
    if right or seed is None:  # scores of tiny models are flat, so that draws of like numbers are alike
        assert (counts.acceptance > 0.9) == right


def test_an_assistant_of_another_vocabulary_is_refused(cases: dict[str, Case], tmp_path: Path) -> None:
    config = LlamaConfig(
        vocab_size=20, hidden_size=16, intermediate_size=16, num_hidden_layers=1, num_attention_heads=2
    )
    LlamaForCausalLM(config).save_pretrained(tmp_path)
    with pytest.raises(ConfigError, match="same vocabulary"):
        stream(cases["decoder"].model, cases["decoder"].halved, slots=2, draft=str(tmp_path))
