"""Timelines: two events by hand, overlaps refused, files read back, the export that Perfetto opens."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flame.errors import TraceError
from flame.storage.artifact import Labels
from flame.timeline import Event, Timeline, concurrency_ms, read_timeline, save_timeline

LOAD = Event("off-chip", "preload", 0, 1, 3, 0.0, 4.0)
WORK = Event("compute", "expert", 0, 0, 2, 1.0, 3.0)


def test_two_events_by_hand() -> None:
    timeline = Timeline((WORK, LOAD))
    assert timeline.events == (LOAD, WORK)
    assert timeline.resources == ("off-chip", "compute")
    assert timeline.end_ms == 4.0
    assert timeline.busy_ms("compute") == 2.0
    assert timeline.busy_ms("off-chip", "demand load") == 0.0
    assert concurrency_ms(timeline.events, "off-chip", "compute") == 2.0
    assert concurrency_ms(timeline.events, "off-chip", "router") == 0.0


def test_one_resource_does_one_thing_at_a_time() -> None:
    Timeline((LOAD, LOAD._replace(start_ms=4.0, end_ms=5.0)))
    with pytest.raises(TraceError, match="overlaps"):
        Timeline((LOAD, LOAD._replace(start_ms=3.5, end_ms=5.0)))
    with pytest.raises(TraceError, match="ends before it starts"):
        Timeline((LOAD._replace(end_ms=-1.0),))


def test_what_a_clock_rounds_is_no_overlap() -> None:
    """A process measures from its own start, on a clock of doubles that counts seconds from the machine's."""
    end_ms = 9.607152998796664
    Timeline((LOAD._replace(start_ms=9.0, end_ms=end_ms + 1.5e-8), LOAD._replace(start_ms=end_ms, end_ms=10.0)))
    with pytest.raises(TraceError, match="overlaps"):
        Timeline((LOAD._replace(start_ms=9.0, end_ms=end_ms + 1e-3), LOAD._replace(start_ms=end_ms, end_ms=10.0)))


def test_files_are_read_back(tmp_path: Path) -> None:
    timeline = Timeline((LOAD, WORK))
    folder = save_timeline(timeline, tmp_path / "timeline", config={}, labels=Labels("none", "modelled"))
    assert read_timeline(folder) == timeline
    exported = json.loads((folder / "timeline.json").read_text())["traceEvents"]
    spans = [event for event in exported if event["ph"] == "X"]
    assert [(span["ts"], span["dur"], span["name"]) for span in spans] == [
        (0.0, 4000.0, "preload L1 E3"),
        (1000.0, 2000.0, "expert L0 E2"),
    ]
    with pytest.raises(TraceError, match="no timeline"):
        read_timeline(tmp_path)
