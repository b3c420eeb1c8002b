"""What a loaded checkpoint says, as one digest: what follows from it may be used again where all of it is the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flame.storage.artifact import sha256_of

if TYPE_CHECKING:
    from flame.models.moe_model import MoeModel

_WHERE_FROM = ("_name_or_path", "transformers_version")  # change no answer


def checkpoint_sha256(model: MoeModel) -> str:
    """Digest of weights, configuration, settings of generation and tokenizer."""
    generation = model.hf.generation_config
    said = [model.hf.config.to_dict(), {} if generation is None else generation.to_dict()]
    said = [{key: value for key, value in facts.items() if key not in _WHERE_FROM} for facts in said]
    return sha256_of([model.weights_sha256(), *said, _tokenizer_facts(model.tokenizer)])


def _tokenizer_facts(tokenizer: Any) -> Any:
    """What decides how a tokenizer reads and writes; not what its last call set of padding and truncation."""
    if tokenizer is None:
        return None
    facts = {"special": tokenizer.special_tokens_map, "longest": tokenizer.model_max_length}
    if not getattr(tokenizer, "is_fast", False):
        return facts | {"vocabulary": tokenizer.get_vocab()}
    own = json.loads(tokenizer.backend_tokenizer.to_str())
    return facts | {key: value for key, value in own.items() if key not in ("padding", "truncation")}
