"""Streams of both runtimes: what a test asks of the one it asks of the other."""

from functools import partial

import pytest

from online.serving.session import stream


@pytest.fixture(params=["python", "native"])
def runtime(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Have the module's `stream` open one runtime or the other; parametrize it indirectly for one alone."""
    native = request.param == "native"
    monkeypatch.setattr(request.module, "stream", partial(stream, native=native))
    return str(request.param)
