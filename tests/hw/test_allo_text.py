"""What Allo writes, made fit for use: by hand."""

from hw import allo_text, kept_kernels
from hw.project.kernel_source import parameters_of


def test_arguments_that_nobody_uses_are_left_out_by_hand():
    code = """\
void inner(
  int32_t v1[4],
  uint8_t v2[1],
  hls::stream< int32_t >& v3
) {
  v3.write(v1[0]);
}

void top(
  int32_t v10[4],
  uint8_t v11[1]
) {
  hls::stream< int32_t > v12;
  inner(v10, v11, v12);
}
"""
    found = allo_text.without_unread(code)
    assert "void inner(\n  int32_t v1[4],\n  hls::stream< int32_t >& v3\n) {" in found
    assert "  inner(v10, v12);" in found
    assert "void top(\n  int32_t v10[4]\n) {" in found
    assert allo_text.without_unread(found) == found


def test_the_dense_twin_has_no_port_that_it_does_not_read():
    sparse, dense = (kept_kernels.KEPT[f"switch_base_8_u200{twin}"][0] for twin in ("", "_dense"))
    counts = [len(parameters_of("moe_layer", kept_kernels.emitted("moe_layer", each))) for each in (sparse, dense)]
    assert counts == [10, 9]


def test_streams_in_sequence_by_hand():
    region = """\
  func.func @a(%arg0: memref<1xi32>, %arg1: !allo.stream<i32, 4>) {
    allo.stream_put(%arg1, [], %v) : !allo.stream<i32, 4> contains i32
  func.func @b(%arg0: !allo.stream<i32, 4>) {
    %1 = allo.stream_get(%arg0, []) {unsigned} : !allo.stream<i32, 4> -> i32
    %0 = allo.stream_construct() {name = "s"} : !allo.stream<i32, 4>
    call @a(%m, %0) : (memref<1xi32>, !allo.stream<i32, 4>) -> ()"""
    found = allo_text.in_sequence(region, 9)
    assert "stream<" not in found
    assert "@a(%arg0: memref<1xi32>, %arg1: memref<9xi32>, %ends_of_arg1: memref<2xindex>)" in found
    assert "call @a(%m, %0, %ends_of_0) : (memref<1xi32>, memref<9xi32>, memref<2xindex>) -> ()" in found
    assert "memref.store %v, %arg1[%stream_1_at] : memref<9xi32>" in found
    assert "%1 = memref.load %arg0[%stream_3_at] {unsigned} : memref<9xi32>" in found
