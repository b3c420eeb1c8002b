"""An extension of other sources is refused; one of none is none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import online.extension as module
from flame.errors import ToolchainMissing
from online.extension import extension, sources_sha256


@pytest.fixture(autouse=True)
def afresh() -> Iterator[None]:
    extension.cache_clear()
    yield
    extension.cache_clear()


def test_what_was_built_from_these_sources_is_taken() -> None:
    assert extension() is not None


@pytest.mark.parametrize("change", ["a comment", "a new file"])
def test_what_was_built_from_other_sources_is_refused(
    change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in module.SOURCES.iterdir():
        if file.suffix in (".cpp", ".h"):
            (tmp_path / file.name).write_bytes(file.read_bytes())
    before = sources_sha256()
    monkeypatch.setattr(module, "SOURCES", tmp_path)
    assert sources_sha256() == before
    if change == "a comment":
        (tmp_path / "replay.cpp").write_bytes((tmp_path / "replay.cpp").read_bytes() + b"// changed\n")
    else:
        (tmp_path / "new.cpp").write_text("")
    with pytest.raises(ToolchainMissing, match=r"other sources .* \(pip install -e \. builds it anew\)"):
        extension()


def test_what_was_never_built_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    import online

    monkeypatch.setattr(online, "_native", type(module)("_native"), raising=False)
    monkeypatch.setattr(online._native, "__file__", "/nowhere/_native.so", raising=False)
    assert extension() is None
