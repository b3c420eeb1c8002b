"""Which model is meant: the fields of the configuration's group `model`."""

from __future__ import annotations

from dataclasses import dataclass

from flame.errors import ConfigError, check_counts, near_names

SOURCES = ("embedded", "hub", "random", "upcycled")


@dataclass(frozen=True)
class ModelSettings:
    """Which model, and how text is put to it.

    Args:
        name: name that reports give.
        source: `embedded` (shipped with the package), `hub` (by `hub_name` or from `path`), `random`, or `upcycled`
            (expanded from a dense base and the differences shipped with the package).
        path: local checkpoint folder (safetensors or `pytorch_model.bin`), in place of the hub; of an `upcycled` model
            its base, in place of the package that ships it.
        hub_name: repository on the Hugging Face hub.
        prefix: prepended to every dialogue, as the model was trained.
        max_source_tokens, max_new_tokens: limits of input and output, in tokens.
        geometry: sizes of a `random` model: d_model, d_ff, num_heads, num_experts, blocks, moe_layers, vocabulary.
        chat: whether a text is put as a user's turn of the tokenizer's chat template.
    """

    name: str
    source: str
    path: str | None
    hub_name: str | None
    prefix: str
    max_source_tokens: int
    max_new_tokens: int
    geometry: dict[str, int]
    chat: bool = False

    def __post_init__(self) -> None:
        if self.source not in SOURCES:
            raise ConfigError(f"model.source={self.source}: {near_names(self.source, SOURCES)}")
        given = self.path or self.hub_name
        if given and self.source in ("embedded", "random"):
            key = "path" if self.path else "hub_name"
            raise ConfigError(
                f"model.{key}={given}: {self.name} is {self.source} and reads no checkpoint "
                f"(model=auto model.{key}={given} loads one)"
            )
        check_counts(self, "model")
