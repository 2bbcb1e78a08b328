"""What each head learns from: texts, each with the marks that are known of it.

`negativity` is displeasure with the service or its matter: anger, annoyance, disappointment,
disgust. Fear, grief and remorse are bad feelings too, but a caller who reports an accident is not
frustrated. `satisfaction` is its counterpart: gratitude, relief, joy at what was done. `complaint`
is wider than negativity: it also holds where somebody calmly states that something is wrong.
`irony` is praise that is not meant.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from models.text import data as texts
from models.text import own

SEED = 7
COMMENTS = 12_000
TURNS = 4000
OWN_WEIGHT = 8.0  # of a sentence of our own beside a comment
FOLDS = 5

NEGATIVITY, SATISFACTION, IRONY = "negativity", "satisfaction", "irony"
COMPLAINT = "complaint"
ACTS = tuple(f"act_{act}" for act in own.ACTS)
CUES = tuple(f"cue_{cue}" for cue in own.CUES)
NAMES = (NEGATIVITY, SATISFACTION, COMPLAINT, IRONY, *ACTS, own.BAD_NEWS, *CUES)

DISPLEASED = frozenset({"anger", "annoyance", "disappointment", "disgust"})
PERHAPS_DISPLEASED = frozenset({"disapproval", "sadness", "embarrassment", "amusement", "surprise"})
PLEASED = frozenset({"gratitude", "relief", "joy"})
PERHAPS_PLEASED = frozenset(
    {"admiration", "approval", "love", "excitement", "optimism", "pride", "caring"}
)
SHARP = frozenset({"repeat", "churn", "legal"})  # cues that nobody gives in good spirits
GLAD = frozenset({"gratitude", "resolved"})
SELDOM = (
    NEGATIVITY,
    SATISFACTION,
    COMPLAINT,
    IRONY,
    "cue_manager",
    "cue_repeat",
    "cue_churn",
    "cue_legal",
)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text with the marks known of it; `fold` is what it is left out with, -1 never."""

    text: str
    wanted: Mapping[str, bool]
    weight: float
    fold: str


def lessons(data: Path) -> list[Lesson]:
    """Everything the heads learn from; our own sentences stand as heard and as written."""
    rng = random.Random(SEED)
    ours = own_lessons()
    written = [Lesson(_written(o.text), o.wanted, o.weight, o.fold) for o in ours]
    return [*ours, *written, *_comments(data, rng), *_turns(data, rng)]


def own_lessons() -> list[Lesson]:
    """Our own sentences that may be learnt from, as heard."""
    return [*_acts(), *_cues(), *_service(), *_tones(), *_answers()]


def _written(text: str) -> str:
    return text if text[0].isupper() else text[0].upper() + text[1:] + "."


def _acts() -> Iterator[Lesson]:
    for each in own.acts():
        if not each.held_out:
            wanted = {f"act_{act}": act in each.has for act in own.ACTS}
            wanted[own.BAD_NEWS] = own.BAD_NEWS in each.has
            yield Lesson(each.text, wanted, OWN_WEIGHT, each.industry)


def _cues() -> Iterator[Lesson]:
    for each in own.cues():
        if each.held_out:
            continue
        wanted = {
            f"cue_{cue}": cue in each.has
            for cue in own.CUES
            if cue in each.has | each.looks_like or cue not in own.OPEN
        }
        if each.has & SHARP:
            wanted |= {NEGATIVITY: True, SATISFACTION: False, IRONY: False}
        elif each.has & GLAD:
            wanted |= {NEGATIVITY: False, SATISFACTION: True, IRONY: False}
        elif not each.has and not each.looks_like & GLAD:
            wanted |= {NEGATIVITY: False, IRONY: False}
        if "problem" in each.has | each.looks_like:
            wanted[COMPLAINT] = "problem" in each.has
        yield Lesson(each.text, _complaint(wanted), OWN_WEIGHT, each.industry)


def _complaint(wanted: dict[str, bool]) -> dict[str, bool]:
    """Who is displeased complains; who is not may still state a problem, but for calm requests."""
    if NEGATIVITY in wanted and COMPLAINT not in wanted:
        wanted[COMPLAINT] = wanted[NEGATIVITY]
    return wanted


def _service() -> Iterator[Lesson]:
    for number, (kind, text) in enumerate(own.service()):
        wanted = {NEGATIVITY: kind == "frustrated", SATISFACTION: kind == "satisfied"}
        if kind != "frustrated":
            wanted |= dict.fromkeys(SELDOM[3:], False)
        yield Lesson(text, _complaint(wanted), OWN_WEIGHT, f"service {number % FOLDS}")


def _tones() -> Iterator[Lesson]:
    for number, (displeased, text) in enumerate(own.tones()):
        wanted = {NEGATIVITY: displeased, IRONY: False}
        if displeased:
            wanted[SATISFACTION] = False
        yield Lesson(text, _complaint(wanted), OWN_WEIGHT, f"tone {number % FOLDS}")


def _answers() -> Iterator[Lesson]:
    for number, each in enumerate(own.answers()):
        wanted = {IRONY: each.ironic}
        if not each.before:
            wanted |= {NEGATIVITY: each.ironic, SATISFACTION: not each.ironic}
        yield Lesson(each.text, _complaint(wanted), OWN_WEIGHT, f"answer {number % FOLDS}")


def _comments(data: Path, rng: random.Random) -> Iterator[Lesson]:
    for number, example in enumerate(rng.sample(texts.goemotions(data, "train"), COMMENTS)):
        named = {texts.EMOTIONS[index] for index in example.emotions}
        wanted = {}
        if named & DISPLEASED or not named & PERHAPS_DISPLEASED:
            wanted[NEGATIVITY] = bool(named & DISPLEASED)
        if named & PLEASED or not named & PERHAPS_PLEASED:
            wanted[SATISFACTION] = bool(named & PLEASED)
        read = example.text if number % 2 else texts.spoken(example.text, rng)
        yield Lesson(read, _complaint(wanted), 1.0, "")


def _turns(data: Path, rng: random.Random) -> Iterator[Lesson]:
    for example in rng.sample(texts.neutral_turns(data), TURNS):
        yield Lesson(example.text, dict.fromkeys(SELDOM, False), 1.0, "")
