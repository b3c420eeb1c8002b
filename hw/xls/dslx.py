"""The kernels' parts as DSLX, for a design: what each takes and answers a step, and what it keeps between steps.

A part is a process with one channel in and one out. Its words are bits; the first field lies lowest. Nothing here runs
a tool.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hw.design import Design
from hw.gated.design import ACTIVATION_BITS, SCALE_BITS, TOTAL_SHIFT, GatedDesign


@dataclass(frozen=True)
class Part:
    """A part of the kernels as a process in DSLX.

    Args:
        name: of the process.
        text: the module that holds it.
        takes, gives: names and bits of the fields of a word, the lowest first.
    """

    name: str
    text: str
    takes: Mapping[str, int]
    gives: Mapping[str, int]

    @property
    def taken_bits(self) -> int:
        """Bits of a word that goes in."""
        return sum(self.takes.values())

    @property
    def given_bits(self) -> int:
        """Bits of a word that comes out."""
        return sum(self.gives.values())


def packed(fields: Mapping[str, int], values: Mapping[str, int | Sequence[int]]) -> int:
    """A word of fields; of a sequence, the elements share the field, the first lowest."""
    word = at = 0
    for name, bits in fields.items():
        value = values[name]
        elements = [value] if isinstance(value, int) else value
        each = bits // len(elements)
        for element in elements:
            word |= (int(element) & ((1 << each) - 1)) << at
            at += each
    return word


def unpacked(fields: Mapping[str, int], word: int) -> dict[str, int]:
    """The fields of a word, unsigned."""
    found = {}
    for name, bits in fields.items():
        found[name] = word & ((1 << bits) - 1)
        word >>= bits
    return found


def signed(value: int, bits: int) -> int:
    """An unsigned field as the number in two's complement that it holds."""
    return value - (1 << bits) if value >> (bits - 1) else value


def _process(
    name: str, takes: Mapping[str, int], gives: Mapping[str, int], body: str,
    before: str = "", state: tuple[str, str, str] = ("()", "()", "()"), when: str = "u1:1",
) -> Part:  # fmt: skip
    """A process around a body, which binds each field that is given.

    Args:
        body: statements of a step; the fields taken are bound, and `kept` to the state.
        before: functions that it calls.
        state: type of what is kept, its initial value, and the expression of its next.
        when: an expression; a word is given only where it is 1.
    """
    at, fields = 0, []
    for field, bits in takes.items():
        fields.append(f"    let {field} = taken[u32:{at} +: uN[{bits}]];")
        at += bits
    given = " ++ ".join(f"({field} as uN[{bits}])" for field, bits in reversed(list(gives.items())))
    into, out = sum(takes.values()), sum(gives.values())
    kind, initial, following = state
    text = f"""{before}
pub proc {name} {{
  words: chan<uN[{into}]> in;
  answers: chan<uN[{out}]> out;
  config(words: chan<uN[{into}]> in, answers: chan<uN[{out}]> out) {{ (words, answers) }}
  init {{ {initial} }}
  next(kept: {kind}) {{
    let (tok, taken) = recv(join(), words);
{chr(10).join(fields)}
{body}
    send_if(tok, answers, {when}, {given});
    {following}
  }}
}}
"""
    return Part(name, text, takes, gives)


def expert_row(design: Design) -> Part:
    """A word of kept weights with its places against a group of inputs; the sums of its rows where a row ends."""
    rows, keep, group, code = design.rows, design.pattern.keep, design.pattern.group, design.place_bits
    bits, total, lanes = design.value_bits, design.sum_bits, design.rows * design.pattern.keep
    takes = {"word": lanes * bits, "inputs": group * bits, "first": 1, "last": 1}
    place = "k"
    if code:
        takes["codes"] = lanes * code
        place = f"((codes >> (lane * u32:{code})) as uN[{code}] as u32) & u32:{group - 1}"
    body = f"""    let sums = for (r, sums): (u32, sN[{total}][{rows}]) in u32:0..u32:{rows} {{
      let begun = if first == u1:1 {{ sN[{total}]:0 }} else {{ sums[r] }};
      let after = for (k, row): (u32, sN[{total}]) in u32:0..u32:{keep} {{
        let lane = r * u32:{keep} + k;
        let weight = (word >> (lane * u32:{bits})) as uN[{bits}] as sN[{bits}];
        let place = {place};
        let input = (inputs >> (place * u32:{bits})) as uN[{bits}] as sN[{bits}];
        row + (weight as sN[{total}]) * (input as sN[{total}])
      }}(begun);
      update(sums, r, after)
    }}(kept);"""
    given = {f"sum{r}": total for r in range(rows)}
    body += "".join(f"\n    let sum{r} = sums[u32:{r}] as uN[{total}];" for r in range(rows))
    state = (f"sN[{total}][{rows}]", f"sN[{total}][{rows}]:[sN[{total}]:0, ...]", "sums")
    return _process("ExpertRow", takes, given, body, state=state, when="last")


def _rescaled(name: str, sum_bits: int, shift: int, least: int, most: int, bits: int) -> Part:
    wide = sum_bits + 32
    product = f"(total as sN[{sum_bits}] as sN[{wide}]) * (multiplier as s32 as sN[{wide}])"
    if sum_bits == 64:  # in halves: a schedule ends stages between products, never within one
        high = "((total >> u32:32) as u32 as s32 as s64) * (multiplier as s32 as s64)"
        low = "((total as u32) as uN[65] as sN[65]) * (multiplier as s32 as sN[65])"
        product = f"((({high}) as sN[{wide}]) << u32:32) + (({low}) as sN[{wide}])"
    body = f"""    let scaled = {product};
    let shifted = ((scaled >> u32:{shift - 1}) + sN[{wide}]:1) >> u32:1;
    let low = if shifted < sN[{wide}]:{least} {{ sN[{wide}]:{least} }} else {{ shifted }};
    let scaled_back = (if low > sN[{wide}]:{most} {{ sN[{wide}]:{most} }} else {{ low }}) as uN[{wide}];"""
    return _process(name, {"total": sum_bits, "multiplier": 32}, {"scaled_back": bits}, body)


def activated(design: Design) -> Part:
    """A row's sum as a hidden unit: rescaled, rounded half up, through ReLU, saturated."""
    return _rescaled("Activated", design.sum_bits, design.hidden_shift, 0, design.value_most, design.value_bits)


def finished(design: Design) -> Part:
    """A row's sum as an output with 16 fractional bits, rounded half up and saturated."""
    return _rescaled("Finished", design.sum_bits, design.output_shift, -(2**31), 2**31 - 1, 32)


def gated_row(design: GatedDesign) -> Part:
    """A word of a gated expert's weights, with its scales and places, against a group of inputs.

    It gives the totals of the word's rows where these end; of gate and up each row's in `split` parts.
    """
    bits, lanes, sums = design.value_bits, design.kept_of_group // design.split, design.rows * design.split
    keep, pattern, code = design.pattern.keep, design.pattern.group, design.place_bits
    takes = {"word": design.rows * design.kept_of_group * bits, "scales": SCALE_BITS * design.rows}
    takes |= {"inputs": ACTIVATION_BITS * design.group, "first": 1, "last": 1}
    place = f"((s & u32:{design.split - 1}) * u32:{design.down_group})"
    if code:
        takes["codes"] = design.rows * design.kept_of_group * code
        chosen = f"((codes >> (lane * u32:{code})) as uN[{code}] as u32)"
        place += f" + (k >> u32:{keep.bit_length() - 1}) * u32:{pattern} + {chosen}"
    else:
        place += " + k"
    body = f"""    let totals = for (s, totals): (u32, s64[{sums}]) in u32:0..u32:{sums} {{
      let total = for (k, sum): (u32, s32) in u32:0..u32:{lanes} {{
        let lane = s * u32:{lanes} + k;
        let weight = (word >> (lane * u32:{bits})) as uN[{bits}] as sN[{bits}];
        let place = {place};
        let input = (inputs >> (place * u32:{ACTIVATION_BITS})) as u16 as s16;
        sum + (weight as s32) * (input as s32)
      }}(s32:0);
      let scale = (scales >> ((s >> u32:{design.split.bit_length() - 1}) * u32:{SCALE_BITS})) as u16 as s16;
      let begun = if first == u1:1 {{ s64:0 }} else {{ totals[s] }};
      update(totals, s, begun + (total as s64) * (scale as s64))
    }}(kept);"""
    body += "".join(f"\n    let total{s} = totals[u32:{s}] as u64;" for s in range(sums))
    given = {f"total{s}": 64 for s in range(sums)}
    state = (f"s64[{sums}]", f"s64[{sums}]:[s64:0, ...]", "totals")
    return _process("GatedRow", takes, given, body, state=state, when="last")


def gated_activation(design: GatedDesign) -> Part:
    """A row's total of gate or up in its steps: rescaled, rounded half up, saturated at 16 bits."""
    most = 2 ** (ACTIVATION_BITS - 1) - 1
    return _rescaled("GatedActivation", 64, TOTAL_SHIFT, -most - 1, most, ACTIVATION_BITS)


def gated_answer(design: GatedDesign) -> Part:
    """A row's total of down as an answer with 16 fractional bits: rescaled, rounded half up, saturated."""
    return _rescaled("GatedAnswer", 64, TOTAL_SHIFT, -(2**31), 2**31 - 1, 32)


def router_choice(design: Design) -> Part:
    """The expert of the largest logit; of equal ones the first."""
    takes = {f"logit{e}": 48 for e in range(design.experts)}
    body = "    let best = logit0 as s48;\n    let expert = u32:0;\n"
    for e in range(1, design.experts):
        body += f"    let (best, expert) = if (logit{e} as s48) > best {{ (logit{e} as s48, u32:{e}) }}"
        body += " else { (best, expert) };\n"
    return _process("RouterChoice", takes, {"expert": 32}, body)


def table_place(design: Design) -> Part:
    """Where an entry of the prediction table lies: its first byte, and its first bit there."""
    starts, before = [], 0
    for size in design.table_level_bytes:
        starts.append(8 * before)
        before += size
    contexts = [design.experts**m for m in range(design.known_layers + 1)]
    levels = len(starts)
    body = f"""    let starts = u32[{levels}]:[{", ".join(map(str, starts))}];
    let contexts = u32[{levels}]:[{", ".join(map(str, contexts))}];
    let entry = layer * contexts[known] + code;
    let place = starts[known] + entry * u32:{design.expert_index_bits};
    let byte = place >> u32:3;
    let bit = place as u3;"""
    return _process("TablePlace", {"layer": 32, "known": 32, "code": 32}, {"byte": 32, "bit": 3}, body)


def table_entry(design: Design) -> Part:
    """The expert that an entry names, from the two bytes that it lies in."""
    bits = design.expert_index_bits
    body = f"""    let expert = ((high ++ low) >> (u16:{16 - bits} - (bit as u16))) & u16:{2**bits - 1};"""
    return _process("TableEntry", {"high": 8, "low": 8, "bit": 3}, {"expert": 32}, body)


def buffer_control(design: Design) -> Part:
    """Tags and ages of all slots: a predicted expert, where there is one, then the chosen one; its slot and hit."""
    slots, stride = design.all_slots, 0 if design.shared_slots else design.slots
    kind = f"(u32[{slots}], u32[{slots}])"
    before = f"""
fn touched(layer: u32, expert: u32, state: {kind}) -> (u32, u1, {kind}) {{
  let (tags, ages) = state;
  let first = layer * u32:{stride};
  let tag = layer * u32:{design.experts} + expert + u32:1;
  let (slot, _, hit) = for (i, (slot, oldest, hit)): (u32, (u32, s33, u1)) in u32:0..u32:{design.slots} {{
    let at = first + i;
    let age = ages[at] as s33;
    if tags[at] == tag {{ (at, oldest, u1:1) }}
    else if hit == u1:0 && age > oldest {{ (at, age, hit) }}
    else {{ (slot, oldest, hit) }}
  }}((u32:0, s33:-1, u1:0));
  let age = ages[slot];
  let older = for (i, aged): (u32, u32[{slots}]) in u32:0..u32:{design.slots} {{
    let at = first + i;
    if aged[at] <= age {{ update(aged, at, aged[at] + u32:1) }} else {{ aged }}
  }}(ages);
  (slot, hit, (update(tags, slot, tag), update(older, slot, u32:0)))
}}
"""
    empty = f"(u32[{slots}]:[u32:0, ...], u32[{slots}]:[u32:0, ...])"
    body = f"""    let start = if forget == u32:1 {{ {empty} }} else {{ kept }};
    let (_, _, preloaded) = touched(layer, predicted, start);
    let ready = if (predicted as s32) >= s32:0 {{ preloaded }} else {{ start }};
    let (slot, hit, after) = touched(layer, expert, ready);"""
    takes = {"layer": 32, "predicted": 32, "expert": 32, "forget": 32}
    state = (kind, empty, "after")
    return _process("BufferControl", takes, {"slot": 32, "hit": 32}, body, before, state)


PARTS: Mapping[str, Callable[[Design], Part]] = {
    "expert_row": expert_row,
    "activated": activated,
    "finished": finished,
    "router_choice": router_choice,
    "table_place": table_place,
    "table_entry": table_entry,
    "buffer_control": buffer_control,
}
GATED_PARTS: Mapping[str, Callable[[GatedDesign], Part]] = {
    "gated_row": gated_row,
    "gated_activation": gated_activation,
    "gated_answer": gated_answer,
}
