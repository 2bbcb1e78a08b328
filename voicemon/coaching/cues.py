"""Which of a customer's words, waits and interruptions ask for an answer.

Rows of `CUES` name evidence of words and of timing; `least` is the weight from which it counts as
surely meant. A cue of sound has no row and is refused.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voicemon.coaching.phrases import phrases, plain
from voicemon.types import Evidence, MomentKind, Reading, Utterance

READ_LANGUAGE = "en"  # what the text model was trained on
LEAST_WORDS = 4  # shorter turns read as moods that nobody can hear in them
MOOD_WORDS = 5
WORRIED_AT = 0.5
WORRY = ("fear", "nervousness", "sadness", "grief")
HEARD_AT = 0.3  # a phrase less surely heard may not have been said
FRIENDLY = ("wording.gratitude", "wording.relief", "wording.thanks", "wording.resolved")
FRIENDLY_AT = -0.4  # log-odds from which they count
EASED = {"wording.resolved": 1.0, "wording.thanks": 0.5}  # weights from which calm counts as meant
COMPLAINS_AT = 0.5  # log-odds of any words from which they are not only pleased
_REGRETS = re.compile(r"\b(?:im|i am|were|we are) afraid (?!of|for)")  # a polite no, not fear
WITNESSES = ("wording.", "interaction.")


@dataclass(frozen=True, slots=True)
class Cue:
    """One row: a cue of this weight opens a moment of this kind; `reason` completes "the customer".

    `measured` is the least figure that counts, `most` the greatest. A `mood` is read from the words
    as a whole, and does not count in a few words, nor beside thanks or relief.
    """

    kind: MomentKind
    reason: str
    least: float = 1.0
    measured: float = 0.0
    mood: bool = False
    most: float = math.inf


CUES: Mapping[str, Cue] = {
    "wording.manager_request": Cue(MomentKind.MANAGER, "asked for a manager", 0.95),
    "wording.legal": Cue(MomentKind.LEGAL, "threatened legal steps", 1.2),
    "wording.churn": Cue(MomentKind.LEAVING, "threatened to leave", 1.1),
    "wording.repeat": Cue(MomentKind.REPEATED, "had to say it again", 0.75),
    "interaction.repetition": Cue(MomentKind.REPEATED, "said the same again", 0.75),
    "wording.stated_frustration": Cue(MomentKind.DISTRESS, "said how frustrating it is"),
    "wording.ignored": Cue(MomentKind.DISTRESS, "felt ignored"),
    "wording.complaint": Cue(MomentKind.DISTRESS, "wanted to complain"),
    "wording.demand": Cue(MomentKind.DISTRESS, "demanded that something be done"),
    "wording.disbelief": Cue(MomentKind.DISTRESS, "could not believe it"),
    "wording.blame": Cue(MomentKind.DISTRESS, "put the blame on the company"),
    "wording.profanity": Cue(MomentKind.DISTRESS, "swore"),
    "wording.negated_politeness": Cue(MomentKind.DISTRESS, "was polite with an edge"),
    # phrases only: the model's own guess of irony (from 0.8 on) is wrong too often to answer it
    "wording.sarcasm": Cue(MomentKind.DISTRESS, "was sarcastic", most=0.79),
    "wording.anger": Cue(MomentKind.DISTRESS, "spoke angry words", 1.2, mood=True),
    # of turns written for tuning, 82 in 100 that read so come from frustrated customers
    "wording.negativity": Cue(
        MomentKind.DISTRESS, "spoke with displeasure", 1.2, measured=0.96, mood=True
    ),
    "wording.frustrated": Cue(
        MomentKind.DISTRESS, "spoke as frustrated people do", 0.3, measured=0.6, mood=True
    ),
    "wording.waiting": Cue(MomentKind.WAITED, "had been kept waiting", 0.9),
    "interaction.interrupted": Cue(
        MomentKind.INTERRUPTED, "was interrupted twice within a minute", least=0.3, measured=2.0
    ),
}
_SAID = {
    MomentKind.INTERRUPTED: "asked not to be interrupted",
    MomentKind.WORRY: "was worried or sad",
    MomentKind.CONFUSION: "did not understand",
}
_RANK = {kind: rank for rank, kind in enumerate(MomentKind)}


def readable(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Of some evidence what this room may read: that of words and of timing."""
    return [item for item in evidence if item.cue.startswith(WITNESSES)]


def require_words(evidence: Sequence[Evidence]) -> None:
    """The wall of this room: TypeError for evidence of how anybody sounds."""
    for item in evidence:
        if not item.cue.startswith(WITNESSES):
            raise TypeError(f"coaching reads words and timing only, not {item.cue!r}")


def opening(
    utterance: Utterance, reading: Reading, evidence: Sequence[Evidence], language: str
) -> tuple[MomentKind, str] | None:
    """The most pressing kind that a customer's utterance opens, and why."""
    moody = len(utterance.text.split()) >= MOOD_WORDS and not _is_friendly(evidence)
    found = [
        (cue.kind, cue.reason)
        for item in evidence
        if (cue := CUES.get(item.cue)) and _counts(item, cue) and (moody or not cue.mood)
    ]
    found += [(kind, _SAID[kind]) for kind in phrases(language).opens(utterance.text)]
    if _is_worried(utterance, reading, language):
        found.append((MomentKind.WORRY, _SAID[MomentKind.WORRY]))
    return min(found, key=lambda each: _RANK[each[0]], default=None)


def eases(evidence: Sequence[Evidence]) -> bool:
    """Whether the customer's words say that all is well, and nothing else."""
    if any(item.log_odds >= COMPLAINS_AT for item in evidence if item.cue.startswith(WITNESSES[0])):
        return False
    return any(
        -item.log_odds >= EASED[item.cue] * item.confidence
        for item in evidence
        if item.cue in EASED
    )


def _is_friendly(evidence: Sequence[Evidence]) -> bool:
    return any(item.cue in FRIENDLY and item.log_odds <= FRIENDLY_AT for item in evidence)


def _counts(item: Evidence, cue: Cue) -> bool:
    sure = item.confidence >= HEARD_AT and item.log_odds >= cue.least * item.confidence
    return sure and cue.measured <= item.measured <= cue.most


def _is_worried(utterance: Utterance, reading: Reading, language: str) -> bool:
    said = plain(utterance.text)
    if language != READ_LANGUAGE or len(said.split()) < LEAST_WORDS or _REGRETS.search(said):
        return False
    return max(reading.labels.get(label, 0.0) for label in WORRY) >= WORRIED_AT
