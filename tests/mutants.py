"""Would a test notice? Changes one expression of a module at a time and runs the tests that are its own.

`make mutants` samples mutants with a fixed seed; `python -m tests.mutants --module online/pa_buf/buffer.py --count 20`
takes those of one module. Nothing is written: a child process imports the changed module from memory. A mutant is
killed when a test fails or the time is up. One that survives has to be killed by a new test, or stand in `mutants.json`
with the reason why nobody could notice; the command ends with 1 when less than `--least` of them are killed or
justified.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
import ctypes
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

ROOT = Path(__file__).parents[1]
JUSTIFIED = Path(__file__).with_name("mutants.json")  # "module: before -> after" to the reason

# The modules whose tests have to notice, and those tests; quick ones first.
TESTS = {
    "online/pa_buf/buffer.py": ["tests/online/pa_buf/test_buffer.py", "tests/online/pa_buf/test_replay.py"],
    "online/pa_buf/policies.py": [
        "tests/online/pa_buf/test_buffer.py", "tests/online/pa_buf/test_s3fifo.py",
        "tests/online/pa_buf/test_replay.py",
    ],
    "online/pa_buf/slot_plan.py": ["tests/online/pa_buf/test_buffer.py", "tests/online/pa_buf/test_replay.py"],
    "online/pa_buf/decisions.py": ["tests/online/pa_buf/test_replay.py"],
    "online/pa_buf/replay.py": ["tests/online/pa_buf/test_bounds.py", "tests/online/pa_buf/test_replay.py"],
    "online/pa_buf/bounds.py": ["tests/online/pa_buf/test_bounds.py", "tests/online/pa_buf/test_replay.py"],
    "online/pa_buf/factorised.py": ["tests/online/pa_buf/test_factorised.py"],
    "online/pa_buf/rankers.py": ["tests/online/serving/test_paths.py", "tests/online/pa_buf/test_factorised.py"],
    "online/serving/paths.py": ["tests/online/serving/test_paths.py"],
    "online/serving/residency.py": ["tests/online/serving/test_residency.py"],
    "online/serving/throttle.py": ["tests/online/serving/test_throttle.py"],
    "online/serving/loader.py": ["tests/online/serving/test_loader.py"],
    "online/serving/decoding.py": [
        "tests/online/serving/test_decoding.py", "tests/online/serving/test_paths.py",
        "tests/online/serving/test_factorised_streams.py", "tests/online/serving/test_streaming.py",
        "tests/online/serving/test_streaming_faults.py",
    ],
    "online/serving/session.py": [
        "tests/online/serving/test_decoding.py", "tests/online/serving/test_paths.py",
        "tests/online/serving/test_streaming.py", "tests/online/serving/test_streaming_faults.py",
    ],
    "online/serving/python_stream.py": [
        "tests/online/serving/test_decoding.py", "tests/online/serving/test_paths.py",
        "tests/online/serving/test_factorised_streams.py", "tests/online/serving/test_streaming.py",
        "tests/online/serving/test_streaming_faults.py",
    ],
    "online/serving/native_stream.py": [
        "tests/online/serving/test_native_stream.py", "tests/online/serving/test_streaming.py",
        "tests/online/serving/test_streaming_faults.py",
    ],
    "online/timing/timing_model.py": ["tests/online/timing/test_timing_model.py"],
    "flame/nm_pattern.py": ["tests/flame/test_packed.py"],
    "flame/index_codes.py": ["tests/flame/test_packed.py"],
    "flame/packed.py": ["tests/flame/test_packed.py"],
    "flame/circular_path.py": ["tests/flame/test_circular_path.py", "tests/offline/prediction/test_cepr.py"],
    "flame/prediction_table.py": ["tests/offline/prediction/test_cepr.py"],
    "flame/factorised_table.py": ["tests/flame/test_factorised_table.py"],
    "flame/storage/work_key.py": ["tests/flame/storage/test_work_key.py"],
    "offline/prediction/cepr.py": ["tests/offline/prediction/test_cepr.py"],
    "offline/prediction/tracing.py": [
        "tests/offline/prediction/test_tracing.py", "tests/offline/prediction/test_family_traces.py",
    ],
    "offline/pruning/criteria.py": ["tests/offline/pruning/test_criteria.py"],
}  # fmt: skip

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.LShift: ast.RShift, ast.RShift: ast.LShift,
}  # fmt: skip
_CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "popleft": "pop", "append": "appendleft"}


@dataclass(frozen=True)
class Mutant:
    """One change.

    Args:
        module: path of the file.
        line: where.
        before, after: the statement, unchanged and changed.
        tree: the whole changed module.
    """

    module: str
    line: int
    before: str
    after: str
    tree: ast.Module

    @property
    def key(self) -> str:
        return f"{self.module}: {self.before} -> {self.after}"


def changes_of(node: ast.AST) -> Iterator[Callable[[ast.AST], None]]:
    """Ways to change one node in place, given its copy."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARED:
        yield lambda n: n.ops.__setitem__(0, _COMPARED[type(n.ops[0])]())  # type: ignore[attr-defined]
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in _COMPUTED:
        yield lambda n: setattr(n, "op", _COMPUTED[type(n.op)]())  # type: ignore[attr-defined]
    if isinstance(node, ast.BoolOp):
        yield lambda n: setattr(n, "op", ast.Or() if isinstance(n.op, ast.And) else ast.And())  # type: ignore[attr-defined]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield lambda n: setattr(n, "operand", ast.UnaryOp(ast.Not(), n.operand))  # type: ignore[attr-defined]
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield lambda n: setattr(n, "value", not n.value)  # type: ignore[attr-defined]
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield lambda n: setattr(n, "value", n.value + 1)  # type: ignore[attr-defined]
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        yield lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))  # type: ignore[attr-defined]
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield lambda n: setattr(n, "value", ast.Constant(None))  # a call that is left out
    if isinstance(node, ast.Call):
        called = node.func
        if isinstance(called, ast.Name) and called.id in _CALLED:
            yield lambda n: setattr(n.func, "id", _CALLED[n.func.id])  # type: ignore[attr-defined]
        if isinstance(called, ast.Attribute) and called.attr in _CALLED:
            yield lambda n: setattr(n.func, "attr", _CALLED[n.func.attr])  # type: ignore[attr-defined]
    if isinstance(node, ast.For) and isinstance(node.iter, ast.Tuple | ast.List) and len(node.iter.elts) == 2:
        yield lambda n: n.iter.elts.reverse()  # type: ignore[attr-defined]
    if isinstance(node, ast.Break | ast.Continue):
        yield lambda n: setattr(n, "__class__", ast.Continue if isinstance(n, ast.Break) else ast.Break)


def mutants_of(module: str, count: int, seed: str) -> tuple[list[Mutant], int]:
    """A sample of a module's mutants, and how many there are.

    Annotations, docstrings, messages of errors and assertions are left alone.
    """
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    spared: set[int] = set()
    for node in nodes:
        if isinstance(node, ast.Raise | ast.Assert | ast.JoinedStr | ast.Import | ast.ImportFrom):
            spared |= {id(each) for each in ast.walk(node)}
        if isinstance(node, ast.AnnAssign | ast.arg) and node.annotation is not None:
            spared |= {id(each) for each in ast.walk(node.annotation)}
        if isinstance(node, ast.FunctionDef) and node.returns is not None:
            spared |= {id(each) for each in ast.walk(node.returns)}
    every = [
        (place, number)
        for place, node in enumerate(nodes)
        if id(node) not in spared and hasattr(node, "lineno")
        for number, _ in enumerate(changes_of(node))
    ]
    sample = random.Random(seed).sample(every, min(count, len(every)))
    return [_changed(module, tree, *each) for each in sample], len(every)


def _changed(module: str, tree: ast.Module, place: int, number: int) -> Mutant:
    """The mutant that one change of one node, by its place in a walk of the tree, makes."""
    nodes = list(ast.walk(tree))
    statement: dict[int, ast.AST] = {}
    for node in nodes:
        for child in ast.iter_child_nodes(node):
            statement[id(child)] = child if isinstance(child, ast.stmt) else statement.get(id(node), child)
    index = nodes.index(statement[id(nodes[place])])
    changed = copy.deepcopy(tree)
    changed_nodes = list(ast.walk(changed))
    list(changes_of(changed_nodes[place]))[number](changed_nodes[place])
    before, after = (_first_line(each) for each in (nodes[index], changed_nodes[index]))
    return Mutant(module, nodes[place].lineno, before, after, ast.fix_missing_locations(changed))  # type: ignore[attr-defined]


def _first_line(node: ast.AST) -> str:
    """A statement without its body."""
    lines = ast.unparse(node).splitlines()
    return lines[0] if hasattr(node, "body") else " ".join(lines)


class _Changed(importlib.machinery.SourceFileLoader, importlib.abc.MetaPathFinder):
    """Finds one module, and gives its changed code."""

    def __init__(self, mutant: Mutant) -> None:
        super().__init__(mutant.module.removesuffix(".py").replace("/", "."), str(ROOT / mutant.module))
        self._mutant = mutant

    def find_spec(self, fullname: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        return (
            importlib.util.spec_from_file_location(fullname, self.path, loader=self) if fullname == self.name else None
        )

    def get_code(self, fullname: str) -> CodeType:
        return compile(self._mutant.tree, self.path, "exec")  # type: ignore[no-any-return]


def is_killed(mutant: Mutant | None, tests: list[str], limit_s: float) -> bool:
    """Whether the tests notice a mutant, or None for the module as it is, in a child that never outlives the call."""
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        os.setsid()
        _die_with(parent)
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        import pytest

        if mutant is not None:
            sys.meta_path.insert(0, _Changed(mutant))
        os._exit(min(int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests])), 100))
    end = time.monotonic() + limit_s
    try:
        # Left unreaped until the group is gone: its number cannot go to another process meanwhile.
        while time.monotonic() < end and not os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            time.sleep(0.05)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # what the tests started, too
        os.kill(child, signal.SIGKILL)  # the child alone, if it has no group yet
        _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) != 0


def end_politely() -> None:
    """Has signals that ask this process to end do so by way of `is_killed`, which ends its child first."""
    for caught in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(caught, lambda number, _: sys.exit(128 + number))


def _die_with(parent: int) -> None:
    """Has the system kill this child when its parent ends, even by a signal that the parent cannot catch."""
    for caught in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(caught, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:  # it ended before the system knew
        os._exit(1)


def main() -> int:
    """Sample, run, and say who survived."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--module", action="append", choices=sorted(TESTS), help="this module alone; may be repeated")
    parser.add_argument("--count", type=int, default=6, help="mutants of each module")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", type=float, default=10.0, help="how often the tests' own time a mutant may take")
    parser.add_argument("--least", type=float, default=0.85, help="share that has to be killed or justified")
    given = parser.parse_args()
    justified = json.loads(JUSTIFIED.read_text(encoding="utf-8"))
    end_politely()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    import torch
    import transformers  # noqa: F401 - once, for every child
    from transformers import SwitchTransformersForConditionalGeneration  # noqa: F401

    torch.set_num_threads(1)
    killed = total = 0
    for module in given.module or TESTS:
        sample, every = mutants_of(module, given.count, f"{given.seed} {module}")
        start = time.monotonic()
        if is_killed(None, TESTS[module], 3600):
            print(f"{module}: its tests fail as it is ({' '.join(TESTS[module])})")
            return 2
        limit_s = 10 + given.limit * (time.monotonic() - start)
        noticed = {mutant: is_killed(mutant, TESTS[module], limit_s) for mutant in sample}
        left = [mutant for mutant, dead in noticed.items() if not dead]
        print(f"{module}: {len(sample) - len(left)} of {len(sample)} killed ({every} mutants in all)", flush=True)
        for mutant in left:
            why = justified.get(mutant.key)
            print(f"  {'justified' if why else 'survived'}: line {mutant.line}: {mutant.before}  ->  {mutant.after}")
            killed += why is not None
        killed, total = killed + len(sample) - len(left), total + len(sample)
    print(f"{killed} of {total} killed or justified, {killed / max(1, total):.0%}")
    return 0 if killed >= given.least * total else 1


if __name__ == "__main__":
    sys.exit(main())
