"""The rows of table 1: what explains the paper, every fit that was tried, and our design."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from experiments.paper.paper_latency import CONFIGURATIONS, PaperSpeed, TriedFit
from experiments.paper.table1_model import AtPapersHits, Modelled, Row
from experiments.paper.values import MS, number
from flame.platform import Platform
from hw.design import Design
from hw.host_calls import HostCalls
from hw.placed import OwnDesign
from online.timing.latency_fit import LatencyFit

if TYPE_CHECKING:
    from experiments.paper.table1 import FitAssumption


def explained_rows(fit: LatencyFit, board: Platform, at_paper: list[AtPapersHits]) -> list[Row]:
    speed = PaperSpeed.of(fit)
    return [
        {
            "parameter_set": "explains the paper", "timing": "fitted", "configuration": name, "latency_ms": ms,
            "paper_ms": MS[name],
            "residual": residual, "speedup_over_baseline": fit.modelled_ms[0] / ms, "hit_ratio": hits,
            "offchip_bytes_per_s": speed.offchip_bytes_per_s, "macs_per_s": speed.macs_per_s,
            "skipped_share": speed.skipped_share, "within_the_boards_peaks": speed.within_peaks(board),
            "slots": at.slots, "fits_the_board": at.fits_the_board,
        }
        for name, ms, residual, hits, at in zip(
            CONFIGURATIONS, fit.modelled_ms, fit.residuals, fit.assumption.hits, at_paper, strict=True
        )
    ]  # fmt: skip


def tried_rows(tried: list[TriedFit]) -> list[Row]:
    """The best hit ratios for each size of a pruned load, with and without overlap, and its least possible error."""
    rows = []
    for each in best_of(tried):
        assumption = each.fit.assumption
        rows.append(
            {
                "parameter_set": "fit tried", "timing": "fitted", "configuration": each.load.words,
                "cached_experts": each.cached[0], "cached_experts_nm": each.cached[1],
                "preloads_overlap": assumption.overlapped,
                "hit_ratio_baseline": assumption.hits[0], "hit_ratio_nm": assumption.hits[1],
                "hit_ratio_cepr": assumption.hits[2], "hit_ratio_both": assumption.hits[3],
                "load_share": assumption.load_share, "worst_residual": each.fit.worst,
                **{f"residual_{row}": value for row, value in zip(CONFIGURATIONS, each.fit.residuals, strict=True)},
            }
        )  # fmt: skip
    return rows


def best_of(tried: list[TriedFit]) -> list[TriedFit]:
    """The best for each size of a pruned load, with and without overlap; the best first."""
    best: dict[tuple[str, bool], TriedFit] = {}
    for each in tried:
        key = (each.load.words, each.fit.assumption.overlapped)
        if key not in best or each.fit.worst < best[key].fit.worst:
            best[key] = each
    return sorted(best.values(), key=lambda each: each.fit.worst)


def event_rows(modelled: list[Modelled], platform: Platform, share: float, assumed: FitAssumption) -> list[Row]:
    bandwidth = platform.offchip_bytes_per_s * platform.offchip_efficiency
    return [
        {
            "parameter_set": "fitted by events", "timing": "fitted", "paper_ms": MS[row.configuration],
            "residual": row.timing.ms_per_token / MS[row.configuration] - 1,
            "offchip_bytes_per_s": bandwidth, "macs_per_s": platform.clock_hz, "skipped_share": share,
            **timing_row(row, modelled[0]), **asdict(assumed) | {"accuracy": number(assumed.accuracy)},
        }
        for row in modelled
    ]  # fmt: skip


def own_rows(own: list[Modelled], designs: dict[str, OwnDesign], slowest: list[Modelled] | None = None) -> list[Row]:
    """Our design in each configuration.

    Args:
        slowest: the same with the board's lowest clock and efficiency of memory; None leaves the band out.
    """
    rows = []
    slow_rows: list[Modelled | None] = [*slowest] if slowest else [None] * len(own)
    for row, slow in zip(own, slow_rows, strict=True):
        design, timing = designs[row.configuration], row.timing
        loads = row.counts["demand_loads"] + row.counts["useful_preloads"]
        resources = design.estimate.resources
        rows.append(
            {
                "parameter_set": design.platform.name,
                **timing_row(row, own[0]),
                "loads_avoided_by_reuse": 1 - loads / timing.accesses,
                "useful_preloads_per_token": row.counts["useful_preloads"] / timing.tokens,
                "wasted_preloads_per_token": (row.counts["preloads"] - row.counts["useful_preloads"]) / timing.tokens,
                "demand_loads_per_token": row.counts["demand_loads"] / timing.tokens,
                "lanes": design.lanes, "dsp": resources.dsp, "bram18": resources.bram18,
                "uram": resources.uram, **(_band(row, slow, design.design) if slow else {}),
            }
        )  # fmt: skip
    return rows


def _band(row: Modelled, slow: Modelled, design: Design) -> Row:
    """The least and the most that the kernels take under the board's ranges, and the whole system with its host."""
    host = HostCalls.of(design).ms()
    return {
        "latency_ms_slowest": slow.timing.ms_per_token,
        "whole_system_ms_fastest": row.timing.ms_per_token + host[0],
        "whole_system_ms_slowest": slow.timing.ms_per_token + host[1],
    }


def timing_row(row: Modelled, baseline: Modelled) -> Row:
    timing = row.timing
    return {
        "configuration": row.configuration, "latency_ms": timing.ms_per_token,
        "speedup_over_baseline": baseline.timing.ms_per_token / timing.ms_per_token, "hit_ratio": timing.hit_ratio,
        "slots": row.plan.total, "slots_kind": "shared" if len(row.plan.slots) == 1 else "per layer",
        "expert_bytes": row.cost.size_bytes, "loaded_bytes_per_token": timing.bytes_per_token,
        "compute_ms": timing.compute_ms / timing.tokens, "off_chip_ms": timing.off_chip_ms / timing.tokens,
        "stall_ms": timing.stall_ms / timing.tokens,
    }  # fmt: skip
