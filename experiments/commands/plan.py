"""Say whether a model runs on this machine, and how fast, from its configuration alone.

MODEL is a checkpoint folder, a name on the Hugging Face hub, a model of this project, or a folder that flame pack
wrote. The machine is measured (a second or two); options put another one in its place. What is said of speed is
modelled: one conversation, a short context, loads that nothing overlaps."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from flame.app.commands import byte_count
from flame.app.named_models import settings_of
from flame.errors import ConfigError
from flame.models.loading import sketch
from flame.models.packed_folder import SERVING, PackedFolder
from flame.nm_pattern import NMPattern
from flame.storage.profile_files import load_profile
from flame.value_types import SCALED
from online.planning.plan import Plan, Row, write
from online.serving.engine import LONGEST_CONTEXT

TITLE = "Say whether a model runs on this machine, and how fast, without its weights"
_CHECK_TOKENS = 64


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("model", metavar="MODEL", help="checkpoint folder, hub name, model of this project, or packed")
    parser.add_argument("--memory", metavar="SIZE", type=byte_count, help="to plan for, in place of what is available")
    parser.add_argument("--memory-bandwidth", metavar="SIZE", type=byte_count, help="bytes a second, such as 50GB")
    parser.add_argument("--disk-bandwidth", metavar="SIZE", type=byte_count, help="bytes a second, such as 3GB")
    parser.add_argument("--profile", metavar="DIR", type=Path, help="routing profile, for the hits to expect")
    parser.add_argument("--linear-type", choices=SCALED, metavar="TYPE",
                        help="plan for packed linear layers beside the experts, as by flame pack")  # fmt: skip
    parser.add_argument("--draft", choices=["little"],
                        help="plan for int8 experts in halves, whose upper ones are resident (what drafts bring is not "
                             "modelled)")  # fmt: skip
    parser.add_argument("--check", action="store_true", help="of a packed folder: also decode, and compare")


def run(given: argparse.Namespace) -> None:
    """Print the plan."""
    folder = PackedFolder.open(Path(given.model)) if (Path(given.model) / SERVING).is_file() else None
    if given.check and folder is None:
        raise ConfigError(f"--check {given.model}: expected a folder that flame pack wrote")
    model = sketch(settings_of(given.model) if folder is None else folder.settings)
    profile = load_profile(given.profile)[0] if given.profile else folder.profile() if folder else None
    packed = None if folder is None else (folder.value_type, folder.pattern)
    if given.draft and (given.check or (packed is not None and packed[0] != "int8")):
        raise ConfigError(f"--draft {given.draft}: beside --check, or of {packed} (expected int8 experts, no --check)")
    if folder is not None and given.linear_type not in (None, folder.linear_type):
        raise ConfigError(f"--linear-type {given.linear_type}: {given.model} has {folder.linear_type} (leave it out)")
    linear_type = given.linear_type if folder is None else folder.linear_type
    place = Path(given.model) if Path(given.model).is_dir() else Path.cwd()
    plan = Plan.on_this_machine(model, place, profile, packed, linear_type)
    if given.draft:
        halved = {kind: seconds for kind, seconds in plan.expert_s.items() if kind[0] == "int8"}
        plan = replace(plan, little=True, expert_s=halved)
    machine = replace(
        plan.machine,
        available_bytes=given.memory or plan.machine.available_bytes,
        memory_bytes_per_s=given.memory_bandwidth or plan.machine.memory_bytes_per_s,
        disk_bytes_per_s=given.disk_bandwidth or plan.machine.disk_bytes_per_s,
    )
    print("\n".join(_lines(replace(plan, machine=machine), given.model, packed is not None)))
    if given.check and folder is not None:
        print("\nslots  hits  tokens/s measured  modelled for these hits")
        for row in plan.rows():
            print(_checked(plan, folder, row.slots), flush=True)


def _lines(plan: Plan, name: str, packed: bool) -> Iterator[str]:
    """The plan as it is printed."""
    s, m = plan.sizes, plan.machine
    whole = s.layers * s.experts * s.expert_weights
    yield f"{s.name}: {s.layers} MoE layers of {s.experts} experts, {s.top_k} a token"
    yield (
        f"  experts {whole / 1e9:.2f} G weights ({_gb(2 * whole)} in bf16); the rest "
        f"{_gb(s.dense_bytes)}{f' (linear layers {s.linear_type})' if s.linear_type else ''}; "
        f"cache of {LONGEST_CONTEXT} tokens {_gb(LONGEST_CONTEXT * s.cache_bytes)}"
    )
    yield (
        f"machine: {_gb(m.memory_bytes)} of memory, {_gb(m.available_bytes)} to be used, read at "
        f"{_gb(m.memory_bytes_per_s)}/s; disk {_gb(m.disk_bytes_per_s)}/s, page cache "
        f"{_gb(m.cached_bytes_per_s)}/s; {m.cores} cores; GPU: {m.gpu or 'none'} (not used)"
    )
    known = plan.profile is not None and plan.profile.accesses > 0
    yield (
        "hits: from the routing profile"
        if known
        else "hits: assumed, as if every expert were as likely at every token (real routing repeats more)"
    )
    yield f"speed: modelled, from products of this model's shapes and a tiny {plan.family}, timed on this machine"
    if plan.little:
        yield "drafts: upper halves of all experts are within the memory; a load is a lower half; gains not modelled"
    yield ""
    yield "type  N:M       slots    memory     store  fits    hits  tokens/s  bound"
    rows = list(plan.rows())
    for row in rows:
        fits = "yes" if row.needed_bytes <= m.available_bytes else "no"
        yield (
            f"{row.value_type:<6}{row.pattern:<6}{f'{row.slots}/{s.experts}':>9}{_gb(row.needed_bytes):>10}"
            f"{_gb(row.store_bytes):>10}  {fits:<6}{row.hit_ratio:>6.0%}{row.speed.tokens_per_s:>10.1f}  "
            f"{row.speed.bound}"
        )
    yield ""
    yield from _commands(m.available_bytes, name, rows, packed, plan.little, s.linear_type)


def _commands(
    available_bytes: int, name: str, rows: list[Row], packed: bool, little: bool, linear_type: str | None
) -> Iterator[str]:
    """What to run: the fastest choice that fits and prunes nothing, else the fastest that fits."""
    fitting = [row for row in rows if row.needed_bytes <= available_bytes]
    if not fitting:
        least = min(rows, key=lambda row: row.needed_bytes)
        yield f"nothing fits {_gb(available_bytes)}: the smallest choice needs {_gb(least.needed_bytes)}"
        return
    whole = [row for row in fitting if NMPattern.parse(row.pattern).sparsity == 0]
    best = max(whole or fitting, key=lambda row: row.speed.tokens_per_s)
    memory = f" --memory {-(-best.needed_bytes // 2**20)}MiB"
    memory += " --draft little" * little
    if packed:
        yield f"flame serve {name}{memory}"
        return
    linear = "" if linear_type is None else f" --linear-type {linear_type}"
    yield f"flame pack {name} --to DIR --pattern {best.pattern} --value-type {best.value_type}{linear}"
    yield f"flame serve DIR{memory}"


def _checked(plan: Plan, folder: PackedFolder, slots: int) -> str:
    """Decode for real, and set the modelled speed beside it at the hits that there were."""
    done = write(folder, slots, _CHECK_TOKENS)
    modelled = plan.row(folder.value_type, folder.pattern, slots, done.hit_ratio).speed.tokens_per_s
    ratio = modelled / done.tokens_per_s
    choice = f"{slots}/{plan.sizes.experts}"
    return f"{choice:>5}{done.hit_ratio:>6.0%}{done.tokens_per_s:>19.1f}{modelled:>11.1f} ({ratio:.2f})"


def _gb(size: float) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"
