"""Clips before the vocal head, outside any call: for checking it on one's own material.

A clip is one utterance of a customer. Where the speaker is named, all clips of that speaker are
compared with each other, as the own-voice baseline of a call does; a clip of nobody in particular
is compared with everyone. Every clip gets its figures, those too that a call would withhold: the
reason then stands beside them. A clip that cannot be heard at all gets what an average voice gets,
at full uncertainty, and is marked `unheard`.

Agents are not to be judged by their voices (docs/privacy.md); whose clips these are, the caller
answers for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from voicemon.audio.decode import open_recording
from voicemon.errors import AudioError, VoicemonError
from voicemon.evidence.audible import audible
from voicemon.evidence.voice import LEAST_SURE, Judgement, VoiceModel
from voicemon.types import (
    SAMPLE_RATE_HZ,
    CustomerSegment,
    Progress,
    Role,
    Samples,
    SpeechSegment,
)
from voicemon.utterances.clips import clip_states
from voicemon.utterances.roles import customer_only
from voicemon.utterances.whisper import Whisper

LONGEST_S = 120.0  # of a clip; an utterance of a call is shorter than 30 s
AT_ONCE = 48  # clips in memory together: some minutes of speech, which fill windows well
UNSURE = "the voice can be read either way"

Pooled = np.typing.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Clip:
    """A sound file; `name` is what its owner calls it, `speaker` and `label` empty if unknown."""

    path: Path
    name: str
    speaker: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class JudgedClip:
    """What the voice model makes of a clip; `withheld` is why a call would not use it, or empty."""

    clip: Clip
    anger: float
    arousal: float
    uncertainty: float
    withheld: str
    unheard: bool = False


@dataclass(frozen=True, slots=True)
class _Heard:
    """A clip's vector, None if it could not be heard; `reason` why a call would withhold it."""

    pooled: Pooled | None
    reason: str


def judge_clips(
    clips: Sequence[Clip], whisper: Whisper, voice: VoiceModel, progress: Progress
) -> list[JudgedClip]:
    """One judgement a clip, in order; a clip that cannot be read does not stop the others."""
    heard: list[_Heard] = [_Heard(None, "")] * len(clips)
    done = 0
    for places in _groups(clips):
        found = _hear([clips[place] for place in places], whisper, voice)
        for place, each in zip(places, found, strict=True):
            heard[place] = each
        done += len(places)
        progress("listening", done / len(clips))
    return _judged(clips, heard, voice)


def _groups(clips: Sequence[Clip]) -> Iterator[list[int]]:
    """Places of clips that are heard together: of one speaker, at most `AT_ONCE`."""
    for places in _by_speaker(clips).values():
        for at in range(0, len(places), AT_ONCE):
            yield places[at : at + AT_ONCE]


def _by_speaker(clips: Sequence[Clip]) -> dict[str, list[int]]:
    own: dict[str, list[int]] = defaultdict(list)
    for place, clip in enumerate(clips):
        own[clip.speaker].append(place)
    return own


def _hear(clips: Sequence[Clip], whisper: Whisper, voice: VoiceModel) -> list[_Heard]:
    """Vectors of clips of one speaker, or why there is none."""
    found: list[_Heard] = [_Heard(None, "")] * len(clips)
    spoken: list[CustomerSegment] = []
    places: list[int] = []
    for place, clip in enumerate(clips):
        try:
            spoken.append(_customer(_samples(clip.path), clip.speaker, float(place)))
            places.append(place)
        except (VoicemonError, OSError, ValueError) as error:
            said = error.message if isinstance(error, VoicemonError) else str(error)
            found[place] = _Heard(None, f"cannot be heard: {said}")
    for place, customer, states in zip(places, spoken, clip_states(whisper, spoken), strict=True):
        samples = customer.segment.samples
        reason = audible(samples)
        found[place] = _Heard(
            voice.pool(states.states, samples), reason if isinstance(reason, str) else ""
        )
    return found


def _customer(samples: Samples, speaker: str, start_s: float) -> CustomerSegment:
    """A clip as a customer's utterance; `start_s` only keeps the order of clips."""
    end_s = start_s + samples.size / SAMPLE_RATE_HZ
    customer = customer_only(
        SpeechSegment(f"clips of {speaker}", Role.CUSTOMER, 1.0, start_s, end_s, samples)
    )
    assert customer is not None
    return customer


def _samples(path: Path) -> Samples:
    """A clip's sound at 16 kHz, its channels averaged; AudioError when there is none."""
    parts: list[Samples] = []
    for block in open_recording(path).blocks(LONGEST_S):
        parts.append(block.mean(axis=0, dtype=np.float32))
        break
    if not parts or not parts[0].size:
        raise AudioError(f"{path.name} holds no sound", "check that it plays")
    return parts[0]


def _judged(clips: Sequence[Clip], heard: Sequence[_Heard], voice: VoiceModel) -> list[JudgedClip]:
    found: dict[int, Judgement] = {}
    for speaker, places in _by_speaker(clips).items():
        known = [place for place in places if heard[place].pooled is not None]
        vectors = [pooled for place in known if (pooled := heard[place].pooled) is not None]
        together = (
            voice.judge_together(vectors)
            if speaker
            else [voice.judge_together([vector])[0] for vector in vectors]
        )
        found.update(zip(known, together, strict=True))
    nothing = unheard(voice)
    return [_row(clip, found.get(place, nothing), heard[place]) for place, clip in enumerate(clips)]


def _row(clip: Clip, judged: Judgement, heard: _Heard) -> JudgedClip:
    reason = heard.reason or (UNSURE if 1 - judged.doubt < LEAST_SURE else "")
    return JudgedClip(
        clip, judged.anger, judged.arousal, judged.doubt, reason, heard.pooled is None
    )


def unheard(voice: VoiceModel) -> Judgement:
    """What is known of an utterance that nobody heard: how angry and aroused most are."""
    average = voice.judge_together([np.zeros(voice.head.centre.shape[0], np.float32)])[0]
    return Judgement(average.anger, average.arousal, 0.0, 1.0)
