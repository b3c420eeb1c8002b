"""Self-supervised tasks that turn unlabelled chats into (input, target) pairs for an encoder-decoder.

Three tasks, each a pure function of a dialogue and a random source: span infilling (Raffel et al. 2020), next turn,
and retelling. Retelling is gap-sentence generation (Zhang et al. 2020, PEGASUS) adapted to chats: the utterances that
share the most content with the rest of the dialogue are rewritten in the third person by rule ("Ada: I sold my
bike" becomes "Ada sold her bike."). It teaches a small model to find what matters and to copy names and facts, which
is most of what a dialogue summary does.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence

from flame.storage.dataset import FEMALE_NAMES, MALE_NAMES, Dialogue

SUMMARIZE, INFILL, REPLY, NOTE = "summarize: ", "infill: ", "reply: ", "note: "

Utterance = tuple[str, str]

_STOP = frozenset(
    """a an the and or but if so to of in on at for with from by as is am are was were be been it its this that these
    those i you he she we they me him her us them my your his our their not no yes yeah ok okay oh well just do does did
    have has had will would can could should what when where who why how there here then than too very really im i'm
    it's that's don't lol haha hi hello hey like get got go about up out all""".split()
)
_THIRD_PERSON = {
    "want": "wants", "need": "needs", "think": "thinks", "like": "likes", "love": "loves", "have": "has", "do": "does",
    "go": "goes", "know": "knows", "feel": "feels", "hope": "hopes", "see": "sees", "hate": "hates", "live": "lives",
    "work": "works", "play": "plays", "guess": "guesses", "mean": "means", "agree": "agrees", "wish": "wishes",
    "get": "gets", "take": "takes", "make": "makes", "use": "uses", "try": "tries", "watch": "watches", "read": "reads",
    "study": "studies", "say": "says", "believe": "believes", "remember": "remembers", "understand": "understands",
    "enjoy": "enjoys", "prefer": "prefers", "plan": "plans", "start": "starts", "wonder": "wonders", "come": "comes",
    "am": "is", "don't": "doesn't", "haven't": "hasn't", "dont": "doesn't", "eat": "eats", "still": "still",
    "look": "looks", "run": "runs", "write": "writes", "bet": "bets", "miss": "misses", "keep": "keeps",
}  # fmt: skip
_CONTRACTED = {"'m": " is", "'ve": " has", "'ll": " will", "'d": " would", "'re": " is"}
_I_FORMS = {"im": "'m", "ive": "'ve", "ill": "'ll", "i'm": "'m", "i've": "'ve", "i'll": "'ll", "i'd": "'d"}
_WORD = re.compile(r"[A-Za-z']+|[^A-Za-z']+")


def render(utterances: Sequence[Utterance]) -> str:
    """One `Name: words` a line, as in `flame.storage.dataset.Dialogue`."""
    return "\n".join(f"{speaker}: {words}" for speaker, words in utterances)


def sample_window(dialogue: Dialogue, draw: random.Random, max_words: int = 130) -> list[Utterance]:
    """A run of consecutive utterances, 3 to 20 long and at most `max_words` long, with speakers renamed at random."""
    utterances = dialogue.utterances
    length = draw.randint(3, 20)
    start = draw.randrange(max(1, len(utterances) - length + 1))
    window: list[Utterance] = []
    words = 0
    for utterance in utterances[start : start + length]:
        words += len(utterance[1].split()) + 2
        if words > max_words and window:
            break
        window.append((utterance[0], " ".join(utterance[1].split()[:max_words])))
    speakers = sorted({speaker for speaker, _ in window})
    renamed = dict(zip(speakers, draw.sample(FEMALE_NAMES + MALE_NAMES, len(speakers)), strict=True))
    return [(renamed[speaker], words) for speaker, words in window]


def span_infilling(window: Sequence[Utterance], draw: random.Random, sentinels: int = 32) -> tuple[str, str]:
    """Mask 15 to 30% of the words in spans of one to five; the target lists the spans behind their sentinels."""
    words = re.split(r"(?<=\s)", render(window))
    rate = draw.uniform(0.15, 0.3)
    source, target, i, sentinel = [], [], 0, 0
    while i < len(words):
        span = draw.randint(1, 5)
        if sentinel < sentinels and draw.random() < rate / 3:
            source.append(f"<extra_id_{sentinel}> ")
            target.append(f"<extra_id_{sentinel}> " + "".join(words[i : i + span]))
            sentinel += 1
            i += span
        else:
            source.append(words[i])
            i += 1
    return INFILL + "".join(source), "".join(target) or words[-1]


def next_turn(window: Sequence[Utterance], draw: random.Random) -> tuple[str, str]:
    """Predict the last utterance, speaker included, from those before it."""
    return REPLY + render(window[:-1]), render(window[-1:])


def retelling(window: Sequence[Utterance], draw: random.Random) -> tuple[str, str]:
    """Retell in the third person the utterances that share the most content with the rest of the dialogue."""
    budget = draw.randint(10, 30)
    chosen: list[int] = []
    for i in sorted(range(len(window)), key=lambda i: -_salience(window, i)):
        if not chosen or sum(len(window[j][1].split()) for j in [*chosen, i]) <= budget:
            chosen.append(i)
        if len(chosen) == 3:
            break
    speakers = list(dict.fromkeys(speaker for speaker, _ in window))
    sentences, previous = [], ""
    for i in sorted(chosen):
        speaker, words = window[i]
        others = [name for name in speakers if name != speaker]
        sentences.append(third_person(speaker, words, others[0] if others else "everyone", speaker == previous))
        previous = speaker
    return SUMMARIZE + render(window), " ".join(sentences)


def _salience(window: Sequence[Utterance], i: int) -> float:
    words = _content(window[i][1])
    if not words:
        return 0.0
    rest = Counter(w for j, (_, text) in enumerate(window) if j != i for w in set(_content(text)))
    shared = sum(1 for w in set(words) if rest[w])
    length = len(window[i][1].split())
    first_person = bool(re.search(r"\b(i|i'm|im|my|we|let's)\b", window[i][1], re.IGNORECASE))
    fits = 1.0 if 5 <= length <= 25 else 0.4
    question = 0.6 if window[i][1].rstrip().endswith("?") else 1.0
    return (
        (0.5 + shared + 0.3 * len(set(words))) * fits * question * (1.5 if first_person else 1.0) / (4 + length) ** 0.5
    )


def _content(text: str) -> list[str]:
    return [w for w in re.findall(r"[a-z']+", text.lower()) if w not in _STOP and len(w) > 2]


def third_person(speaker: str, words: str, other: str, continues: bool = False) -> str:
    """Rewrite what `speaker` said to `other` in the third person, as one sentence.

    Args:
        speaker: who said it.
        words: the utterance.
        other: whom "you" means.
        continues: whether the sentence before was the same speaker's, so that a pronoun may stand for the name.
    """
    female = speaker in FEMALE_NAMES
    subject, possessive, object_ = ("she", "her", "her") if female else ("he", "his", "him")
    text = words.strip().rstrip(".!;, ")
    question = text.endswith("?")
    out: list[str] = []
    named, after_subject = continues, False
    for part in _WORD.findall(text.rstrip("?")):
        low = part.lower()
        replaced = part
        if low == "i" or low in _I_FORMS:
            replaced = (subject if named else speaker) + (_CONTRACTED[_I_FORMS[low]] if low in _I_FORMS else "")
            named, after_subject = True, low == "i"
        elif not low.strip():
            out.append(part)
            continue
        elif low in ("my", "mine", "me", "myself"):
            replaced = {"my": possessive if named else f"{speaker}'s", "mine": f"{speaker}'s",
                        "me": object_ if named else speaker, "myself": f"{object_}self"}[low]  # fmt: skip
            named = True
        elif low in ("you", "ya", "u"):
            replaced = other
        elif low in ("your", "ur"):
            replaced = f"{other}'s"
        elif low in ("you're", "youre"):
            replaced = f"{other} is"
        elif after_subject and low in _THIRD_PERSON:
            replaced = _THIRD_PERSON[low]
        out.append(replaced)
        after_subject = after_subject and low in ("really", "just", "also", "still", "i", "never")
    sentence = "".join(out).strip()
    if question:
        sentence = f"{speaker} asks {other} {sentence[:1].lower()}{sentence[1:]}"
    elif not named or (speaker not in sentence and not continues):
        sentence = f"{speaker} says {sentence[:1].lower()}{sentence[1:]}"
    return f"{sentence[:1].upper()}{sentence[1:]}."


def rename_speakers(dialogue: Dialogue, draw: random.Random) -> tuple[str, str]:
    """A summarisation pair in which the speakers have other names of the same gender, in text and summary alike.

    Names whose gender the lists do not tell stay as they are, so that pronouns remain right.
    """
    text, summary = dialogue.text, dialogue.summary or ""
    speakers = {speaker for speaker, _ in dialogue.utterances}
    renamed: dict[str, str] = {}
    for names in (FEMALE_NAMES, MALE_NAMES):
        known = sorted(speakers & set(names))
        free = [n for n in names if n not in speakers]
        renamed.update(zip(known, draw.sample(free, len(known)), strict=True))
    if renamed:
        pattern = re.compile(r"\b(" + "|".join(map(re.escape, renamed)) + r")\b")
        text = pattern.sub(lambda m: renamed[m[1]], text)
        summary = pattern.sub(lambda m: renamed[m[1]], summary)
    return SUMMARIZE + text, summary


def drop_lines(source: str, draw: random.Random) -> str:
    """Leave out each line of a dialogue with a chance of a tenth, half of the time; two lines always stay."""
    lines = source.split("\n")
    if len(lines) <= 2 or draw.random() < 0.5:
        return source
    kept = [line for i, line in enumerate(lines) if i == 0 or draw.random() >= 0.1]
    return "\n".join(kept) if len(kept) >= 2 else source


def note(dialogue: Dialogue) -> tuple[str, str]:
    """A dialogue and the note that was taken of it, under a prefix of its own."""
    return NOTE + dialogue.text, dialogue.summary or ""
