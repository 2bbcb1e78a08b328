"""What the first model was unsure of is heard again by a larger one; the surer words stand.

Only words change hands: what the vocal model reads are the first model's encoder states, which its
heads were trained on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from voicemon.types import Heard, SpeechSegment, Transcriber
from voicemon.utterances.packing import stream_of

UNSURE = -0.3  # mean log-probability of a token; words below it are worth a second look
AROUND = 1  # segments of the same speaker before and after, heard along for context


@dataclass(slots=True)
class SecondPass:
    """A `Transcriber` of two, with the name of the first. `english_only` says so of `second`: it is
    then not asked about calls in other languages.
    """

    first: Transcriber
    second: Transcriber
    english_only: bool = False
    name: str = field(init=False)

    def __post_init__(self) -> None:
        self.name = self.first.name

    def transcribe(
        self, segments: Sequence[SpeechSegment], language: str | None = None
    ) -> list[Heard]:
        """One `Heard` a segment, in order; `Transcript.model` tells whose words they are."""
        heard = self.first.transcribe(segments, language)
        for spoken, chosen in self._again(heard):
            again = self.second.transcribe([segments[at] for at in chosen], spoken)
            for at, other in zip(chosen, again, strict=True):
                if unsure(heard[at]) and _surer(other, heard[at]):
                    heard[at] = replace(heard[at], transcript=other.transcript)
        return heard

    def _again(self, heard: Sequence[Heard]) -> Iterator[tuple[str, list[int]]]:
        """Language → the segments that `second` hears, by index."""
        doubtful = [at for at, each in enumerate(heard) if unsure(each)]
        doubtful.sort(key=lambda at: heard[at].transcript.language)
        for language, group in groupby(doubtful, key=lambda at: heard[at].transcript.language):
            if language == "en" or not self.english_only:
                yield language, with_neighbours(group, [each.segment for each in heard])


def unsure(heard: Heard) -> bool:
    """Whether the words are worth a second look."""
    return bool(heard.transcript.words) and heard.transcript.avg_logprob < UNSURE


def with_neighbours(chosen: Iterator[int], segments: Sequence[SpeechSegment]) -> list[int]:
    """Indices with those of the same speaker's segments around them."""
    asked = set(chosen)
    order = sorted(
        range(len(segments)), key=lambda at: (*stream_of(segments[at]), segments[at].start_s)
    )
    place = {index: at for at, index in enumerate(order)}
    taken = set()
    for index in asked:
        first = max(0, place[index] - AROUND)
        near = order[first : place[index] + AROUND + 1]
        taken |= {at for at in near if stream_of(segments[at]) == stream_of(segments[index])}
    return sorted(taken)


def _surer(other: Heard, first: Heard) -> bool:
    """Words that a guess would not have; silence never takes words away."""
    return bool(other.transcript.words) and (
        other.transcript.avg_logprob > first.transcript.avg_logprob
    )
