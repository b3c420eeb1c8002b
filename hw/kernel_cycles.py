"""Cycles of each part of the layer's kernel for one token, loop by loop as the emitted code has them; all modelled.

A pipelined loop takes one cycle an iteration and a fixed depth to fill; a read from off-chip memory that nothing runs
ahead of waits for one round trip. `engine` starts a layer's product only when `control` has said what the slots are
for, the coming expert's included, so that all of these parts follow one another.
"""

from __future__ import annotations

import math

from flame.platform import Platform
from hw.design import Design

LOOP_DEPTH_CYCLES = 24  # Assumption: pipeline stages of a loop with one multiplication and an off-chip read
DIVISION_CYCLES = 68  # Assumption: a division of 64 bits takes a cycle a bit and four more
COMMAND_WORDS = 5  # each is read where it is needed, one by one


def router_cycles(design: Design, platform: Platform) -> int:
    """From the token in off-chip memory to the chosen expert and its scale.

    The load of the inputs; a burst of weights for each expert, whose loop fills anew; the largest logit; the
    exponentials; the choice and its division.
    """
    trip, fill = platform.offchip_latency_cycles, LOOP_DEPTH_CYCLES
    load = design.d_model + trip + fill
    score = design.experts * (router_words_cycles(design, platform) + trip + fill)
    scan = design.experts + fill
    return load + score + 2 * scan + design.top_k * (scan + DIVISION_CYCLES)


def router_words_cycles(design: Design, platform: Platform) -> int:
    """One expert's words of the router: one a cycle, or as its bank delivers them."""
    words = design.d_model // design.router_lanes
    bank = platform.offchip_bytes_per_cycle / platform.offchip_banks
    return max(words, math.ceil(words * 2 * design.router_lanes / bank))


def control_cycles(design: Design, platform: Platform) -> int:
    """The command's single words; tags and ages of the present and of the coming expert's slots, each in a loop."""
    scan = design.slots + LOOP_DEPTH_CYCLES
    return COMMAND_WORDS * platform.offchip_latency_cycles + 2 * 2 * scan


def lookup_cycles(design: Design, platform: Platform) -> int:
    """The two bytes of a table's entry, whose requests follow each other."""
    return platform.offchip_latency_cycles + 1 + LOOP_DEPTH_CYCLES


def expert_cycles(design: Design, platform: Platform) -> int:
    """One unit's share of an expert from its slot: inputs, both products, activations, and outputs written back."""
    words = design.expert_words // design.units
    loops = design.d_model + words + design.unit_ff + design.d_model
    return loops + 5 * LOOP_DEPTH_CYCLES + 2 * platform.offchip_latency_cycles
