"""Timelines: what each resource of a run or a model did, and when.

An event is one resource busy with one expert of one layer for one token. Stored as parquet; exported to the trace
format that Perfetto (ui.perfetto.dev) and chrome://tracing open.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from flame.errors import TraceError
from flame.storage.artifact import Labels, write_artifact

TIMELINE_KIND, TIMELINE_VERSION = "timeline", 1
_FILE = "timeline.parquet"
_ROUNDING_MS = 1e-5  # seconds since a machine's start, as a double, are exact to four nanoseconds after a year


class Event(NamedTuple):
    """One resource busy from `start_ms` to `end_ms`.

    Attributes:
        resource: `off-chip`, `compute`, `router`, ...
        activity: what it did: `preload`, `demand load`, `expert`, `router`, ...
        token, layer, expert: on whose behalf; -1 where an event belongs to none.
        start_ms, end_ms: milliseconds since the run began.
    """

    resource: str
    activity: str
    token: int
    layer: int
    expert: int
    start_ms: float
    end_ms: float


@dataclass(frozen=True)
class Timeline:
    """Events ordered by start; no two events of one resource overlap.

    Raises:
        TraceError: an event ends before it starts, or two events of one resource overlap.
    """

    events: tuple[Event, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "events", tuple(sorted(self.events, key=lambda event: (event.start_ms, event.end_ms))))
        last: dict[str, Event] = {}
        for event in self.events:
            if not event.end_ms >= event.start_ms:
                raise TraceError(f"timeline: {event} ends before it starts")
            before = last.get(event.resource)
            # Times are sums of floats: a rounding error is no overlap.
            if before is not None and event.start_ms < before.end_ms - max(_ROUNDING_MS, 1e-9 * before.end_ms):
                raise TraceError(f"timeline: {event} overlaps {before} (a resource does one thing at a time)")
            last[event.resource] = event

    @property
    def resources(self) -> tuple[str, ...]:
        """Names of the resources, in order of their first event."""
        return tuple(dict.fromkeys(event.resource for event in self.events))

    @property
    def end_ms(self) -> float:
        """When the last event ends; 0 without events."""
        return max((event.end_ms for event in self.events), default=0.0)

    def busy_ms(self, resource: str, activity: str | None = None) -> float:
        """Milliseconds that a resource was busy, with one activity or with any."""
        return sum(
            event.end_ms - event.start_ms
            for event in self.events
            if event.resource == resource and activity in (None, event.activity)
        )

    def to_chrome_json(self) -> str:
        """The trace-event JSON that Perfetto and chrome://tracing open; times in microseconds."""
        rows = {resource: number for number, resource in enumerate(self.resources)}
        named: list[dict[str, object]] = [
            {"ph": "M", "pid": 0, "tid": number, "name": "thread_name", "args": {"name": resource}}
            for resource, number in rows.items()
        ]
        spans: list[dict[str, object]] = [
            {
                "ph": "X",
                "pid": 0,
                "tid": rows[event.resource],
                "name": event.activity if event.expert < 0 else f"{event.activity} L{event.layer} E{event.expert}",
                "cat": event.activity,
                "ts": event.start_ms * 1e3,
                "dur": (event.end_ms - event.start_ms) * 1e3,
                "args": {"token": event.token, "layer": event.layer, "expert": event.expert},
            }
            for event in self.events
        ]
        return json.dumps({"traceEvents": named + spans, "displayTimeUnit": "ms"})


def save_timeline(timeline: Timeline, folder: Path, *, config: dict[str, object], labels: Labels) -> Path:
    """Write a timeline as an artifact: parquet for reading back, `timeline.json` for Perfetto."""

    def fill(at: Path) -> None:
        columns = {name: [getattr(event, name) for event in timeline.events] for name in Event._fields}
        types = {"token": pa.int64(), "layer": pa.int32(), "expert": pa.int32()}
        kinds = {name: types.get(name, pa.float64() if name.endswith("_ms") else pa.string()) for name in Event._fields}
        table = pa.table({name: pa.array(values, kinds[name]) for name, values in columns.items()})
        pa.parquet.write_table(table, at / _FILE, compression="zstd")
        (at / "timeline.json").write_text(timeline.to_chrome_json(), encoding="utf-8")

    return write_artifact(folder, TIMELINE_KIND, TIMELINE_VERSION, fill, config=config, labels=labels)


def read_timeline(folder: Path) -> Timeline:
    """Read what `save_timeline` wrote.

    Raises:
        TraceError: the file is missing, cannot be read, or holds no timeline.
    """
    try:
        table = pa.parquet.read_table(folder / _FILE)
        rows = zip(*(table[name].to_pylist() for name in Event._fields), strict=True)
    except (OSError, KeyError, pa.ArrowInvalid) as error:
        raise TraceError(f"{folder / _FILE}: no timeline: {error}".replace("\n", " ")) from error
    return Timeline(tuple(Event(*row) for row in rows))


def concurrency_ms(events: Iterable[Event], first: str, second: str) -> float:
    """Milliseconds in which both resources were busy: what a pipeline has hidden."""
    spans = {
        name: np.asarray([(e.start_ms, e.end_ms) for e in events if e.resource == name]) for name in (first, second)
    }
    if not all(len(span) for span in spans.values()):
        return 0.0
    total = 0.0
    starts, ends = spans[second].T
    for start, end in spans[first]:
        low, high = np.searchsorted(ends, start), np.searchsorted(starts, end)
        total += float(np.clip(np.minimum(ends[low:high], end) - np.maximum(starts[low:high], start), 0, None).sum())
    return total
