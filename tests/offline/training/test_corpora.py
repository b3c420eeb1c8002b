import json

import pytest

from flame.errors import DatasetError
from offline.training.corpora import read_crd3, read_mts_dialog


def turn(number, name, *utterances):
    return {"NUMBER": number, "NAMES": [name], "UTTERANCES": list(utterances)}


def test_crd3_turns_are_read_once_and_cut_into_dialogues(tmp_path):
    aligned = tmp_path / "data" / "aligned data"
    (aligned / "c=2").mkdir(parents=True)
    (aligned / "train_files").write_text("C1E001\nC1E002\n")
    turns = [turn(i, "MATT" if i % 2 else "LAURA", f"line {i}", "goes on") for i in range(45)]
    turns[3] = turn(3, "LIAM", " ")
    chunks = [{"CHUNK": "", "TURNS": turns[:30]}, {"CHUNK": "", "TURNS": turns[29:]}]  # one turn stands in both
    (aligned / "c=2" / "C1E001_2_0.json").write_text(json.dumps(chunks))
    (aligned / "c=2" / "C2E001_2_0.json").write_text("not read: not of the training episodes")
    dialogues = read_crd3(tmp_path)
    assert [len(d.text.splitlines()) for d in dialogues] == [40, 4]
    assert dialogues[0].text.splitlines()[:2] == ["Laura: line 0 goes on", "Matt: line 1 goes on"]
    assert "line 3 " not in dialogues[0].text


def test_mts_dialog_notes_of_a_few_words_are_left_out(tmp_path):
    (tmp_path / "Main-Dataset").mkdir()
    (tmp_path / "Main-Dataset" / "MTS-Dialog-TrainingSet.csv").write_text(
        'ID,section_header,section_text,dialogue\n0,ALLERGY,None known.,"Doctor: Any?\nPatient: No."\n'
        '1,CC,The patient has  a cough.,"Doctor: Well?\n\n Patient: I cough."\n'
    )
    (note,) = read_mts_dialog(tmp_path)
    assert note.text == "Doctor: Well?\nPatient: I cough."
    assert note.summary == "The patient has a cough."


@pytest.mark.parametrize(("read", "name"), [(read_crd3, "CRD3"), (read_mts_dialog, "MTS-Dialog")])
def test_a_folder_that_is_no_clone_is_refused(read, name, tmp_path):
    with pytest.raises(DatasetError, match=f"{name}: .* holds no clone"):
        read(tmp_path)
