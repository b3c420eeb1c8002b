"""What `import flame` offers, and what it costs."""

import subprocess
import sys
from importlib.metadata import version

import pytest

import flame


def test_every_name_on_offer_is_there():
    assert flame.__version__ == version("flame-moe")
    for name in flame.__all__:
        assert getattr(flame, name) is not None
    assert set(flame.__all__) <= set(dir(flame))


def test_it_imports_nothing_heavy():
    heavy = "torch transformers numpy hydra offline online hw experiments".split()
    code = f"import flame, sys; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_unknown_name_lists_those_there_are():
    with pytest.raises(AttributeError, match="load_model"):
        flame.lode_model  # noqa: B018
