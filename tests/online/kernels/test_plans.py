"""Which patterns find their activations by byte permutes: the others take several times as long."""

import shutil
import subprocess
from pathlib import Path

import pytest

from flame.nm_pattern import ENCODINGS, NMPattern

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.skipif(shutil.which("g++") is None, reason="g++ is not installed")
def test_every_pattern_that_fits_permutes_has_them(tmp_path: Path) -> None:
    program = tmp_path / "plan"
    sources = [ROOT / "tests/online/native/plan.cpp", ROOT / "online/native/nm_plan.cpp"]
    subprocess.run(["g++", "-std=c++17", f"-I{ROOT / 'online/native'}", *sources, "-o", program], check=True)
    expected = {"1:2": 1, "2:4": 1, "1:4": 2, "2:8": 2, "1:8": 4, "1:16": 8, "4:8": 0, "8:16": 0, "1:32": 0}
    lines = []
    for pattern in map(NMPattern.parse, expected):
        encoding = pattern.best_encoding
        lines.append(f"{pattern.keep} {pattern.group} {ENCODINGS.index(encoding)} {pattern.index_bits(encoding)}")
    said = subprocess.run([program], input="\n".join(lines), capture_output=True, text=True, check=True).stdout
    assert dict(zip(expected, map(int, said.split()), strict=True)) == expected
