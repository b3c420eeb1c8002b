"""What one kind of design brings into its project, beside what all projects have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Contents:
    """Images, test vectors, and the words that tell of them.

    Args:
        images: by name below the folder of images, a unit's own as `unit_0/values`.
        vectors: of each argument that a step gives or takes, [steps, values].
        facts: what `finishing.py` needs to know beside the arguments.
        readme: substitutions in the README.
    """

    images: Mapping[str, bytes]
    vectors: Mapping[str, NDArray[Any]]
    facts: Mapping[str, int]
    readme: Mapping[str, str]

    @property
    def steps(self) -> int:
        """Steps of the test vectors."""
        return len(next(iter(self.vectors.values())))

    def vector_bytes(self) -> dict[str, bytes]:
        """The vectors as they lie in files, little-endian."""
        return {name: np.ascontiguousarray(a).astype(a.dtype.newbyteorder("<")).tobytes()
                for name, a in self.vectors.items()}  # fmt: skip
