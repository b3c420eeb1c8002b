"""Checkpoint folders with the files, names and types of google/switch-base-N on the hub, and random weights.

Run as a program it writes one at the paper's size, to rehearse `tier=full` with:

    python -m tests.hub_copies FOLDER --texts CORPUS_FOLDER --experts 16 --value-type bf16 --shard-gb 1
"""

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from transformers import SwitchTransformersConfig, T5Tokenizer

from flame.models.switch_shapes import random_switch
from flame.storage.dataset import load_corpus

EXTRA_IDS = 100
SPECIAL = {"eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"}
SIZES = {"d_model": 768, "d_kv": 64, "d_ff": 3072, "num_heads": 12, "num_layers": 12, "num_decoder_layers": 12}
TIED = ("encoder.embed_tokens.weight", "decoder.embed_tokens.weight", "lm_head.weight")
TYPES = {"fp32": torch.float32, "bf16": torch.bfloat16}


def write_tokenizer(folder: Path, texts: Iterable[str], pieces: int = 32000) -> None:
    """The five files of a T5 tokenizer, its pieces learnt from `texts`; needs sentencepiece.

    Args:
        pieces: at most so many, as texts allow; 100 sentinels come after them.
    """
    import sentencepiece

    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts), model_prefix=str(folder / "spiece"), vocab_size=pieces, model_type="unigram",
        hard_vocab_limit=False, pad_id=0, eos_id=1, unk_id=2, bos_id=-1, num_threads=1, minloglevel=2,
    )  # fmt: skip
    (folder / "spiece.vocab").unlink()
    learnt = sentencepiece.SentencePieceProcessor(model_file=str(folder / "spiece.model"))
    vocab = [(learnt.id_to_piece(i), learnt.get_score(i)) for i in range(len(learnt))]
    vocab += [(f"<extra_id_{i}>", 0.0) for i in reversed(range(EXTRA_IDS))]
    T5Tokenizer(vocab=vocab, extra_ids=EXTRA_IDS).backend_tokenizer.save(str(folder / "tokenizer.json"))
    tokens = SPECIAL | {"additional_special_tokens": [f"<extra_id_{i}>" for i in range(EXTRA_IDS)]}
    (folder / "special_tokens_map.json").write_text(json.dumps(tokens, indent=2))
    own = {"extra_ids": EXTRA_IDS, "model_max_length": 512, "sp_model_kwargs": {}, "tokenizer_class": "T5Tokenizer"}
    (folder / "tokenizer_config.json").write_text(json.dumps(tokens | own, indent=2))


def write_config(folder: Path, experts: int, sizes: Mapping[str, int], sparse_layers: int, value_type: str) -> None:
    """`config.json` and `generation_config.json` with the entries of the hub's."""
    summaries = {"early_stopping": True, "max_length": 200, "min_length": 30, "num_beams": 4, "prefix": "summarize: "}
    shared = {"decoder_start_token_id": 0, "eos_token_id": 1, "pad_token_id": 0}
    config: dict[str, Any] = {
        "architectures": ["SwitchTransformersForConditionalGeneration"], "model_type": "switch_transformers",
        **shared, **sizes, "num_experts": experts, "expert_capacity": 64, "vocab_size": 32128, "n_positions": 512,
        "encoder_sparse_step": 2, "decoder_sparse_step": 2, "num_sparse_encoder_layers": sparse_layers,
        "num_sparse_decoder_layers": sparse_layers, "dense_act_fn": "relu", "feed_forward_proj": "relu",
        "is_gated_act": False, "is_encoder_decoder": True, "dropout_rate": 0.1, "initializer_factor": 1.0,
        "layer_norm_epsilon": 1e-06, "relative_attention_max_distance": 128, "relative_attention_num_buckets": 32,
        "router_bias": False, "router_dtype": "float32", "router_ignore_padding_tokens": False,
        "router_jitter_noise": 0.01, "router_type": "tokens_masked", "router_aux_loss_coef": 0.001,
        "router_z_loss_coef": 0.001, "add_router_probs": False, "batch_prioritized_routing": False,
        "output_past": True, "use_cache": True,
        "task_specific_params": {"summarization": summaries | {"length_penalty": 2.0, "no_repeat_ngram_size": 3}},
        "torch_dtype": {"fp32": "float32", "bf16": "bfloat16"}[value_type], "transformers_version": "4.25.0.dev0",
    }  # fmt: skip
    (folder / "config.json").write_text(json.dumps(config, indent=2))
    generation = {"_from_model_config": True, **shared, "transformers_version": "4.27.0.dev0"}
    (folder / "generation_config.json").write_text(json.dumps(generation, indent=2))


def write_weights(folder: Path, value_type: str, suffix: str, shard_bytes: int | None) -> None:
    """Random weights of the folder's `config.json`, named as the hub's; a bin has the embeddings under all four names.

    Args:
        suffix: `bin` or `safetensors`.
        shard_bytes: most bytes of a shard, with an index; None for one file.
    """
    config = SwitchTransformersConfig.from_pretrained(folder)
    state = {name: each.to(TYPES[value_type]) for name, each in random_switch(config, 0).state_dict().items()}
    if suffix == "bin":
        state |= dict.fromkeys(TIED, state["shared.weight"])
    else:
        state = {name: each for name, each in state.items() if name not in TIED}
    shards: list[dict[str, torch.Tensor]] = [{}]
    room = shard_bytes or sum(each.nbytes for each in state.values())
    for name, each in state.items():
        if shards[-1] and sum(t.nbytes for t in shards[-1].values()) + each.nbytes > room:
            shards.append({})
        shards[-1][name] = each
    stem = {"bin": "pytorch_model", "safetensors": "model"}[suffix]
    file_of = {}
    for number, shard in enumerate(shards, 1):
        part = f"-{number:05d}-of-{len(shards):05d}" if shard_bytes else ""
        file = f"{stem}{part}.{suffix}"
        file_of |= dict.fromkeys(shard, file)
        if suffix == "bin":
            torch.save(shard, folder / file)  # one storage under several names, as there
        else:
            save_file({name: each.contiguous() for name, each in shard.items()}, folder / file, {"format": "pt"})
    if shard_bytes:
        index = {"metadata": {"total_size": sum(t.nbytes for t in state.values())}, "weight_map": file_of}
        (folder / f"{stem}.{suffix}.index.json").write_text(json.dumps(index))


def write_hub_copy(
    folder: Path, texts: Iterable[str], experts: int = 8, sizes: Mapping[str, int] = SIZES, sparse_layers: int = 6,
    value_type: str = "fp32", suffix: str = "bin", shard_bytes: int | None = None, pieces: int = 32000,
) -> Path:  # fmt: skip
    """Write the whole folder."""
    folder.mkdir(parents=True)
    write_tokenizer(folder, texts, pieces)
    write_config(folder, experts, sizes, sparse_layers, value_type)
    write_weights(folder, value_type, suffix, shard_bytes)
    return folder


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", required=True)
    parser.add_argument("--experts", type=int, default=8)
    parser.add_argument("--value-type", choices=TYPES, default="fp32")
    parser.add_argument("--suffix", choices=("bin", "safetensors"), default="bin")
    parser.add_argument("--shard-gb", type=float)
    given = parser.parse_args()
    texts = [d.text for split in load_corpus("samsum", given.texts).splits.values() for d in split]
    shard_bytes = int(given.shard_gb * 1e9) if given.shard_gb else None
    write_hub_copy(
        given.folder, texts, given.experts, value_type=given.value_type, suffix=given.suffix, shard_bytes=shard_bytes
    )


if __name__ == "__main__":
    main()
