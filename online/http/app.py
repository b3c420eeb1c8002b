"""The server's paths: OpenAI's interface, health and metrics, and the page that shows the experts.

FastAPI on one engine. transformers' own server was looked at: it loads models itself by name and answers several at a
time, where a streamed model answers one; it has no queue, key or metrics.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from online.http import errors
from online.http.bodies import AnswerForm
from online.http.metrics import ServerMetrics
from online.http.schemas import ChatRequest, CompletionRequest
from online.serving.answers import Done, Event, Failed, Piece, QueueFull, RequestError, Sampling, Score
from online.serving.engine import Engine
from online.serving.requests import Ticket
from online.serving.watching import TokenView

_LOOK_S = 0.5  # how often it is looked whether a client is still there
_MOST_WATCHERS = 16
_UNSEEN_VIEWS = 64  # kept for a watcher that is slow; older ones it does not get
LOOKS = ["GET", "HEAD"]  # whoever watches over a server may ask for the head alone
PAGE = Path(__file__).with_name("page.html")
_PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}
Ask = Callable[[Callable[[Event], None]], Ticket]


def make_app(engine: Engine) -> FastAPI:
    """The application that answers with an engine's model."""
    app = FastAPI(title="FLAME", docs_url=None, redoc_url=None)
    errors.install(app)
    metrics = ServerMetrics(engine)
    name = engine.model.name
    form = AnswerForm(name, True)
    card = {"id": name, "object": "model", "created": form.created, "owned_by": "flame"}

    @app.post("/v1/chat/completions")
    async def chat(asked: ChatRequest, request: Request) -> Response:
        _check_model(name, asked.model)
        messages, sampling = [message.plain() for message in asked.messages], asked.sampling()
        answer = _Answer(metrics, AnswerForm(name, True), sampling, asked.include_usage)
        return await answer.respond(request, lambda take: engine.chat(messages, sampling, take), bool(asked.stream))

    @app.post("/v1/completions")
    async def complete(asked: CompletionRequest, request: Request) -> Response:
        _check_model(name, asked.model)
        sampling = asked.sampling()
        answer = _Answer(metrics, AnswerForm(name, False), sampling, asked.include_usage)
        return await answer.respond(
            request, lambda take: engine.complete(asked.text, sampling, take), bool(asked.stream)
        )

    @app.api_route("/v1/models", methods=LOOKS)
    async def models() -> dict[str, Any]:
        return {"object": "list", "data": [card]}

    @app.get("/v1/models/{model:path}")
    async def model(model: str) -> dict[str, Any]:
        _check_model(name, model)
        return card

    @app.api_route("/health", methods=LOOKS)
    async def health() -> Response:
        status = 200 if engine.alive else 503
        return JSONResponse({"status": "ok" if engine.alive else "down", "waiting": engine.waiting}, status)

    @app.api_route("/metrics", methods=LOOKS)
    async def prometheus() -> Response:
        return Response(metrics.text(), media_type="text/plain; version=0.0.4")

    @app.get("/experts")
    async def experts() -> Response:
        return StreamingResponse(_views(engine), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    @app.api_route("/", methods=LOOKS)
    async def page() -> Response:
        return HTMLResponse(PAGE.read_text(encoding="utf-8"), headers=_PAGE_HEADERS)

    return app


def _check_model(own: str, asked: str) -> None:
    if asked != own:
        raise RequestError(f"model {asked!r} is not here (it is {own!r})", "model_not_found", "model")


@dataclass
class _Answer:
    """One answer on its way to a client."""

    metrics: ServerMetrics
    form: AnswerForm
    sampling: Sampling
    include_usage: bool

    async def respond(self, request: Request, ask: Ask, stream: bool) -> Response:
        """Ask for the answer; what fails before its first text has a status of its own."""
        events = self._events(request, ask)
        first = await anext(events, None)
        if first is None:
            return Response(status_code=499)  # the client has gone
        if isinstance(first, Failed):
            return errors.answer_of(first.error)
        if stream:
            headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
            return StreamingResponse(self._chunks(first, events), media_type="text/event-stream", headers=headers)
        return await self._whole(first, events)

    async def _whole(self, event: Event | None, events: AsyncGenerator[Event, None]) -> Response:
        text, scores = "", list[Score]()
        while isinstance(event, Piece):
            text += event.text
            scores += event.scores
            event = await anext(events, None)
        if isinstance(event, Done):
            return JSONResponse(self.form.whole(text, self._asked(scores), event))
        return Response(status_code=499) if event is None else errors.answer_of(event.error)

    async def _chunks(self, event: Event | None, events: AsyncGenerator[Event, None]) -> AsyncIterator[str]:
        offset = 0
        try:
            for chunk in self.form.first():
                yield _sent(chunk)
            while isinstance(event, Piece):
                yield _sent(self.form.piece(event.text, self._asked(list(event.scores)), offset))
                offset += len(event.text)
                event = await anext(events, None)
        finally:
            await events.aclose()  # a client that has gone frees its turn
        if isinstance(event, Done):
            for chunk in self.form.last(event, self.include_usage):
                yield _sent(chunk)
        elif isinstance(event, Failed):
            yield _sent(json.loads(bytes(errors.answer_of(event.error).body)))
        yield "data: [DONE]\n\n"

    def _asked(self, scores: list[Score]) -> list[Score] | None:
        return None if self.sampling.alternatives is None else scores

    async def _events(self, request: Request, ask: Ask) -> AsyncGenerator[Event, None]:
        """What the engine says of a request; the request is cancelled when whoever reads this stops."""
        loop, queue = asyncio.get_running_loop(), asyncio.Queue[Event]()
        ticket = await run_in_threadpool(ask, _handing_over(loop, queue.put_nowait))
        ended = False
        try:
            while not ended:
                event = await _next(queue, request)
                if event is None:
                    return
                ended = not isinstance(event, Piece)
                self.metrics.count(event)
                yield event
        finally:
            if not ended:
                ticket.cancel()
                self.metrics.abandoned()


def _handing_over(loop: asyncio.AbstractEventLoop, put: Callable[[Any], None]) -> Callable[[Any], None]:
    """Something that may be called from any thread, and calls `put` in the loop; nothing once the loop is closed."""

    def hand_over(item: Any) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(put, item)

    return hand_over


async def _next(queue: asyncio.Queue[Event], request: Request) -> Event | None:
    """The next event; None when the client has gone."""
    getting = asyncio.ensure_future(queue.get())
    try:
        while not (await asyncio.wait({getting}, timeout=_LOOK_S))[0]:
            if await request.is_disconnected():
                return None
        return getting.result()
    finally:
        getting.cancel()


async def _views(engine: Engine) -> AsyncIterator[str]:
    """The experts' places, token by token; the geometry first."""
    if engine.watch.watchers >= _MOST_WATCHERS:
        yield _sent({"error": str(QueueFull("too many watch already"))})
        return
    loop, queue = asyncio.get_running_loop(), asyncio.Queue[TokenView](_UNSEEN_VIEWS)

    def put(view: TokenView) -> None:
        if queue.full():
            queue.get_nowait()
        queue.put_nowait(view)

    unwatch = engine.watch.add(_handing_over(loop, put))
    try:
        plan = engine.plan
        slots = [plan.slots[pool] for pool in plan.pool_of_layer]
        yield _sent({"model": engine.model.name, "experts": engine.model.num_experts, "slots": slots})
        while True:
            try:
                view = await asyncio.wait_for(queue.get(), 15)
            except TimeoutError:
                yield ": nothing happens\n\n"  # so that a watcher that has gone is noticed
                continue
            yield _sent(asdict(view))
    finally:
        unwatch()


def _sent(body: dict[str, Any]) -> str:
    return f"data: {json.dumps(body, separators=(',', ':'))}\n\n"
