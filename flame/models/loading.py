"""From a name, a folder or a seed to a loaded model."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch
import transformers
from transformers import (
    AutoConfig,
    AutoModelForCausalLM,
    AutoModelForImageTextToText,
    AutoModelForSeq2SeqLM,
    AutoTokenizer,
    GenerationConfig,
    PreTrainedConfig,
    SwitchTransformersConfig,
)
from transformers.models.auto import modeling_auto
from transformers.models.nllb_moe import modeling_nllb_moe as nllb
from transformers.models.switch_transformers import modeling_switch_transformers as switch

from flame.errors import FlameWarning, ModelError
from flame.models.checkpoint_weights import CheckpointWeights
from flame.models.family import family_of
from flame.models.layers import ExpertCall
from flame.models.moe_model import MoeModel
from flame.models.packed_linear import put_packed_linear, refuse_packed_linear
from flame.models.settings import ModelSettings
from flame.models.sparse_mlps import check_switch_router, nllb_router_is_right
from flame.models.switch_shapes import check_geometry, random_switch, switch_config
from flame.models.weight_files import WeightFiles
from flame.storage.aligned_memory import ALIGNMENT

EMBEDDED_MODEL = Path(__file__).parent.parent / "data" / "switch_mini_8"
WEIGHTS_KEY = "flame_weights"  # entry of config.json that keeps the weights label of a checkpoint written here


def load_model(settings: ModelSettings, seed: int = 0) -> MoeModel:
    """Load the model that the settings name.

    A Switch transformer is computed in fp32, any other in the type that its weights have. Experts behind
    transformers' interface run in its `eager` implementation, which is what answers are compared with.

    Raises:
        ModelError: the folder or repository is missing or incomplete, holds no mixture of experts that is known here,
            holds NaN or infinite weights, or the installed transformers routes wrongly.
        ArtifactError: a shard that the index lists is missing or cut short, or lacks a tensor.
    """
    transformers.utils.logging.disable_progress_bar()
    if settings.source == "random":
        check_switch_router()
        return _random_model(settings, seed)
    place, config = _checkpoint_config(settings)
    refuse_packed_linear(Path(place))
    options = _family_options(settings, place, config)
    if (Path(place) / "model.safetensors.index.json").is_file():
        WeightFiles(Path(place))  # says which shard or tensor is absent; transformers passes over what it need not read
    kind = _architecture(settings.name, place, config)
    try:
        loaded: Any = kind.from_pretrained(place, output_loading_info=True, **options)
        hf, loading = loaded
    except Exception as error:  # transformers and safetensors raise many kinds for a damaged checkpoint
        raise ModelError(f"model {settings.name}: {place} cannot be loaded: {_first_line(error)}") from error
    absent = sorted(loading["missing_keys"]) + sorted(str(k) for k in loading.get("mismatched_keys", ()))
    if absent:
        raise ModelError(f"model {settings.name}: {place} lacks {len(absent)} weights, the first is {absent[0]}")
    for name, parameter in hf.named_parameters():
        if not torch.isfinite(parameter).all():
            raise ModelError(f"model {settings.name}: {place}: {name} holds NaN or infinite weights (expected finite)")
    model = MoeModel(hf, _tokenizer(settings, place, config), settings, _weights_label(settings, config))
    _align(model)
    return model


def check_checkpoint(settings: ModelSettings) -> int:
    """Bytes of a checkpoint's weights in fp32, once all its files are found, on the hub too; no weight is read.

    Raises:
        ModelError, ArtifactError: as `load_model`, but for what the weights hold.
    """
    place, config = _checkpoint_config(settings)
    _tokenizer(settings, place, config)
    WeightFiles(fetched_folder(settings))
    return sum(4 * weight.numel() for weight in sketch(settings).hf.parameters())  # a tied one is stored several times


def load_without_experts(settings: ModelSettings) -> MoeModel:
    """Load all of a checkpoint folder but its experts, which are neither read nor given memory.

    The model computes while its experts are streamed from a packed store (`online.serving`); otherwise its experts
    refuse. Memory is that of the other weights: in fp32 for a Switch transformer, in their own type for any other, and
    packed where the folder has them so (`flame.models.packed_linear`).

    Raises:
        ModelError, ArtifactError: as `load_model` and `WeightFiles`.
    """
    place, config = _checkpoint_config(settings)
    _forget_quantisation(config)
    options = _family_options(settings, place, config)
    in_fp32 = options["dtype"] == torch.float32
    files = WeightFiles(Path(place))
    with torch.device("meta"):
        kind = _architecture(settings.name, place, config)
        hf: Any = kind.from_config(config, **options | {"dtype": torch.float32 if in_fp32 else config.dtype})
    if (Path(place) / "generation_config.json").is_file():
        hf.generation_config = GenerationConfig.from_pretrained(place)
    model = MoeModel(hf, _tokenizer(settings, place, config), settings, _weights_label(settings, config))
    put_packed_linear(hf, model.family, Path(place))
    weights = CheckpointWeights(files, hf, model.family)
    stored = _stored_names(hf, model.dense_names(), weights)
    if missing := [name for name, under in stored.items() if under is None]:
        raise ModelError(f"model {settings.name}: {place} lacks {len(missing)} weights, the first is {missing[0]}")
    for name, under in stored.items():
        value = weights.parameter(str(under))
        _put(hf, name, value.float() if in_fp32 else value, settings.name)
    hf.tie_weights()
    _fill_buffers(hf)
    _align(model)
    model.serve(_refuse_without_experts, model.moe_layers())
    return model


def sketch(settings: ModelSettings) -> MoeModel:
    """A model of a checkpoint's configuration alone: every shape, no weights, no tokenizer.

    Raises:
        ModelError: as `load_model`.
    """
    if settings.source == "upcycled":
        from flame.models.upcycled import upcycled_config

        checkpoint: tuple[str, PreTrainedConfig] = (settings.name, upcycled_config())
    else:
        checkpoint = _checkpoint_config(settings)
    place, config = checkpoint
    label = _weights_label(settings, config)
    _forget_quantisation(config)
    kind = _architecture(settings.name, place, config)
    own = isinstance(config, SwitchTransformersConfig) or config.model_type == "nllb-moe"
    options: dict[str, Any] = {"dtype": torch.float32} if own else {"experts_implementation": "eager"}
    with torch.device("meta"):
        hf: Any = kind.from_config(config, **({"dtype": config.dtype or torch.float32} | options))
    return MoeModel(hf, None, settings, label)


def _stored_names(hf: Any, names: Iterable[str], weights: CheckpointWeights) -> dict[str, str | None]:
    """Under which name each weight that must be read is stored: its own, or that of another weight it is tied to.

    A tied weight that is not stored itself is left out, since tying fills it; None stands for one that is nowhere.
    """
    source_of: dict[str, str] = getattr(hf, "all_tied_weights_keys", None) or {}
    stored: dict[str, str | None] = {}
    for name in names:
        if name in weights:
            stored[name] = name
        elif name not in source_of:
            others = (tied for tied, source in source_of.items() if source == name and tied in weights)
            stored[name] = next(others, None)
    return stored


def _align(model: MoeModel) -> None:
    """Put the weights beside the experts at addresses of torch's own alignment.

    A product of the same numbers may differ in the last bits with the address that they lie at, and a checkpoint's
    file decides that where it is mapped: without this, two ways of loading one checkpoint give two answers.
    """
    for name in model.dense_names():
        module, _, last = name.rpartition(".")
        tensor = getattr(model.hf.get_submodule(module), last)
        if tensor.data_ptr() % ALIGNMENT:
            tensor.data = tensor.data.clone()


def _refuse_without_experts(_: ExpertCall) -> torch.Tensor:
    raise ModelError("the model was loaded without its experts (stream them: flame.stream)")


def _put(hf: Any, name: str, value: torch.Tensor, model: str) -> None:
    module, _, last = name.rpartition(".")
    owner = hf.get_submodule(module)
    expected = getattr(owner, last)
    if value.shape != expected.shape:
        raise ModelError(f"model {model}: {name} has shape {list(value.shape)} (expected {list(expected.shape)})")
    if not torch.isfinite(value).all():
        raise ModelError(f"model {model}: {name} holds NaN or infinite weights (expected finite)")
    is_parameter = isinstance(expected, torch.nn.Parameter)
    setattr(owner, last, torch.nn.Parameter(value, requires_grad=False) if is_parameter else value)


def _fill_buffers(hf: Any) -> None:
    """Compute what no checkpoint holds, such as rotary frequencies, as transformers does after loading."""
    for module in hf.modules():
        absent = [name for name, buffer in module.named_buffers(recurse=False) if buffer.is_meta]
        for name in absent:
            buffer = getattr(module, name)
            module.register_buffer(name, torch.empty_like(buffer, device="cpu"), persistent=False)
        if absent:
            hf._init_weights(module)


def checkpoint_folder(settings: ModelSettings) -> Path | None:
    """The local folder of the checkpoint that the settings name; None where it is on the hub or drawn at random.

    An upcycled model is expanded into the user's cache the first time.

    Raises:
        ModelError: the base of an upcycled model is not installed.
    """
    if settings.source == "upcycled":
        from flame.models.upcycled import expanded_folder

        return expanded_folder(settings.path)
    if settings.source == "embedded":
        return EMBEDDED_MODEL
    return None if settings.path is None else Path(settings.path)


def fetched_folder(settings: ModelSettings) -> Path:
    """The local folder of the checkpoint that the settings name, fetched from the hub where it is there.

    Raises:
        ModelError: as `checkpoint_folder`; it names no checkpoint, or the hub cannot be reached.
    """
    if (local := checkpoint_folder(settings)) is not None:
        return local
    if settings.hub_name is None:
        raise ModelError(f"model {settings.name}: reads no checkpoint (give one from a folder or the hub)")
    import huggingface_hub

    try:
        return Path(huggingface_hub.snapshot_download(settings.hub_name))
    except Exception as error:  # the hub client raises many kinds; each means that the model is not to be had
        raise ModelError(f"model {settings.name}: the hub cannot be reached (give model.path=FOLDER)") from error


def _checkpoint_config(settings: ModelSettings) -> tuple[str, PreTrainedConfig]:
    """The checkpoint that the settings name, and its configuration."""
    folder = checkpoint_folder(settings)
    if folder is not None and not (folder / "config.json").is_file():
        raise ModelError(
            f"model {settings.name}: no config.json in {folder} (expected a transformers checkpoint folder)"
        )
    place = settings.hub_name if folder is None else str(folder)
    if place is None:
        raise ModelError(
            f"model {settings.name}: neither model.path nor model.hub_name is given (give model.path=FOLDER)"
        )
    try:
        return place, AutoConfig.from_pretrained(place)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        if folder is not None:
            raise ModelError(
                f"model {settings.name}: {folder / 'config.json'}: {_first_line(error)} (expected the configuration of "
                "a model that transformers knows)"
            ) from error
        raise ModelError(f"model {settings.name}: {_first_line(error)} (give model.path=FOLDER)") from error


def _architecture(name: str, place: str, config: PreTrainedConfig) -> Any:
    """The class that generates with such a configuration: text alone where the family has that."""
    kinds = [
        (modeling_auto.MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING, AutoModelForSeq2SeqLM),
        (modeling_auto.MODEL_FOR_CAUSAL_LM_MAPPING, AutoModelForCausalLM),
        (modeling_auto.MODEL_FOR_IMAGE_TEXT_TO_TEXT_MAPPING, AutoModelForImageTextToText),
    ]
    for mapping, kind in kinds:
        if type(config) in mapping:
            if not _has_experts(mapping[type(config)]):
                raise ModelError(
                    f"model {name}: {place} is a {config.model_type} model, which has no experts that are "
                    "known here (expected a mixture of experts: flame experiment=families lists those that work)"
                )
            return kind
    raise ModelError(
        f"model {name}: transformers {transformers.__version__} has no model that generates text for "
        f"{config.model_type} (flame experiment=families lists those that work)"
    )


def _has_experts(model: Any) -> bool:
    """Whether a class is Switch or NLLB-MoE, or its module has experts behind transformers' experts interface."""
    models = model if isinstance(model, tuple) else (model,)
    own = [vars(sys.modules[each.__module__]).values() for each in models]
    return any(
        each.__module__ in (switch.__name__, nllb.__name__) or any(hasattr(kind, "_apply_gate") for kind in kinds)
        for each, kinds in zip(models, own, strict=True)
    )


def _family_options(settings: ModelSettings, place: str, config: PreTrainedConfig) -> dict[str, Any]:
    """How `from_pretrained` is asked, after what the installed transformers gets wrong was looked for."""
    if isinstance(config, SwitchTransformersConfig):
        check_switch_router()
        return {"dtype": torch.float32}
    if config.model_type == "nllb-moe":
        if not nllb_router_is_right():
            warnings.warn(
                f"transformers {transformers.__version__}: its NLLB-MoE one-hots a mask twice, so that only experts 0 "
                "and 1 compute; mended here (each token's own two experts are called)",
                FlameWarning,
                stacklevel=3,
            )
        return {"dtype": torch.float32}
    quantised = getattr(config, "quantization_config", None)
    if quantised is not None:
        method = quantised.get("quant_method") if isinstance(quantised, dict) else quantised.quant_method
        raise ModelError(
            f"model {settings.name}: {place} is quantised by {getattr(method, 'value', method)} (expected plain "
            "weights to load; flame experiment=prune reads MXFP4 and fp8 from the shards)"
        )
    return {"dtype": "auto", "experts_implementation": "eager"}


def _tokenizer(settings: ModelSettings, place: str, config: PreTrainedConfig) -> Any:
    try:
        tokenizer = AutoTokenizer.from_pretrained(place)
    except Exception as error:  # many kinds, as for weights
        if settings.chat or config.is_encoder_decoder:
            raise ModelError(
                f"model {settings.name}: {place} has no tokenizer that loads: {_first_line(error)} (expected "
                "tokenizer.json beside its weights)"
            ) from error
        return None
    if not config.is_encoder_decoder and tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token
    _check_special_tokens(tokenizer, config, f"model {settings.name}: {place}")
    return tokenizer


def _check_special_tokens(tokenizer: Any, config: PreTrainedConfig, where: str) -> None:
    """Refuse a tokenizer that gives ids which the embedding lacks, and batches that cannot be padded or begun."""
    rows = config.get_text_config().vocab_size
    largest = max(tokenizer.get_vocab().values())
    if largest >= rows:
        raise ModelError(
            f"{where}: its tokenizer has ids up to {largest} for an embedding of {rows} rows (expected the tokenizer "
            "that the model was trained with)"
        )
    if tokenizer.pad_token_id is None:
        raise ModelError(f"{where}: its tokenizer has no pad token (expected one: texts of a batch are padded)")
    for name in ("pad_token_id", "decoder_start_token_id"):
        found = getattr(config, name, None)
        if config.is_encoder_decoder and (found is None or not 0 <= found < rows):
            raise ModelError(f"{where}: config.json has {name}={found} (expected an id from 0 to {rows - 1})")


def _weights_label(settings: ModelSettings, config: PreTrainedConfig) -> str:
    return "stand-in" if settings.source == "embedded" else getattr(config, WEIGHTS_KEY, "pretrained")


def _random_model(settings: ModelSettings, seed: int) -> MoeModel:
    check_geometry(settings.geometry)
    g = settings.geometry
    tokenizer = AutoTokenizer.from_pretrained(EMBEDDED_MODEL)
    if g["vocabulary"] < len(tokenizer):
        raise ModelError(
            f"model.geometry.vocabulary={g['vocabulary']}: expected at least {len(tokenizer)}, the tokenizer's"
        )
    return MoeModel(random_switch(switch_config(**g), seed), tokenizer, settings, "random")


def _first_line(error: BaseException) -> str:
    text = str(error).strip()
    return text.splitlines()[0] if text else type(error).__name__


def open_checkpoint(folder: Path) -> CheckpointWeights:
    """The weights of a checkpoint folder, none of them read.

    Raises:
        ModelError, ArtifactError: as `WeightFiles`; transformers does not know the model; or an expert is missing or of
            another shape than the others.
    """
    files = WeightFiles(folder)
    try:
        config = AutoConfig.from_pretrained(str(folder))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{folder}: {_first_line(error)}") from error
    _forget_quantisation(config)
    own = isinstance(config, SwitchTransformersConfig) or config.model_type == "nllb-moe"
    options = {} if own else {"experts_implementation": "eager"}
    with torch.device("meta"):
        hf = _architecture(folder.name, str(folder), config).from_config(config, **options)
    weights = CheckpointWeights(files, hf, family_of(hf))
    weights.check_experts()
    return weights


def _forget_quantisation(config: PreTrainedConfig) -> None:
    """What is read from the files is plain (`flame.models.dequantise`)."""
    for each in (config, config.get_text_config()):
        if hasattr(each, "quantization_config"):
            del each.quantization_config
