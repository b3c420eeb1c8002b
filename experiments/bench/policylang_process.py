"""Replay a trace with moe-policylang, by the interpreter of an environment that has it and nothing of this project."""

from __future__ import annotations

import json
import sys
import time


def main() -> None:
    """Arguments: trace, experts that a layer chooses, shares of the experts that the budget holds."""
    from moe_policylang.benchmark.replay import replay_policies
    from moe_policylang.integrations.trace_recorder import TraceRecording

    trace = TraceRecording.load(sys.argv[1])
    top_k, shares = int(sys.argv[2]), json.loads(sys.argv[3])
    start = time.perf_counter()
    cells = replay_policies(trace, top_k, policies=("topk_lru",), budget_fractions=shares)
    seconds = time.perf_counter() - start
    print(json.dumps([[[c.budget, c.hits, c.accesses] for c in cells], seconds]))


if __name__ == "__main__":
    main()
