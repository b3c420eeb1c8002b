"""What Prometheus reads at `/metrics`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

from online.serving.answers import Done, Event, Failed
from online.serving.engine import Engine
from online.serving.memory_budget import resident_bytes

_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)


class ServerMetrics:
    """Counts of requests and tokens, times, and the state of queue and expert buffer.

    Args:
        engine: is asked for its state when the metrics are read.
    """

    def __init__(self, engine: Engine) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "flame_requests", "Requests that were queued, by what became of them", ["outcome"], registry=self._registry
        )
        self._tokens = Counter("flame_tokens", "Tokens read and written", ["kind"], registry=self._registry)
        self._first = Histogram(
            "flame_first_token_seconds", "From a turn's beginning to its first token", buckets=_SECONDS,
            registry=self._registry,
        )  # fmt: skip
        self._answer = Histogram(
            "flame_answer_seconds", "From a turn's beginning to its end", buckets=_SECONDS, registry=self._registry
        )
        self._registry.register(_EngineState(engine))

    def count(self, event: Event) -> None:
        """An answer has ended."""
        if isinstance(event, Failed):
            self._requests.labels(type(event.error).__name__).inc()
        elif isinstance(event, Done):
            self._requests.labels(event.reason).inc()
            self._tokens.labels("prompt").inc(event.prompt_tokens)
            self._tokens.labels("completion").inc(event.completion_tokens)
            self._first.observe(event.first_token_s)
            self._answer.observe(event.seconds)

    def abandoned(self) -> None:
        """Nobody waits for an answer any more."""
        self._requests.labels("cancelled").inc()

    def text(self) -> bytes:
        """All of them as Prometheus reads them."""
        return generate_latest(self._registry)


class _EngineState:
    """The engine's own counts, read when asked for."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def collect(self) -> Iterator[Any]:
        """A family of metrics after the other."""
        yield GaugeMetricFamily("flame_waiting", "Requests that wait for their turn", self._engine.waiting)
        yield GaugeMetricFamily("flame_busy", "Answers under way", int(self._engine.busy))
        yield GaugeMetricFamily("flame_slots", "Expert slots", self._engine.plan.total)
        yield GaugeMetricFamily("flame_resident_bytes", "Resident memory of the process", resident_bytes())
        counts = self._engine.counts()
        if counts is None:
            return
        total = counts.total
        found = CounterMetricFamily("flame_accesses", "Experts used while decoding, by where", labels=["found"])
        for where, count in (("hit", total.hits), ("late", total.late), ("miss", total.misses)):
            found.add_metric([where], count)
        yield found
        yield CounterMetricFamily("flame_loaded_bytes", "Bytes of experts read", value=counts.loaded_bytes)
        preloads = CounterMetricFamily("flame_preloads", "Experts loaded before they were asked for", labels=["use"])
        preloads.add_metric(["useful"], total.useful_preloads)
        preloads.add_metric(["other"], total.preloads - total.useful_preloads)
        yield preloads
        if (drafts := counts.speculation) is not None:
            drafted = CounterMetricFamily("flame_drafted", "Tokens that were drafted, by what became of them",
                                          labels=["found"])  # fmt: skip
            drafted.add_metric(["accepted"], drafts.accepted)
            drafted.add_metric(["rejected"], drafts.drafted - drafts.accepted)
            yield drafted
            yield GaugeMetricFamily("flame_draft_bytes", "Memory of the draft", drafts.draft_bytes)
        yield CounterMetricFamily("flame_stall_seconds", "Waiting for experts", value=total.stall_ms / 1e3)
