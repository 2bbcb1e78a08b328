"""The customer's sentiment in the four words and the scale that other tools use.

A customer's utterance is NEGATIVE when what speaks for frustration in it weighs `CLEAR` log-odds or
more, POSITIVE when what calms does, MIXED when both do, else NEUTRAL; each weight counts by its
confidence. A period's score runs from −5 to 5: the mean of its turns' signs, where a turn counts
the more the longer the same sentiment has lasted (up to `LONGEST_STREAK` turns), as Contact Lens
describes its own ("frequency and streaks"). There is no such figure for the agent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voicemon.types import Analysis, Role

CLEAR = 0.4
LONGEST_STREAK = 3
FULL = 5.0
QUARTERS = 4
SIGNS = {"POSITIVE": 1, "NEGATIVE": -1, "NEUTRAL": 0, "MIXED": 0}


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter of the customer's span and its score."""

    start_s: float
    end_s: float
    score: float


def of_utterance(analysis: Analysis, utterance_id: str) -> str:
    """POSITIVE, NEGATIVE, MIXED or NEUTRAL."""
    weights = [item.log_odds for item in analysis.evidence if item.utterance_id == utterance_id]
    against = sum(weight for weight in weights if weight > 0) >= CLEAR
    calming = sum(weight for weight in weights if weight < 0) <= -CLEAR
    if against and calming:
        return "MIXED"
    if against:
        return "NEGATIVE"
    return "POSITIVE" if calming else "NEUTRAL"


def quarters(analysis: Analysis) -> list[Period]:
    """The quarters of the customer's span in which the customer begins a turn."""
    turns = [item for item in analysis.utterances if item.role is Role.CUSTOMER]
    if not turns:
        return []
    start_s = min(turn.start_s for turn in turns)
    step_s = (max(turn.end_s for turn in turns) - start_s) / QUARTERS
    periods = []
    for number in range(QUARTERS):
        low_s, high_s = start_s + number * step_s, start_s + (number + 1) * step_s
        signs = [
            SIGNS[of_utterance(analysis, turn.id)]
            for turn in turns
            if low_s <= turn.start_s < high_s
        ]
        if signs:
            periods.append(Period(low_s, high_s, _score(signs)))
    return periods


def _score(signs: Sequence[int]) -> float:
    total = weights = streak = 0
    for position, sign in enumerate(signs):
        streak = streak + 1 if position and sign == signs[position - 1] else 1
        weight = min(streak, LONGEST_STREAK)
        total += sign * weight
        weights += weight
    return FULL * total / weights
