"""Say whether a model runs on this machine, and how fast, from its configuration alone.

MODEL is a checkpoint folder, a name on the Hugging Face hub, a model of this project, or a folder that flame pack
wrote. The machine is measured (a second or two); options put another one in its place. What is said of speed is
modelled: one conversation, a short context, loads that nothing overlaps."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue

from flame.app.commands import byte_count
from flame.app.named_models import settings_of
from flame.errors import ConfigError
from flame.models.loading import sketch
from flame.models.packed_folder import SERVING, PackedFolder
from flame.nm_pattern import NMPattern
from flame.routing_profile import RoutingProfile
from flame.storage.profile_files import load_profile
from online.planning.machine import Machine, expert_weights_per_s, linear_bytes_per_s, measure_machine
from online.planning.streamed_speed import ModelSizes, Overheads, Speed, measure_overheads, speed
from online.serving.answers import Done, Event, Failed, Piece, Sampling
from online.serving.engine import LONGEST_CONTEXT, Engine
from online.serving.memory_budget import WORKING_BYTES, resident_bytes

TITLE = "Say whether a model runs on this machine, and how fast, without its weights"
VALUE_TYPES, PATTERNS = ("bf16", "int8", "int4"), ("4:4", "2:4", "1:4")
_CHECK_TOKENS = 64


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("model", metavar="MODEL", help="checkpoint folder, hub name, model of this project, or packed")
    parser.add_argument("--memory", metavar="SIZE", type=byte_count, help="to plan for, in place of what is available")
    parser.add_argument("--memory-bandwidth", metavar="SIZE", type=byte_count, help="bytes a second, such as 50GB")
    parser.add_argument("--disk-bandwidth", metavar="SIZE", type=byte_count, help="bytes a second, such as 3GB")
    parser.add_argument("--profile", metavar="DIR", type=Path, help="routing profile, for the hits to expect")
    parser.add_argument("--check", action="store_true", help="of a packed folder: also decode, and compare")


def run(given: argparse.Namespace) -> None:
    """Print the plan."""
    folder = PackedFolder.open(Path(given.model)) if (Path(given.model) / SERVING).is_file() else None
    if given.check and folder is None:
        raise ConfigError(f"--check {given.model}: expected a folder that flame pack wrote")
    model = sketch(settings_of(given.model) if folder is None else folder.settings)
    profile = load_profile(given.profile)[0] if given.profile else folder.profile() if folder else None
    sizes = ModelSizes.of(model)
    machine = measure_machine(Path(given.model) if Path(given.model).is_dir() else Path.cwd())
    machine = replace(
        machine,
        available_bytes=given.memory or machine.available_bytes,
        memory_bytes_per_s=given.memory_bandwidth or machine.memory_bytes_per_s,
        disk_bytes_per_s=given.disk_bandwidth or machine.disk_bytes_per_s,
    )
    overheads, family = measure_overheads(model.hf.config.model_type.replace("-", "_"), sizes.dtype)
    plan = Plan(sizes, machine, overheads, profile, linear_bytes_per_s(sizes.hidden, sizes.dtype), resident_bytes())
    packed = None if folder is None else (folder.value_type, folder.pattern)
    print("\n".join(plan.lines(given.model, packed, family)))
    if given.check and folder is not None:
        print("\n".join(_checked(plan, folder, given.memory)))


@dataclass(frozen=True)
class Row:
    """One choice of value type, pattern and slots.

    Args:
        needed_bytes: of the whole process; store_bytes: of the packed experts on disk.
    """

    value_type: str
    pattern: str
    slots: int
    needed_bytes: int
    store_bytes: int
    hit_ratio: float
    speed: Speed


@dataclass(frozen=True)
class Plan:
    """A model on a machine.

    Args:
        linear_bytes_per_s: weights beside the experts that are multiplied.
        program_bytes: memory of the program itself.
    """

    sizes: ModelSizes
    machine: Machine
    overheads: Overheads
    profile: RoutingProfile | None
    linear_bytes_per_s: float
    program_bytes: int

    @property
    def base_bytes(self) -> int:
        """Memory beside the slots: the program, the weights that are no expert's, cache, activations."""
        cache = LONGEST_CONTEXT * self.sizes.cache_bytes
        return self.program_bytes + self.sizes.dense_bytes + cache + WORKING_BYTES

    def rows(self, packed: tuple[str, str] | None) -> Iterator[Row]:
        """Every choice; of a packed folder its own type and pattern alone."""
        kinds = [packed] if packed else [(kind, pattern) for kind in VALUE_TYPES for pattern in PATTERNS]
        for value_type, pattern in kinds:
            expert = self.sizes.expert_bytes(NMPattern.parse(pattern), value_type)
            rate = expert_weights_per_s(self.sizes.hidden, NMPattern.parse(pattern), value_type)
            fitting = (self.machine.available_bytes - self.base_bytes) // (expert * self.sizes.layers)
            experts = self.sizes.experts
            choices = {max(1, experts // 4), max(1, experts // 2), experts, max(1, min(experts, fitting))}
            for slots in sorted(choices):
                yield self.row(value_type, pattern, slots, expert, rate, self.hits(slots))

    def row(self, value_type: str, pattern: str, slots: int, expert: int, rate: float, hits: float) -> Row:
        """One choice, at a hit ratio."""
        needed = self.base_bytes + slots * self.sizes.layers * expert
        store = self.sizes.experts * self.sizes.layers * expert
        cached = min(1.0, max(0.0, (self.machine.available_bytes - needed) / store))
        modelled = speed(
            self.sizes, self.machine, self.overheads, self.linear_bytes_per_s, rate, expert, hits, cached
        )  # fmt: skip
        return Row(value_type, pattern, slots, needed, store, hits, modelled)

    def hits(self, slots: int) -> float:
        """Expected hits by accesses."""
        if self.profile is not None and self.profile.accesses:
            return self.profile.expected_hit_ratio(slots)
        return min(1.0, slots / self.sizes.experts)

    def lines(self, name: str, packed: tuple[str, str] | None, family: str) -> Iterator[str]:
        """The plan as it is printed."""
        s, m = self.sizes, self.machine
        whole = s.layers * s.experts * s.expert_weights
        yield f"{s.name}: {s.layers} MoE layers of {s.experts} experts, {s.top_k} a token"
        yield (
            f"  experts {whole / 1e9:.2f} G weights ({_gb(2 * whole)} in bf16); the rest {_gb(s.dense_bytes)}; "
            f"cache of {LONGEST_CONTEXT} tokens {_gb(LONGEST_CONTEXT * s.cache_bytes)}"
        )
        yield (
            f"machine: {_gb(m.memory_bytes)} of memory, {_gb(m.available_bytes)} to be used, read at "
            f"{_gb(m.memory_bytes_per_s)}/s; disk {_gb(m.disk_bytes_per_s)}/s, page cache "
            f"{_gb(m.cached_bytes_per_s)}/s; {m.cores} cores; GPU: {m.gpu or 'none'} (not used)"
        )
        known = self.profile is not None and self.profile.accesses > 0
        yield (
            "hits: from the routing profile"
            if known
            else ("hits: assumed, as if every expert were as likely at every token (real routing repeats more)")
        )
        yield f"speed: modelled, with the work of a layer timed on a tiny {family} of this machine"
        yield ""
        yield "type  N:M       slots    memory     store  fits    hits  tokens/s  bound"
        rows = list(self.rows(packed))
        for row in rows:
            fits = "yes" if row.needed_bytes <= m.available_bytes else "no"
            yield (
                f"{row.value_type:<6}{row.pattern:<6}{f'{row.slots}/{s.experts}':>9}{_gb(row.needed_bytes):>10}"
                f"{_gb(row.store_bytes):>10}  {fits:<6}{row.hit_ratio:>6.0%}{row.speed.tokens_per_s:>10.1f}  "
                f"{row.speed.bound}"
            )
        yield ""
        yield from self._commands(name, rows, packed is not None)

    def _commands(self, name: str, rows: list[Row], packed: bool) -> Iterator[str]:
        """What to run: the fastest choice that fits and prunes nothing, else the fastest that fits."""
        fitting = [row for row in rows if row.needed_bytes <= self.machine.available_bytes]
        if not fitting:
            least = min(rows, key=lambda row: row.needed_bytes)
            has, needs = _gb(self.machine.available_bytes), _gb(least.needed_bytes)
            yield f"nothing fits {has}: the smallest choice needs {needs}"
            return
        whole = [row for row in fitting if NMPattern.parse(row.pattern).sparsity == 0]
        best = max(whole or fitting, key=lambda row: row.speed.tokens_per_s)
        memory = f" --memory {-(-best.needed_bytes // 2**20)}MiB"
        if packed:
            yield f"flame serve {name}{memory}"
            return
        yield f"flame pack {name} --to DIR --pattern {best.pattern} --value-type {best.value_type}"
        yield f"flame serve DIR{memory}"


def _checked(plan: Plan, folder: PackedFolder, memory: int | None) -> Iterator[str]:
    """Decode for real, and set the modelled speed beside it at the hits that there were."""
    events: SimpleQueue[Event] = SimpleQueue()
    with Engine.of_folder(folder, memory) as engine:
        done: Event = Piece("")
        for _ in range(2):  # the first one fills the buffer
            engine.complete("Once upon a time", Sampling(_CHECK_TOKENS), events.put)
            while isinstance(done := events.get(), Piece):
                continue
        slots = engine.plan.total
    if isinstance(done, Failed):
        raise done.error
    assert isinstance(done, Done), "an answer ends so, or fails"
    pattern = NMPattern.parse(folder.pattern)
    expert = plan.sizes.expert_bytes(pattern, folder.value_type)
    rate = expert_weights_per_s(plan.sizes.hidden, pattern, folder.value_type)
    row = plan.row(
        folder.value_type, folder.pattern, slots // plan.sizes.layers, expert, rate, done.hit_ratio
    )  # fmt: skip
    yield (
        f"measured: {done.tokens_per_s:.1f} tokens/s with {slots} slots, hits {done.hit_ratio:.0%}; modelled for these "
        f"hits: {row.speed.tokens_per_s:.1f}, {row.speed.tokens_per_s / done.tokens_per_s - 1:+.0%}"
    )


def _gb(size: float) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"
