"""The whole path at a tiny size: resumed after kills, reused when nothing changed, the same for the same seed."""

import html
import json
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from matplotlib.image import imread

from experiments.paper import reproduce
from experiments.paper.claims import AT_LEAST, AT_MOST, CLAIMS, EXACT, judge, near
from experiments.paper.values import MS, VALUES, number
from flame.app.config import load_settings
from flame.app.experiment import Context, load_experiment
from flame.app.report import format_value
from flame.errors import ArtifactError, ConfigError

EXPERIMENTS = ("fig4a_memory_footprint", "fig5_path_skew", "fig6_transitions")
ALSO = "experiments: [fig5_path_skew], fields: {}, overrides: {}"


def overrides(tiny_folder: Path, *more: str) -> list[str]:
    return [
        "experiment=reproduce", "model=switch_base_8", f"model.path={tiny_folder}", "dataset=sample",
        "dataset.trace_dialogues=20", "model.max_new_tokens=4", "model.max_source_tokens=48",
        f"experiment.experiments=[{','.join(EXPERIMENTS)}]", "experiment.also=[]", *more,
    ]  # fmt: skip


def run(tiny_folder: Path, cwd: Path, *more: str) -> subprocess.CompletedProcess:
    arguments = [sys.executable, "-m", "flame.app.cli", *overrides(tiny_folder, *more)]
    return subprocess.run(arguments, cwd=cwd, capture_output=True, text=True, timeout=300)


def run_here(*arguments: str) -> tuple[dict, str]:
    """The report and the page, without a process of their own."""
    context = Context(load_settings(*arguments))
    module, parameters = load_experiment(context.settings.experiment)
    report = module.run(context, parameters)
    return report.to_json(), module.page(context, parameters, report)


@pytest.fixture(scope="module")
def reproduced(tiny_folder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reproduced")
    result = run(tiny_folder, folder)
    assert result.returncode == 0, result.stderr
    return folder, result


def stored(folder: Path, name: str) -> dict:
    return json.loads((folder / "outputs" / name / "report.json").read_text())


def without_times(report: dict) -> str:
    for row in report["rows"]:
        row.pop("seconds", None)
        row.pop("peak_gb", None)
    return json.dumps(report)


def without_time_cells(page: str) -> str:
    return re.sub(r'(<td class="n time">)[^<]*', r"\1", page)


def claims_table(page: str) -> str:
    return page.split('id="claims"')[1].split("</table>")[0]


def test_it_ends_with_the_page_and_every_report(reproduced):
    folder, result = reproduced
    assert result.stdout.strip().splitlines()[-1] == "outputs/reproduce/index.html"
    assert result.stderr == ""
    page = (folder / "outputs/reproduce/index.html").read_text()
    for name in EXPERIMENTS:
        assert f'id="{name}"' in page
        assert stored(folder, name)["title"] in page
    assert not re.search(r'(src|href)="(https?:)?//', page)


def test_every_claim_of_the_paper_has_a_row_and_says_so_where_it_was_not_run(reproduced):
    folder, _ = reproduced
    rows = [row for row in stored(folder, "reproduce")["rows"] if row["kind"] == "claim"]
    assert [row["id"] for row in rows] == [claim.value for claim in CLAIMS]
    assert claims_table((folder / "outputs/reproduce/index.html").read_text()).count("<tr>") == len(CLAIMS) + 1
    for row in rows:
        assert row["reason"]
        assert ("ours" in row) == (row["verdict"] != "not run")
    by_id = {row["id"]: row for row in rows}
    assert by_id["expert_share_8"]["verdict"] == "agrees"  # by arithmetic
    assert by_id["expert_millions"]["ours"] == pytest.approx(4.718592)
    assert by_id["distinct_paths"]["verdict"] == "differs"
    assert "not among" in by_id["accuracy_n1"]["reason"]


def test_the_headline_counts_measured_claims_apart_from_fitted_and_arithmetic_ones(reproduced):
    folder, _ = reproduced
    report = stored(folder, "reproduce")
    claims = [row for row in report["rows"] if row["kind"] == "claim"]
    measured = [row["verdict"] for row in claims if row["evidence"] == "measured"]
    first, apart = report["notes"][:2]
    assert f"{len(measured)} claims that can be measured here, {measured.count('holds')} hold" in first
    kinds = {row["evidence"] for row in claims}
    assert kinds == {"measured", "fitted", "arithmetic"}
    for kind in ("fitted", "arithmetic"):
        assert f"{sum(row['evidence'] == kind for row in claims)} {kind}" in apart
    assert not any(row["verdict"] == "holds" for row in claims if row["evidence"] != "measured")


def test_a_fitted_figure_fits_and_never_holds():
    table1 = {"labels": {"weights": "none"}, "rows": [], "paper": [{"id": "ms_both", "ours": number("ms_both")}]}
    row = next(row for row in judge({"table1": table1}, {}) if row["id"] == "ms_both")
    assert (row["evidence"], row["label"], row["verdict"]) == ("fitted", "fitted", "fits")


def test_nothing_that_the_paper_does_not_state_stands_in_its_column():
    ours = {144, 1152, 9216, 589_824, round(MS["baseline"] / MS["both"], 2)}
    for row in judge({}, {}):
        assert row["paper"] is None or row["basis"] == "stated"
        assert row["paper"] not in ours
        if row["basis"] != "stated":
            assert row["paper"] is None
            assert row["limit"] == VALUES[row["id"]].value


def test_every_number_of_the_paper_stands_once_and_is_written_down_nowhere_else():
    """Claims, reports, fits and YAML read numbers from values.py, so none may write one of several digits itself."""
    root = Path(reproduce.__file__).parents[2]
    digits = {f"{value.value:g}" for value in VALUES.values() if value.basis == "stated"}
    telling = {text for text in digits if "." in text and len(text.strip("0.")) >= 3}
    assert {"31.27", "0.844", "0.0986"} <= telling
    files = [*(root / "experiments").rglob("*.py"), *(root / "conf").rglob("*.yaml")]
    for file in files:
        if file.name != "values.py":
            written = set(re.findall(r"(?<![\w.])\d+\.\d+(?![\w.])", file.read_text(encoding="utf-8")))
            assert not written & telling, file


NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?:e[+-]?\d+)?")


def numbers_of(value: object) -> set[str]:
    if isinstance(value, dict):
        return set().union(*(numbers_of(v) for pair in value.items() for v in pair)) if value else set()
    if isinstance(value, list):
        return set().union(*map(numbers_of, value)) if value else set()
    return set(NUMBER.findall(value if isinstance(value, str) else format_value(value)))


def test_every_number_of_the_page_is_in_a_report_beside_it(reproduced):
    folder, _ = reproduced
    page = (folder / "outputs/reproduce/index.html").read_text()
    text = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    shown = set(NUMBER.findall(html.unescape(re.sub(r"<[^>]*>", " ", text))))
    known = set().union(*(numbers_of(stored(folder, name)) for name in (*EXPERIMENTS, "reproduce")))
    assert len(shown) > 200
    assert shown <= known, sorted(shown - known)


def test_every_paper_value_of_a_report_is_a_claim(reproduced):
    folder, _ = reproduced
    reports = {name: stored(folder, name) for name in EXPERIMENTS}
    values = {v["ours"] for report in reports.values() for v in report["paper"]}
    assert values <= {row.get("ours") for row in judge(reports, {})}


def test_a_claim_that_differs_says_why_and_a_limit_of_ours_is_not_the_papers_value():
    row = {"predictor": "cepr", "known_layers": 6, "train_tokens": 15_799}
    layers = [(0, 0.4), (1, 0.6)]
    prediction = {
        "labels": {"weights": "stand-in"},
        "rows": [{"predictor": "marginal", "known_layers": 0, "layer": k, "accuracy": a / 2} for k, a in layers]
        + [row | {"layer": "all", "accuracy": 0.5, "worst_over_best_layer": 0.4 / 0.6}],
        "paper": [
            {"id": "accuracy_n6", "ours": 0.5, "ours_low": 0.4, "ours_high": 0.6},
            {"id": "over_random_n6", "ours": 5.9, "ours_low": 5.5, "ours_high": 6.1},
        ],
    }
    streaming = {
        "labels": {"weights": "stand-in"},
        "rows": [
            {"model": "random_switch", "configuration": name, "beside": "int8", "ms_per_token": 8.0,
             "speedup_over_resident": speed}
            for name, speed in (("resident", 1.0), ("baseline", 0.8), ("both", 5.0))
        ],
        "paper": [],
    }  # fmt: skip
    reports = {"fig8a_prediction_accuracy": prediction, "bench_streaming": streaming}
    by_name = {row["id"]: row for row in judge(reports, {"table1": "the disk is full"})}
    found = by_name["accuracy_n6"]
    assert found["verdict"] == "differs"
    assert "stand-in" in found["reason"]
    assert "tables learn on 15,799 tokens" in found["reason"]
    assert (found["ours_low"], found["ours_high"]) == (0.4, 0.6)
    unsure = by_name["over_random_n6"]
    assert unsure["verdict"] == "undecided"
    assert "interval" in unsure["reason"]
    even = by_name["even_layers"]
    assert (even["paper"], even["limit"], even["verdict"]) == (None, 0.8, "differs")
    assert even["ours"] == pytest.approx(0.4 / 0.6)
    assert "ratio" not in even
    assert "a limit that is ours" in even["reason"]
    assert "most frequent expert takes 20% to 30%" in even["reason"]
    assert by_name["ms_cpu"]["ours"] == 8.0
    assert by_name["ms_cpu"]["weights"] == "random"
    assert by_name["times_both"]["verdict"] == "holds"
    assert by_name["times_baseline"]["verdict"] == "differs"
    assert "has no figure for it" in by_name["times_N:M"]["reason"]
    assert "tier=full" in by_name["kept_16"]["reason"]
    assert by_name["ms_both"]["reason"] == "the disk is full"
    assert by_name["ms_gpu"]["reason"] == "no such device here"


@pytest.mark.parametrize(
    ("rule", "low", "high", "verdict"),
    [
        (AT_LEAST, 10.0, 11.0, "holds"), (AT_LEAST, 8.0, 9.9, "differs"), (AT_LEAST, 9.0, 11.0, "undecided"),
        (AT_MOST, 8.0, 10.0, "holds"), (AT_MOST, 10.1, 11.0, "differs"), (AT_MOST, 9.0, 11.0, "undecided"),
        (near(), 9.5, 10.5, "holds"), (near(), 5.0, 8.9, "differs"), (near(), 11.1, 12.0, "differs"),
        (near(), 5.0, 20.0, "undecided"), (near(), 8.0, 9.5, "undecided"), (near(), 9.5, 9.5, "holds"),
        (EXACT, 10.0, 10.0, "holds"), (EXACT, 10.1, 10.1, "differs"),
    ],
)  # fmt: skip
def test_a_verdict_knows_the_interval(rule, low, high, verdict):
    assert rule.verdict(low, high, 10.0) == verdict


def test_a_second_run_keeps_what_stands_and_gives_the_same_bytes(reproduced, tiny_folder):
    folder, _ = reproduced
    files = [folder / "outputs" / name / "manifest.json" for name in EXPERIMENTS]
    page = folder / "outputs/reproduce/index.html"
    before, shown = [f.stat().st_mtime_ns for f in files], page.read_bytes()
    assert run(tiny_folder, folder).returncode == 0
    assert before == [f.stat().st_mtime_ns for f in files]
    assert page.read_bytes() == shown


def test_a_damaged_report_is_made_again(reproduced, tiny_folder):
    folder, _ = reproduced
    file = folder / "outputs" / EXPERIMENTS[0] / "report.json"
    right = file.read_text()
    file.write_text(right[:-20])
    run_here(*overrides(tiny_folder, f"output={folder / 'outputs'}"))
    assert file.read_text() == right


def test_from_logs_needs_no_model_and_gives_the_same_claims(reproduced, tmp_path):
    folder, _ = reproduced
    shutil.copytree(folder / "outputs", tmp_path / "outputs")
    shutil.rmtree(tmp_path / "outputs" / EXPERIMENTS[2])
    shutil.rmtree(tmp_path / "outputs" / "artifacts")
    report, page = run_here(
        "experiment=reproduce",
        "tier=from_logs",
        "model=switch_base_8",
        "model.path=/nowhere",
        f"output={tmp_path / 'outputs'}",
    )
    rows = {row.get("id", row.get("section")): row for row in report["rows"]}
    for row in stored(folder, "reproduce")["rows"]:
        if row["kind"] == "claim" and row.get("section") != EXPERIMENTS[2]:
            ours = rows[row["id"]]
            assert ours.get("ours") == row.get("ours")
            assert ours["verdict"] == row["verdict"]
    assert "no manifest.json" in rows[EXPERIMENTS[2]]["reason"]
    assert stored(folder, EXPERIMENTS[1])["title"] in page


def test_from_logs_of_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(ArtifactError, match="no report stands"):
        run_here("experiment=reproduce", "tier=from_logs", f"output={tmp_path}")


def test_the_full_tier_runs_both_models_from_folders_and_names_what_it_could_not(tiny_folder, tmp_path):
    (tmp_path / "data").mkdir()
    talk = [{"id": str(i), "dialogue": f"A: {i}\r\nB: no", "summary": f"B will not {i}."} for i in range(30)]
    for split, part in (("train", talk[:10]), ("validation", talk[10:20]), ("test", talk[20:])):
        (tmp_path / "data" / f"{split}.json").write_text(json.dumps(part))
    report, page = run_here(
        "experiment=reproduce", "tier=full", f"model.path={tiny_folder}", f"dataset.path={tmp_path / 'data'}",
        "model.max_new_tokens=4", "experiment.experiments=[fig5_path_skew]", f"output={tmp_path / 'outputs'}",
        f"experiment.also=[{{model: switch_base_16, path: {tiny_folder}, {ALSO}}}, "
        f"{{model: switch_base_32, path: /nowhere, {ALSO}}}]",
    )  # fmt: skip
    sections = {row["section"]: row for row in report["rows"] if row["kind"] in ("run", "not run")}
    assert sections["switch_base_16/fig5_path_skew"]["kind"] == "run"
    assert "/nowhere" in sections["switch_base_32/fig5_path_skew"]["reason"]
    assert 'id="switch_base_16-fig5_path_skew"' in page
    assert "switch_base_8 (pretrained weights), switch_base_16 (pretrained weights); accuracy on samsum" in page


@pytest.mark.parametrize("tier", ["quick", "full"])
def test_a_piece_has_the_parameters_that_its_experiment_has_alone(tier):
    settings = load_settings("experiment=reproduce", f"tier={tier}")
    _, parameters = load_experiment(settings.experiment)
    pieces = reproduce.plan_pieces(settings, parameters)
    assert len({piece.section for piece in pieces}) == len(pieces) >= 10
    for piece in pieces:
        name = piece.section.rpartition("/")[2]
        alone = load_settings(f"experiment={name}").experiment
        if (tier, name) == ("full", "bench_streaming"):  # the model's own sizes are the random one's
            alone = alone | {"embedded": False, "disk_tokens": 2}
        if not piece.section.startswith("smollm2_moe/"):  # which is given less to do
            assert piece.settings.experiment == alone
        load_experiment(piece.settings.experiment)


@pytest.mark.parametrize(
    ("override", "words"),
    [
        ("experiment.tier=quik", "did you mean quick"),
        ("experiment.experiments=[fig5]", "fig5_path_skew"),
        ("+experiment.overrides.fig5_path_skew.top_pahts=3", "did you mean top_paths"),
        (f"experiment.also=[{{model: switch_base_9, path: null, {ALSO}}}]", "did you mean switch_base"),
    ],
)
def test_bad_parameters_stop_it_before_it_starts(override, words, tiny_folder, tmp_path):
    with pytest.raises(ConfigError, match=words):
        run_here(*overrides(tiny_folder, override, f"output={tmp_path / 'outputs'}"))
    assert not (tmp_path / "outputs").exists()


def test_killed_at_random_moments_and_run_again_it_ends_the_same(reproduced, tiny_folder, tmp_path):
    folder, _ = reproduced
    moments = random.Random(0)
    arguments = [sys.executable, "-m", "flame.app.cli", *overrides(tiny_folder)]
    finished: dict[Path, int] = {}
    for count in range(1, len(EXPERIMENTS)):  # each time a little after so many pieces are done
        process = subprocess.Popen(arguments, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        deadline = time.monotonic() + 300
        while not (tmp_path / "outputs" / EXPERIMENTS[count - 1]).exists() and process.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        time.sleep(moments.uniform(0, 0.3))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=20)
        for name in EXPERIMENTS:
            manifest = tmp_path / "outputs" / name / "manifest.json"
            if manifest.exists():
                finished.setdefault(manifest, manifest.stat().st_mtime_ns)
    assert run(tiny_folder, tmp_path).returncode == 0
    assert len(finished) >= len(EXPERIMENTS) - 1
    assert finished == {manifest: manifest.stat().st_mtime_ns for manifest in finished}
    for name in (*EXPERIMENTS, "reproduce"):
        reports = [without_times(stored(at, name)) for at in (folder, tmp_path)]
        assert reports[0] == reports[1], name
    pages = [(at / "outputs/reproduce/index.html").read_text() for at in (folder, tmp_path)]
    assert without_time_cells(pages[0]) == without_time_cells(pages[1])


@pytest.mark.parametrize(
    ("width", "dark", "printed"),
    [
        (390, False, False),
        (800, False, False),
        (1050, False, False),
        (1200, False, False),
        (1280, True, False),
        (700, False, True),
    ],
    ids=["phone", "tablet", "small desktop", "desktop", "dark desktop", "paper"],
)
def test_a_browser_shows_the_page_without_sideways_scrolling(width, dark, printed, reproduced, tmp_path):
    browser = next((b for b in ("chromium", "chromium-browser", "google-chrome") if shutil.which(b)), None)
    if browser is None:
        pytest.skip("no chromium on PATH, so the page was not looked at in a browser")
    page = (reproduced[0] / "outputs/reproduce/index.html").read_text()
    if printed:  # A4 at 96 dots an inch, less its margins, with what the page says of print
        page = page.replace("@media print", "@media all").replace("@media screen and", "@media speech and")
    # What the browser made of it, as a bar across the top that the screenshot shows: green when all is well.
    probe = (
        "<script>addEventListener('load', () => {const fits = document.documentElement.scrollWidth <= innerWidth && "
        "[...document.images].every(i => i.complete && i.naturalWidth > 0);"
        "const bar = document.createElement('div'); bar.style = 'position:absolute;top:0;left:0;width:100%;height:9px;"
        "background:' + (fits ? '#00ff00' : '#ff0000'); document.body.append(bar)})</script></body>"
    )
    (tmp_path / "page.html").write_text(page.replace("</body>", probe))
    shot = tmp_path / "shot.png"
    arguments = [
        browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
        f"--user-data-dir={tmp_path / 'profile'}", f"--window-size={width},1200", "--virtual-time-budget=4000",
        *(["--blink-settings=preferredColorScheme=0"] if dark else []), f"--screenshot={shot}",
        f"file://{tmp_path / 'page.html'}",
    ]  # fmt: skip
    subprocess.run(arguments, capture_output=True, timeout=180, check=True)
    image = imread(shot)[:, :, :3]
    assert image.shape[1] == width
    assert np.allclose(image[4, width // 2], [0, 1, 0]), "an image is broken, or the page is wider than the window"
    assert (image[20:].mean() < 0.4) == dark
    assert image[20:].std() > 0.05
