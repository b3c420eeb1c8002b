"""Addresses that a compiler sees through: clang's scalar evolution of each off-chip pointer in the emitted loops."""

import re
import shutil
import subprocess

import pytest

from hw.allo_text import plainly_indexed
from hw.kept_kernels import KEPT, emitted
from hw.simulation.csim import hls_headers
from tests.hw.test_kernels import needs_headers

CLANG, OPT = (
    next((tool for tool in (name, f"{name}-14", f"{name}-16", f"{name}-19") if shutil.which(tool)), "")
    for name in ("clang++", "opt")
)
needs_clang = pytest.mark.skipif(not (OPT and CLANG), reason="clang and opt are not installed (apt-get install clang)")

# Streams that the compiler knows nothing of: only the addresses are looked at.
STREAM = """\
#pragma once
namespace hls {
template <class T> struct stream { T read(); void write(const T&); };
}
"""


def evolution(code, folder):
    """What clang says of the addresses in the functions before the engines."""
    (folder / "hls_stream.h").write_text(STREAM)
    for name in ("ap_axi_sdata.h", "hls_vector.h"):
        (folder / name).write_text("#pragma once\n")
    (folder / "kernel.cpp").write_text(code.partition("void engine_0(")[0])
    flags = ["-std=c++17", "-O1", "-w", "-S", "-emit-llvm", f"-I{folder}", "-isystem", str(hls_headers())]
    llvm = str(folder / "kernel.ll")
    subprocess.run([CLANG, *flags, "-o", llvm, str(folder / "kernel.cpp")], check=True)
    passes = ["-passes=print<scalar-evolution>", "-disable-output", llvm]
    return subprocess.run([OPT, *passes], capture_output=True, text=True, check=True).stderr


def steps(said, function):
    """Bytes by which the addresses in each argument grow an iteration: argument to set of steps."""
    (body,) = re.findall(rf"Classifying expressions for: @_Z\d+{function}P\w*\n(.*?)\nDetermining", said, re.S)
    found = {}
    for address in re.findall(r"= getelementptr .*\n +--> +(.*?) U:", body):
        if nested := re.match(r"\{\{.*\+ %(\d)\),\+,\d+\}.*,\+,(\d+)\}", address):  # the innermost loop's step is last
            found.setdefault(int(nested[1]), set()).add(int(nested[2]))
        elif affine := re.match(r"\{.*%(\d+)\)?(?:<\w+>)*,\+,(\d+)\}", address):
            found.setdefault(int(affine[1]), set()).add(int(affine[2]))
        elif argument := re.search(r"[ +(]%(\d)\)", address):
            found.setdefault(int(argument[1]), set()).add(address)
    return found


def test_an_index_and_its_parts_by_hand():
    code = (
        "void f() {\n  int32_t at;\n  at = v9;\n  ap_int<33> v1 = at;\n  ap_int<34> v2 = v1 + 5;\n  int v3 = v2;\n"
        "  a = v8[v3];\n  ap_int<33> v9 = v7;\n  ap_int<33> v5 = a;\n  ap_int<65> v6 = v1 + 1;\n}\n"
        "void g() {\n  ap_int<33> v1 = at;\n}\n"
    )
    found = plainly_indexed(code)
    assert found == code.replace("ap_int<33> v1 = at", "int v1 = at", 1).replace("ap_int<34>", "int").replace(
        "ap_int<33> v9", "int v9"
    )
    assert plainly_indexed(found) == found


LAYERS = ["switch_base_8_u200", "switch_base_8_u200_dense", "switch_tiny_4"]


@needs_headers
@needs_clang
@pytest.mark.parametrize("name", LAYERS)
def test_every_address_off_chip_grows_by_a_word(name, tmp_path):
    design, _ = KEPT[name]
    in_turn = [design.value_word_bytes, *([design.place_word_bytes] if design.place_bits else []), 4]
    expected = {argument: {step} for argument, step in enumerate(in_turn)}
    said = evolution(emitted("moe_layer", design), tmp_path)
    found = steps(said, "fetch_0")
    assert {argument: found.get(argument) for argument in expected} == expected
    assert steps(said, "router")[3] == {2 * design.router_lanes}


@needs_headers
@needs_clang
def test_a_wider_type_hides_the_address(tmp_path):
    """What Allo emits by itself: the test above can fail."""
    design, _ = KEPT["switch_base_8_u200"]
    code = re.sub(r"\bint (v\d+ = v\d+ \+ v\d+;)", r"ap_int<33> \1", emitted("moe_layer", design))
    assert steps(evolution(code, tmp_path), "fetch_0").get(0) != {design.value_word_bytes}
