"""Products of a single row in bf16 that no linear module computes, such as some routers': without oneDNN.

Linear modules have the kernels for one row (`online.serving.linear_products`), where these have vector instructions.
The rest is torch's: of one row and 2048 x 2048 oneDNN's product of bf16 takes 528 us on two cores of an AMD EPYC
(Zen 4), torch's own 198, as the memory's bandwidth has it (765 and 380 on one; measured alone on the machine). Both
round once, at the end. Of several rows on, torch's own would be the slow one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch

from flame.models.layers import Undo, hook_undo
from flame.models.moe_model import MoeModel


def quicken_single_rows(model: MoeModel, undo: list[Undo]) -> None:
    """Have passes over a single token leave oneDNN out, where that is known to be quicker.

    The streamed model and the resident one have to do so alike: the last bits of a product may differ.

    Args:
        model: one of an encoder and a decoder, one on another device, and one that is not in bf16 stay as they are.
        undo: gets the undoing.
    """
    hf = model.hf
    plain = hf.device.type == "cpu" and hf.dtype is torch.bfloat16 and not hf.config.is_encoder_decoder
    onednn = torch.backends.mkldnn
    if not plain or not onednn.enabled or torch.backends.cpu.get_cpu_capability() != "AVX512":
        return

    def before(_: torch.nn.Module, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> None:
        ids = kwargs.get("input_ids", args[0] if args else None)
        onednn.enabled = not (isinstance(ids, torch.Tensor) and ids.numel() == 1)  # type: ignore[assignment]

    def after(*_: Any) -> None:
        onednn.enabled = True  # type: ignore[assignment]

    undo.append(after)
    undo.append(hook_undo(hf.register_forward_pre_hook(before, with_kwargs=True)))
    undo.append(hook_undo(hf.register_forward_hook(after, always_call=True)))
