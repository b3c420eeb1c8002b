"""The kernel that ranks the experts of a coming layer: the shapes that it is made for, and where its rows lie.

Arithmetic and order are those of `flame.factorised_table`, equal in every bit: adders over table rows, whose entries
are shifted by the exponents of their columns; multipliers for the hidden units and for a token's row alone. What a
table goes on learning within an example stays on chip.
"""

from __future__ import annotations

from dataclasses import dataclass

from flame.errors import ConfigError
from flame.evidence import Evidence

ENTRY_BITS = 8  # in memory, also of tables whose entries have 4
KINDS = {"layer": 0, "token": 1, "again": 2}
PATH_TOKENS = 4  # whose choices are kept: this token, two before it, and those before the token that is learnt from


@dataclass(frozen=True)
class FactorisedDesign:
    """Shapes of the kernel.

    Args:
        layers, experts, top_k: MoE layers of the model, experts of each, and those that a layer chooses.
        evidence: of the direct rows, as `Evidence.of` reads them.
        rates: of the hidden rows of earlier tokens.
        width, rank: hidden units, and numbers of a token's row.
        token_rows: rows of tokens that there is room for, that of ids not listed included.
        ranked: experts that are named for a layer.
        word_bits: of a word of memory.
        bias_step, after_decision: of `FactorisedTable`.
    Raises:
        ConfigError: sizes below 1, evidence that the kernel does not take, or a token's row longer than a word.
    """

    layers: int
    experts: int
    top_k: int
    evidence: tuple[str, ...]
    rates: tuple[int, ...]
    width: int
    rank: int
    token_rows: int
    ranked: int
    word_bits: int
    bias_step: int = 0
    after_decision: bool = False

    def __post_init__(self) -> None:
        written = tuple(Evidence.of(each).text for each in self.evidence)
        object.__setattr__(self, "evidence", written)  # one text for a source, so that equal designs are equal
        sizes = (self.layers, self.experts, self.top_k, self.width, self.rank, self.token_rows, self.ranked)
        if min(sizes) < 1 or self.ranked > self.experts or self.top_k > self.experts:
            raise ConfigError(f"factorised design: {self} (expected sizes of at least 1, at most all experts)")
        if self.word_bits not in (128, 256, 512) or self.rank > self.lanes:
            raise ConfigError(
                f"factorised design: rank={self.rank}, word_bits={self.word_bits} (expected 128, 256 or 512 bits, and "
                "a token's row within a word)"
            )
        if not self.after_decision and any(each.kind == "layer" and each.distance == 0 for each in self.plain):
            raise ConfigError(
                f"factorised design: evidence {', '.join(self.evidence)} (layer 0 is known after the decision only: "
                "set after_decision, or leave it out)"
            )
        if not 0 <= self.bias_step <= 12:
            raise ConfigError(f"factorised design: bias_step={self.bias_step} (expected 0..12)")
        if not self.plain or not self.recent or not self.rates:
            raise ConfigError(
                f"factorised design: evidence {', '.join(self.evidence)}, rates {list(self.rates)} (expected at least "
                "one rate, one source that is recent, and one that is not)"
            )

    @property
    def plain(self) -> tuple[Evidence, ...]:
        """Sources of single entries."""
        return tuple(each for each in map(Evidence.of, self.evidence) if each.kind != "recent")

    @property
    def recent(self) -> tuple[Evidence, ...]:
        """Sources that remember all tokens before."""
        return tuple(each for each in map(Evidence.of, self.evidence) if each.kind == "recent")

    @property
    def moving(self) -> tuple[Evidence, ...]:
        """Sources whose rows go on learning within an example."""
        return tuple(each for each in map(Evidence.of, self.evidence) if each.step)

    @property
    def goes_on_learning(self) -> bool:
        """Whether anything is learnt within an example."""
        return self.bias_step > 0 or bool(self.moving)

    @property
    def moving_words(self) -> int:
        """Rows of all sources that learn, in words of `lanes` numbers of 16 bits."""
        return len(self.moving) * self.layers * self.experts * self.vote_words

    @property
    def lanes(self) -> int:
        """Entries of a word."""
        return self.word_bits // ENTRY_BITS

    @property
    def vote_words(self) -> int:
        """Words of a row of votes."""
        return -(-self.experts // self.lanes)

    @property
    def state_words(self) -> int:
        """Words of a row of hidden units."""
        return -(-self.width // self.lanes)

    @property
    def blocks(self) -> dict[str, tuple[int, int]]:
        """Kinds of blocks in the order in which they lie: how many, and words of each.

        A block is a row of shifts, then its rows; the rows of tokens have no shifts of their own.
        """
        sources = len(self.plain) + len(self.recent)
        return {
            "direct": (sources * self.layers, (1 + self.experts) * self.vote_words),
            "path": (self.layers, (1 + self.experts) * self.state_words),
            "history": (len(self.rates) * self.layers, (1 + self.experts) * self.state_words),
            "output": (self.layers, (1 + self.width) * self.vote_words),
            "token_votes": (2 * self.layers, (1 + self.rank) * self.vote_words),
            "token_mix": (2, (1 + self.rank) * self.state_words),
            "tokens": (2, self.token_rows),
        }

    @property
    def starts(self) -> dict[str, int]:
        """Word at which the blocks of a kind begin."""
        starts, at = {}, 0
        for name, (count, words) in self.blocks.items():
            starts[name], at = at, at + count * words
        return starts

    @property
    def all_words(self) -> int:
        """Words of the whole table, biases left out."""
        return sum(count * words for count, words in self.blocks.values())
