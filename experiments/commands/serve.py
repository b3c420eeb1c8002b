"""Serve a packed model over HTTP, as OpenAI's interface has it, with a page at / that shows the experts.

    POST /v1/chat/completions, /v1/completions    GET /v1/models, /health, /metrics (Prometheus), / (the page)

It answers on the loopback unless --host says otherwise, one request at a time, the others in a bounded queue. Nothing
of a request is written to disk. Needs the extra serve: pip install 'flame-moe[serve]'."""

from __future__ import annotations

import argparse
import contextlib
import socket
import sys
from pathlib import Path

from experiments.commands.chat import DRAFT_HELP, MEMORY_HELP
from flame.app.commands import byte_count
from flame.errors import ConfigError, ToolchainMissing
from flame.models.packed_folder import PackedFolder
from online.serving.engine import Engine
from online.serving.requests import Limits

TITLE = "Serve a packed model over HTTP, OpenAI-compatible"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    limits = Limits()
    parser.add_argument("folder", metavar="DIR", type=Path, help="folder that flame pack wrote")
    parser.add_argument("--port", type=int, default=8000, help="default 8000; 0 takes a free one")
    parser.add_argument("--host", default="127.0.0.1", help="address to answer on (default 127.0.0.1, this machine)")
    parser.add_argument("--api-key", metavar="KEY", help="asked of every request (Authorization: Bearer KEY)")
    parser.add_argument("--memory", metavar="SIZE", type=byte_count, help=MEMORY_HELP)
    parser.add_argument("--draft", metavar="little|MODEL", help=DRAFT_HELP)
    waiting = f"requests that may wait (default {limits.waiting}); more are refused with 429"
    parser.add_argument("--queue", metavar="N", type=int, default=limits.waiting, help=waiting)
    longest = f"longest time for an answer, half of it for a turn (default {limits.answer_s:g})"
    parser.add_argument("--timeout", metavar="SECONDS", type=float, default=limits.answer_s, help=longest)


def run(given: argparse.Namespace) -> None:
    """Serve until interrupted."""
    try:
        import uvicorn

        from online.http.app import make_app
        from online.http.guard import Guard
    except ImportError as error:
        raise ToolchainMissing(f"serve: {error.name} is not installed (pip install 'flame-moe[serve]')") from error
    limits = Limits(given.queue, given.timeout / 2, given.timeout)
    folder = PackedFolder.open(given.folder)
    listening = _listen(given.host, given.port)
    with listening, Engine.of_folder(folder, given.memory, limits, draft=given.draft) as engine:
        hosts = {"127.0.0.1", "localhost", "[::1]"} if given.host in LOOPBACK else None
        if hosts is None and given.api_key is None:
            print(f"flame: anyone who reaches {given.host} can use this server (--api-key KEY)", file=sys.stderr)
        app = Guard(make_app(engine), given.api_key, hosts)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=5))
        port = listening.getsockname()[1]
        where = f"[{given.host}]" if ":" in given.host else given.host
        print(f"{engine.model.name} with {engine.plan.total} expert slots: http://{where}:{port}", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    """The socket that is answered on, taken before a model is loaded for it."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(1024)  # whoever comes before the server has started waits for it
        return listening
    except (OSError, OverflowError) as error:
        raise ConfigError(f"--host {host} --port {port}: {error} (give another)") from error
