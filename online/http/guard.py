"""What stands before every request: the key, the host that it was meant for, and a limit of its size."""

from __future__ import annotations

import hmac
from collections.abc import Collection

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from online.http import errors

MOST_BODY_BYTES = 4 * 2**20
_OPEN = ("/", "/health")  # paths that need no key


class Guard:
    """Refuses requests before they are read.

    Args:
        app: what answers the others.
        api_key: expected as a bearer token; None asks for none.
        hosts: names that requests may be addressed to, against pages elsewhere that resolve their own name to this
            machine; None takes any.
    """

    def __init__(self, app: ASGIApp, api_key: str | None, hosts: Collection[str] | None) -> None:
        self._app, self._api_key, self._hosts = app, api_key, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        await (self._app if refusal is None else refusal)(scope, _limited(receive), send)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get(b"host", "").rpartition(":")[0] or headers.get(b"host", "")
        if self._hosts is not None and host.lower() not in self._hosts:
            return errors.answer(403, "this server answers on the loopback alone (flame serve --host)", "wrong_host")
        if self._api_key is not None and scope["path"] not in _OPEN:
            given = headers.get(b"authorization", "")
            if not hmac.compare_digest(given.encode(), f"Bearer {self._api_key}".encode()):
                return errors.answer(401, "no API key, or a wrong one (Authorization: Bearer KEY)", "invalid_api_key")
        length = headers.get(b"content-length", "0")
        if not length.isdigit() or int(length) > MOST_BODY_BYTES:
            return errors.answer(413, f"the request is too large (at most {MOST_BODY_BYTES} bytes)")
        return None


def _limited(receive: Receive) -> Receive:
    """The same request, which ends in an error where it grows too large."""
    read = 0

    async def limited() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > MOST_BODY_BYTES:
            raise HTTPException(413)
        return message

    return limited
