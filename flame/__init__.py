"""FLAME: mixture-of-experts models where their experts do not fit.

What a first program needs is here by name. Each is imported when it is first asked for, so that `import flame` takes
no time and the hardware's side never meets torch; the rooms that this package must not know are named, not imported.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    "load_settings": "flame.app.config",
    "load_corpus": "flame.storage.dataset",
    "load_model": "flame.app.named_models",
    "record_trace": "offline.prediction.tracing",
    "build_cepr_table": "offline.prediction.cepr",
    "replay": "online.pa_buf.replay",
    "stream": "online.serving.session",
}

__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("flame-moe")
    if name not in _HOMES:
        raise AttributeError(f"module 'flame' has no attribute {name!r} (it has {', '.join(__all__)})")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
