"""Before a long reproduction: whether its checkpoints, corpora, memory and disk are there, in seconds."""

from __future__ import annotations

import sys

from experiments.paper.reproduce import Parameters, needs_of, plan_pieces
from flame.app.experiment import Context
from flame.app.report import Report
from flame.errors import ConfigError
from flame.storage.artifact import Labels

TITLE = "Preflight: what a reproduction needs, looked at before its first hour"
READS = ("model", "dataset", "platform", "tier")  # as experiment=reproduce


def run(context: Context, parameters: Parameters) -> Report:
    """Look at what `experiment=reproduce` with the same words would read and write.

    Raises:
        ConfigError: something is missing; each thing is a line on the standard error.
    """
    rows = needs_of(plan_pieces(context.settings, parameters), context.settings)
    missing = [row for row in rows if row["verdict"] == "missing"]
    for row in missing:
        print(f"flame: {row['needs']} is missing: {row['reason']}", file=sys.stderr)
    if missing:
        raise ConfigError(f"preflight: {len(missing)} of {len(rows)} needs are missing (each has a line above)")
    return Report("preflight", TITLE, Labels("none"), rows, provenance=context.provenance(model=False, dataset=False))
