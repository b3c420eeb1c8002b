# ruff: noqa: F821, B007, SIM117
# mypy: ignore-errors
"""The accelerator: one token through one MoE layer, and the coming layer's expert preloaded meanwhile.

A dataflow region of three processes that run at the same time:

- ``control`` routes the token, looks up which expert the coming layer will want, and gives out slots;
- ``fetch`` bursts the experts that control orders from off-chip memory, word after word;
- ``engine`` holds the slots. It first takes in what had to be loaded on demand; then it computes the present expert
  from its slot, one word a cycle, and with each word that it reads it writes one word of the expert being preloaded
  into another slot. So the present and the next expert share each cycle, as in a double buffer.

Slots, tags and path are kept from call to call. With several units, each is an instance of this kernel that has its
share of every expert's hidden units: it answers with sums, which the host adds up and rescales; all units decide alike,
since they see the same. Read by Allo, never run by Python.
"""

from __future__ import annotations

from typing import Any

from hw.kernels import expert_buffer, router
from hw.kernels.cepr_lookup import predicted_expert
from hw.kernels.expert_buffer import touched_slot
from hw.kernels.products import activated, finished, group_products, schedule_expert


def keep_values(slots: ValuePart[ALL_SLOTS, WORDS, VALUE_PARTS], slot: int32, at: int32, word: ValueWord):
    """Write a word of values into a slot, in the parts that it lies in."""
    with allo.meta_if(VALUE_PARTS == 1):
        slots[slot, at, 0] = word
    with allo.meta_else():
        with allo.meta_for(VALUE_PARTS) as p:
            slots[slot, at, p] = word[PART_BITS * p : PART_BITS * p + PART_BITS]


def keep_places(slots: PlacePart[ALL_SLOTS, SLOT_PLACE_WORDS, PLACE_PARTS], slot: int32, at: int32, word: PlaceWord):
    """Write a word of places into a slot, in the parts that it lies in."""
    with allo.meta_if(PLACE_PARTS == 1):
        slots[slot, at, 0] = word
    with allo.meta_else():
        with allo.meta_for(PLACE_PARTS) as p:
            slots[slot, at, p] = word[CODE_BITS * p : CODE_BITS * p + CODE_BITS]


NEEDS = (
    router.router, predicted_expert, touched_slot, group_products, activated, finished,
    keep_values, keep_places,
)  # fmt: skip


def moe_layer(
    command: int32[5],
    router_x: int16[D_MODEL],
    router_weights: RouterWord[ROUTER_WORDS],
    table: uint8[TABLE_BYTES],
    x: Value[D_MODEL],
    values: ValueWord[ALL_WORDS],
    places: PlaceWord[ALL_PLACE_WORDS],
    multipliers: int32[ALL_MULTIPLIERS],
    decision: int32[6],
    y: Answer[D_MODEL],
):
    loads: Stream[int32, 4]
    slots_given: Stream[int32, 8]
    value_words: Stream[ValueWord, STREAM_DEPTH]
    place_words: Stream[PlaceWord, STREAM_DEPTH]
    multiplier_words: Stream[int32, STREAM_DEPTH]

    @df.kernel(mapping=[1], args=[command, router_x, router_weights, table, decision])
    def control(
        orders: int32[5],
        routed_x: int16[D_MODEL],
        routing: RouterWord[ROUTER_WORDS],
        entries: uint8[TABLE_BYTES],
        decided: int32[6],
    ):
        tags: int32[ALL_SLOTS] @ Stateful = 0
        ages: int32[ALL_SLOTS] @ Stateful = 0
        path: int32[2] @ Stateful = 0
        contexts: int32[KNOWN_LAYERS + 1] = LEVEL_CONTEXTS
        layer: int32 = orders[0]
        first_expert: int32 = layer * EXPERTS
        if orders[3] == 1:
            for i in allo.grid(ALL_SLOTS, name="forget"):
                tags[i] = 0
                ages[i] = 0

        early: int32 = -1
        early_slot: int32 = -1
        if orders[1] == 1:
            path[0] = 0
            path[1] = 0
            guess: int32 = predicted_expert(layer, 0, 0, entries)
            given: int32 = touched_slot(layer, guess, tags, ages)
            if (given & 1) == 0:
                early = first_expert + guess
                early_slot = given >> 1
        loads.put(early)
        slots_given.put(early_slot)

        at_layer: int32[1] = 0
        at_layer[0] = layer
        step_shift: int32[1] = 0
        step_shift[0] = orders[4]
        chosen: int32[TOP_K] = 0
        scale: int32[TOP_K] = 0
        router(at_layer, step_shift, routed_x, routing, chosen, scale)
        expert: int32 = chosen[0]
        found: int32 = touched_slot(layer, expert, tags, ages)
        hit: int32 = found & 1
        slot: int32 = found >> 1
        demand: int32 = -1
        demand_slot: int32 = -1
        if hit == 0:
            demand = first_expert + expert
            demand_slot = slot
        loads.put(demand)
        slots_given.put(demand_slot)
        slots_given.put(slot)
        slots_given.put(scale[0])

        if path[0] < KNOWN_LAYERS:
            path[0] = path[0] + 1
        longer: int32 = path[1] * EXPERTS
        longer = longer + expert
        path[1] = longer % contexts[path[0]]
        coming: int32 = layer + 1
        if coming == MOE_LAYERS:
            coming = 0
        coming_expert: int32 = coming * EXPERTS
        next_guess: int32 = -1
        ahead: int32 = -1
        ahead_slot: int32 = -1
        if orders[2] == 0:
            next_guess = predicted_expert(coming, path[0], path[1], entries)
            next_given: int32 = touched_slot(coming, next_guess, tags, ages)
            if (next_given & 1) == 0:
                ahead = coming_expert + next_guess
                ahead_slot = next_given >> 1
        loads.put(ahead)
        slots_given.put(ahead_slot)

        decided[0] = expert
        decided[1] = scale[0]
        decided[2] = hit
        decided[3] = slot
        decided[4] = next_guess
        decided[5] = ahead_slot

    @df.kernel(mapping=[1], args=[values, places, multipliers])
    def fetch(
        stored_values: ValueWord[ALL_WORDS],
        stored_places: PlaceWord[ALL_PLACE_WORDS],
        stored_multipliers: int32[ALL_MULTIPLIERS],
    ):
        for order in range(3):
            wanted: int32 = loads.get()
            if wanted >= 0:
                first_word: int32 = wanted * WORDS
                first_multiplier: int32 = wanted * MULTIPLIERS
                for up_word in range(UP_WORDS):
                    up_step: int32 = up_word
                    value_words.put(stored_values[first_word + up_step])
                    with allo.meta_if(PLACE_BITS > 0):
                        place_words.put(stored_places[first_word + up_step])
                for up_row in range(D_FF):
                    up_place: int32 = up_row
                    multiplier_words.put(stored_multipliers[first_multiplier + up_place])
                first_word += UP_WORDS
                first_multiplier += D_FF
                for down_word in range(DOWN_WORDS):
                    down_step: int32 = down_word
                    value_words.put(stored_values[first_word + down_step])
                    with allo.meta_if(PLACE_BITS > 0):
                        place_words.put(stored_places[first_word + down_step])
                with allo.meta_if(UNITS == 1):
                    for down_row in range(D_MODEL):
                        down_place: int32 = down_row
                        multiplier_words.put(stored_multipliers[first_multiplier + down_place])

    @df.kernel(mapping=[1], args=[x, y])
    def engine(token: Value[D_MODEL], output: Answer[D_MODEL]):
        slot_values: ValuePart[ALL_SLOTS, WORDS, VALUE_PARTS] @ Stateful = 0
        slot_places: PlacePart[ALL_SLOTS, SLOT_PLACE_WORDS, PLACE_PARTS] @ Stateful = 0
        slot_multipliers: int32[ALL_SLOTS, MULTIPLIERS] @ Stateful = 0
        inputs: Value[IN_GROUPS, GROUP]
        up_sums: Sum[UP_BLOCKS, ROWS]
        up_total: Sum[ROWS] = 0
        up_products: Sum[ROWS] = 0
        up_inputs: Value[GROUP] = 0
        hidden: Value[HIDDEN_GROUPS, GROUP]
        down_sums: Sum[DOWN_BLOCKS, ROWS]
        down_total: Sum[ROWS] = 0
        down_products: Sum[ROWS] = 0
        down_inputs: Value[GROUP] = 0

        for order in range(2):
            filled: int32 = slots_given.get()
            if filled >= 0:
                for up_word in range(UP_WORDS):
                    up_step: int32 = up_word
                    keep_values(slot_values, filled, up_step, value_words.get())
                    with allo.meta_if(PLACE_BITS > 0):
                        keep_places(slot_places, filled, up_step, place_words.get())
                for up_row in range(D_FF):
                    slot_multipliers[filled, up_row] = multiplier_words.get()
                for down_word in range(DOWN_WORDS):
                    down_step: int32 = UP_WORDS + down_word
                    keep_values(slot_values, filled, down_step, value_words.get())
                    with allo.meta_if(PLACE_BITS > 0):
                        keep_places(slot_places, filled, down_step, place_words.get())
                with allo.meta_if(UNITS == 1):
                    for down_row in range(D_MODEL):
                        slot_multipliers[filled, D_FF + down_row] = multiplier_words.get()
        present: int32 = slots_given.get()
        scale: int32 = slots_given.get()
        ahead: int32 = slots_given.get()

        for g, m in allo.grid(IN_GROUPS, GROUP, name="load"):
            inputs[g, m] = token[g * GROUP + m]

        for b, g in allo.grid(UP_BLOCKS, IN_GROUPS, name="up"):
            up_first: int32 = b * IN_GROUPS
            up_at: int32 = up_first + g
            present_up: ValueWord = 0
            with allo.meta_if(VALUE_PARTS == 1):
                present_up = slot_values[present, up_at, 0]
            with allo.meta_else():
                with allo.meta_for(VALUE_PARTS) as p:
                    present_up[PART_BITS * p : PART_BITS * p + PART_BITS] = slot_values[present, up_at, p]
            up_codes: PlaceWord = 0
            with allo.meta_if(PLACE_BITS > 0):
                with allo.meta_if(PLACE_PARTS == 1):
                    up_codes = slot_places[present, up_at, 0]
                with allo.meta_else():
                    with allo.meta_for(PLACE_PARTS) as p:
                        up_codes[CODE_BITS * p : CODE_BITS * p + CODE_BITS] = slot_places[present, up_at, p]
            if ahead >= 0:
                keep_values(slot_values, ahead, up_at, value_words.get())
                with allo.meta_if(PLACE_BITS > 0):
                    keep_places(slot_places, ahead, up_at, place_words.get())
            for m in range(GROUP):
                up_inputs[m] = inputs[g, m]
            group_products(present_up, up_codes, up_inputs, up_products)
            for r in range(ROWS):
                up_total[r] = up_products[r] if g == 0 else up_total[r] + up_products[r]
                up_sums[b, r] = up_total[r]

        for g, m in allo.grid(HIDDEN_GROUPS, GROUP, name="activate"):
            first_unit: int32 = g * GROUP
            hidden_unit: int32 = first_unit + m
            up_multiplier: int32 = slot_multipliers[present, hidden_unit]
            if ahead >= 0:
                slot_multipliers[ahead, hidden_unit] = multiplier_words.get()
            hidden[g, m] = activated(up_sums[(g * GROUP + m) // ROWS, (g * GROUP + m) % ROWS], up_multiplier)

        for b, g in allo.grid(DOWN_BLOCKS, HIDDEN_GROUPS, name="down"):
            down_first: int32 = b * HIDDEN_GROUPS
            down_at: int32 = down_first + g + UP_WORDS
            present_down: ValueWord = 0
            with allo.meta_if(VALUE_PARTS == 1):
                present_down = slot_values[present, down_at, 0]
            with allo.meta_else():
                with allo.meta_for(VALUE_PARTS) as p:
                    present_down[PART_BITS * p : PART_BITS * p + PART_BITS] = slot_values[present, down_at, p]
            down_codes: PlaceWord = 0
            with allo.meta_if(PLACE_BITS > 0):
                with allo.meta_if(PLACE_PARTS == 1):
                    down_codes = slot_places[present, down_at, 0]
                with allo.meta_else():
                    with allo.meta_for(PLACE_PARTS) as p:
                        down_codes[CODE_BITS * p : CODE_BITS * p + CODE_BITS] = slot_places[present, down_at, p]
            if ahead >= 0:
                keep_values(slot_values, ahead, down_at, value_words.get())
                with allo.meta_if(PLACE_BITS > 0):
                    keep_places(slot_places, ahead, down_at, place_words.get())
            for m in range(GROUP):
                down_inputs[m] = hidden[g, m]
            group_products(present_down, down_codes, down_inputs, down_products)
            for r in range(ROWS):
                down_total[r] = down_products[r] if g == 0 else down_total[r] + down_products[r]
                down_sums[b, r] = down_total[r]

        for b, r in allo.grid(DOWN_BLOCKS, ROWS, name="store"):
            with allo.meta_if(UNITS == 1):
                first_row: int32 = b * ROWS
                row: int32 = first_row + r + D_FF
                down_multiplier: int32 = slot_multipliers[present, row]
                if ahead >= 0:
                    slot_multipliers[ahead, row] = multiplier_words.get()
                answer: int64 = finished(down_sums[b, r], down_multiplier)
                output[b * ROWS + r] = (answer * scale + SCALE_HALF) >> SCALE_BITS
            with allo.meta_else():
                output[b * ROWS + r] = down_sums[b, r]


def schedule(s: Any) -> None:
    """One word a cycle in every process: fetched, written into its slot, and computed with.

    Args:
        s: the schedule of :func:`moe_layer`; it is changed in place.
    """
    router.schedule(s)
    expert_buffer.schedule(s)
    for process in ("fetch_0", "engine_0"):
        for loop in ("up_word", "up_row", "down_word", "down_row"):
            if f'"{loop}"' in str(s.module):  # units that do not finish their outputs have no multipliers of theirs
                s.pipeline(f"{process}:{loop}")
    schedule_expert(s, "engine_0")
