"""Clips of acted speech, and the levels of frustration that each emotion may stand for.

No clip was labelled with a level: the map below follows the labelling guide (models/labels). Anger
stands for level 2 and more; worry, grief and disappointment are level 1 and never more; joy is
level 0 however loud. Acted anger is louder than the real one at the same level, so what is measured
on composed calls flatters the voice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

Weighted = Mapping[str, float]
"""Emotion → how often it is drawn, of those that a speaker has."""

SUITS: Mapping[int, Weighted] = MappingProxyType(
    {
        0: {"neutral": 6, "happy": 2, "boredom": 1, "sad": 0.5},
        1: {"neutral": 4, "sad": 2, "fear": 2, "surprise": 1, "boredom": 1, "disgust": 0.5},
        2: {"angry": 3, "disgust": 1},
        3: {"angry": 1},
        4: {"angry": 1},
    }
)
"""Level → the emotions that suit it."""

CALM: Weighted = MappingProxyType({"neutral": 6, "boredom": 1, "sad": 1})
"""A voice that hides what the words say."""

LIVELY: Weighted = MappingProxyType({"happy": 3, "surprise": 2, "fear": 1})
"""A loud or high voice of a customer who is not frustrated."""

LEAST_CLIPS = 2  # that suit a level, of a speaker who is to pass through it


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks in clips; `language` is that of the clips, not of a composed call's words."""

    name: str
    corpus: str
    language: str
    gender: str


@dataclass(frozen=True, slots=True)
class Clip:
    """One sentence; `name` is unique in its corpus."""

    name: str
    speaker: Speaker
    emotion: str

    @property
    def levels(self) -> frozenset[int]:
        """The levels that it may stand for."""
        return frozenset(level for level, emotions in SUITS.items() if self.emotion in emotions)


class Library:
    """Clips by speaker and emotion, in an order that the order given does not change."""

    def __init__(self, clips: Iterable[Clip]) -> None:
        self._clips: defaultdict[Speaker, defaultdict[str, list[Clip]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for clip in sorted(clips, key=lambda clip: (clip.speaker.corpus, clip.name)):
            self._clips[clip.speaker][clip.emotion].append(clip)

    @property
    def speakers(self) -> list[Speaker]:
        """Everybody, by corpus and name."""
        return sorted(self._clips, key=lambda speaker: (speaker.corpus, speaker.name))

    def speakers_for(self, levels: Iterable[int]) -> list[Speaker]:
        """Those with at least `LEAST_CLIPS` for each of these levels."""
        wanted = list(levels)
        return [each for each in self.speakers if all(self._has(each, one) for one in wanted)]

    def clips(self, speaker: Speaker) -> Mapping[str, list[Clip]]:
        """Emotion → the speaker's clips."""
        return self._clips[speaker]

    def _has(self, speaker: Speaker, level: int) -> bool:
        own = self._clips[speaker]
        return sum(len(own[emotion]) for emotion in SUITS[level] if emotion in own) >= LEAST_CLIPS
