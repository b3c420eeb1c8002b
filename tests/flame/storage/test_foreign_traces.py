"""Traces of other programs: worked by hand, written and read again, and refused when torn."""

from __future__ import annotations

import numpy as np
import pytest

from flame.errors import TraceError
from flame.routing import RoutingTrace
from flame.storage.foreign_traces import write_route_trace
from flame.storage.trace_files import import_trace

ROUTE = """# route_trace v1
# model=m.gguf arch=a n_layer=2 n_expert=4 n_expert_used=2
# layer=0 expert_bytes=8 dense_bytes=9
turn,phase,step,layer,slot,expert,weight,residency,expert_bytes
0,0,0,0,0,3,0.7,0,8
0,0,0,0,1,1,0.3,0,8
0,0,1,0,0,2,0.7,0,8
0,0,1,0,1,0,0.3,0,8
0,0,1,1,0,1,0.6,0,8
0,0,1,1,1,2,0.4,0,8
0,1,2,0,0,0,0.6,0,8
0,1,2,0,1,3,0.4,0,8
0,1,2,1,0,3,0.6,0,8
0,1,2,1,1,2,0.4,0,8
"""
DUMP = """ggml_debug: ffn_moe_topk-0 = (i32) VIEW(ffn_moe_argsort-0{4, 2, 1, 1}, }) = {2, 2, 1, 1}
[
 [ 3, 1 ],
 [ 2, 0 ],
]
sum = 6
ggml_debug: ffn_moe_topk-1 = (i32) VIEW(x{4, 1, 1, 1}, }) = {2, 1, 1, 1}
[ [ 1, 2 ], ]
sum = 3
ggml_debug: ffn_moe_topk-0 = (i32) VIEW(x{4, 1, 1, 1}, }) = {2, 1, 1, 1}
[ [ 0, 3 ], ]
ggml_debug: ffn_moe_topk-1 = (i32) VIEW(x{4, 1, 1, 1}, }) = {2, 1, 1, 1}
[ [ 3, 2 ], ]
"""
WHOLE = [[[2, 0], [1, 2]], [[0, 3], [3, 2]]]  # the last layer was computed for the prompt's last token alone


def written(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    return tmp_path / name


@pytest.mark.parametrize(("name", "text"), [("route.csv", ROUTE), ("topk.log", DUMP)])
def test_a_prompt_and_a_decoded_token(tmp_path, name, text):
    trace = import_trace(written(tmp_path, name, text), num_experts=4)
    assert trace.experts.tolist() == WHOLE
    assert trace.prefill.tolist() == [True, False]
    assert trace.decoded().experts.tolist() == WHOLE[1:]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("route.csv", ROUTE.replace("v1", "v2"), "expected # route_trace v1"),
        ("route.csv", ROUTE.replace("0,1,2,1,1,2,0.4,0,8\n", ""), "torn"),
        ("route.csv", ROUTE.replace("n_expert=4 ", ""), "n_expert"),
        ("topk.log", DUMP.replace("[ 3, 1 ]", "[ 3, ... ]"), "shortened"),
        ("topk.log", "nothing", "no tensor ffn_moe_topk"),
    ],
)
def test_torn_traces_are_one_line(tmp_path, name, text, words):
    with pytest.raises(TraceError, match=words):
        import_trace(written(tmp_path, name, text), num_experts=4)


def test_vllm_arrays(tmp_path):
    first, second = np.arange(12).reshape(2, 3, 2) % 4, np.arange(6).reshape(1, 3, 2) % 4
    np.save(tmp_path / "one.npy", first)
    np.savez(tmp_path / "two.npz", a=first, b=second)
    assert import_trace(tmp_path / "one.npy", 4).experts.tolist() == first.tolist()
    assert import_trace(tmp_path / "two.npz", 4).example_ptr.tolist() == [0, 2, 3]
    with pytest.raises(TraceError, match="give num_experts"):
        import_trace(tmp_path / "one.npy")
    np.save(tmp_path / "flat.npy", np.arange(4))
    with pytest.raises(TraceError, match="expected integers"):
        import_trace(tmp_path / "flat.npy", 4)


def test_ours_is_read_again(tmp_path):
    rng = np.random.default_rng(0)
    experts = np.stack([rng.permuted(np.arange(8))[:3] for _ in range(60)]).reshape(12, 5, 3)
    trace = RoutingTrace(experts, np.array([0, 5, 12]), 8, prefill=np.arange(12) % 5 < 2)
    again = import_trace(written(tmp_path, "ours.csv", write_route_trace(trace, "m")))
    order = np.concatenate(
        [np.argsort(~trace.prefill[:5], kind="stable"), 5 + np.argsort(~trace.prefill[5:], kind="stable")]
    )
    np.testing.assert_array_equal(again.experts, trace.experts[order])
    np.testing.assert_array_equal(again.example_ptr, trace.example_ptr)
