"""The plan of the house, held: files and functions one can read at a sitting, and private names that stay private."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("flame", "offline", "online", "hw", "experiments")
MOST_FILE_LINES, MOST_FUNCTION_LINES = 400, 60
# Functions that may be longer, each with the reason.
LONGER = {
    "hw/kernels/moe_layer.py": ("moe_layer", "control", "engine"),  # Allo takes a kernel as one function
    "hw/kernels/router.py": ("router",),  # likewise
    "hw/kernels/gated_experts.py": ("gated_experts", "engine"),
    "hw/kernels/factorised_lookup.py": ("factorised_lookup",),
}
PYTHON = [file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))]
NATIVE = sorted(file for kind in ("*.cpp", "*.h") for file in (ROOT / "online" / "native").glob(kind))
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without those of its docstring."""
    lines = int(function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function) is not None:
        lines -= int(function.body[0].end_lineno or 0) - function.body[0].lineno + 1
    return lines


def too_long(source: str, excused: tuple[str, ...] = ()) -> list[str]:
    """The functions of a source above the limit, with their lines."""
    counted = [(each.name, code_lines(each)) for each in functions(ast.parse(source))]
    return [f"{name}: {lines} lines" for name, lines in counted if lines > MOST_FUNCTION_LINES and name not in excused]


def private_imports(source: str, name: str) -> list[str]:
    """Private names that a module takes from others: by import, or as an attribute of a module that it imports.

    Args:
        name: dotted name of the module.
    """
    tree = ast.parse(source)
    found: list[str] = []
    modules: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in ROOMS:
            found += [f"{node.module}.{alias.name}" for alias in node.names if is_private(alias.name)]
            modules |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and is_private(node.attr):
            module = modules.get(node.value.id)
            if module is not None and ROOT.joinpath(*module.split(".")).with_suffix(".py").is_file():
                found.append(f"{module}.{node.attr}")
    return [each for each in found if each not in COMPILED and not each.startswith(f"{name}.")]


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


COMPILED = ("online._native",)  # the extension module: its name says that it is not for users


def test_what_is_measured_by_hand() -> None:
    source = 'def f():\n    """One.\n\n    Two.\n    """\n    return 1\n'
    (function,) = functions(ast.parse(source))
    assert code_lines(function) == 2
    long = "def long():\n" + "    pass\n" * 60
    assert too_long(long) == ["long: 61 lines"]
    assert too_long(long, ("long",)) == []
    taken = "from flame.packed import _check, pack\nfrom online.kernels import nm_kernels\nnm_kernels._library()\n"
    assert private_imports(taken, "x") == ["flame.packed._check", "online.kernels.nm_kernels._library"]
    assert private_imports("from online import _native\nimport torch\ntorch._C\n", "x") == []


def test_files_can_be_read_at_a_sitting() -> None:
    lines = {name_of(file): file.read_text(encoding="utf-8").count("\n") for file in [*PYTHON, *NATIVE, *TESTS]}
    assert {name: count for name, count in lines.items() if count > MOST_FILE_LINES} == {}  # divide it by concern


@pytest.mark.parametrize("room", ROOMS)
def test_functions_are_short_and_private_names_stay_at_home(room: str) -> None:
    for file in (file for file in PYTHON if name_of(file).startswith(f"{room}/")):
        source, name = file.read_text(encoding="utf-8"), name_of(file)
        assert (name, too_long(source, LONGER.get(name, ()))) == (name, [])
        assert private_imports(source, name.removesuffix(".py").replace("/", ".")) == []


def test_whoever_is_excused_is_there_and_needs_it() -> None:
    for name, excused in LONGER.items():
        found = too_long((ROOT / name).read_text(encoding="utf-8"))
        assert {each.partition(":")[0] for each in found} == set(excused)


def test_an_installed_package_has_every_room() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    there = {name_of(file.parent).replace("/", ".") for file in PYTHON if file.name == "__init__.py"}
    assert there == {name for name in listed if not name.startswith("flame.conf")}
