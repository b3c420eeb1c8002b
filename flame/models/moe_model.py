"""Access to a mixture-of-experts model: its MoE layers, the matrices of an expert, its routers, generation.

The only module of this room that imports torch and transformers. Interfaces speak of `top_k` experts; the Switch
models that are read today route to one.
"""

from __future__ import annotations

import contextlib
import copy
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import transformers
from transformers import (
    AutoConfig,
    AutoTokenizer,
    DynamicCache,
    EncoderDecoderCache,
    GenerationConfig,
    SwitchTransformersConfig,
    SwitchTransformersForConditionalGeneration,
)
from transformers.models.switch_transformers import modeling_switch_transformers as switch

from flame.errors import ModelError, near_names
from flame.models.generation import end_tokens, generation_flags, plain_answers, written_lengths
from flame.models.settings import ModelSettings
from flame.storage.tensor_file import TensorFile

EMBEDDED_MODEL = Path(__file__).parents[1] / "data" / "switch_mini_8"
WEIGHTS_KEY = "flame_weights"  # entry of config.json that keeps the weights label of a checkpoint written here
SWITCH_MATRICES = {"up": "wi", "down": "wo"}  # canonical names of an expert's matrices, and Switch's

RouterCallback = Callable[["MoeLayer", torch.Tensor, torch.Tensor], None]


@dataclass(frozen=True)
class MoeLayer:
    """Where an MoE layer stands: `encoder` or `decoder`, its block, and its position among the MoE layers there."""

    stack: str
    block: int
    position: int

    def __str__(self) -> str:
        return f"{self.stack} layer {self.position}"


class MoeModel:
    """A loaded Switch transformer with its tokenizer.

    Args:
        hf: the transformers model; it is put into evaluation mode.
        tokenizer: its tokenizer.
        settings: how text is put to it.
        weights: `pretrained`, `stand-in` or `random`.
    Raises:
        ModelError: the model has no MoE layer.
    """

    top_k = 1

    def __init__(self, hf: Any, tokenizer: Any, settings: ModelSettings, weights: str) -> None:
        self.hf = hf.eval()
        plain_answers(hf)
        self.tokenizer = tokenizer
        self.settings = settings
        self.name = settings.name
        self.weights = weights
        self.num_experts: int = hf.config.num_experts
        self.d_model: int = hf.config.d_model
        self.d_ff: int = hf.config.d_ff
        if not self.moe_layers():
            raise ModelError(f"model {self.name}: no block has experts, so it is no mixture of experts")

    def moe_layers(self, stack: str | None = None) -> tuple[MoeLayer, ...]:
        """The MoE layers in the order in which a token meets them, of one stack or of encoder then decoder."""
        layers = []
        for name in ("encoder", "decoder"):
            blocks = getattr(self.hf, name).block
            sparse = [i for i, block in enumerate(blocks) if block.is_sparse]
            layers += [MoeLayer(name, i, p) for p, i in enumerate(sparse) if stack in (None, name)]
        return tuple(layers)

    def sparse_mlp(self, layer: MoeLayer) -> Any:
        """The module that routes tokens and computes their experts: hidden `[batch, seq, d_model]` to the same."""
        return getattr(self.hf, layer.stack).block[layer.block].layer[-1].mlp

    def replace_sparse_mlp(self, layer: MoeLayer, module: torch.nn.Module) -> None:
        """Put another module, with a `router`, in the place of `sparse_mlp`."""
        getattr(self.hf, layer.stack).block[layer.block].layer[-1].mlp = module

    def expert_matrices(self, layer: MoeLayer, expert: int) -> dict[str, torch.Tensor]:
        """The live weights of one expert: `up` `[d_ff, d_model]` and `down` `[d_model, d_ff]`."""
        module = self._expert(layer, expert)
        return {name: getattr(module, own).weight.detach() for name, own in SWITCH_MATRICES.items()}

    def set_expert_matrices(self, layer: MoeLayer, expert: int, matrices: Mapping[str, torch.Tensor]) -> None:
        """Copy matrices into one expert, any subset of `up` and `down`.

        Raises:
            ModelError: an unknown matrix, another shape, or a value that is not finite.
        """
        module = self._expert(layer, expert)
        for name, matrix in matrices.items():
            if name not in SWITCH_MATRICES:
                raise ModelError(
                    f"{layer}, expert {expert}: no matrix {name!r} ({near_names(name, tuple(SWITCH_MATRICES))})"
                )
            weight = getattr(module, SWITCH_MATRICES[name]).weight
            if matrix.shape != weight.shape:
                raise ModelError(
                    f"{layer}, expert {expert}, {name}: shape {list(matrix.shape)} (expected {list(weight.shape)})"
                )
            if not torch.isfinite(matrix).all():
                raise ModelError(f"{layer}, expert {expert}, {name}: NaN or infinite weights (expected finite ones)")
            with torch.no_grad():
                weight.copy_(matrix)

    def _expert(self, layer: MoeLayer, expert: int) -> Any:
        if not 0 <= expert < self.num_experts:
            raise ModelError(f"{layer}: no expert {expert} (expected 0 to {self.num_experts - 1})")
        return self.sparse_mlp(layer).experts[f"expert_{expert}"]

    def router_weight(self, layer: MoeLayer) -> torch.Tensor:
        """The router's matrix, `[num_experts, d_model]`."""
        return self.sparse_mlp(layer).router.classifier.weight.detach()

    @contextlib.contextmanager
    def hook_routers(self, callback: RouterCallback, stack: str = "decoder") -> Iterator[None]:
        """Call `callback(layer, logits, hidden)` each time a router of `stack` has decided.

        `logits` is float32 `[batch, seq, num_experts]`, `hidden` the router's input `[batch, seq, d_model]`.
        The expert of a token is the argmax of its logits; the dispatch mask is no source for it, since it shows
        expert 0 for a token over capacity.
        """

        def attach(layer: MoeLayer) -> torch.utils.hooks.RemovableHandle:
            router = self.sparse_mlp(layer).router
            return router.register_forward_hook(lambda _, inputs, output: callback(layer, output[2], inputs[0]))

        handles = [attach(layer) for layer in self.moe_layers(stack)]
        try:
            yield
        finally:
            for handle in handles:
                handle.remove()

    def encode(self, texts: Sequence[str]) -> dict[str, torch.Tensor]:
        """Token ids and mask, int64 `[batch, tokens]`, of the prefixed texts, cut to `max_source_tokens`.

        They are where the model is.
        """
        return self.tokenize([self.settings.prefix + text for text in texts], self.settings.max_source_tokens)

    def tokenize(self, texts: Sequence[str], max_tokens: int) -> dict[str, torch.Tensor]:
        """Token ids and mask, int64 `[batch, tokens]`, of the texts as they are, cut to `max_tokens`.

        They are padded on the right, whatever the tokenizer would do by itself: token t of a row is the text's, and
        pads stand behind the words in the queue for an expert's capacity. They are where the model is.
        """
        encoded = self.tokenizer(
            list(texts), padding=True, padding_side="right", truncation=True, max_length=max_tokens,
            return_tensors="pt", return_attention_mask=True,
        )  # fmt: skip
        return {name: encoded[name].to(self.hf.device) for name in ("input_ids", "attention_mask")}

    @torch.inference_mode()
    def generate_ids(
        self, texts: Sequence[str], max_new_tokens: int | None = None, num_beams: int = 1, **options: Any
    ) -> torch.Tensor:
        """Decode one batch with the key-value cache: int64 `[batch, 1 + tokens]`, padded after the end token.

        Args:
            options: of transformers' `generate`, above what `flame.models.generation` decides.
        Raises:
            ModelError: a limit or number of beams below 1.
        """
        limit = self.settings.max_new_tokens if max_new_tokens is None else max_new_tokens
        if self.hf.config.num_layers != self.hf.config.num_decoder_layers:
            # transformers sizes the cache by the encoder's depth
            options["past_key_values"] = EncoderDecoderCache(DynamicCache(), DynamicCache())
        return self.hf.generate(**self.encode(texts), **(generation_flags(limit, num_beams) | options))

    def written_lengths(self, ids: torch.Tensor) -> list[int]:
        """Tokens that each row of `generate_ids` wrote, its end token included and what pads it left out."""
        return written_lengths(ids, end_tokens(self.hf.generation_config))

    def generate(
        self, texts: Sequence[str], max_new_tokens: int | None = None, num_beams: int = 1, batch: int = 32
    ) -> list[str]:
        """Outputs in the order of `texts`; texts of like length are decoded together."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        outputs = [""] * len(texts)
        for start in range(0, len(order), batch):
            chosen = order[start : start + batch]
            ids = self.generate_ids([texts[i] for i in chosen], max_new_tokens, num_beams)
            for i, text in zip(chosen, self.tokenizer.batch_decode(ids, skip_special_tokens=True), strict=True):
                outputs[i] = text.strip()
        return outputs

    def router_sha256(self, stack: str = "decoder") -> str:
        """Digest of the routers' weights of one stack: what a routing trace is bound to."""
        return _tensors_sha256({str(layer): self.router_weight(layer) for layer in self.moe_layers(stack)})

    def weights_sha256(self) -> str:
        """Digest of every weight."""
        return _tensors_sha256(dict(self.hf.named_parameters()))

    def to(self, device: torch.device | str) -> None:
        """Move every weight that there is; experts that were left out (`load_without_experts`) stay out."""
        self.hf._apply(lambda tensor: tensor if tensor.is_meta else tensor.to(device))

    def copy(self) -> MoeModel:
        """An independent model, so that pruning it leaves this one as it is."""
        return MoeModel(copy.deepcopy(self.hf), self.tokenizer, self.settings, self.weights)


def _tensors_sha256(tensors: Mapping[str, torch.Tensor]) -> str:
    digest = hashlib.sha256()
    for name in sorted(tensors):
        tensor = tensors[name].detach().cpu().contiguous()
        digest.update(f"{name} {tensor.dtype} {list(tensor.shape)}".encode())
        digest.update(tensor.view(torch.uint8).numpy().data if tensor.ndim else tensor.numpy().tobytes())
    return digest.hexdigest()


def load_model(settings: ModelSettings, seed: int = 0) -> MoeModel:
    """Load the model that the settings name.

    Raises:
        ModelError: the folder or repository is missing or incomplete, holds no Switch transformer with experts, holds
            NaN or infinite weights, or the installed transformers routes wrongly.
    """
    transformers.utils.logging.disable_progress_bar()
    check_router()
    if settings.source == "random":
        return _random_model(settings, seed)
    place, config = _checkpoint_config(settings)
    try:
        loaded: Any = SwitchTransformersForConditionalGeneration.from_pretrained(
            place, dtype=torch.float32, output_loading_info=True
        )
        hf, loading = loaded
        tokenizer = AutoTokenizer.from_pretrained(place)
    except Exception as error:  # transformers and safetensors raise many kinds for a damaged checkpoint
        raise ModelError(f"model {settings.name}: {place} cannot be loaded: {_first_line(error)}") from error
    absent = sorted(loading["missing_keys"]) + sorted(str(k) for k in loading.get("mismatched_keys", ()))
    if absent:
        raise ModelError(f"model {settings.name}: {place} lacks {len(absent)} weights, the first is {absent[0]}")
    for name, parameter in hf.named_parameters():
        if not torch.isfinite(parameter).all():
            raise ModelError(f"model {settings.name}: {place}: {name} holds NaN or infinite weights (expected finite)")
    weights = "stand-in" if settings.source == "embedded" else getattr(config, WEIGHTS_KEY, "pretrained")
    return MoeModel(hf, tokenizer, settings, weights)


def load_without_experts(settings: ModelSettings) -> MoeModel:
    """Load all of a checkpoint folder but its experts, which are neither read nor given memory.

    The model computes while its experts are streamed from a packed store (`online.serving.streaming`); otherwise its
    sparse MLPs refuse. Memory is that of the other weights in fp32.

    Raises:
        ModelError: as `load_model`; or the weights are not safetensors (the `dense` folder that `experiment=prune`
            writes has them).
    """
    check_router()
    place, config = _checkpoint_config(settings)
    files = [TensorFile(file) for file in sorted(Path(place).glob("*.safetensors"))]
    if not files:
        raise ModelError(
            f"model {settings.name}: no safetensors in {place} (load the dense folder that experiment=prune writes)"
        )
    with torch.device("meta"):
        hf: Any = SwitchTransformersForConditionalGeneration(config)
    if (Path(place) / "generation_config.json").is_file():
        hf.generation_config = GenerationConfig.from_pretrained(place)
    where = {name: file for file in files for name in file.entries}
    wanted = {name for name, _ in hf.named_parameters() if ".experts." not in name}
    if missing := sorted(wanted - set(where)):
        raise ModelError(f"model {settings.name}: {place} lacks {len(missing)} weights, the first is {missing[0]}")
    for name in sorted(wanted):
        _put_parameter(hf, name, _read_fp32(where[name], name), settings.name)
    hf.tie_weights()
    weights = "stand-in" if settings.source == "embedded" else getattr(config, WEIGHTS_KEY, "pretrained")
    model = MoeModel(hf, AutoTokenizer.from_pretrained(place), settings, weights)
    for layer in model.moe_layers():
        model.sparse_mlp(layer).register_forward_pre_hook(_refuse_without_experts)
    return model


def _refuse_without_experts(*_: object) -> None:
    raise ModelError("the model was loaded without its experts (stream them: online.serving.streaming)")


def _read_fp32(file: TensorFile, name: str) -> torch.Tensor:
    tensor = torch.from_numpy(file.read(name))
    if file.entries[name].dtype == "BF16":
        tensor = tensor.view(torch.bfloat16)
    return tensor.float()


def _put_parameter(hf: Any, name: str, value: torch.Tensor, model: str) -> None:
    module, _, last = name.rpartition(".")
    owner = hf.get_submodule(module)
    expected = list(getattr(owner, last).shape)
    if list(value.shape) != expected:
        raise ModelError(f"model {model}: {name} has shape {list(value.shape)} (expected {expected})")
    if not torch.isfinite(value).all():
        raise ModelError(f"model {model}: {name} holds NaN or infinite weights (expected finite)")
    setattr(owner, last, torch.nn.Parameter(value, requires_grad=False))


def _checkpoint_config(settings: ModelSettings) -> tuple[str, SwitchTransformersConfig]:
    """The checkpoint that the settings name, and its configuration."""
    folder = str(EMBEDDED_MODEL) if settings.source == "embedded" else settings.path
    if folder is not None and not (Path(folder) / "config.json").is_file():
        raise ModelError(
            f"model {settings.name}: no config.json in {folder} (expected a transformers checkpoint folder)"
        )
    place = folder or settings.hub_name
    if place is None:
        raise ModelError(
            f"model {settings.name}: neither model.path nor model.hub_name is given (give model.path=FOLDER)"
        )
    try:
        config = AutoConfig.from_pretrained(place)
    except (OSError, ValueError) as error:
        raise ModelError(f"model {settings.name}: {_first_line(error)} (give model.path=FOLDER)") from error
    if not isinstance(config, SwitchTransformersConfig):
        raise ModelError(
            f"model {settings.name}: {place} is a {config.model_type} model (expected switch_transformers)"
        )
    return place, config


def _random_model(settings: ModelSettings, seed: int) -> MoeModel:
    keys = ("d_model", "d_ff", "num_heads", "num_experts", "blocks", "moe_layers", "vocabulary")
    for key in settings.geometry:
        if key not in keys:
            raise ModelError(f"model.geometry.{key}: no such size ({near_names(key, keys)})")
    for key in keys:
        if settings.geometry.get(key, 0) < 1:
            raise ModelError(f"model.geometry.{key}={settings.geometry.get(key)}: expected at least 1")
    g = settings.geometry
    sizes: dict[str, Any] = dict(
        vocab_size=g["vocabulary"], d_model=g["d_model"], d_kv=g["d_model"] // g["num_heads"], d_ff=g["d_ff"],
        num_heads=g["num_heads"], num_layers=g["blocks"], num_decoder_layers=g["blocks"],
        num_sparse_encoder_layers=g["moe_layers"], num_sparse_decoder_layers=g["moe_layers"],
        num_experts=g["num_experts"], decoder_start_token_id=0,
    )  # fmt: skip
    config = SwitchTransformersConfig(**sizes)
    tokenizer = AutoTokenizer.from_pretrained(EMBEDDED_MODEL)
    if g["vocabulary"] < len(tokenizer):
        raise ModelError(
            f"model.geometry.vocabulary={g['vocabulary']}: expected at least {len(tokenizer)}, the tokenizer's"
        )
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        hf = SwitchTransformersForConditionalGeneration(config)
    return MoeModel(hf, tokenizer, settings, "random")


def check_router() -> None:
    """Compare transformers' sparse MLP with its definition on a tiny layer.

    `SwitchTransformersTop1Router` is wrong in transformers 5.0 to 5.17: outputs differ while nothing fails.

    Raises:
        ModelError: the installed release routes wrongly.
    """
    config = SwitchTransformersConfig(d_model=8, d_ff=16, num_heads=2, num_experts=4, vocab_size=16)
    generator = torch.Generator().manual_seed(0)
    layer: Any = switch.SwitchTransformersSparseMLP(config).eval()
    with torch.inference_mode():
        for parameter in layer.parameters():
            parameter.copy_(torch.randn(parameter.shape, generator=generator))
        hidden = torch.randn(2, 6, 8, generator=generator)
        probabilities = torch.softmax(layer.router.classifier(hidden), -1)
        expected = torch.zeros_like(hidden)
        for b in range(2):
            for t in range(6):
                chosen = int(probabilities[b, t].argmax())
                expert = layer.experts[f"expert_{chosen}"]
                expected[b, t] = probabilities[b, t, chosen] * expert.wo(torch.relu(expert.wi(hidden[b, t])))
        try:
            right = torch.allclose(layer(hidden), expected, rtol=1e-4, atol=1e-4)
        except (RuntimeError, TypeError, ValueError, IndexError, AttributeError):
            right = False
    if not right:
        raise ModelError(
            f"transformers {transformers.__version__}: its Switch router is wrong, as in releases 5.0 to 5.17 "
            "(install transformers 5.19 or newer)"
        )


def _first_line(error: BaseException) -> str:
    text = str(error).strip()
    return text.splitlines()[0] if text else type(error).__name__
