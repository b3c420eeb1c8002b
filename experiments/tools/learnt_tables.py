"""The predictor that the groups `predictor` and `buffer` ask for: learnt from a trace, or read where it is stored."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from flame.app.experiment import Context
from flame.errors import ArtifactError, ConfigError, near_names
from flame.factorised_table import FactorisedTable
from flame.hidden_predictor import HiddenPredictor
from flame.prediction_table import Predictor
from flame.routing import RoutingTrace
from flame.storage.artifact import MANIFEST, Labels
from flame.storage.factorised_files import (
    FACTORISED_KIND,
    FACTORISED_VERSION,
    load_factorised,
    write_factorised,
)
from flame.storage.hidden_files import HIDDEN_KIND, load_hidden
from flame.storage.profile_files import PROFILE_KIND, load_profile
from flame.storage.trace_files import ELSEWHERE
from flame.storage.work_key import cached
from offline.prediction.factorised import learn_factorised
from offline.prediction.factorised_shapes import SCHEDULES, SHAPES, FactorisedShape, shape_within
from offline.prediction.predictors import learn_table

FACTORISED, REUSE = "factorised", "reuse"


@dataclass(frozen=True)
class Origin:
    """Whose routes are learnt from: the digest of its routers, and the label of its weights."""

    router_sha256: str
    labels: Labels

    @classmethod
    def of(cls, context: Context) -> Origin:
        """The model that the traces of `dataset` are of."""
        router = ELSEWHERE if context.trace_is_foreign else context.model.router_sha256()
        return cls(router, context.labels())


def asked_name(context: Context) -> str:
    """What reports call the predictor."""
    settings = context.settings.predictor
    if settings.path is None:
        return settings.name
    return "hidden states" if stored_kind(Path(settings.path)) == HIDDEN_KIND else FACTORISED


def asked_hidden(context: Context) -> HiddenPredictor | None:
    """The predictor from hidden states that `predictor.path` names, for whoever decodes; None where it names none.

    Raises:
        ArtifactError: it is of other routers, or altered.
    """
    stored = context.settings.predictor.path
    if stored is None or stored_kind(Path(stored)) != HIDDEN_KIND:
        return None
    return load_hidden(Path(stored), Origin.of(context).router_sha256)[0]


def check_stored(context: Context) -> None:
    """Refuse what `predictor.path` names before routes are recorded, which takes minutes.

    Raises:
        ArtifactError: it holds no table, or is of other routers, or altered.
    """
    stored = context.settings.predictor.path
    if stored is not None:
        stored_tables(Path(stored), Origin.of(context).router_sha256)


def stored_kind(folder: Path) -> str | None:
    """The kind of an artifact, as its manifest states it; None where there is none that can be read."""
    try:
        return str(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["kind"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def asked_predictor(context: Context, trace: RoutingTrace, origin: Origin | None = None) -> Predictor:
    """The predictor of `predictor`, learnt from a trace or read from `predictor.path`.

    Args:
        trace: what it learns from; a stored one must fit it.
        origin: whose trace it is; None takes the model's.
    Raises:
        ConfigError: the name or the schedule is unknown, or no table fits the budget.
        ArtifactError, TraceError: what is stored is no table, or of another model.
    """
    settings = context.settings.predictor
    if settings.path is not None:
        coming, _ = stored_tables(Path(settings.path), (origin or Origin.of(context)).router_sha256)
        if coming is None:
            raise ArtifactError(f"predictor.path={settings.path}: has no table of what comes next (make one that has)")
        trace.check_fits(coming)
        return coming
    if settings.name != FACTORISED:
        return learn_table(settings.name, trace, settings.known_layers)
    return learnt(context, trace, shape_within(settings.table_bytes, trace), settings.schedule, FACTORISED, origin)


def asked_reuse(context: Context, trace: RoutingTrace, origin: Origin | None = None) -> FactorisedTable | None:
    """The table that policy `reuse` evicts by; None for every other policy. Arguments as `asked_predictor`'s."""
    settings = context.settings
    if settings.buffer.policy != REUSE:
        return None
    if settings.predictor.path is not None and asked_hidden(context) is None:
        _, reuse = stored_tables(Path(settings.predictor.path), (origin or Origin.of(context)).router_sha256)
        if reuse is not None:
            trace.check_fits(reuse)
            return reuse
    return learnt(context, trace, SHAPES[REUSE], settings.predictor.schedule, REUSE, origin)


def stored_tables(folder: Path, router_sha256: str) -> tuple[FactorisedTable | None, FactorisedTable | None]:
    """What a stored factorised table, or routing profile, says of what comes next, and of reuse.

    Raises:
        ArtifactError: it is neither, of other routers, or altered.
    """
    if not (folder / MANIFEST).is_file():
        raise ArtifactError(f"predictor.path={folder}: no {MANIFEST} (give a folder that holds a table or a profile)")
    kind = stored_kind(folder)
    if kind == HIDDEN_KIND:
        raise ArtifactError(
            f"predictor.path={folder}: reads hidden states, which a trace has none of (serve_streamed can)"
        )
    if kind == PROFILE_KIND:
        profile, _ = load_profile(folder, router_sha256)
        return profile.coming, profile.reuse
    table, _ = load_factorised(folder, router_sha256)
    return (None, table) if table.after_decision else (table, None)


def learnt(
    context: Context,
    trace: RoutingTrace,
    shape: FactorisedShape,
    schedule: str,
    desc: str,
    origin: Origin | None = None,
) -> FactorisedTable:
    """A table of a shape, kept with the artifacts.

    Raises:
        ConfigError: the schedule is unknown.
    """
    return learnt_in(context, trace, shape, schedule, desc, origin)[0]


def learnt_in(
    context: Context,
    trace: RoutingTrace,
    shape: FactorisedShape,
    schedule: str,
    desc: str,
    origin: Origin | None = None,
) -> tuple[FactorisedTable, float | None]:
    """As `learnt`, and the seconds that learning took; None where it had been kept."""
    if schedule not in SCHEDULES:
        raise ConfigError(f"predictor.schedule={schedule}: {near_names(schedule, SCHEDULES)}")

    def progress(epochs: Iterable[int]) -> Iterable[int]:
        return context.progress(epochs, f"learning {desc}")

    origin = origin or Origin.of(context)
    seconds: float | None = None

    def fill(at: Path) -> None:
        nonlocal seconds
        start = time.monotonic()
        table = learn_factorised(trace, shape, SCHEDULES[schedule], context.settings.seed, progress)
        seconds = time.monotonic() - start
        write_factorised(table, at)

    folder = cached(
        context.artifacts, FACTORISED_KIND, FACTORISED_VERSION, fill,
        config={"shape": asdict(shape), "schedule": repr(SCHEDULES[schedule])}, labels=origin.labels,
        inputs={"trace": trace_sha256(trace), "router": origin.router_sha256}, seed=context.settings.seed,
        maker=learn_factorised.__module__,
    )  # fmt: skip
    return load_factorised(folder)[0], seconds


def trace_sha256(trace: RoutingTrace) -> str:
    """Digest of the routes and tokens that a table learns from."""
    digest = hashlib.sha256(f"{trace.num_experts} {trace.experts.shape}".encode())
    for values in (trace.experts, trace.example_ptr, trace.token_ids):
        digest.update(b"none" if values is None else values.tobytes())
    return digest.hexdigest()
