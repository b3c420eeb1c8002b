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
        ({"dev.json": '[{"dialogue":"a: b"}]', "val.json": '[{"dialogue":"a: b"}]'}, "twice"),
    ],
)
def test_bad_folders_are_one_clear_line(tmp_path, files, words):
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(DatasetError, match=words) as caught:
        read_folder(tmp_path, "mine")
    assert "\n" not in str(caught.value)


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
    return DialogueCorpus("mine", splits, False)


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
