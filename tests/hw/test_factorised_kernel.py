"""Factorised prediction in hardware: every ranking of the C-simulated kernel is the table's own."""

from dataclasses import replace

import numpy as np
import pytest

from flame.app.config import load_settings
from flame.errors import ConfigError, FormatError
from flame.evidence import Evidence
from flame.factorised_table import UNIT_BITS, FactorisedTable, Rows
from flame.routing import RoutingTrace
from hw.factorised.design import FactorisedDesign
from hw.factorised.estimate import estimate_factorised
from hw.factorised.image import biases, design_of, queries, table_words
from hw.kept_kernels import FACTORISED, emitted
from hw.simulation.csim import run_kernel
from offline.prediction.factorised_shapes import SHAPES
from tests.hw.test_kernels import needs_headers

TINY, _ = FACTORISED["factorised_tiny"]
U200 = load_settings("experiment=estimate").platform


def random_table(design: FactorisedDesign, seed: int = 0, bits: int = 8) -> FactorisedTable:
    """Rows and exponents of all sizes, for a design; every other token id is listed."""
    draw = np.random.default_rng(seed)
    most, layers, experts, width = 1 << (bits - 1), design.layers, design.experts, design.width

    def some(*shape: int, one: bool = False) -> Rows:
        exponents = draw.integers(-9, -3, (*shape[:-2], shape[-1]), np.int8)
        return Rows(draw.integers(-most, most, shape, np.int8), np.full_like(exponents, -5) if one else exponents)

    sources, rates, rank = len(design.evidence), len(design.rates), design.rank
    one = 1 << UNIT_BITS
    return FactorisedTable(
        design.top_k, bits, tuple(map(Evidence.of, design.evidence)), design.rates,
        some(sources, layers, experts, experts), some(layers, experts, width), some(rates, layers, experts, width),
        some(layers, width, experts), some(2, design.token_rows, rank, one=True), some(2, rank, width),
        some(2, layers, rank, experts), draw.integers(-one, one, (layers, experts), np.int32),
        draw.integers(-one, one, (layers, width), np.int32), np.arange(design.token_rows - 1, dtype=np.int32) * 2,
        after_decision=design.after_decision, bias_step=design.bias_step,
    )  # fmt: skip


def random_trace(design: FactorisedDesign, tokens: int, seed: int = 1) -> RoutingTrace:
    """Three examples, the second of one token; ids return and half of them are not listed."""
    draw = np.random.default_rng(seed)
    chosen = draw.random((tokens, design.layers, design.experts)).argsort(axis=2)[:, :, : design.top_k]
    ids = draw.integers(0, 8, tokens, np.int32)
    return RoutingTrace(
        chosen.astype(np.int16), np.array([0, tokens // 2, tokens // 2 + 1, tokens]), design.experts, token_ids=ids
    )


def rankings(design, table, trace):
    """What the kept kernel names, int16 as the table."""
    query, before, again = queries(table, trace)
    words = np.frombuffer(table_words(design, table), np.uint8)
    answers = np.zeros((len(query), design.ranked), np.int32)
    code = emitted("factorised_lookup", design)
    found = run_kernel(
        "factorised_lookup", code, [query, before, again, words, biases(design, table), answers], len(query)
    )
    return found[-1].reshape(trace.tokens, design.layers, -1)


@needs_headers
@pytest.mark.parametrize("name", ["factorised_tiny", pytest.param("factorised_tiny_reuse", marks=pytest.mark.slow)])
def test_every_ranking_is_the_tables_own(name):
    """Rows and biases that learn in an example, two of them by so much that they stop at their ends."""
    design, _ = FACTORISED[name]
    table, trace = random_table(design), random_trace(design, tokens=60)
    expected = table.predict_trace(trace, design.ranked)
    np.testing.assert_array_equal(rankings(design, table, trace), expected)
    assert len(np.unique(expected[:, :, 0])) == design.experts
    still = replace(table, bias_step=0, evidence=tuple(replace(each, step=0) for each in table.evidence))
    assert (still.predict_trace(trace, design.ranked) != expected).any(axis=2).mean() > 0.03


PRESETS = {"2 MB": "factorised_26x64_2mb", "256 KB": "factorised_26x64_256kb", "reuse": "factorised_26x64_reuse"}


@pytest.mark.parametrize("preset", SHAPES)
def test_each_shipped_shape_has_a_kernel(preset):
    """As learnt, whatever the tokens of its trace: the kernel has room for more."""
    shape, (design, _) = SHAPES[preset], FACTORISED[PRESETS[preset]]
    table = random_table(replace(design, token_rows=9), bits=4)
    asked = (shape.evidence, shape.rates, shape.width, shape.rank, shape.bias_step, shape.reuse_tokens > 0)
    found = (design.evidence, design.rates, design.width, design.rank, design.bias_step, design.after_decision)
    assert found == asked
    assert design_of(table, design.ranked, design.word_bits, design.token_rows) == design
    assert len(table_words(design, table)) == design.all_words * design.lanes


@pytest.mark.slow
@needs_headers
@pytest.mark.parametrize("name", PRESETS.values())
def test_every_ranking_at_full_size(name):
    """26 layers of 64 experts, six a token."""
    design, _ = FACTORISED[name]
    table, trace = random_table(replace(design, token_rows=9), bits=4), random_trace(design, tokens=8)
    np.testing.assert_array_equal(rankings(design, table, trace), table.predict_trace(trace, design.ranked))


def test_words_by_hand():
    """16 entries a word: six experts and five hidden units each take one; a block is a row of shifts and its rows."""
    assert (TINY.lanes, TINY.vote_words, TINY.state_words) == (16, 1, 1)
    assert TINY.starts["path"] == 7 * 3 * (1 + 6)
    table = random_table(TINY)
    words = np.frombuffer(table_words(TINY, table), np.int8).reshape(TINY.all_words, 16)
    np.testing.assert_array_equal(words[0, :6], table.direct.exponents[0, 0] + UNIT_BITS)
    np.testing.assert_array_equal(words[1:7, :6], table.direct.entries[0, 0])
    assert not words[:7, 6:].any()
    recent = (len(TINY.evidence) - 1) * 3 * 7  # what is recent comes last
    at = [each.kind for each in table.evidence].index("recent")
    np.testing.assert_array_equal(words[recent + 1 : recent + 7, :6], table.direct.entries[at, 0])
    np.testing.assert_array_equal(words[-6:, :2], table.tokens.entries[1])


def test_the_model_counts_rows_and_their_reads():
    small = estimate_factorised(TINY, U200)
    more = estimate_factorised(replace(TINY, width=16), U200)
    assert more.vote_cycles - small.vote_cycles >= 11  # a row of votes for each hidden unit
    design, _ = FACTORISED[PRESETS["2 MB"]]
    found = estimate_factorised(design, U200)
    table = random_table(replace(design, token_rows=9), bits=4)
    assert found.table_bytes == len(table_words(design, table)) + 4 * 26 * (64 + 224)
    assert not found.resources.shortages(U200)


def test_what_is_learnt_costs_memory_and_cycles_by_hand():
    """Two sources of 26 x 64 rows of 64 numbers of 16 bits: words of 1,024 bits, 15 URAM wide, and 3,328 deep."""
    design, _ = FACTORISED[PRESETS["2 MB"]]
    still = replace(design, bias_step=0, evidence=tuple(each.split(" ~")[0] for each in design.evidence))
    learns, fixed = (estimate_factorised(each, U200) for each in (design, still))
    assert design.moving_words == 2 * 26 * 64
    assert (learns.resources.uram, fixed.resources.uram) == (15, 0)
    assert learns.example_cycles - fixed.example_cycles >= 2 * 26 * 64 + 26
    assert learns.update_cycles - fixed.update_cycles >= 64 + 2 * 6  # a likelihood an expert, a row a cycle
    without = load_settings("experiment=estimate", "platform=zcu102").platform
    assert estimate_factorised(design, without).resources.bram18 > fixed.resources.bram18


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"evidence": ("layer 0", "recent 2")}, "layer 0 is known after the decision only"),
        ({"evidence": ("layer 1",)}, "expected at least one rate, one source that is recent"),
        ({"rank": 17}, "a token's row within a word"),
        ({"ranked": 7}, "at most all experts"),
        ({"bias_step": 13}, r"bias_step=13 .*expected 0..12"),
    ],
)
def test_shapes_that_the_kernel_does_not_take(change, said):
    with pytest.raises(ConfigError, match=said):
        replace(TINY, **change)


def test_tables_that_the_kernel_does_not_take():
    table = random_table(TINY)
    assert design_of(table, 6, 128) == TINY
    for other in (replace(TINY, width=6), replace(TINY, token_rows=5), replace(TINY, bias_step=1)):
        with pytest.raises(FormatError, match=r"6 rows of tokens .*expected that of"):
            table_words(other, table)
