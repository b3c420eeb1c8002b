"""`make docs-check`: run every documented `flame` command for real, in a scratch folder, with DIR filled in.

Training gets a few steps instead of hours, streaming at real size a few tokens, the peers a small model, the full tier
the embedded one, and routes are recorded of a few dialogues; everything else runs as written. `python docs/check.py
WORD` runs the commands that contain the word, `--list` only shows them.
"""

from __future__ import annotations

import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from flame.app.catalogue import experiment_reads

ROOT = Path(__file__).parent.parent
SHORTER = {
    "train_mini": [
        "experiment.plan.pretrain_steps=2",
        "experiment.plan.finetune_steps=2",
        "experiment.plan.batch=8",
        "experiment.seeds=[0]",
        "experiment.judged=4",
        "experiment.held_out=4",
    ],
    "train_predictor": ["experiment.dialogues=40", "experiment.report_dialogues=20", "experiment.learning.epochs=1"],
    "bench_streaming": [
        "experiment.examples=2",
        "experiment.warm_up_examples=1",
        "experiment.tokens=12",
        "experiment.disk_tokens=2",
        "experiment.threads=1",
    ],
    "peers": ["experiment.geometry.layers=1", "experiment.geometry.experts=32", "experiment.tokens=16"],
}


def commands() -> list[str]:
    """The documented commands, each once, in the order of the pages."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs" / "pages").rglob("*.md"))]
    whole = [page.read_text(encoding="utf-8").replace("\\\n", " ") for page in pages]  # a backslash continues a command
    lines = [" ".join(line.split()) for page in whole for line in page.splitlines()]
    return list(dict.fromkeys(line for line in lines if re.match(r"\.venv/bin/flame( |$)", line)))


def write_trace(path: Path, seed: int) -> None:
    """A small trace of top-6 of 64 experts in eight layers, as other programs record them."""
    rng = np.random.default_rng(seed)
    tokens, layers, experts, top_k = 1_200, 8, 64, 6
    wanted = rng.gumbel(size=(tokens, layers, experts)) + 2 * rng.standard_normal((layers, experts))
    chosen = np.argsort(-wanted, axis=2)[:, :, :top_k].reshape(tokens, layers * top_k)
    flat = pa.array(chosen.reshape(-1).astype(np.uint8))
    columns = {
        "example": pa.array(np.arange(tokens) // 60),
        "token_id": pa.array(rng.integers(0, 1_000, tokens)),
        "experts": pa.FixedSizeListArray.from_arrays(flat, layers * top_k),
    }
    pq.write_table(pa.table(columns), path)


def filled(command: str, scratch: Path) -> list[str]:
    """The command's arguments, with a folder of its kind in the place of each DIR."""
    boards = scratch / "conf" / "platform"
    boards.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "conf/platform/u280.yaml", boards / "myboard.yaml")
    rows = [f"{i // 20},{i * i % 8},{(i * i + 3) % 8},{i % 8}" for i in range(800)]
    (scratch / "trace.csv").write_text("\n".join(["example,layer_0,layer_1,layer_2", *rows]) + "\n", encoding="utf-8")
    for i, name in enumerate(("trace.parquet", "other.parquet")):
        write_trace(scratch / name, seed=i)
    arguments = shlex.split(command)[1:]
    named = re.search(r"experiment=(\w+)", command)
    shorter = SHORTER.get(named[1], []) if named else []
    replaced = {argument.partition("=")[0] for argument in shorter}
    arguments = [argument for argument in arguments if argument.partition("=")[0] not in replaced] + shorter
    reads = experiment_reads(named[1]) if named else ()
    if {"dataset", "dataset.trace_dialogues"} & set(reads) and "trace" not in command.replace("record_traces", ""):
        arguments += ["dataset.trace_dialogues=60"]
    if "model=auto" in command and "model.chat" not in command:  # the folder's tokenizer has no chat template
        arguments += ["model.chat=false"]
    if "tier=full" in command:
        arguments += ["experiment.overrides.bench_streaming.embedded=true"]
        arguments += ["+experiment.overrides.bench_streaming.geometry=null"]
    model = "flame/data/switch_mini_8"
    if arguments[:1] == ["chat"]:
        arguments += ["--max-tokens", "16"]
    if arguments[:1] in (["plan"], ["pack"]):
        return [str(ROOT / model) if a == "DIR" else a for a in arguments]
    folders = {"model.path=DIR": model, "experiment.also.0.path=DIR": model, "dataset.path=DIR": "flame/data/sample"}
    return [
        f"{a.removesuffix('DIR')}{ROOT / folders[a]}" if a in folders else str(boards.parent) if a == "DIR" else a
        for a in arguments
    ]


def served(run: list[str], folder: str) -> subprocess.CompletedProcess[str]:
    """Start a server, ask whether it is well, and interrupt it."""
    process = subprocess.Popen(run, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    address = process.stdout.readline().split()[-1:]
    try:
        well = bool(address) and urllib.request.urlopen(f"{address[0]}/health", timeout=60).status == 200
    except OSError:
        well = False
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    return subprocess.CompletedProcess(run, process.returncode if well else 1, out, err)


def main() -> int:
    """Run them all, in one folder as a reader does; the exit status is the number of failures."""
    failures = 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the command that runs is ended too
    if sys.argv[1:] == ["--list"]:
        print(*commands(), sep="\n")
        return 0
    wanted = " ".join(sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        for command in (command for command in commands() if wanted in command):
            arguments = filled(command, Path(folder))
            run = [sys.executable, "-m", "flame.app.cli", *arguments]
            start = time.monotonic()
            if arguments[:1] == ["serve"] and "--help" not in arguments:
                done = served(run, folder)
            else:
                said = "Hello!\n" if arguments[:1] == ["chat"] else ""
                done = subprocess.run(run, cwd=folder, capture_output=True, text=True, input=said)
            seconds = time.monotonic() - start
            print("ok    " if done.returncode == 0 else "FAILED", f"{seconds:5.0f} s", command, flush=True)
            if done.returncode:
                failures += 1
                print(done.stderr.strip()[-2000:], file=sys.stderr, flush=True)
    return failures


if __name__ == "__main__":
    sys.exit(main())
