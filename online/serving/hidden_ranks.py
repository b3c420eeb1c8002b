"""Rankings by what routers read, one layer before: the Python step's, and the maps that the native step ranks by."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from flame.errors import ConfigError, TraceError
from flame.hidden_predictor import HiddenPredictor, normalised
from flame.nm_pattern import DENSE
from flame.packed import pack
from flame.routing import Entry
from online.kernels.nm_kernels import NativeMatrix, SparseMatrix
from online.serving import native_library as native


class HiddenRanks:
    """In the place of `online.serving.paths.Paths`: it is told states, and needs no path.

    The first layer is not ranked: what it would read has not been computed when its turn comes.

    Args:
        predictor: of the next layer, from the input of a router (`check_hidden`).
    """

    tokens = 0
    wants_tokens = False

    def __init__(self, predictor: HiddenPredictor) -> None:
        self._predictor = predictor
        self._states: dict[int, torch.Tensor] = {}

    def clear(self) -> None:
        """An example begins."""
        self._states.clear()

    def saw(self, layer: int, hidden: torch.Tensor) -> None:
        """A layer's router has read `hidden`, a token a sequence: `[sequences, hidden]` or `[sequences, 1, hidden]`."""
        self._states[layer] = hidden

    def enter(self, ids: list[list[int]] | None) -> None:
        """A pass begins: what it reads is in its states."""

    def decided(self, layer: int, newest: Sequence[Entry]) -> None:
        """A layer has decided: what it read says more."""

    def read_prompt(self, layer: int, history: Sequence[Sequence[Entry]], tokens: int) -> None:
        """A layer has decided for several tokens: nothing is kept of them."""

    def rank(self, layer: int, top: int, sequences: int) -> list[list[int]]:
        """The experts that each sequence is most likely to want at a layer, best first; none for the first layer."""
        state = self._states.get(layer - 1)
        if state is None or len(state) != sequences:
            return [[] for _ in range(sequences)]
        read = normalised(state.detach().float().cpu().numpy().reshape(sequences, -1))
        return self._predictor.rank(layer, read, min(top, self._predictor.num_experts)).tolist()  # type: ignore[no-any-return]


class HiddenMaps:
    """A predictor's maps as `online/native/stream_hidden.cpp` reads them: in 16 bits, where these say the same.

    Args:
        predictor: of the next layer, from the input of a router (`check_hidden`); kernels are built.

    Attributes:
        natively: of each layer; as long as this is kept.
    """

    def __init__(self, predictor: HiddenPredictor) -> None:
        self._kept: list[SparseMatrix] = []
        maps = []
        for layer in range(predictor.moe_layers):
            found = native.HiddenMap(scores=self._matrix(predictor.weights[layer], predictor.bias[layer]))
            if predictor.inner is not None and predictor.inner_bias is not None and predictor.outer is not None:
                found.inner = self._matrix(predictor.inner[layer], predictor.inner_bias[layer])
                found.outer = self._matrix(predictor.outer[layer], None)
            maps.append(found)
        self.natively = (native.HiddenMap * len(maps))(*maps)

    def _matrix(self, weights: np.ndarray, bias: np.ndarray | None) -> NativeMatrix:
        with np.errstate(over="ignore"):
            halves = weights.astype(np.float16)
        same = np.array_equal(halves, weights)
        packed = pack(halves if same else np.ascontiguousarray(weights, np.float32), DENSE)
        self._kept.append(SparseMatrix(packed, None if bias is None else np.array(bias, np.float32)))
        found = self._kept[-1].native
        assert found is not None, "who streams natively has kernels"
        return found


def check_hidden(predictor: HiddenPredictor, width: int) -> None:
    """Refuse a predictor that decoding cannot preload by.

    Args:
        width: of the model's hidden states.
    Raises:
        ConfigError: it reads other states, or ranks layers further ahead than is preloaded for.
        TraceError: it reads states of another width.
    """
    if (predictor.state, predictor.lead) != ("router", 1):
        raise ConfigError(
            f"streaming: a predictor from state {predictor.state}, lead {predictor.lead} (expected router and 1: "
            "decoding preloads for the next layer, from what the present router reads)"
        )
    if predictor.weights.shape[2] != width:
        raise TraceError(
            f"streaming: the predictor reads states of {predictor.weights.shape[2]} numbers, the model's have {width} "
            "(learn one for this model)"
        )
