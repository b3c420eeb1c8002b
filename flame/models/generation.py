"""What is asked of transformers' `generate`: greedy or beam search, one sequence a text, one step a token.

A checkpoint's `generation_config.json` may set any flag of `generate`, those that change the shape of its answer or
the passes behind it too. Here the checkpoint keeps its say on which token is written, and nothing else.
"""

from __future__ import annotations

from typing import Any

import torch
from transformers import GenerationConfig

from flame.errors import ModelError, is_whole

# Entries of a GenerationConfig that say which tokens are special, and which of the others is the best next one.
FROM_THE_CHECKPOINT = frozenset(
    "pad_token_id bos_token_id eos_token_id decoder_start_token_id min_length min_new_tokens repetition_penalty "
    "encoder_repetition_penalty length_penalty early_stopping no_repeat_ngram_size encoder_no_repeat_ngram_size "
    "bad_words_ids renormalize_logits forced_bos_token_id forced_eos_token_id remove_invalid_values "
    "exponential_decay_length_penalty suppress_tokens begin_suppress_tokens sequence_bias transformers_version".split()
)


def generation_flags(max_new_tokens: int, num_beams: int) -> dict[str, Any]:
    """Arguments of `generate` that decide every flag but those of `FROM_THE_CHECKPOINT`.

    Raises:
        ModelError: a limit or number of beams below 1.
    """
    if not is_whole(max_new_tokens, 1) or not is_whole(num_beams, 1):
        raise ModelError(
            f"generation: max_new_tokens {max_new_tokens}, num_beams {num_beams} (expected whole numbers of at least 1)"
        )
    unset = {
        name: None for name in vars(GenerationConfig()) if not name.startswith("_") and name not in FROM_THE_CHECKPOINT
    }
    return unset | {
        "max_new_tokens": max_new_tokens,
        "num_beams": num_beams,
        "num_return_sequences": 1,
        "do_sample": False,
        "use_cache": True,
        "return_dict_in_generate": False,
        "output_scores": False,
    }


def plain_answers(hf: torch.nn.Module) -> None:
    """Have every module of a transformers model answer with its usual fields, whatever its config.json asks for."""
    configs: dict[int, Any] = {id(module.config): module.config for module in hf.modules() if hasattr(module, "config")}
    for config in configs.values():
        config.return_dict = True
        for extra in ("output_attentions", "output_hidden_states", "output_router_logits"):
            if getattr(config, extra, False):
                setattr(config, extra, False)


def end_tokens(settings: GenerationConfig) -> tuple[int, ...]:
    """Ids that end an output; there may be none, one or several."""
    ids = settings.eos_token_id
    if ids is None:
        return ()
    return tuple(ids) if isinstance(ids, (list, tuple)) else (int(ids),)


def written_lengths(ids: torch.Tensor, ends: tuple[int, ...]) -> list[int]:
    """Steps that each output ran for, up to and with the one that wrote its end token.

    Args:
        ids: int64 [batch, 1 + tokens], begun with the start token and padded after the end token.
        ends: ids that end an output.
    """
    written = ids[:, 1:]
    ended = torch.isin(written, torch.tensor(ends, dtype=ids.dtype, device=ids.device))
    lengths = torch.where(ended.any(1), ended.int().argmax(1) + 1, written.shape[1])
    return [int(length) for length in lengths]
