import dataclasses

import numpy as np
import pytest

from offline.training import examples
from offline.training.examples import PADDED, Pools, encode_pairs, held_out_batches, make_batch
from tests.offline.training.small import CORPUS, PLAN, TEXTS, small_tokenizer


@pytest.fixture(scope="module")
def tokenizer():
    return small_tokenizer()


@pytest.fixture
def small_pools(monkeypatch):
    monkeypatch.setattr(examples, "POOL", 32)


def test_tokenizer_is_lossless_and_ends_texts(tokenizer):
    text = "Zoë: naïve 5:30 — ok?\nTom: 😀"
    ids = tokenizer(text)["input_ids"]
    assert ids[-1] == tokenizer.eos_token_id == 1
    assert tokenizer.decode(ids, skip_special_tokens=True) == text
    assert len(tokenizer("<extra_id_3>")["input_ids"]) == 2


def test_long_pairs_are_cut_and_still_end(tokenizer):
    source, target = encode_pairs(tokenizer, [("a b c d e f g h", "i j k l m n o")], 5, 4)[0]
    assert (len(source), len(target), source[-1], target[-1]) == (5, 4, 1, 1)


def test_batches_are_padded_to_few_shapes():
    source, labels = make_batch([([5] * 65, [6] * 32), ([7], [8])])
    assert source.shape == (2, 128)
    assert labels.shape == (2, 32)
    assert source[0].tolist() == [5] * 65 + [0] * 63
    assert labels[1].tolist() == [8] + [PADDED] * 31


def test_a_pool_is_a_function_of_its_number(tokenizer, small_pools):
    pools = Pools(PLAN, tokenizer, TEXTS, "pretrain")
    assert pools.batches == 4
    first, again, other = pools[3], pools[3], pools[4]
    assert len(first) == 4
    assert all(np.array_equal(a, b) for x, y in zip(first, again, strict=True) for a, b in zip(x, y, strict=True))
    assert not all(np.array_equal(x[0], y[0]) for x, y in zip(first, other, strict=True))


def test_stages_and_seeds_draw_other_examples(tokenizer, small_pools):
    sources = {
        (plan.seed, stage): Pools(plan, tokenizer, TEXTS, stage)[0][0][0].tobytes()
        for plan in (PLAN, dataclasses.replace(PLAN, seed=1))
        for stage in ("pretrain", "finetune")
    }
    assert len(set(sources.values())) == 4


def test_held_out_batches_hold_every_summary(tokenizer):
    batches = held_out_batches(PLAN, tokenizer, CORPUS[:6])
    assert [len(source) for source, _ in batches] == [4, 2]
    wanted = sum(min(32, len(tokenizer(d.summary)["input_ids"])) for d in CORPUS[:6])
    assert sum(int((labels != PADDED).sum()) for _, labels in batches) == wanted
