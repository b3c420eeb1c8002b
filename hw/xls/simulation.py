"""Simulation of a scheduled part in Icarus Verilog: words in, answers out, and the cycles of both.

Tool needed: Icarus Verilog (`iverilog`, `vvp`).
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flame.errors import FlameError, ToolchainMissing
from hw.xls.schedule import Pipeline

_SPARE_CYCLES = 200

_BENCH = """\
`timescale 1ns/1ps
module bench;
  reg clk = 0, rst = 1;
  reg [{into}:0] words [0:{last}];
  integer cycle = 0, sent = 0, noise = 1;
  wire ready, valid;
  wire [{out}:0] answer;
  wire taking = {taking};
  wire offering = !rst && sent <= {last};
  dut part(.clk(clk), .rst(rst), .part__words_data(words[sent]), .part__words_valid(offering),
           .part__words_ready(ready), .part__answers_data(answer), .part__answers_valid(valid),
           .part__answers_ready(taking));
  initial $readmemh("words.hex", words);
  always #1 clk = !clk;
  always @(posedge clk) begin
    cycle <= cycle + 1;
    noise <= noise * 1103515245 + 12345;
    if (cycle == 4) rst <= 0;
    if (offering && ready) begin
      $display("in %0d", cycle);
      sent <= sent + 1;
    end
    if (!rst && valid && taking) $display("out %0d %h", cycle, answer);
    if (cycle == {most}) $finish;
  end
endmodule
"""


@dataclass(frozen=True)
class Simulated:
    """What a part did.

    Args:
        answers: words that came out, in order.
        taken, given: cycles in which words went in and came out.
    """

    answers: tuple[int, ...]
    taken: tuple[int, ...]
    given: tuple[int, ...]


def simulate(made: Pipeline, words: Sequence[int], stalled: bool = False) -> Simulated:
    """Offer a part a word in each cycle.

    Args:
        stalled: answers are taken in some cycles only, else in all.
    Raises:
        ToolchainMissing: Icarus Verilog is not installed.
        FlameError: it refuses the Verilog, or the part does not take all words.
    """
    if shutil.which("iverilog") is None:
        raise ToolchainMissing("simulation of the scheduled Verilog needs Icarus Verilog (apt-get install iverilog)")
    bench = _BENCH.format(
        into=made.part.taken_bits - 1, out=made.part.given_bits - 1, last=len(words) - 1,
        taking="noise[19] | noise[21]" if stalled else "1'b1",
        most=(4 if stalled else 1) * (len(words) + 1) * made.interval + _SPARE_CYCLES,
    )  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="flame-xls-") as scratch:
        folder = Path(scratch)
        (folder / "dut.v").write_text(made.verilog, encoding="utf-8")
        (folder / "bench.v").write_text(bench, encoding="utf-8")
        (folder / "words.hex").write_text("".join(f"{word:x}\n" for word in words), encoding="utf-8")
        _run(["iverilog", "-g2005", "-o", "bench", "bench.v", "dut.v"], folder)
        lines = [line.split() for line in _run(["vvp", "-n", "bench"], folder).splitlines()]
    taken = tuple(int(line[1]) for line in lines if line[:1] == ["in"])
    if len(taken) != len(words):
        raise FlameError(f"{made.part.name}: took {len(taken)} of {len(words)} words")
    out = [line for line in lines if line[:1] == ["out"]]
    return Simulated(tuple(int(line[2], 16) for line in out), taken, tuple(int(line[1]) for line in out))


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise FlameError(f"Icarus Verilog: {(done.stderr or done.stdout).strip()[:300]}")
    return done.stdout
