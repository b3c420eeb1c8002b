"""Sections of docstrings for the reference: griffe wants a blank line above `Args:` and its like, the code has none."""

from __future__ import annotations

import re
from typing import Any

from griffe import Extension, Object

_TITLE = re.compile(r"(?<=[^\n])\n(?=[ \t]*(?:Args|Attributes|Returns|Yields|Raises):\n[ \t]+\S)")


class Sections(Extension):
    """Puts the blank lines there, so that every section is read as one and shown as a table."""

    def on_object(self, *, obj: Object, **_: Any) -> None:
        """An object has been read."""
        if obj.docstring is not None:
            obj.docstring.value = _TITLE.sub("\n\n", obj.docstring.value)
