"""Routing traces: what they refuse, how examples are chosen, and that nothing changes on disk."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flame.errors import ArtifactError, TraceError
from flame.routing import RoutingTrace, concatenate
from flame.storage.artifact import Labels
from flame.storage.trace_files import ELSEWHERE, import_trace, load_trace, open_trace, save_trace, write_trace_files


def small_trace(**extras: np.ndarray) -> RoutingTrace:
    """Two examples, of one and two tokens, over three layers of four experts."""
    experts = np.array([[0, 1, 2], [3, 3, 3], [1, 0, 2]], np.int16)[:, :, None]
    return RoutingTrace(experts, np.array([0, 1, 3]), 4, **extras)


def full_trace(seed: int = 0, top_k: int = 1) -> RoutingTrace:
    draw = np.random.default_rng(seed)
    experts = draw.permuted(np.tile(np.arange(4), (9, 3, 1)), axis=2)[:, :, :top_k]
    return RoutingTrace(
        experts, np.array([0, 2, 3, 9]), 4,
        probabilities=draw.dirichlet(np.ones(4), (9, 3)).astype(np.float32),
        dropped=draw.random((9, 3, top_k)) < 0.3,
        token_ids=draw.integers(0, 100, 9),
    )  # fmt: skip


def assert_same(a: RoutingTrace, b: RoutingTrace) -> None:
    assert a.num_experts == b.num_experts
    for name in ("experts", "example_ptr", "probabilities", "dropped", "token_ids"):
        x, y = getattr(a, name), getattr(b, name)
        assert (x is None) == (y is None), name
        if x is not None:
            assert x.dtype == y.dtype
            np.testing.assert_array_equal(x, y)


def test_small_trace_by_hand() -> None:
    trace = small_trace()
    assert (trace.tokens, trace.moe_layers, trace.top_k, trace.examples) == (3, 3, 1, 2)
    assert trace.example_lengths.tolist() == [1, 2]
    assert trace.position_in_example().tolist() == [0, 0, 1]
    assert trace.paths().tolist() == [[0, 1, 2], [3, 3, 3], [1, 0, 2]]
    twice = trace.select([1, 0, 1])
    assert twice.example_ptr.tolist() == [0, 2, 3, 5]
    assert twice.paths()[:, 0].tolist() == [3, 1, 0, 3, 1]


def test_a_trace_cannot_be_changed() -> None:
    mine = np.zeros((2, 3, 1), np.int16)
    trace = RoutingTrace(mine, np.array([0, 2]), 4)
    with pytest.raises(ValueError, match="read-only"):
        trace.experts[0, 0, 0] = 1
    mine[0, 0, 0] = 1  # the caller's own array stays writable


def test_torch_tensors_are_accepted() -> None:
    torch = pytest.importorskip("torch")
    trace = RoutingTrace(torch.zeros(2, 3, 1, dtype=torch.int64), torch.tensor([0, 2]), 4)
    assert isinstance(trace.experts, np.ndarray)
    assert trace.experts.dtype == np.int16


@pytest.mark.parametrize(
    ("experts", "ptr", "num_experts", "message"),
    [
        (np.zeros((0, 3, 1), int), [0, 0], 4, "the trace is empty"),
        (np.zeros((2, 3), int), [0, 2], 4, r"shape \[2, 3\]"),
        (np.zeros((2, 3, 1)), [0, 2], 4, "type float64"),
        (np.zeros((2, 3, 1), int), [0, 2], 1, "num_experts: 1"),
        (np.full((2, 3, 1), 4), [0, 2], 4, r"token 0, layer 0 has an id outside 0\.\.3 \(found 4\.\.4\)"),
        (np.full((2, 3, 1), -1), [0, 2], 4, r"outside 0\.\.3"),
        (np.full((2, 3, 1), 70_000), [0, 2], 4, r"outside 0\.\.3"),
        (np.zeros((2, 3, 2), int), [0, 2], 4, "one expert twice"),
        (np.zeros((2, 3, 1), int), [0, 3], 4, "runs from 0 to 3"),
        (np.zeros((2, 3, 1), int), [1, 2], 4, "runs from 1 to 2"),
        (np.zeros((2, 3, 1), int), [0, 2, 1, 2], 4, "does not ascend at 1: 2, 1"),
        (np.zeros((2, 3, 1), int), [0.0, 2.0], 4, "expected integers"),
    ],
)
def test_bad_traces_are_refused_in_one_line(experts, ptr, num_experts, message) -> None:
    with pytest.raises(TraceError, match=message) as caught:
        RoutingTrace(experts, np.array(ptr), num_experts)
    assert "\n" not in str(caught.value)


def test_extras_of_another_shape_are_refused() -> None:
    with pytest.raises(TraceError, match="dropped: shape"):
        small_trace(dropped=np.zeros((3, 2, 1), bool))
    with pytest.raises(TraceError, match="probabilities: shape"):
        small_trace(probabilities=np.zeros((3, 3, 5), np.float32))


def test_extras_of_another_type_are_refused() -> None:
    with pytest.raises(TraceError, match="dropped: type <U2"):
        small_trace(dropped=np.full((3, 3, 1), "no"))
    with pytest.raises(TraceError, match="token_ids: type float64"):
        small_trace(token_ids=np.zeros(3))
    with pytest.raises(TraceError, match=r"token_ids: 4294967296 is no int32"):
        small_trace(token_ids=np.full(3, 2**32))
    with pytest.raises(TraceError, match=r"num_experts: 2\.5"):
        RoutingTrace(np.zeros((2, 3, 1), int), np.array([0, 2]), 2.5)


def test_select_refuses_what_is_not_there() -> None:
    with pytest.raises(TraceError, match=r"expected 0\.\.1"):
        small_trace().select([2])
    with pytest.raises(TraceError, match="no example"):
        small_trace().select([])


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 2), min_size=1, max_size=6), st.integers(1, 3))
def test_select_takes_whole_examples(chosen: list[int], top_k: int) -> None:
    trace = full_trace(top_k=top_k)
    part = trace.select(chosen)
    for i, e in enumerate(chosen):
        mine, theirs = slice(*part.example_ptr[i : i + 2]), slice(*trace.example_ptr[e : e + 2])
        np.testing.assert_array_equal(part.experts[mine], trace.experts[theirs])
        np.testing.assert_array_equal(part.token_ids[mine], trace.token_ids[theirs])
    assert_same(part, concatenate([trace.select([e]) for e in chosen]))


def test_split_keeps_examples_whole() -> None:
    first, rest = full_trace().split(0.3)
    assert (first.examples, rest.examples) == (2, 1)
    with pytest.raises(TraceError, match="leaves a part empty"):
        full_trace().split(0.99)


@pytest.mark.parametrize("top_k", [1, 2])
def test_artifact_round_trip_and_binding(tmp_path: Path, top_k: int) -> None:
    trace = full_trace(top_k=top_k)
    save_trace(trace, tmp_path / "t", router_sha256="a" * 64, config={"split": "x"}, labels=Labels("random"))
    loaded, manifest = load_trace(tmp_path / "t", "a" * 64)
    assert_same(trace, loaded)
    assert manifest.config == {"split": "x"}
    with pytest.raises(ArtifactError, match="another router"):
        load_trace(tmp_path / "t", "b" * 64)
    file = tmp_path / "t" / "trace.parquet"
    file.write_bytes(file.read_bytes()[:-7])
    with pytest.raises(ArtifactError, match="truncated or altered"):
        load_trace(tmp_path / "t")


def test_equal_traces_give_equal_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_trace_files(full_trace(), tmp_path / name)
    assert (tmp_path / "a/trace.parquet").read_bytes() == (tmp_path / "b/trace.parquet").read_bytes()


def test_import_from_csv(tmp_path: Path) -> None:
    file = tmp_path / "trace.csv"
    file.write_text("example,layer_0,layer_1,layer_2,note\nx,0,1,2,hi\ny,3,3,3,\ny,1,0,2,\n")
    assert_same(import_trace(file, num_experts=4), small_trace())
    with pytest.raises(TraceError, match="give num_experts"):
        import_trace(file)


def test_import_of_two_experts_a_token(tmp_path: Path) -> None:
    file = tmp_path / "trace.csv"
    file.write_text("example,layer_0_0,layer_0_1,layer_1_0,layer_1_1\n7,0,1,2,3\n7,3,2,1,0\n")
    trace = import_trace(file, num_experts=4)
    assert (trace.tokens, trace.moe_layers, trace.top_k) == (2, 2, 2)
    assert trace.entries()[1].tolist() == [[2, 3], [0, 1]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("example,layer_0\n", "is empty"),
        ("sample,layer_0\n1,2\n", "no column 'example'"),
        ("example,layer_0,layer_2\n1,2,3\n", "without gaps"),
        ("example,expert\n1,2\n", "without gaps"),
        ("example,layer_0\n1,0.5\n", "expected integers"),
        ("example,layer_0\n1,\n1,2\n", "1 gaps"),
        ("example,layer_0\n1,0\n2,0\n1,0\n", "do not stand together"),
        ("example,layer_0\n1,9\n", r"outside 0\.\.3"),
        ("example,layer_0\n1,2,3\n", "cannot be read"),
        ("example,layer_0,layer_0\n1,2,3\n", "column 'layer_0' stands twice"),
        ("example,example,layer_0\n1,2,3\n", "column 'example' stands twice"),
        ("example,layer_0\n1,2\n,3\n", "column example has gaps"),
        ("example,layer_0\n1.5,2\nnan,3\n", "column example has gaps"),
        ("example,layer_0,dropped_0_0\n1,2,no\n1,2,yes\n", "dropped_0_0 is string"),
        ("example,layer_0,dropped_0_0\n1,2,true\n1,2,\n", "dropped_0_0 is bool with 1 gaps"),
        ("example,layer_0,dropped_0_0\n1,2,2\n1,2,0\n", "expected true and false, or 1 and 0"),
        ("example,layer_0,layer_1,dropped_0_0\n1,2,1,true\n", "expected dropped_0_0, dropped_1_0: all of them"),
        ("example,layer_0,dropped_0\n1,2,true\n", "expected dropped_0_0: all of them"),
        ("example,layer_0,probabilities_0\n1,2,0.5\n", "probabilities_0 is double .expected lists"),
        ("example,layer_0,token_id\n1,2,3000000000\n", "no int32"),
    ],
)
def test_bad_imports_are_refused_in_one_line(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "trace.csv"
    file.write_text(text)
    with pytest.raises(TraceError, match=message) as caught:
        import_trace(file, num_experts=4)
    assert "\n" not in str(caught.value)


def test_import_of_marks_as_words_or_digits(tmp_path: Path) -> None:
    words, digits = tmp_path / "w.csv", tmp_path / "d.CSV"
    words.write_text("example,layer_0,dropped_0_0\n1,2,false\n1,2,True\n1,2,FALSE\n")
    digits.write_text("example,layer_0,dropped_0_0\n1,2,0\n1,2,1\n1,2,0\n", encoding="utf-8-sig")
    for file in (words, digits):
        trace = import_trace(file, 4)
        assert trace.dropped is not None
        assert trace.dropped.ravel().tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"probabilities_0": [[0.5, 0.5, 0, 0], [1.0, 0]]}, "expected 4 probabilities a token"),
        ({"probabilities_0": [[0.5, 0.5, 0, 0], None]}, "has gaps"),
        ({"probabilities_0": [[0.5, 0.5, 0, 0], [None, 1.0, 0, 0]]}, "has gaps"),
        ({"probabilities_0": [[0.5, 0.5, 0, 0], [float("nan"), 1.0, 0, 0]]}, "has gaps"),
        ({"dropped_0_0": [None, None]}, "2 gaps"),
        ({"experts": [[0], [1]]}, "expected one of the two"),
        ({"example": [[1], [2]]}, "expected a text or a number"),
    ],
)
def test_bad_columns_of_parquet_are_refused_in_one_line(tmp_path: Path, columns: dict, message: str) -> None:
    table = pa.table({"example": [1, 1], "layer_0": [2, 3]} | columns)
    pa.parquet.write_table(table, tmp_path / "x.parquet")
    with pytest.raises(TraceError, match=message) as caught:
        import_trace(tmp_path / "x.parquet", num_experts=4)
    assert "\n" not in str(caught.value)


def test_metadata_that_are_no_numbers(tmp_path: Path) -> None:
    table = pa.table({"example": [1], "layer_0": [2]}).replace_schema_metadata({"num_experts": "four"})
    pa.parquet.write_table(table, tmp_path / "x.parquet")
    with pytest.raises(TraceError, match="num_experts='four'"):
        import_trace(tmp_path / "x.parquet")


def listed(file: Path, experts: list[list[int]], width: int, sizes: dict[str, str] | None = None) -> Path:
    """A parquet file of two examples with one list column of experts."""
    flat = pa.array([expert for row in experts for expert in row], pa.int8())
    columns = {"example": [0, 0, 4], "token_id": [7, 8, 7], "experts": pa.FixedSizeListArray.from_arrays(flat, width)}
    pa.parquet.write_table(pa.table(columns).replace_schema_metadata(sizes or {}), file)
    return file


def test_import_of_a_list_column_layer_after_layer(tmp_path: Path) -> None:
    rows = [[0, 3, 2, 1], [3, 1, 0, 2], [1, 2, 3, 0]]
    trace = import_trace(listed(tmp_path / "x.parquet", rows, 4), num_experts=4, top_k=2)
    assert trace.experts.tolist() == [[[0, 3], [2, 1]], [[3, 1], [0, 2]], [[1, 2], [3, 0]]]
    assert trace.example_ptr.tolist() == [0, 2, 3]
    assert trace.token_ids is not None
    assert trace.token_ids.tolist() == [7, 8, 7]
    told = import_trace(listed(tmp_path / "y.parquet", rows, 4, {"num_experts": "4", "top_k": "2"}))
    assert_same(told, trace)
    found, manifest = open_trace(tmp_path / "y.parquet")
    assert_same(found, trace)
    assert manifest.config == {"model": "y", "corpus": "y.parquet"}
    assert manifest.inputs == {"router": ELSEWHERE}


@pytest.mark.parametrize(
    ("top_k", "experts", "message"),
    [
        (None, 4, "give top_k"),
        (2, None, "give num_experts"),
        (3, 4, "not a multiple of top_k 3"),
        (5, 4, r"top_k 5 \(expected 1\.\.4"),
    ],
)
def test_a_list_column_of_other_sizes_is_refused(
    top_k: int | None, experts: int | None, message: str, tmp_path: Path
) -> None:
    file = listed(tmp_path / "x.parquet", [[0, 3, 2, 1]] * 3, 4)
    with pytest.raises(TraceError, match=message):
        import_trace(file, experts, top_k)


def test_import_of_a_missing_or_foreign_file(tmp_path: Path) -> None:
    with pytest.raises(TraceError, match="no such file"):
        import_trace(tmp_path / "none.csv", 4)
    (tmp_path / "x.parquet").write_text("no parquet")
    with pytest.raises(TraceError, match="cannot be read"):
        import_trace(tmp_path / "x.parquet", 4)
