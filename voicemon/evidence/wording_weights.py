"""How much each label of a reading tells about frustration.

A cue's log-odds are `slope` × (label's log-odds − `usual`), between `low` and `high`.
`python -m models.text.calibrate` prints what comments and service chats would have them be. Calls
tell longer stories with more bad news in them than chats do, and several cues hear the same
words, so `usual` stands higher here than fitted and the bounds are narrow: a neutral turn weighs
a little below zero. In the dialogues and samples that the score is tuned on, eight of ten turns
that read as displeased at 0.7 come from a frustrated caller, and no more do at 0.98: so
`negativity` is flat there (1.5; slope by hand, between the fitted 0.39 and the 0.7 of chats).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

NEAREST = 1e-4  # probabilities are kept this far from 0 and 1


@dataclass(frozen=True, slots=True)
class ReadingCue:
    """One cue taken from a reading: the strongest of `labels`."""

    name: str
    labels: tuple[str, ...]
    usual: float
    slope: float
    low: float
    high: float
    says: str

    def measure(self, probabilities: dict[str, float]) -> float:
        """The probability of the strongest of the labels."""
        return max(probabilities.get(label, 0.0) for label in self.labels)

    def log_odds(self, probability: float) -> float:
        """The weight towards frustration of that probability."""
        tilt = self.slope * (_log_odds(probability) - self.usual)
        return min(max(tilt, self.low), self.high)


def praise(words: Mapping[str, float]) -> float:
    """How likely the words praise, in earnest or not."""
    return max(words.get("group_positive", 0.0), words.get("satisfaction", 0.0))


def irony(words: Mapping[str, float], before: Mapping[str, float]) -> float:
    """The probability that praise is not meant, from the words and the agent's turn before them.

    The heads `irony` and `bad_news` were fitted so that their log-odds add up; without a turn
    before (no labels) the words speak alone. 0 for a model that lacks the heads.
    """
    if "irony" not in words:
        return 0.0
    return 1 / (1 + math.exp(-_log_odds(words["irony"]) - _log_odds(before.get("bad_news", 0.5))))


def _log_odds(probability: float) -> float:
    kept = min(max(probability, NEAREST), 1 - NEAREST)
    return math.log(kept / (1 - kept))


def frustrated(words: Mapping[str, float], before: Mapping[str, float]) -> float:
    """The probability that a turn is a frustrated customer's, from the words and the agent's turn
    before them, both sides being as likely; as with irony the log-odds of two heads add up.
    """
    said = _log_odds(words["frustrated"])
    return 1 / (1 + math.exp(-said - _log_odds(before.get("frustrating", 0.5))))


NEGATIVITY = ReadingCue(
    "negativity", ("negativity",), 0.0, 0.45, -0.4, 1.5, "the words are negative"
)
OTHERS = (
    ReadingCue("anger", ("anger", "annoyance"), -2.6, 0.7, 0.0, 1.8, "the words are angry"),
    ReadingCue(
        "disappointment", ("disappointment",), -2.5, 0.5, 0.0, 1.2, "the words are disappointed"
    ),
    ReadingCue("confusion", ("confusion",), -1.0, 0.2, 0.0, 0.4, "the words are confused"),
    ReadingCue("gratitude", ("gratitude",), -1.0, -0.25, -0.9, 0.0, "the words are thankful"),
    ReadingCue(
        "relief", ("satisfaction", "relief"), 0.0, -0.3, -0.9, 0.0, "the words are relieved"
    ),
)
# Fitted on turns with their levels (models.text.levels), so its log-odds stand as they are; but
# calm words hardly calm, for frustrated people say their number as anybody does. Of bounds of -2,
# -1, -0.5 and -0.3 the last has the least loss on composed calls (models.frustration.tune).
FRUSTRATED = ReadingCue("frustrated", (), 0.0, 1.0, -0.3, 2.5, "the words sound frustrated")
# Irony is heard in short praise only: in the longer turns of sample and recorded calls its heads
# are wrong more often than right; of 700 short turns behind bad news five pass all bounds.
IRONY = ReadingCue("sarcasm", (), 0.5, 0.6, 0.0, 1.2, "may be ironic")
IRONY_AT = 0.8
PRAISE_AT = 0.5
IRONY_WORDS = 7
