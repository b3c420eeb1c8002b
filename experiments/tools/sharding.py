"""One job in parts: `experiment.shards` of them, of which each point of a sweep does `experiment.shard`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from flame.errors import ConfigError

T = TypeVar("T")


def check_shard(shards: int, shard: int | None) -> None:
    """Refuse a part that there is not.

    Raises:
        ConfigError: fewer than one part, or `shard` is none of 0..shards - 1.
    """
    if shards < 1 or (shard is not None and not 0 <= shard < shards):
        raise ConfigError(f"experiment.shards={shards}, shard={shard}: expected at least 1, and 0..shards - 1 or null")


def part(items: Sequence[T], shards: int, shard: int, what: str) -> Sequence[T]:
    """The consecutive items of one part; all parts in order are all items.

    Args:
        what: the items, for the message.
    Raises:
        ConfigError: there are fewer items than parts.
    """
    if len(items) < shards:
        raise ConfigError(f"experiment.shards={shards}: expected at most {len(items)}, the {what}")
    return items[len(items) * shard // shards : len(items) * (shard + 1) // shards]
