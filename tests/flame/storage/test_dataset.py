import csv
import json

import pytest

from flame.errors import DatasetError
from flame.storage.dataset import Dialogue, DialogueCorpus, disjoint_splits, drop_repeated, load_corpus, read_folder

RECORDS = [{"id": f"r{i}", "dialogue": f"Ada: hello {i}\r\nBob: bye", "summary": f"s{i}"} for i in range(10)]


def write(folder, **splits):
    for name, records in splits.items():
        stem, _, suffix = name.rpartition("_")
        text = "\n".join(map(json.dumps, records)) if suffix == "jsonl" else json.dumps(records)
        (folder / f"{stem}.{suffix}").write_text(text)
    return folder


def test_reads_json_json_lines_csv_and_parquet(tmp_path):
    import pyarrow
    import pyarrow.parquet

    write(tmp_path, train_json=RECORDS[:3], dev_jsonl=RECORDS[3:5])
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(RECORDS[5:9]), tmp_path / "test.parquet")
    corpus = read_folder(tmp_path, "mine")
    assert {k: len(v) for k, v in corpus.splits.items()} == {"train": 3, "validation": 2, "test": 4}
    assert corpus.split("train")[0] == Dialogue("r0", "Ada: hello 0\nBob: bye", "s0")
    assert corpus.report_split == "test"
    assert corpus.has_summaries
    (tmp_path / "test.parquet").unlink()
    (tmp_path / "test.csv").write_text('id,dialogue,summary\nx,"Ada: one\nBob: two, three",short\n')
    assert read_folder(tmp_path, "mine").split("test")[0].text == "Ada: one\nBob: two, three"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "holds no split"),
        ({"train.json": "[]"}, "is empty"),
        ({"train.json": '[{"summary": "x"}]'}, "record 0 has no dialogue"),
        ({"train.json": '[{"dialogue": " "}]'}, "record 0 has no dialogue"),
        ({"train.json": '{"dialogue": "x"}'}, "expected a list"),
        ({"train.json": '[{"dialogue"'}, "cannot be read"),
        ({"train.parquet": "PAR1"}, "cannot be read"),
        ({"train.jsonl": '{"dialogue":"a: b"}\n{"dialogue"'}, "line 2 cannot be read"),
        ({"train.csv": "id,dialogue,summary\n0,A: b,c\n1,A: hi, there,ok\n"}, "row 2 has 4 cells .*quote the comma"),
        ({"train.csv": "id,dialogue,summary\n1,A: hi\n"}, "row 1 has 2 cells for the 3 columns"),
        ({"train.csv": "dialogue,summary,dialogue\nA: hi,s,A: ho\n"}, "column 'dialogue' stands twice"),
        ({"train.csv": 'dialogue\n"A: hi\n'}, "cannot be read as csv"),
        ({"train.csv": "id|dialogue\n1|A: hi\n"}, "no dialogue .expected a text field 'dialogue', found"),
        ({"train.csv": ""}, "is empty"),
        ({"train.json": '[{"dialogue":"a: b","summary":["x"]}]'}, "record 0 has .'x'. as its summary, a list"),
        ({"train.json": '[{"dialogue":"a: b","summary":NaN}]'}, "record 0 has nan as its summary, a float"),
        ({"train.json": '[{"dialogue":"a: b","summary":7}]'}, "record 0 has 7 as its summary, a int"),
        (
            {"train.json": '[{"dialogue":"a: b","summary":"s"},{"id":"k","dialogue":"c: d","summary":" "}]'},
            "record 1 .k. has no summary, 1 of 2",
        ),
        ({"train.json": '[{"dialogue":"a: \\ud800"}]'}, "surrogate"),
        ({"train.json": "[" * 100_000}, "cannot be read"),
        ({"train.json": '["a: b"]'}, "record 0 has no dialogue"),
        ({"dev.json": '[{"dialogue":"a: b"}]', "val.json": '[{"dialogue":"a: b"}]'}, "twice"),
    ],
)
def test_bad_folders_are_one_clear_line(tmp_path, files, words):
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(DatasetError, match=words) as caught:
        read_folder(tmp_path, "mine")
    assert "\n" not in str(caught.value)


# Characters at which str.splitlines() would cut a line, and which people's messages hold.
BREAKS = "\u2028 \u2029 \x85 \x0b \x0c \x1c \x1d \x1e".split(" ")


@pytest.mark.parametrize("mark", BREAKS, ids=lambda c: f"U+{ord(c):04X}")
def test_only_line_feeds_end_a_line(tmp_path, mark):
    text = f"Ada: one{mark}two\nBob: three"
    (tmp_path / "train.csv").write_text(f'id,dialogue,summary\nx,"{text}",short{mark}sum\ny,A: hi,s\n')
    (tmp_path / "dev.jsonl").write_text(json.dumps({"dialogue": text}, ensure_ascii=False) + '\r\n{"dialogue":"A: b"}')
    (tmp_path / "test.json").write_text(json.dumps([{"dialogue": text + " end"}], ensure_ascii=False))
    corpus = read_folder(tmp_path, "mine")
    read = {name: [(d.id, d.text, d.summary) for d in held] for name, held in corpus.splits.items()}
    assert read == {
        "train": [("y", "A: hi", "s")],  # its first stands in a later split too
        "validation": [("00000", text, None), ("00001", "A: b", None)],
        "test": [("00000", text + " end", None)],
    }
    assert corpus.split("validation")[0].utterances == (("Ada", f"one{mark}two"), ("Bob", "three"))


@pytest.mark.parametrize("columns", ["id,dialogue,summary", "dialogue,id,summary"])
def test_a_byte_order_mark_is_no_part_of_a_name(tmp_path, columns):
    row = {"id": "x7", "dialogue": "Ada: hi", "summary": "s"}
    cells = ",".join(row[name] for name in columns.split(","))
    (tmp_path / "train.csv").write_text(f"{columns}\n{cells}\n", encoding="utf-8-sig")
    (tmp_path / "dev.json").write_text(json.dumps([row | {"dialogue": "Ada: b"}]), encoding="utf-8-sig")
    (tmp_path / "test.jsonl").write_text(json.dumps(row | {"dialogue": "Ada: c"}), encoding="utf-8-sig")
    for held, text in zip(read_folder(tmp_path, "mine").splits.values(), ("hi", "b", "c"), strict=True):
        assert held == (Dialogue("x7", f"Ada: {text}", "s"),)


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_csv_divided_by_semicolons_or_tabs(tmp_path, delimiter):
    cells = [["id", "dialogue", "summary"], ["a", "Ada: hi, there", "ok"]]
    (tmp_path / "train.CSV").write_text("\r\n".join(delimiter.join(row) for row in cells))
    assert read_folder(tmp_path, "mine").split("train") == (Dialogue("a", "Ada: hi, there", "ok"),)


def test_long_cells_and_upper_case_suffixes(tmp_path):
    long = "Ada: " + "word " * 40_000 + "end"
    (tmp_path / "train.csv").write_text(f"id,dialogue\n0,{long}\n")
    (tmp_path / "Test.JSON").write_text(json.dumps([{"id": 0, "dialogue": "A: b", "summary": None}]))
    before = csv.field_size_limit()
    corpus = read_folder(tmp_path, "mine")
    assert corpus.split("train") == (Dialogue("0", long),)
    assert corpus.split("test")[0].id == "0"
    assert csv.field_size_limit() == before


def test_whether_accuracy_can_be_measured():
    with_summary, without = Dialogue("a", "A: b", "s"), Dialogue("b", "A: c")
    assert DialogueCorpus("mine", {"test": (with_summary,)}).has_summaries
    corpus = DialogueCorpus("mine", {"train": (without,), "test": (with_summary,)})
    assert not corpus.has_summaries
    assert corpus.without_summary == "train"


def test_missing_folder_and_unknown_name():
    with pytest.raises(DatasetError, match="no folder"):
        load_corpus("mine", "/nowhere/at/all")
    with pytest.raises(DatasetError, match=r"dataset\.path"):
        load_corpus("mine")


def test_repeated_dialogues_stay_in_the_later_split_only():
    a, b = Dialogue("a", "A: one"), Dialogue("b", "A: two")
    kept = drop_repeated({"train": [a, b], "test": [Dialogue("c", "A:  one")]})
    assert [d.id for d in kept["train"]] == ["b"]
    assert [d.id for d in kept["test"]] == ["c"]


def test_sample_is_large_and_varied():
    corpus = load_corpus("sample")
    dialogues = [d for split in corpus.splits.values() for d in split]
    assert len(dialogues) >= 100
    assert len({d.text for d in dialogues}) == len({d.summary for d in dialogues}) == len(dialogues)
    assert {len({s for s, _ in d.utterances}) for d in dialogues} >= {2, 3, 4}
    assert corpus.has_summaries


def test_chitchat_is_split_by_dialogue_and_named():
    corpus = load_corpus("chitchat")
    assert sum(len(v) for v in corpus.splits.values()) == 7168
    assert not corpus.has_summaries
    speakers = {s for d in corpus.split("test")[:50] for s, _ in d.utterances}
    assert all(s.isalpha() for s in speakers)


def corpus_of(**sizes):
    splits = {k: tuple(Dialogue(f"{k}{i}", f"A: {k} {i}") for i in range(n)) for k, n in sizes.items()}
    return DialogueCorpus("mine", splits)


def test_disjoint_splits_by_what_the_corpus_has():
    three = disjoint_splits(corpus_of(train=70, validation=10, test=20))
    assert (three.train_name, three.tuning_name, three.report_name) == ("train", "validation", "test")
    two = disjoint_splits(corpus_of(train=20, validation=10))
    assert (len(two.train), len(two.tuning), two.report_name) == (18, 2, "validation")
    one = disjoint_splits(corpus_of(validation=10), limit=10)
    assert [len(p) for p in (one.train, one.tuning, one.report)] == [7, 1, 2]
    assert len({d.id for p in (one.train, one.tuning, one.report) for d in p}) == 10
    limited = disjoint_splits(corpus_of(train=700, validation=100, test=200), limit=100)
    assert [len(p) for p in (limited.train, limited.tuning, limited.report)] == [70, 10, 20]
    with pytest.raises(DatasetError, match="too few"):
        disjoint_splits(corpus_of(test=1))


def test_utterances_of_lines_without_a_speaker():
    dialogue = Dialogue("x", "Ada: hi\nand more\nBob: at 5:30")
    assert dialogue.utterances == (("Ada", "hi"), ("Ada", "and more"), ("Bob", "at 5:30"))
