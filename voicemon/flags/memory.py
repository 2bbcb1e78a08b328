"""Memory: what the rules may know of a call so far."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from voicemon.flags.words import Spoken, spoken
from voicemon.types import Evidence, Frustration, Role, Utterance

KEPT_S = 120.0  # how long moments are kept unless a rule looks back longer
Embedding = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Moment:
    """One utterance with its evidence and the score after it, None after most of an agent's.

    `embedding` is its place in the text model's space, None where nobody read it.
    """

    utterance: Utterance
    evidence: tuple[Evidence, ...]
    frustration: Frustration | None
    embedding: Embedding | None = field(default=None, compare=False, repr=False)
    spoken: Spoken = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "spoken", spoken(self.utterance.text))

    def share(self, evidence: Evidence) -> float:
        """What this evidence added to the score, as log-odds."""
        shares: Mapping[str, float] = self.frustration.contributions if self.frustration else {}
        return shares.get(evidence.cue, evidence.log_odds)

    def weight_of(self, witnesses: Sequence[str]) -> float:
        """Log-odds of all evidence by these witnesses, each in full."""
        return sum(cue.log_odds for cue in self.evidence if cue.cue.partition(".")[0] in witnesses)


@dataclass(slots=True)
class Memory:
    """The last moments of a call, at least `kept_s` of them, and its whole curve as (time, score).

    `examples`: the rules' example sentences with their embeddings.
    """

    kept_s: float = KEPT_S
    examples: Mapping[str, Embedding] = field(default_factory=dict)
    moments: deque[Moment] = field(default_factory=deque)
    curve: list[tuple[float, float]] = field(default_factory=list)
    slope_per_min: float = 0.0
    language: str = ""  # of the first words
    now_s: float = 0.0
    known: dict[str, dict[Hashable, str]] = field(default_factory=dict, repr=False)

    def add(self, moment: Moment) -> None:
        """One more utterance; time never runs backwards."""
        self.now_s = max(self.now_s, moment.utterance.end_s)
        self.language = self.language or moment.utterance.language
        self.moments.append(moment)
        while len(self.moments) > 1 and self.moments[0].utterance.end_s < self.now_s - self.kept_s:
            self.known.pop(self.moments.popleft().utterance.id, None)
        if moment.frustration is None:
            return
        if not self.curve:
            self.curve.append((0.0, _usual(moment.frustration)))
        self.curve.append((moment.frustration.at_s, moment.frustration.score))
        self.slope_per_min = moment.frustration.slope_per_min

    @property
    def heard(self) -> bool:
        """True once there is a score; before it the curve is empty."""
        return bool(self.curve)

    @property
    def score(self) -> float:
        """The score now."""
        return self.curve[-1][1]

    @property
    def peak(self) -> float:
        """The highest score so far."""
        return max(score for _, score in self.curve[1:])

    def lowest(self, within_s: float) -> tuple[float, float]:
        """(time, score) of the lowest point of the last seconds, the newest of equals."""
        recent = [point for point in self.curve if point[0] >= self.now_s - within_s]
        return min(recent or self.curve[-1:], key=lambda point: (point[1], -point[0]))

    def above_for_s(self, score: float) -> float:
        """For how long the score has not been below this."""
        return self._run_s(lambda value: value >= score)

    def below_for_s(self, score: float) -> float:
        """For how long the score has been below this."""
        return self._run_s(lambda value: value < score)

    def recent(self, within_s: float) -> list[Moment]:
        """What anybody said in the last seconds."""
        return [each for each in self.moments if each.utterance.end_s >= self.now_s - within_s]

    def customer_moments(self, within_s: float) -> list[Moment]:
        """What the customer (or a speaker without a role) said in the last seconds."""
        return [each for each in self.recent(within_s) if each.utterance.role is not Role.AGENT]

    def answer(self, moment: Moment, question: Hashable, ask: Callable[[Moment], str]) -> str:
        """What was found out about a moment once need not be found out again."""
        known = self.known.setdefault(moment.utterance.id, {})
        if question not in known:
            known[question] = ask(moment)
        return known[question]

    def _run_s(self, holds: Callable[[float], bool]) -> float:
        run = takewhile(lambda point: holds(point[1]), reversed(self.curve))
        since_s = min((at_s for at_s, _ in run), default=self.now_s)
        return self.now_s - since_s


def _usual(frustration: Frustration) -> float:
    """The score before anything was heard, from the part that the prior contributes."""
    return 1.0 / (1.0 + math.exp(-frustration.contributions.get("usual", 0.0)))
