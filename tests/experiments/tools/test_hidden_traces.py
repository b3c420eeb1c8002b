"""Which dialogues predictors from hidden states are learnt from."""

from experiments.tools.hidden_traces import spread
from flame.storage.dataset import Dialogue


def dialogue(name: str, lines: int) -> Dialogue:
    return Dialogue(name, "\n".join(f"line {i}" for i in range(lines)))


def test_evenly_spaced_whole_or_in_pieces() -> None:
    dialogues = [dialogue(str(i), 6) for i in range(10)]
    assert [each.id for each in spread(dialogues, 4, None)] == ["0", "2", "5", "7"]
    assert spread(dialogues, 10, None) == tuple(dialogues) == spread(dialogues, 99, None)
    assert [each.id for each in spread(dialogues, 4, 3)] == ["0/0", "2/1", "5/0", "7/1"]  # of 20 pieces
