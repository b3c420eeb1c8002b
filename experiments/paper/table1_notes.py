"""What table 1's report says beside its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.paper.paper_latency import (
    CACHED,
    MOE_LAYERS,
    MOST_KNOWN,
    PaperSpeed,
)
from experiments.paper.table1_figures import AIM_MS
from experiments.paper.table1_model import AtPapersHits, Row, kernel_is_kept
from experiments.paper.values import MS, number
from hw.host_calls import CALL_US, HostCalls

if TYPE_CHECKING:
    from experiments.paper.table1 import Found, Parameters

_ABANDONED = {
    False: "finished, as in the emitted kernel",
    True: "stopped as soon as the router has decided otherwise, as the engine in RTL can",
}


def notes(parameters: Parameters, found: Found) -> list[str]:
    """Everything that a reader of the rows must know."""
    return [
        "Modelled, never measured: router and experts of the MoE layers only, as in the paper; the kernels have not "
        "been synthesised.",
        *_explained(found),
        _own(parameters, found),
        *_of_our_design(parameters, found),
        _regime(found.regime),
        "Slots are shared by all layers, or equally many for each, whichever brings more hits on the tuning split: "
        "what a project can have. Routing and hits are those of the model of this run; the sizes are "
        f"{parameters.d_model} x {parameters.d_ff}, the paper's.",
        "The paper's CPU and GPU rows: not run (no such devices).",
    ]


def _explained(found: Found) -> list[str]:
    best, board, tried = found.best, found.board, found.tried
    speed = PaperSpeed.of(best)
    shrinking = min((each.fit for each in tried if each.load.share < 1), key=lambda fit: fit.worst)
    same_known = min(
        (each.fit for each in tried if each.load.share < 1 and each.fit.assumption.hits[2] >= MOST_KNOWN[1]),
        key=lambda fit: fit.worst,
    )
    events_worst = min(
        max(abs(row.timing.ms_per_token / MS[row.configuration] - 1) for row in each.modelled)
        for each in found.by_events
    )
    return [
        f"What explains the paper's four rows, to {best.worst:.2%}: loading a dense expert {best.load_ms:.2f} ms, "
        f"computing it {best.dense_ms:.2f} ms, computing a pruned one {best.pruned_ms:.2f} ms; no reuse without "
        f"prediction, a hit ratio of {MOST_KNOWN[1]:.1%} with CEPR (figure 8b, one cached expert) and "
        f"{MOST_KNOWN[2]:.1%} with both (two, since twice as many pruned experts fit); and a pruned expert that takes "
        f"as long to load as a dense one. With fp16 that is {speed.offchip_bytes_per_s / 1e9:.2f} GB/s, "
        f"{speed.macs_per_s / 1e9:.2f} G multiply-accumulates a second, {speed.skipped_share:.0%} of the pruned ones "
        f"skipped: {'within' if speed.within_peaks(board) else 'beyond'} {board.name}'s peaks of bandwidth (at "
        f"{speed.offchip_bytes_per_s / board.offchip_bytes_per_s:.0%}) and products. Its memory is another matter: "
        f"{'; '.join(held(at) for at in found.at_paper[CACHED[-1]][2:])}, "
        "by the estimate of our int8 design. Three fitted numbers for four rows, chosen among many "
        "assumptions: agreement is the criterion of choice, not evidence.",
        f"If a pruned load is shorter, as section 6 says, no set of times comes nearer than {shrinking.worst:.1%} "
        f"under any hit ratios of figure 8b that were tried, and {same_known.worst:.1%} with the same known layers in "
        "both rows: each fit is a linear programme, so its error is the least possible. By events, with the hits of "
        f"a replay, the best of {len(found.by_events)} assumptions comes to {events_worst:.0%}.",
    ]


def _own(parameters: Parameters, found: Found) -> str:
    own, pruned, board = found.own, found.designs["both"], found.board
    time = own[-1].timing.ms_per_token
    two, one = found.at_paper[CACHED[-1]][-1], found.at_paper[1][-1]
    calls = HostCalls.of(pruned.design)
    host = calls.ms()
    slowest = found.slowest[-1].timing.ms_per_token
    judged = [time, *(at.latency_ms for at in (two, one) if at.fits_the_board)]
    reused = own[-1].timing.accesses - own[-1].counts["demand_loads"] - own[-1].counts["useful_preloads"]
    return (
        f"Our design on {board.name}: {parameters.units} kernels of {parameters.rows} rows, "
        f"{pruned.lanes} products a cycle, int8, {found.designs['baseline'].slots} dense or {pruned.slots} "
        "pruned experts on chip (blocks of memory rounded up, kernels beside them). Both together: "
        f"{time:.3f} ms a token with the routing of this run, kernels alone ({slowest:.3f} ms at "
        f"{board.least_clock_hz / 1e6:.0f} MHz and {board.least_offchip_efficiency:.0%} of the memory's peak in the "
        f"place of {board.clock_hz / 1e6:.0f} MHz and {board.offchip_efficiency:.0%}; the host's "
        f"{calls.transfers} transfers and {calls.starts} starts add {host[0]:.2f} to {host[1]:.2f} ms at an "
        f"assumed {CALL_US[0]:.0f} to "
        f"{CALL_US[1]:.0f} us each), {one.latency_ms:.3f} ms at figure 8b's hit "
        f"ratio with one cached expert a layer ({one.hit_ratio:.1%}; {held(one)}), {two.latency_ms:.3f} ms with two "
        f"({two.hit_ratio:.1%}; {held(two)}); the aim of {AIM_MS} ms is "
        f"{'met' if max(judged) <= AIM_MS else 'missed'} by what fits. "
        f"{reused / own[-1].timing.accesses:.0%} of the uses found their expert still there from an earlier token: "
        "loads avoided by reuse, not by prediction."
    )


def _of_our_design(parameters: Parameters, found: Found) -> list[str]:
    abandons, kept, known = parameters.abandon_wrong_preloads, found.kept, parameters.kept_known_layers
    in_stock = [
        f"{row.configuration} with {row.plan.total} slots"
        for row, layers in [*((row, found.known_layers) for row in found.own), (kept, known)]
        if kernel_is_kept(found.designs[row.configuration].design, row.plan, layers)
    ]
    router_ms = found.designs["both"].router_ms
    times = {row.configuration: row.timing.ms_per_token for row in found.own}
    both, gains = times["baseline"] / times["both"], times["baseline"] ** 2 / (times["N:M"] * times["CEPR"])
    return [
        f"The {parameters.units} kernels are instances of the emitted one, each with its share of every expert's "
        "hidden units, whose weights lie in a bank of its own. Left out are the host's calls, its sum over the "
        "instances, and that a call ends only when the preload beside it has arrived, which costs at most a "
        f"router's time a layer, {MOE_LAYERS * router_ms:.3f} ms a token.",
        f"A wrong preload is {_ABANDONED[abandons]}; {_ABANDONED[not abandons]}, both together take "
        f"{found.otherwise.timing.ms_per_token:.3f} ms. With {kept.plan.total} slots and {known} known layers they "
        f"take {kept.timing.ms_per_token:.3f} ms. Kernels that hw/generated keeps, so that a project needs no Allo: "
        f"{', '.join(in_stock) or 'none of these'}.",
        f"N:M with CEPR gains {both:.2f}x, {'more' if both > gains else 'less'} than the product of both gains, "
        f"{gains:.2f}x. (The paper: "
        f"{number('gain_both'):.2f}x, more than {number('gain_N:M') * number('gain_CEPR'):.2f}x.)",
    ]


def _regime(regime: list[Row]) -> str:
    paying = [row for row in regime if row["speedup_by_prediction"] > 1.02]
    most = max(regime, key=lambda row: row["speedup_by_prediction"])
    return (
        "When prediction pays: a right preload hides the shorter of loading and computing; a wrong one costs a slot, "
        "and the port's time until the router decides. Where loading takes many times as long as computing "
        "(thousands of lanes on DDR4), there is nothing to hide behind, the port is never idle, and every wrong "
        f"preload adds bytes to what bounds the time. Of {len(regime)} combinations it pays in {len(paying)}, most at "
        f"{most['speedup_by_prediction']:.2f}x with {most['lanes']} lanes, {most['offchip_bytes_per_s'] / 1e9:.0f} "
        f"GB/s and {most['slots_per_layer']} slots a layer, where a load takes {most['load_over_compute']:.1f} times "
        "as long as computing."
    )


def held(at: AtPapersHits) -> str:
    """Whether the board holds the slots of a hit ratio, in words."""
    experts = "pruned" if at.configuration in ("N:M", "both") else "dense"
    return f"{at.slots} {experts} experts {'fit' if at.fits_the_board else f'do not fit ({at.shortage})'}"
