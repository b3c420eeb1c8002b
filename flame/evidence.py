"""Where the direct rows of a factorised table come from: which entries of the circular path vote for a layer."""

from __future__ import annotations

from dataclasses import dataclass

from flame.errors import TraceError


@dataclass(frozen=True)
class Evidence:
    """One source of direct rows.

    Args:
        kind: `layer` (the layer `distance` before, of this token), `token` (the token `distance` before, at the layer
            `neighbour` after this one), `recent` (all tokens before, at this layer, forgotten at the rate
            `2 ** -distance`), or `again` (this layer, the last time that this token occurred in the example).
        distance: see `kind`; at least 1, and 0 for `again`. A `layer` 0 before is what the layer itself has just
            chosen, for tables that are asked after the decision.
        neighbour: for `token` only.
        step: 0 leaves the rows as they were learnt. k lets the rows of `layer` or `token` go on learning within an
            example: the rows that voted move by `2 ** -k` of what the votes were wrong by (`flame.learning_on`).
    """

    kind: str
    distance: int
    neighbour: int = 0
    step: int = 0

    @classmethod
    def of(cls, text: str) -> Evidence:
        """Read `layer 2`, `token 1`, `token 1 +1`, `recent 4`, `again`; `layer 1 ~3` learns on by step 3.

        Raises:
            TraceError: it is none of these.
        """
        text, _, step = text.partition("~")
        kind, *numbers = text.split() or [""]
        whole = all(number.lstrip("+-").isdigit() for number in numbers)
        if (
            not whole
            or not (step or "0").isdigit()
            or not (len(numbers) in (1, 2) or (kind == "again" and not numbers))
        ):
            raise TraceError(f"evidence: {text!r} (expected such as layer 2, token 1 +1, recent 4, again)")
        distance, neighbour = (*map(int, numbers), 0, 0)[:2]
        return cls(kind, distance, neighbour, int(step or 0))

    def __post_init__(self) -> None:
        fits = {"layer": self.distance >= 0, "token": 1 <= self.distance <= 2, "recent": 1 <= self.distance <= 12,
                "again": self.distance == 0}  # fmt: skip
        if not fits.get(self.kind, False) or (self.neighbour and self.kind != "token") or self.neighbour < 0:
            raise TraceError(f"evidence: {self} (expected layer, token (1, 2), recent (1..12) or again (0))")
        if self.step and (self.kind not in ("layer", "token") or not 1 <= self.step <= 12):
            raise TraceError(f"evidence: {self} (expected step 0, or 1..12 of layer or token)")

    @property
    def text(self) -> str:
        """The shortest text that `of` reads as this source."""
        numbers = "" if self.kind == "again" else f" {self.distance}"
        neighbour, step = f" {self.neighbour}" if self.neighbour else "", f" ~{self.step}" if self.step else ""
        return f"{self.kind}{numbers}{neighbour}{step}"
