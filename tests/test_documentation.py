"""The documentation: every command in it composes, every Python block runs, and the site builds strictly."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from flame.app.commands import COMMANDS, parser_of
from flame.app.config import load_settings

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "pages").rglob("*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(language):
    return [
        pytest.param(match[2], id=f"{page.relative_to(ROOT)}:{page.read_text()[: match.start()].count(chr(10)) + 1}")
        for page in PAGES
        for match in BLOCK.finditer(page.read_text(encoding="utf-8"))
        if match[1] == language
    ]


@pytest.mark.parametrize("block", blocks(""))
def test_commands_compose(block):
    for line in block.splitlines():
        program, *arguments = shlex.split(line)
        if program == "make":
            targets = [a for a in arguments if "=" not in a and not a.startswith(("-", '"'))]
            assert all(re.search(rf"^{t}:", (ROOT / "Makefile").read_text(), re.MULTILINE) for t in targets), line
        elif program == ".venv/bin/flame" and arguments[:1] and arguments[0] in COMMANDS:
            if "--help" not in arguments:
                parser_of(arguments[0]).parse_args(arguments[1:])
        elif program == ".venv/bin/flame":
            overrides = [a for a in arguments if a not in ("--multirun", "--config-dir", "DIR")]
            if overrides and not {"platform=myboard", "platform=u55c"} & set(overrides):
                load_settings(*(a.split(",")[0] if "--multirun" in arguments else a for a in overrides))
        elif program == ".venv/bin/serve":  # Ray's: the application that it is asked for
            module, application = arguments[1].split(":")
            source = (ROOT / module.replace(".", "/")).with_suffix(".py").read_text(encoding="utf-8")
            assert re.search(rf"^(def )?{application}\b", source, re.MULTILINE), line
        else:
            assert program in (".venv/bin/pip", "python3", "tools/bin/pip"), line


@pytest.mark.parametrize("block", blocks("python"))
def test_python_runs(block, tmp_path):
    environment = os.environ | {"TQDM_DISABLE": "1"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", block], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_site_builds_strictly(tmp_path):
    command = [sys.executable, str(ROOT / "docs" / "build.py"), str(tmp_path / "site")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for page in ("index.html", "tutorial/index.html", "reference/online/index.html", "figures/pipeline.svg"):
        assert (tmp_path / "site" / page).exists(), page
    reference = (tmp_path / "site" / "reference" / "flame" / "index.html").read_text(encoding="utf-8")
    assert 'id="flame.packed.pack"' in reference
    sections = re.findall(r'doc-section-title">(\w+):</span></p>\s*<(\w+)', reference)
    assert {name for name, _ in sections} >= {"Parameters", "Returns", "Raises"}
    assert {tag for _, tag in sections} == {"table"}
    written = sum(file.read_text(encoding="utf-8").count("Raises:\n") for file in (ROOT / "flame").rglob("*.py"))
    assert sum(name == "Raises" for name, _ in sections) >= 0.9 * written > 50  # private functions have some, unshown
    of_pack = r'id="flame\.packed\.pack".{0,9000}?Raises:</span></p>\s*<table>.{0,2000}?FormatError'
    assert re.search(of_pack, reference, re.DOTALL)
    assert not re.search(r"<p>[^<]*\b(Args|Raises|Returns|Yields): ", reference)  # printed in the line
    assert "flame.packed.pack" in (tmp_path / "site" / "search.json").read_text(encoding="utf-8")


def test_the_house_is_measured_from_the_imports(tmp_path):
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        import house
    finally:
        sys.path.pop(0)
    for room in ("experiments", "offline", "online", "hw", "flame"):
        (tmp_path / room / "topic").mkdir(parents=True)
    (tmp_path / "offline" / "topic" / "one.py").write_text("import numpy\nfrom flame.errors import X\nimport flame\n")
    (tmp_path / "flame" / "errors.py").write_text("X = 1\n")
    measured = house.measure(tmp_path)
    assert measured.lines == {"offline.topic": 3, "flame": 1}
    assert measured.imports == {("offline", "flame"): 2}
    own = house.measure(ROOT).imports
    assert all(below == "flame" or above == "experiments" for above, below in own)
