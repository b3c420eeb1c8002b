"""What `flame`, `flame --help` and `flame experiment=NAME --help` print, read from sources and YAML without imports."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from flame.app import commands
from flame.app.catalogue import experiment_file, experiment_names, experiment_reads, experiment_title
from flame.app.config import conf_folder, load_settings, named_groups
from flame.storage.work_key import ROOMS, ROOT

USAGE = "flame experiment=NAME [model=...] [dataset=...] [key=value ...]"
TOPICS = {
    "paper": "Figures and tables of the paper",
    "studies": "Studies beyond the paper",
    "tools": "Tools",
    "bench": "Benchmarks",
    "sweeps": "Sweeps and comparisons",
}
_ENTRY = re.compile(r"^(\w+(?:, \w+)*): (.*)$")


def overview() -> str:
    """The commands, and the experiments by topic, each with its line."""
    names = experiment_names(conf_folder())
    width = max(map(len, names))
    lines = ["Commands, as flame COMMAND (flame COMMAND --help explains one):"]
    lines += commands.overview()
    lines += ["", USAGE]
    for folder, words in TOPICS.items():
        own = [name for name in names if experiment_file(name).parent.name == folder]
        lines += ["", f"{words}:", *(f"  {name:<{width}}  {experiment_title(name)}" for name in own)]
    lines += ["", "Each experiment writes outputs/NAME/report.json, report.md and its figures."]
    lines += ["A beginning of a name that no other has will do."]
    return "\n".join(lines)


def general_help() -> str:
    """How the command is used, then the overview."""
    return "\n".join(
        [
            "FLAME: mixture-of-experts models where their experts do not fit.", "",
            "  flame COMMAND --help                what one of the commands does with a model of yours",
            "  flame                               the commands and the experiments",
            "  flame experiment=NAME               run one",
            "  flame experiment=NAME --help        what it does, its fields and their meaning",
            "  flame --multirun experiment=NAME key=1,2,3   a sweep: every combination, finished points are kept",
            "  flame --version",
            "  flame --hydra-help                  flags of Hydra, which composes the configuration", "",
            "Groups, as group=FILE or group.field=value:",
            *(f"  {group:<10} {', '.join(files)}" for group, files in named_groups().items()),
            "  pruning, predictor, buffer, seed, output: fields alone, such as buffer.slots=2", "",
            overview(),
        ]
    )  # fmt: skip


def experiment_help(name: str) -> str:
    """What an experiment does, its own fields with values and meaning, and what it reads of the groups."""
    settings = load_settings(f"experiment={name}")
    file = experiment_file(name)
    tree = _tree(file)
    lines = [f"{name}: {experiment_title(name)}", "", ast.get_docstring(tree) or ""]
    own = {key: value for key, value in settings.experiment.items() if key != "name"}
    lines += ["", "Its own fields, as experiment.FIELD=value:", *_fields(file, "Parameters", own, "experiment.")]
    lines += ["", "What it reads of the groups:", *_groups(name, settings), "", "For example:", f"  {_example(name)}"]
    return "\n".join(lines)


def _groups(name: str, settings: Any) -> Iterator[str]:
    """Each group, with the fields that are read of it."""
    reads = experiment_reads(name)
    if not reads:
        yield "  none"
    for group in dict.fromkeys(read.partition(".")[0] for read in reads):
        part = getattr(settings, group, None)
        fields = [read.partition(".")[2] for read in reads if read.startswith(f"{group}.")]
        if fields:
            yield from (f"  {group}.{field}={_shown(getattr(part, field))}" for field in fields)
        else:
            yield f"  {group}={_shown(part) if isinstance(part, int) else 'FILE, or its fields as ' + group + '.field'}"


def _example(name: str) -> str:
    reads = experiment_reads(name)
    fitting = (
        ("dataset.name", "dataset=sample"), ("pruning.pattern", "pruning.pattern=1:4"),
        ("pruning", "pruning.pattern=1:4"), ("buffer.slots", "buffer.slots=4"), ("buffer", "buffer.slots=4"),
        ("platform", "platform=u280"),
    )  # fmt: skip
    return " ".join([f"flame experiment={name}", *dict.fromkeys(text for read, text in fitting if read in reads)])


def _fields(file: Path, kind: str, values: dict[str, Any], place: str) -> Iterator[str]:
    """A field a paragraph, those of a dataclass within one by one."""
    found = _class(file, kind)
    if found is None:
        yield from (f"  {place}{key}={_shown(value)}" for key, value in values.items())
        return
    home, node = found
    meanings = _meanings(home, node)
    kinds = {n.target.id: ast.unparse(n.annotation) for n in node.body if isinstance(n, ast.AnnAssign)
             and isinstance(n.target, ast.Name)}  # fmt: skip
    for key, value in values.items():
        if isinstance(value, dict) and _class(home, kinds.get(key, "")) is not None:
            yield f"  {place}{key}: {meanings.get(key, '')}"
            yield from _fields(home, kinds[key], value, f"{place}{key}.")
            continue
        yield f"  {place}{key}={_shown(value)}"
        if key in meanings:
            yield from textwrap.wrap(meanings[key], 112, initial_indent=" " * 6, subsequent_indent=" " * 6)


def _meanings(file: Path, node: ast.ClassDef) -> dict[str, str]:
    """Meanings of a class's fields, those that it inherits among them."""
    found: dict[str, str] = {}
    for base in node.bases:
        if (above := _class(file, ast.unparse(base))) is not None:
            found |= _meanings(*above)
    return found | field_meanings(ast.get_docstring(node) or "")


def field_meanings(docstring: str) -> dict[str, str]:
    """The meaning of each field that a docstring names: in its `Args:`, within an entry there, or in a sentence."""
    lines = docstring.split("\n")
    entries: list[tuple[list[str], str]] = []
    inside = False
    for line in lines:
        if line.strip() in ("Args:", "Raises:"):
            inside = line.strip() == "Args:"
        elif inside and (match := _ENTRY.match(line.strip())) and len(line) - len(line.lstrip()) == 4:
            entries.append((match[1].split(", "), match[2]))
        elif inside and entries and line.strip():
            entries[-1] = entries[-1][0], f"{entries[-1][1]} {line.strip()}"
    found = {name: text for names, text in entries for name in names}
    texts = [text for _, text in entries]
    for text in texts:  # "rows: ...; cols, depth: ..." means the later names too
        for match in re.finditer(r"(?<![.\w])(\w+(?:, \w+)*): ", text):
            for name in match[1].split(", "):
                found.setdefault(name, text)
    sentences = re.split(r"(?<=[.;]) ", " ".join(docstring.split("Args:")[0].split()))
    for text in (*texts, *sentences):
        for name in re.findall(r"`(\w+)`", text):
            found.setdefault(name, text)
    return found


@cache
def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _class(file: Path, name: str) -> tuple[Path, ast.ClassDef] | None:
    """The class of this name in a file, or in the module of the project that it is imported from."""
    for node in _tree(file).body:
        if isinstance(node, ast.ClassDef) and node.name == name:
            return file, node
        if isinstance(node, ast.ImportFrom) and node.module and any(alias.name == name for alias in node.names):
            other = ROOT.joinpath(*node.module.split(".")).with_suffix(".py")
            if node.module.split(".")[0] in ROOMS and other.is_file():
                return _class(other, name)
        if isinstance(node, ast.ImportFrom) and any(alias.name == name.split(".")[0] for alias in node.names):
            module, _, within = name.partition(".")
            other = ROOT.joinpath(*str(node.module).split("."), f"{module}.py")
            if within and other.is_file():
                return _class(other, within)
    return None


def _shown(value: Any) -> str:
    """A value as the command line takes it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{','.join(map(_shown, value))}]"
    if isinstance(value, dict):
        return f"{{{','.join(f'{key}:{_shown(each)}' for key, each in value.items())}}}"
    return str(value)
