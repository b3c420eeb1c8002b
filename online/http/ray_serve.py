"""Replicas of a packed model behind Ray Serve, each with an expert buffer of its own; a session stays with its replica.

    serve run online.http.ray_serve:app folder=DIR replicas=2 memory=2GiB

Each replica is the server of `flame serve`: the same paths, its own queue, its own metrics. Requests with the same
`x-session-id` header meet the same replica, by Ray's own consistent hashing, so that a conversation finds the experts
that it loaded; the others are spread. Needs the extra `ray-serve`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from ray import serve
from ray.serve.config import RequestRouterConfig
from starlette.types import ASGIApp

from flame.app.commands import byte_count
from online.http.app import make_app
from online.http.guard import Guard
from online.serving.engine import Engine
from online.serving.memory_budget import available_bytes
from online.serving.requests import Limits

ROUTER: dict[str, Any] = {
    "request_router_class": "ray.serve.experimental.consistent_hash_router.ConsistentHashRouter",
    "request_router_kwargs": {"num_fallback_replicas": 0},
}


class Deployed(BaseModel):
    """What is deployed.

    Attributes:
        folder: that `flame pack` wrote, at the same place on every machine of the cluster.
        replicas: processes, each with the model's dense weights and a buffer.
        memory: of each replica, such as 2GiB; by default the machine's available memory, shared out.
        api_key: asked of every request.
        cpus: that Ray sets aside for a replica.
    """

    model_config = ConfigDict(extra="forbid")

    folder: Path
    replicas: int = Field(1, ge=1)
    memory: str | None = None
    api_key: str | None = None
    cpus: float = Field(1, gt=0)


class Replica:
    """A streamed model and its server."""

    def __init__(self, deployed: Deployed) -> None:
        from flame.models.packed_folder import PackedFolder

        memory = available_bytes() // deployed.replicas if deployed.memory is None else byte_count(deployed.memory)
        self._engine = Engine.of_folder(PackedFolder.open(deployed.folder), memory)
        self._api_key = deployed.api_key

    def __serve_build_asgi_app__(self) -> ASGIApp:  # Ray asks for it by this name
        return Guard(make_app(self._engine), self._api_key, None)

    def check_health(self) -> None:
        """Asked by Ray, which replaces a replica that raises."""
        if not self._engine.alive:
            raise RuntimeError("the engine has ended")


def app(deployed: Deployed) -> Any:
    """The application that `serve run` and `ray.serve.run` take."""
    deployment = serve.deployment(
        num_replicas=deployed.replicas,
        max_ongoing_requests=Limits().waiting + 1,
        ray_actor_options={"num_cpus": deployed.cpus},
        request_router_config=RequestRouterConfig(**ROUTER),
    )(serve.ingress()(Replica))
    return deployment.bind(deployed.model_copy(update={"folder": deployed.folder.absolute()}))
