"""Points of a sweep: folders named by their configuration, finished or failed, so that a sweep can be taken up again.

`<output>/sweep/EXPERIMENT/HASH` holds a report, or the error of a point that failed. The hash is of the resolved
configuration, so the launcher, the order of the points and the machine change nothing. A report is kept where the code
that made it and all that it was made from are the same.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flame.app.config import Settings, parse
from flame.app.experiment import Context, load_experiment, work_inputs
from flame.app.report import REPORT_VERSION, write_report
from flame.errors import ArtifactError, FlameError
from flame.storage.artifact import Labels, open_artifact, require_folder, sha256_of, write_artifact

FAILED, FAILED_VERSION = "failed-point", 1


def point_folder(output: str, config: Mapping[str, Any]) -> Path:
    """Where the point of this configuration stands."""
    return Path(output) / "sweep" / str(config["experiment"]["name"]) / sha256_of(config)[:16]


def is_finished(folder: Path, config: Mapping[str, Any], inputs: Mapping[str, str]) -> bool:
    """Whether the report of this very configuration, code and inputs stands there, whole."""
    try:
        stored = open_artifact(folder, "report", REPORT_VERSION)
        return dict(stored.config) == json.loads(json.dumps(config)) and dict(stored.inputs) == inputs
    except ArtifactError:
        return False


def run_experiment(values: Mapping[str, Any]) -> Path:
    """Run the experiment of a resolved configuration, and write its report; the file that a reader opens.

    Raises:
        FlameError: the configuration or what it names cannot be used; nothing is written.
    """
    context = Context(parse(Settings, values))
    module, parameters = load_experiment(context.settings.experiment)
    folder = Path(context.settings.output) / str(context.settings.experiment["name"])
    require_folder(folder.parent)
    report = module.run(context, parameters)
    page = module.page(context, parameters, report) if hasattr(module, "page") else None
    write_report(report, folder, context.settings_json(), context.settings.seed, page=page)
    return folder / ("index.html" if page is not None else "report.md")


def run_point(values: Mapping[str, Any]) -> Path:
    """Run one point of a sweep, unless it is finished; what stops it is kept in its folder and stops no other."""
    config = {key: value for key, value in values.items() if key != "output"}
    folder = point_folder(values["output"], config)
    try:
        context = Context(parse(Settings, values))
        module, parameters = load_experiment(context.settings.experiment)
        inputs = work_inputs(module, context, parameters)
        if not is_finished(folder, config, inputs):
            write_report(module.run(context, parameters), folder, config, context.settings.seed, inputs)
    except Exception as error:
        record_failure(folder, config, error)
        print(f"flame: {folder}: {error}".replace("\n", " "), file=sys.stderr)
    return folder


def failures(root: Path) -> dict[Path, tuple[int, int]]:
    """The folders of failed points below a folder, each with what tells its error from a later one."""
    files = sorted(root.rglob("error.json")) if root.is_dir() else []
    return {file.parent: (file.stat().st_ino, file.stat().st_ctime_ns) for file in files}


def read_point(folder: Path) -> Point:
    """The point that stands in a folder.

    Raises:
        ArtifactError: it is damaged.
    """
    if (folder / "error.json").is_file():
        manifest = open_artifact(folder, FAILED, FAILED_VERSION)
        error = json.loads((folder / "error.json").read_text(encoding="utf-8"))["error"]
        return Point(folder, manifest.config, None, error)
    manifest = open_artifact(folder, "report", REPORT_VERSION)
    return Point(folder, manifest.config, json.loads((folder / "report.json").read_text(encoding="utf-8")), None)


def record_failure(folder: Path, config: Mapping[str, Any], error: Exception) -> None:
    """Keep what stopped a point: its line, and for a bug the traceback."""

    def fill(scratch: Path) -> None:
        said: dict[str, str] = {"error": f"{error}" if isinstance(error, FlameError) else repr(error)}
        if not isinstance(error, FlameError):
            said["traceback"] = "".join(traceback.format_exception(error))
        (scratch / "error.json").write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")

    write_artifact(folder, FAILED, FAILED_VERSION, fill, config=config, labels=Labels("none"))


@dataclass(frozen=True)
class Point:
    """A point as it stands on disk: its configuration, and either its report or its error."""

    folder: Path
    config: Mapping[str, Any]
    report: Mapping[str, Any] | None
    error: str | None


def read_points(root: Path) -> list[Point]:
    """Every point below a folder, in the order of their hashes.

    Raises:
        ArtifactError: there is none, or one is damaged.
    """
    folders = [file.parent for file in sorted(root.rglob("manifest.json"))]
    points = [read_point(f) for f in folders if (f / "report.json").is_file() or (f / "error.json").is_file()]
    if not points:
        raise ArtifactError(f"{root}: no point of a sweep (run one: flame --multirun experiment=NAME key=1,2,3)")
    return points


def flatten(values: Any, place: str = "") -> dict[str, Any]:
    """Nested mappings as one, keys joined with dots; lists stay as they are."""
    if not isinstance(values, Mapping):
        return {place: values}
    flat: dict[str, Any] = {}
    for key, value in values.items():
        flat |= flatten(value, f"{place}.{key}" if place else str(key))
    return flat


def axes(points: list[Point]) -> list[str]:
    """Fields of the configuration in which the points differ, in alphabetical order."""
    flat = [flatten(point.config) for point in points]
    keys = sorted({key for values in flat for key in values})
    return [key for key in keys if len({json.dumps(values.get(key)) for values in flat}) > 1]
