"""The one key of a piece of work: what it is made of, and what it is not."""

import subprocess
import sys
from pathlib import Path

import pytest

from flame.storage import work_key
from flame.storage.work_key import READ_BESIDE, ROOMS, ROOT, code_sha256, path_sha256, reachable, source_syntax


def test_the_modules_that_an_experiment_can_import():
    found = reachable("experiments.paper.fig5_path_skew")
    assert {"experiments.paper.fig5_path_skew", "offline.prediction.tracing", "flame.routing", "flame.errors"} <= found
    assert {"flame", "flame.app", "experiments", "experiments.paper"} <= found  # their __init__ runs too
    assert not found & {"experiments.tools.train_mini", "hw.estimate", "online.pa_buf.replay"}


def test_imports_within_functions_and_of_native_code_count():
    assert "online._native" in reachable("online.pa_buf.replay")
    assert "flame.models.checkpoint_digest" in reachable("flame.app.experiment")


def test_python_imports_no_more_of_the_project_than_is_reached():
    """The oracle: what a fresh interpreter has loaded."""
    maker = "experiments.tools.replay"
    code = f"import {maker}, sys; print(*(m for m in sys.modules if m.split('.')[0] in {ROOMS!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= reachable(maker)


SOURCE = '''
"""What it does."""
import os  # to be sure

def f(x):
    """Doubles."""
    # twice
    return 2 * x
'''


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("  # to be sure", "", True),
        ('"""What it does."""', '"""Other words."""', True),
        ('    """Doubles."""\n', "", True),
        ("    return 2 * x", "    return (\n        2 * x\n    )", True),
        ("2 * x", "3 * x", False),
        ("import os", "import sys", False),
        ("2 * x", '"""Doubles.""" * x', False),
    ],
)
def test_comments_docstrings_and_layout_are_no_code(old, new, same):
    assert old in SOURCE
    assert (source_syntax(SOURCE) == source_syntax(SOURCE.replace(old, new))) is same


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of two rooms: an experiment that imports a module, and one that nothing imports."""
    for name, text in {
        "experiments/__init__.py": "", "experiments/a.py": "def run():\n    from offline.b import f\n    return f(1)\n",
        "experiments/train.py": "import offline.b\n", "offline/__init__.py": "", "offline/b.py": SOURCE,
        "offline/native/x.cpp": "int x;",
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(work_key, "ROOT", tmp_path)
    monkeypatch.setattr(work_key, "READ_BESIDE", {"offline.b": "offline/native"})

    def digest() -> str:
        for function in (work_key._tree, work_key._module_sha256, code_sha256, reachable):
            function.cache_clear()
        return code_sha256("experiments.a")

    yield tmp_path, digest
    monkeypatch.undo()
    digest()


def test_a_comment_changes_no_key_and_code_that_is_reached_does(project):
    folder, digest = project
    before = digest()
    (folder / "experiments/train.py").write_text("import offline.b\nprint('other code that a never reaches')\n")
    (folder / "offline/b.py").write_text(SOURCE.replace("# twice", "# two times"))
    assert digest() == before
    (folder / "offline/b.py").write_text(SOURCE.replace("2 * x", "3 * x"))
    assert digest() != before
    (folder / "offline/b.py").write_text(SOURCE)
    assert digest() == before
    (folder / "offline/native/x.cpp").write_text("int x, y;")
    assert digest() != before


def test_imports_relative_to_a_package_count(project):
    folder, digest = project
    for name, text in {
        "experiments/a.py": "from offline.inner import f\n", "offline/inner/__init__.py": "from .near import f\n",
        "offline/inner/near.py": "from . import other\nfrom ..b import f\n", "offline/inner/other.py": "",
    }.items():  # fmt: skip
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    digest()
    inner = {"offline.inner", "offline.inner.near", "offline.inner.other"}
    assert reachable("experiments.a") == {"experiments", "experiments.a", "offline", "offline.b", *inner}


def test_other_versions_of_packages_are_other_work(project, monkeypatch):
    _, digest = project
    before = digest()
    monkeypatch.setattr(work_key, "package_versions", lambda: {"torch": "0.1"})
    assert digest() != before


def test_every_file_that_is_no_python_is_an_input_or_read_beside_a_module():
    """A kernel or a template that no key knows of would change results in silence."""
    inputs = ("flame/data/", "flame/py.typed")
    listed = subprocess.run(["git", "ls-files", *ROOMS], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("no checkout with git here, so the files of the project are not known")
    for name in listed.stdout.split():
        if not name.endswith(".py") and not name.startswith(inputs):
            assert any(Path(name).is_relative_to(place) for place in READ_BESIDE.values()), name


def test_a_folder_is_known_by_its_files_and_their_names(tmp_path):
    (tmp_path / "a").write_text("1")
    (tmp_path / "b").write_text("2")
    before = path_sha256(tmp_path)
    (tmp_path / "b").rename(tmp_path / "c")
    assert path_sha256(tmp_path) != before
    assert path_sha256(tmp_path / "a") != path_sha256(tmp_path / "c")
