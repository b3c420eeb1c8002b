"""Which family a model is of."""

from __future__ import annotations

from typing import Any

from transformers import NllbMoeForConditionalGeneration, SwitchTransformersForConditionalGeneration

from flame.errors import ModelError
from flame.models.experts_interface import ExpertsInterface, is_experts
from flame.models.layers import Family
from flame.models.sparse_mlps import NllbExperts, SwitchExperts


def family_of(hf: Any) -> Family:
    """The family of a transformers model.

    Raises:
        ModelError: it has no experts that are known here.
    """
    if isinstance(hf, SwitchTransformersForConditionalGeneration):
        return SwitchExperts(hf)
    if isinstance(hf, NllbMoeForConditionalGeneration):
        return NllbExperts(hf)
    if any(is_experts(module) for module in hf.modules()):
        return ExpertsInterface(hf)
    raise ModelError(
        f"a {hf.config.model_type} model: no block has experts behind transformers' experts interface (expected a "
        "mixture of experts: flame experiment=families lists those that work)"
    )
