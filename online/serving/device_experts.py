"""Experts on a CUDA device: copied there on a stream of their own, and computed from their packed bytes.

Whoever loads (the loader's thread) waits for the copy, so that an expert that has arrived is there, whatever the
computing stream does meanwhile; from page-locked memory (`MemoryStore.page_locked`) the two overlap.
"""

from __future__ import annotations

from collections.abc import Callable

import torch

from flame.errors import ConfigError
from flame.packed_expert import PackedExpert


class DeviceExperts:
    """Makes packed experts compute on a CUDA device.

    Args:
        device: where the model is.
    Raises:
        ConfigError: triton is not installed.
    """

    def __init__(self, device: torch.device) -> None:
        try:
            from online.kernels.triton_kernels import TritonExpert
        except ImportError as error:
            raise ConfigError(
                f"experts on {device}: triton is missing (install a CUDA build of torch, which brings it)"
            ) from error
        self._kind = TritonExpert
        self._device = device
        self._copies = torch.cuda.Stream(device)

    def __call__(self, expert: PackedExpert, activation: str) -> Callable[[torch.Tensor, torch.Tensor], torch.Tensor]:
        """Copy an expert and wait until it is there; what comes back makes gated rows of rows and gates.

        The memory on the device is given back when that is dropped.

        Raises:
            FormatError: matrices that the kernels do not know.
            ConfigError: no such activation.
        """
        with torch.cuda.stream(self._copies):
            there = self._kind(expert, self._device, activation)
        self._copies.synchronize()

        def compute(rows: torch.Tensor, gates: torch.Tensor) -> torch.Tensor:
            reading = torch.cuda.current_stream(self._device)
            for tensor in there.tensors():  # not to be given to another copy before this stream has read it
                tensor.record_stream(reading)
            return there(rows) * gates

        return compute
