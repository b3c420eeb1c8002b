"""Errors in the form of OpenAI's interface: never a traceback, never what a request said."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from flame.errors import FlameError
from online.serving.answers import QueueFull, RequestError, TimedOut, Unavailable

_WORDS = {404: "no such path", 405: "this path does not take that method", 413: "the request is too large"}


def body(message: str, kind: str, code: str | None = None, field: str | None = None) -> dict[str, Any]:
    """The JSON of an error."""
    plain = message.encode("utf-8", "replace").decode("utf-8")
    return {"error": {"message": plain, "type": kind, "param": field, "code": code}}


def answer(status: int, message: str, code: str | None = None, field: str | None = None) -> JSONResponse:
    """An error response."""
    kind = "invalid_request_error" if status < 500 else "server_error"
    headers = {"Retry-After": "1"} if status in (429, 503) else None
    return JSONResponse(body(message, kind, code, field), status, headers)


def answer_of(error: FlameError) -> JSONResponse:
    """The response for an error of ours."""
    if isinstance(error, RequestError):
        return answer(404 if error.code == "model_not_found" else 400, str(error), error.code, error.field)
    if isinstance(error, QueueFull):
        return answer(429, str(error), "rate_limit_exceeded")
    if isinstance(error, TimedOut):
        return answer(503, str(error), "timeout")
    return answer(503, str(error) if isinstance(error, Unavailable) else "the model cannot answer", "unavailable")


def install(app: FastAPI) -> None:
    """Have an application answer every error in this form."""

    @app.exception_handler(FlameError)
    async def ours(_: Request, error: FlameError) -> JSONResponse:
        return answer_of(error)

    @app.exception_handler(RequestValidationError)
    async def malformed(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        kinds = (str(part) for part in first["loc"] if part != "body")
        place = ".".join(takewhile(lambda part: part != "str" and "[" not in part, kinds))  # the rest names types
        return answer(400, f"{place or 'request'}: {first['msg']}", "invalid_value", place or None)

    @app.exception_handler(HTTPException)
    async def known(_: Request, error: HTTPException) -> JSONResponse:
        return answer(error.status_code, _WORDS.get(error.status_code, str(error.detail)))

    @app.exception_handler(Exception)
    async def unknown(_: Request, error: Exception) -> JSONResponse:
        return answer(500, "internal error (the server's own output has the traceback)", "internal_error")
