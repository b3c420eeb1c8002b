"""Access to a mixture-of-experts model: its MoE layers, the matrices of an expert, its routes, generation."""

from __future__ import annotations

import contextlib
import copy
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import torch
from transformers import DynamicCache, EncoderDecoderCache

from flame.errors import ModelError, near_names
from flame.models.family import family_of
from flame.models.generation import end_tokens, generation_flags, plain_answers, written_lengths
from flame.models.layers import Activation, ExpertCall, Experts, ExpertShape, MoeLayer, Undo
from flame.models.settings import ModelSettings
from flame.models.sparse_mlps import SwitchExperts

RouterCallback = Callable[[MoeLayer, torch.Tensor, torch.Tensor], None]


class MoeModel:
    """A loaded mixture of experts with its tokenizer.

    Args:
        hf: the transformers model; it is put into evaluation mode.
        tokenizer: its tokenizer, or None where the checkpoint has none.
        settings: how text is put to it.
        weights: `pretrained`, `stand-in` or `random`.

    Attributes:
        writing: options of transformers' `generate` for answers without beams, where a call does not say otherwise.

    Raises:
        ModelError: the model has no MoE layer.
    """

    def __init__(self, hf: Any, tokenizer: Any, settings: ModelSettings, weights: str) -> None:
        self.hf = hf.eval()
        plain_answers(hf)
        self.settings = settings
        self.name = settings.name
        self.weights = weights
        self.writing: dict[str, Any] = {}
        self._listeners: list[Callable[[], bool]] = []
        self._tokenizer = tokenizer
        try:
            self.family = family_of(hf)
        except ModelError as error:
            raise ModelError(f"model {self.name}: {error}") from error
        if not self.family.layers:
            raise ModelError(f"model {self.name}: no block has experts, so it is no mixture of experts")
        shapes = [self.family.shapes[layer] for layer in self.moe_layers()]
        self.num_experts = max(shape.num_experts for shape in shapes)
        self.top_k = max(shape.top_k for shape in shapes)
        self.d_model = shapes[-1].hidden
        self.d_ff = shapes[-1].intermediate

    @property
    def tokenizer(self) -> Any:
        """The tokenizer.

        Raises:
            ModelError: the checkpoint has none.
        """
        if self._tokenizer is None:
            raise ModelError(f"model {self.name}: has no tokenizer (put tokenizer.json beside its weights)")
        return self._tokenizer

    @tokenizer.setter
    def tokenizer(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer

    @property
    def is_encoder_decoder(self) -> bool:
        """Whether an encoder reads the text, and the decoder begins with a start token."""
        return bool(self.hf.config.is_encoder_decoder)

    def moe_layers(self, stack: str | None = None) -> tuple[MoeLayer, ...]:
        """The MoE layers in the order in which a token meets them, of one stack or of encoder then decoder."""
        return tuple(
            layer
            for name in ("encoder", "decoder")
            for layer in self.family.layers
            if layer.stack == name and stack in (None, name)
        )

    def shape(self, layer: MoeLayer) -> ExpertShape:
        """What the experts of a layer look like."""
        return self.family.shapes[layer]

    def activation(self, layer: MoeLayer) -> Activation:
        """The activation of a layer's experts as the model's own module computes it."""
        return self.family.activation(layer)

    def finish(self, layer: MoeLayer) -> Callable[[torch.Tensor], torch.Tensor] | None:
        """What the layer applies to an expert's output before its weight; None for nothing."""
        return self.family.finish(layer)

    def expert_matrices(self, layer: MoeLayer, expert: int) -> dict[str, torch.Tensor]:
        """The live matrices of one expert: `gate` where there is one, `up` [d_ff, d_model], `down` [d_model, d_ff]."""
        own = self._expert(layer, expert)
        return {name: own[name] for name in self.shape(layer).matrices}

    def expert_biases(self, layer: MoeLayer, expert: int) -> dict[str, torch.Tensor]:
        """The live biases of one expert by the names of their matrices, each [rows]; empty where there are none."""
        own = self._expert(layer, expert)
        return {name: own[f"{name}_bias"] for name in self.shape(layer).matrices if f"{name}_bias" in own}

    def set_expert_matrices(self, layer: MoeLayer, expert: int, matrices: Mapping[str, torch.Tensor]) -> None:
        """Copy matrices into one expert, any subset of those that `expert_matrices` gives.

        Raises:
            ModelError: an unknown matrix, another shape, or a value that is not finite.
        """
        own = self.expert_matrices(layer, expert)
        for name, matrix in matrices.items():
            if name not in own:
                raise ModelError(f"{layer}, expert {expert}: no matrix {name!r} ({near_names(name, own)})")
            weight = own[name]
            if matrix.shape != weight.shape:
                raise ModelError(
                    f"{layer}, expert {expert}, {name}: shape {list(matrix.shape)} (expected {list(weight.shape)})"
                )
            if not torch.isfinite(matrix).all():
                raise ModelError(f"{layer}, expert {expert}, {name}: NaN or infinite weights (expected finite ones)")
            with torch.no_grad():
                weight.copy_(matrix)

    def dense_names(self) -> list[str]:
        """Names of the parameters and kept buffers that are no expert's, tied ones included."""
        experts = {id(each) for layer in self.moe_layers() for each in self.family.expert_weights(layer)}
        kept = [*self.hf.named_parameters(remove_duplicate=False), *self.hf.named_buffers()]
        persistent = self.hf.state_dict().keys()
        return sorted(name for name, each in kept if id(each) not in experts and name in persistent)

    def _expert(self, layer: MoeLayer, expert: int) -> dict[str, torch.Tensor]:
        last = self.shape(layer).num_experts - 1
        if not 0 <= expert <= last:
            raise ModelError(f"{layer}: no expert {expert} (expected 0 to {last})")
        return self.family.expert(layer, expert)

    @contextlib.contextmanager
    def hear(
        self, callback: Callable[[ExpertCall], None], stack: str | None = None,
        every_step: Callable[[], bool] = lambda: True,
    ) -> Iterator[None]:  # fmt: skip
        """Have `callback` told of each call of the experts of one stack, or of both.

        Args:
            every_step: whether it has to be told of the next step too, where that is a captured one, which is computed
                as it is then.
        """
        undo = [self.family.hear(layer, callback) for layer in self.moe_layers(stack)]
        self._listeners.append(every_step)
        try:
            yield
        finally:
            self._listeners.remove(every_step)
            for each in undo:
                each()

    def serve(self, experts: Experts, layers: Iterable[MoeLayer], undo: list[Undo] | None = None) -> Undo:
        """Have `experts` compute the experts of `layers`; what comes back puts the model's own in place again.

        Args:
            undo: gets each layer's undoing before that layer changes, so that whoever holds it can undo a call that an
                interrupt cut off at any moment.
        """
        undo = [] if undo is None else undo

        def restore() -> None:
            for each in undo:
                each()

        try:
            for layer in layers:
                self.family.serve(layer, experts, undo)
        except BaseException:
            restore()
            raise
        return restore

    def on_example(self, callback: Callable[[], None]) -> Undo:
        """Have it told when a pass begins that continues no earlier one."""
        return self.family.on_example(callback)

    def on_tokens(self, callback: Callable[[torch.Tensor | None], None]) -> Undo:
        """Have it told what each pass of the decoder reads: ids `[sequences, tokens]`, -1 for pads; None if unknown."""
        return self.family.on_tokens(callback)

    def moe_block(self, layer: MoeLayer) -> Any:
        """The module that routes a layer's tokens and computes their experts."""
        return self.family.block(layer)

    def sparse_mlp(self, layer: MoeLayer) -> Any:
        """The module of a Switch transformer that routes tokens and computes their experts.

        Raises:
            ModelError: another family; what asks for this is Switch's alone.
        """
        if not isinstance(self.family, SwitchExperts):
            raise ModelError(
                f"model {self.name}: is a {self.hf.config.model_type} model (expected switch_transformers: this needs "
                "its router's logits)"
            )
        return self.family.block(layer)

    def router_weight(self, layer: MoeLayer) -> torch.Tensor:
        """The matrix of a Switch router, [num_experts, d_model].

        Raises:
            ModelError: another family.
        """
        return self.sparse_mlp(layer).router.classifier.weight.detach()  # type: ignore[no-any-return]

    @property
    def is_heard(self) -> bool:
        """Whether somebody has to be told of every call of the experts."""
        return any(every_step() for every_step in self._listeners)

    @contextlib.contextmanager
    def hook_routers(self, callback: RouterCallback, stack: str = "decoder") -> Iterator[None]:
        """Call `callback(layer, logits, hidden)` each time a Switch router of `stack` has decided.

        `logits` is float32 [batch, seq, num_experts], `hidden` the router's input [batch, seq, d_model].

        Raises:
            ModelError: another family.
        """

        def attach(layer: MoeLayer) -> torch.utils.hooks.RemovableHandle:
            router: torch.nn.Module = self.sparse_mlp(layer).router
            return router.register_forward_hook(lambda _, inputs, output: callback(layer, output[2], inputs[0]))

        handles = [attach(layer) for layer in self.moe_layers(stack)]
        try:
            yield
        finally:
            for handle in handles:
                handle.remove()

    def encode(self, texts: Sequence[str]) -> dict[str, torch.Tensor]:
        """Token ids and mask, int64 [batch, tokens], of the texts as `settings` puts them, where the model is.

        The prefix stands before each text; with `settings.chat` it is a user's turn of the tokenizer's chat template.
        They are cut to `max_source_tokens`.

        Raises:
            ModelError: a chat is wanted, and the tokenizer has no chat template.
        """
        prefixed = [self.settings.prefix + text for text in texts]
        if not self.settings.chat:
            return self.tokenize(prefixed, self.settings.max_source_tokens)
        if getattr(self.tokenizer, "chat_template", None) is None:
            raise ModelError(
                f"model {self.name}: its tokenizer has no chat template (model.chat=false puts texts as they are)"
            )
        turns = [[{"role": "user", "content": text}] for text in prefixed]
        rendered = self.tokenizer.apply_chat_template(turns, add_generation_prompt=True, tokenize=False)
        return self.tokenize(rendered, self.settings.max_source_tokens, add_special_tokens=False)

    def tokenize(self, texts: Sequence[str], max_tokens: int, **options: Any) -> dict[str, torch.Tensor]:
        """Token ids and mask, int64 [batch, tokens], cut to `max_tokens`, where the model is.

        Pads stand on the right of what an encoder reads, whatever the tokenizer says: attention leaves them out, and
        pads stand behind the words in the queue for an expert's capacity. Before a decoder alone they stand on the
        left, so that the newest token of each sequence stands last. What is too long loses its end, likewise.
        """
        self.tokenizer.truncation_side = "right"  # a call has no option for it
        side = "right" if self.is_encoder_decoder else "left"
        asked = dict(padding=True, padding_side=side, truncation=True, max_length=max_tokens) | options
        encoded = self.tokenizer(list(texts), return_tensors="pt", return_attention_mask=True, **asked)
        # weights that accelerate's offloading brings module by module are on no device before
        device = "cpu" if self.hf.device.type == "meta" else self.hf.device
        return {name: encoded[name].to(device) for name in ("input_ids", "attention_mask")}

    @torch.inference_mode()
    def generate_ids(
        self, texts: Sequence[str], max_new_tokens: int | None = None, num_beams: int = 1, **options: Any
    ) -> torch.Tensor:
        """Decode one batch with the key-value cache: int64 [batch, 1 + tokens], padded after the end token.

        The first column is the token that decoding starts from: the decoder's start token, or the prompt's last.

        Args:
            options: of transformers' `generate`, above what `flame.models.generation` decides.
        Raises:
            ModelError: a limit or number of beams below 1.
        """
        limit = self.settings.max_new_tokens if max_new_tokens is None else max_new_tokens
        encoded = self.encode(texts)
        answer = self.generate_from(encoded, limit, num_beams, **options)
        if self.is_encoder_decoder or not isinstance(answer, torch.Tensor):
            return answer  # type: ignore[no-any-return]
        return answer[:, encoded["input_ids"].shape[1] - 1 :]

    @torch.inference_mode()
    def generate_from(
        self, encoded: Mapping[str, torch.Tensor], max_new_tokens: int, num_beams: int = 1, **options: Any
    ) -> Any:
        """What transformers' `generate` returns for token ids and mask as `encode` gives them.

        Args:
            options: of `generate`, above what `flame.models.generation` decides.
        Raises:
            ModelError: a limit or number of beams below 1.
        """
        if self.is_encoder_decoder and _depths_differ(self.hf.config):
            # transformers sizes the cache by the encoder's depth
            options["past_key_values"] = EncoderDecoderCache(DynamicCache(), DynamicCache())
        fits = num_beams == 1 and not {"past_key_values", "assistant_model"} & options.keys()
        own = self.writing if fits else {}
        return self.hf.generate(**encoded, **(generation_flags(max_new_tokens, num_beams) | own | options))

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
            ids = self.generate_ids([texts[i] for i in chosen], max_new_tokens, num_beams)[:, 1:]
            for i, text in zip(chosen, self.tokenizer.batch_decode(ids, skip_special_tokens=True), strict=True):
                outputs[i] = text.strip()
        return outputs

    def router_sha256(self, stack: str = "decoder") -> str:
        """Digest of the routers' weights of one stack: what a routing trace is bound to."""
        if isinstance(self.family, SwitchExperts):
            return _tensors_sha256({str(layer): self.router_weight(layer) for layer in self.moe_layers(stack)})
        return _tensors_sha256(
            {
                f"{layer} {name}": weight
                for layer in self.moe_layers(stack)
                for name, weight in self.family.router(layer).items()
            }
        )

    def weights_sha256(self) -> str:
        """Digest of every weight."""
        return _tensors_sha256(dict(self.hf.named_parameters()))

    def to(self, device: torch.device | str) -> None:
        """Move every weight that there is; experts that were left out (`load_without_experts`) stay out."""
        self.hf._apply(lambda tensor: tensor if tensor.is_meta else tensor.to(device))

    def copy(self, shares_weights: bool = False) -> MoeModel:
        """An independent model, so that pruning it leaves this one as it is.

        Args:
            shares_weights: the modules are the copy's own, parameters and buffers this model's.
        """
        tensors = (*self.hf.parameters(), *self.hf.buffers()) if shares_weights else ()
        kept = {id(tensor): tensor for tensor in tensors}
        return MoeModel(copy.deepcopy(self.hf, kept), self._tokenizer, self.settings, self.weights)


def _tensors_sha256(tensors: Mapping[str, torch.Tensor]) -> str:
    digest = hashlib.sha256()
    for name in sorted(tensors):
        tensor = tensors[name].detach().cpu().contiguous()
        digest.update(f"{name} {tensor.dtype} {list(tensor.shape)}".encode())
        digest.update(tensor.reshape(-1).view(torch.uint8).numpy().data)
    return digest.hexdigest()


def _depths_differ(config: Any) -> bool:
    encoder = getattr(config, "encoder_layers", None) or config.num_layers
    decoder = getattr(config, "decoder_layers", None) or config.num_decoder_layers
    return bool(encoder != decoder)
