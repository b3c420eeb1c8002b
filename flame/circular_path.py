"""A trace as the circular path of paper section 5.2: what stands before each layer, in integer codes."""

from __future__ import annotations

import numpy as np

from flame.errors import TraceError
from flame.routing import RoutingTrace


class CircularPath:
    """A trace as the circular path of paper section 5.2, with integer codes for the contexts before each layer.

    A symbol beyond the last stands for "before the example" (and for an entry that the table never saw), so that
    every context has its full length and none crosses an example. The newest entry is the lowest digit of a code.

    Args:
        symbols: int16 `[symbols, top_k]`, ascending; None takes the trace's own.
        known_layers: the longest context that will be asked for.
    """

    def __init__(self, trace: RoutingTrace, symbols: np.ndarray | None, known_layers: int) -> None:
        self.symbols = path_symbols(trace) if symbols is None else symbols
        self.base = len(self.symbols) + 1
        self.tokens, self.moe_layers = trace.tokens, trace.moe_layers
        # Padding rows before each example make the windows of all layers plain slices.
        self._pad = max(1, -(-known_layers // trace.moe_layers))
        example = np.repeat(np.arange(trace.examples), trace.example_lengths)
        self._rows = np.arange(trace.tokens) + self._pad * (example + 1)
        dtype = np.int16 if self.base <= np.iinfo(np.int16).max else np.int32
        self._columns = np.full((trace.moe_layers, trace.tokens + self._pad * trace.examples), self.base - 1, dtype)
        numbered = self._number(trace)
        for layer in range(trace.moe_layers):
            self._columns[layer, self._rows] = numbered[:, layer]

    def _number(self, trace: RoutingTrace) -> np.ndarray:
        """Symbol of every entry, `[tokens, moe_layers]`; unknown ones get the padding symbol."""
        if trace.top_k == 1:
            return trace.experts[:, :, 0]
        digits = trace.num_experts ** np.arange(trace.top_k, dtype=np.float64)[::-1]
        if int(trace.num_experts) ** trace.top_k > 2**63:
            raise TraceError(f"experts: top_k {trace.top_k} of {trace.num_experts} experts is too many to number")
        weights = digits.astype(np.int64)
        known, entries = self.symbols @ weights, trace.entries() @ weights
        row = np.minimum(np.searchsorted(known, entries), len(known) - 1)
        return np.where(known[row] == entries, row, len(known))

    @property
    def windows(self) -> int:
        """Windows of each layer, those that end in padding included."""
        return self._columns.shape[1]

    def column(self, layer: int, back: int, start: int = 0, stop: int | None = None) -> np.ndarray:
        """Symbol `back` entries before `layer` (0 is the layer's own), for the windows `start:stop`.

        Rows before the first window read as the last ones; those are windows that end in padding.
        """
        shift, source = divmod(layer - back, self.moe_layers)
        stop = self.windows if stop is None else stop
        column: np.ndarray = self._columns[source]
        if start + shift >= 0:
            return np.asarray(column[start + shift : stop + shift])
        return np.concatenate([np.full(-shift - start, self.base - 1, column.dtype), column[: stop + shift]])

    def symbol(self, layer: int, back: int) -> np.ndarray:
        """Symbol `back` entries before `layer` at each token, `[tokens]`."""
        return np.asarray(self.column(layer, back)[self._rows])

    def window_codes(self, layer: int, first: int, last: int, start: int = 0, stop: int | None = None) -> np.ndarray:
        """Code of the entries `first` to `last` back, the first as the lowest digit, `[windows]`.

        int32 where that holds every code, else int64.
        """
        narrow = self.base ** (last - first + 1) <= np.iinfo(np.int32).max
        code: np.ndarray = self.column(layer, last, start, stop).astype(np.int32 if narrow else np.int64)
        for back in range(last - 1, first - 1, -1):
            np.multiply(code, self.base, out=code)
            np.add(code, self.column(layer, back, start, stop), out=code)
        return code

    def codes(self, layer: int, order: int, start: int, stop: int) -> np.ndarray:
        """Code of the `order` entries before `layer` at the tokens `start:stop`, `[stop - start]`."""
        if order == 0:
            return np.zeros(stop - start, np.int32)
        rows = self._rows[start:stop]
        first = int(rows[0])
        return np.asarray(self.window_codes(layer, 1, order, first, int(rows[-1]) + 1)[rows - first])


def path_symbols(trace: RoutingTrace) -> np.ndarray:
    """The entries that a path may hold, int16 `[symbols, top_k]`: all experts for top_k 1, else those seen."""
    if trace.top_k == 1:
        return np.arange(trace.num_experts, dtype=np.int16)[:, None]
    return np.unique(trace.entries().reshape(-1, trace.top_k), axis=0)
