"""Compare a synthesis report with what the timing model expects: python3 check_csynth.py EXPECTED.json csynth.rpt

Each pipelined loop must start an iteration as often as expected and run as many of them without filling anew, and each
port that is read word after word must burst as long as expected; a longer burst is no worse. The report is the
summary of Vitis HLS (`syn/report/csynth.rpt`). Exit code 1 where something differs, 2 where it cannot be read.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

Row = dict[str, str]


def table(text: str, heading: str) -> list[Row]:
    """Rows of the table below a heading by column; a column's name may take two lines. None: there is no such table."""
    lines = iter(text[text.index(heading) :].splitlines() if heading in text else ())
    names: list[str] = []
    rows: list[Row] = []
    rules = 0
    for line in lines:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.strip().startswith("+-"):
            rules += 1
        elif line.strip().startswith("|") and rules == 1:
            names = [f"{a} {b}".strip() for a, b in zip(names or [""] * len(cells), cells, strict=True)]
        elif line.strip().startswith("|"):
            rows.append(dict(zip(names, cells, strict=True)))
        if rules == 3:
            break
    return rows


def loop_faults(expected: list[dict[str, Any]], rows: list[Row]) -> list[str]:
    """Pipelined loops that are slower than expected, or that the report does not have."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        if label := re.fullmatch(r"o\s+(\w+)", row["Modules & Loops"]):
            found.setdefault(label[1], []).append(row)
    faults = []
    for loop in expected:
        names = loop["nest"]
        # Vitis names a flattened nest after all its loops; one of a single iteration may be left out.
        spelt = ["_".join(names[at:]) for at in range(len(names))]
        there = [(name, row) for name in spelt for row in found.get(name, ())]
        if not there:
            faults.append(f"{spelt[0]}: is not in the report (expected {loop['trips']} iterations, II={loop['ii']})")
        for name, row in there:
            interval, trips, pipelined = row["Interval"], row["Trip Count"], row["Pipelined"]
            if pipelined != "yes" or interval != str(loop["ii"]):
                faults.append(f"{name}: pipelined {pipelined}, II={interval} (expected II={loop['ii']})")
            if trips != str(loop["trips"]):
                faults.append(f"{name}: {trips} iterations before it fills anew (expected {loop['trips']})")
    return faults


def burst_faults(expected: list[dict[str, Any]], rows: list[Row]) -> list[str]:
    """Ports whose bursts are shorter than expected, or fewer."""
    faults = []
    for port in expected:
        where = f"m_axi_{port['port']}"
        mine = [row for row in rows if (row["HW Interface"], row["Direction"]) == (where, port["direction"])]
        bits = [int(row["Length"]) * int(row["Width"]) if row["Length"].isdigit() else 0 for row in mine]
        wanted = sorted((length * port["width"] for length in port["lengths"]), reverse=True)
        bits = sorted(bits, reverse=True) + [0] * len(wanted)
        if any(had < want for had, want in zip(bits, wanted, strict=False)):
            said = ", ".join(f"{row['Length']} of {row['Width']} bits" for row in mine) or "none"
            hoped = ", ".join(f"{length} of {port['width']} bits" for length in port["lengths"])
            faults.append(f"{where}: {port['direction']} bursts: {said} (expected {hoped})")
    return faults


def main(expectation: str, report: str) -> int:
    if not Path(report).is_file():
        print(f"{report}: is not there: synthesis was not run", file=sys.stderr)
        return 2
    expected = json.loads(Path(expectation).read_text(encoding="utf-8"))
    text = Path(report).read_text(encoding="utf-8", errors="replace")
    try:
        loops = table(text, "+ Performance & Resource Estimates")
        faults = loop_faults(expected["loops"], loops)
        faults += burst_faults(expected["bursts"], table(text, "* Inferred Burst Summary"))
    except (KeyError, ValueError) as error:
        print(f"{report}: is no synthesis summary of Vitis HLS ({error})", file=sys.stderr)
        return 2
    if not loops:
        print(f"{report}: is no synthesis summary of Vitis HLS (it lists no loops)", file=sys.stderr)
        return 2
    for fault in faults:
        print(fault)
    loop_count, burst_count = len(expected["loops"]), sum(len(port["lengths"]) for port in expected["bursts"])
    print(f"synthesis: {loop_count} loops and {burst_count} bursts expected, {len(faults)} faults")
    print("FAIL" if faults else "PASS")
    return int(bool(faults))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
