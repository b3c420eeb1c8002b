"""The experts as they come and go, told token by token to whoever watches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flame.ids import decoder_expert
from flame.models.layers import ExpertCall
from flame.models.moe_model import MoeModel
from online.serving.session import Session


@dataclass(frozen=True)
class LayerView:
    """One MoE layer of the decoder after a token.

    Args:
        slots: experts that have a slot now: `used`, `preloaded` or `coming`.
        chosen: experts that the token used, and what they were found as: `hit`, `late` (on its way) or `miss`;
            `foreseen` is a hit that a preload made.
    """

    slots: dict[int, str]
    chosen: dict[int, str]


@dataclass(frozen=True)
class TokenView:
    """What one token did; `token` counts those of its answer from 1."""

    token: int
    layers: tuple[LayerView, ...]


_FOUND = {"used": "hit", "preloaded": "foreseen", "coming": "late"}


class ExpertWatch:
    """Passes on what the experts did, while somebody watches; otherwise it costs nothing.

    Args:
        model: whose decoder is watched.
    """

    def __init__(self, model: MoeModel) -> None:
        self._layers = len(model.moe_layers("decoder"))
        self._watchers: list[Callable[[TokenView], None]] = []
        self._chosen: list[dict[int, str]] = [{} for _ in range(self._layers)]

    @property
    def watchers(self) -> int:
        """How many watch."""
        return len(self._watchers)

    def add(self, watcher: Callable[[TokenView], None]) -> Callable[[], None]:
        """Tell `watcher` of each token, on the engine's thread; what comes back ends that."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher) if watcher in self._watchers else None

    def hear(self, session: Session, call: ExpertCall) -> None:
        """A layer's router has decided for one token."""
        if self._watchers and call.layer.stack == "decoder" and len(call.hidden) == 1:
            layer = call.layer.position
            self._chosen[layer] = {
                e: _FOUND.get(session.place(decoder_expert(layer, e)) or "", "miss") for e in call.index[0].tolist()
            }

    def tell(self, session: Session, token: int) -> None:
        """A token has been written."""
        if not self._watchers:
            return
        chosen, self._chosen = self._chosen, [{} for _ in range(self._layers)]
        view = TokenView(token, tuple(map(LayerView, session.places(), chosen)))
        for watcher in list(self._watchers):
            watcher(view)
