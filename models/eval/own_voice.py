"""The caller's own usual: does the score stay where it is when only the line changes?

A call is heard once as it is. Its words and where speech lies are then held fixed, and the whole
product analyses it again with changed sound, so that what is measured of the voice (and the leak
between the channels) alone can move the score. Each change is compared with the call as it is at
the same headroom: where a change would go beyond full scale, both are lowered by as much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import soundfile
from numpy.typing import NDArray

from models.eval.frustration import analyst
from models.eval.mixes import telephone
from models.eval.table import Row, bootstrap
from models.eval.words import channels
from voicemon.evidence.voice import Judgement, VoiceModel
from voicemon.evidence.voice.usual import Usual
from voicemon.monitor import utterance_id
from voicemon.runtime import recording
from voicemon.runtime.batching import SharedTranscriber
from voicemon.runtime.intake import take_in
from voicemon.runtime.models import Models, clip_ears
from voicemon.settings import Settings
from voicemon.types import (
    SAMPLE_RATE_HZ,
    EncoderStates,
    Heard,
    Role,
    Samples,
    SpeechDetector,
    SpeechSegment,
    Transcriber,
    Transcript,
)
from voicemon.utterances import states
from voicemon.utterances.packing import pack
from voicemon.utterances.whisper import MEL_PER_S, Whisper

CALLS = ("harper_01cefd6f5c044a6f", "gorkow_01", "gorkow_21", "genesys_order_questions")
CUSTOMER = 1  # their channel in all of them
LOUD_DB = 12.0
POINTS = 100.0
AIM = 5.0  # points of a hundred of the score
TASK = "Own-voice baseline"
Probabilities = NDArray[np.float32]


@dataclass
class Held:
    """What one call held as it was: where speech is, a stream after the other, and the words."""

    speech: list[list[Probabilities]] = field(default_factory=list)
    words: dict[str, Transcript] = field(default_factory=dict)

    def learning(self, models: Models) -> Models:
        """The models, listened to."""

        def detector() -> SpeechDetector:
            self.speech.append([])
            return _Noted(models.detector(), self.speech[-1])

        return replace(
            models, detector=detector, transcriber=SharedTranscriber(_Learning(models, self.words))
        )

    def again(self, models: Models, whisper: Whisper) -> Models:
        """Models that hear the same speech and the same words, whatever the sound; for one run."""
        streams = iter(self.speech)
        return replace(
            models,
            detector=lambda: _Told(iter(next(streams))),
            transcriber=SharedTranscriber(_Repeating(self.words, whisper)),
        )


@dataclass
class _Noted:
    detector: SpeechDetector
    told: list[Probabilities]

    def __call__(self, samples: Samples) -> Probabilities:
        self.told.append(self.detector(samples))
        return self.told[-1]


@dataclass
class _Told:
    told: Iterator[Probabilities]

    def __call__(self, samples: Samples) -> Probabilities:
        del samples
        return next(self.told)


class _Learning:
    def __init__(self, models: Models, words: dict[str, Transcript]) -> None:
        self.name = models.transcriber.name
        self._inner: Transcriber = models.transcriber
        self._words = words

    def transcribe(
        self, segments: Sequence[SpeechSegment], language: str | None = None
    ) -> list[Heard]:
        heard = self._inner.transcribe(segments, language)
        self._words.update((utterance_id(each.segment), each.transcript) for each in heard)
        return heard


class _Repeating:
    """The words that are known, beside encoder states of the sound at hand."""

    def __init__(self, words: dict[str, Transcript], whisper: Whisper) -> None:
        self.name = whisper.name
        self._words = words
        self._whisper = whisper

    def transcribe(
        self, segments: Sequence[SpeechSegment], language: str | None = None
    ) -> list[Heard]:
        del language
        return [
            Heard(segment, self._words[utterance_id(segment)], encoded)
            for segment, encoded in zip(segments, self._encoded(segments), strict=True)
        ]

    def _encoded(self, segments: Sequence[SpeechSegment]) -> list[EncoderStates | None]:
        """As the transcriber makes them; of certain customers only."""
        parts: list[list[NDArray[np.float32]]] = [[] for _ in segments]
        for window in pack(segments):
            if any(states.may_keep(segments[piece.segment]) for piece in window.pieces):
                length = round(window.length_s * MEL_PER_S)
                found = self._whisper.encode([window.samples(segments)], length)[0]
                for piece in window.pieces:
                    parts[piece.segment].append(states.cut(found, piece))
        return [
            states.joined(segment, own, self.name)
            for segment, own in zip(segments, parts, strict=True)
        ]


class Strangers(VoiceModel):
    """A head that knows nobody's usual: every utterance as it stands, its loudness included."""

    def __init__(self, model: VoiceModel) -> None:
        self._model = model
        self.dim = model.dim
        self.whisper_name = model.whisper_name

    def stranger(self) -> Usual:
        """As the head's."""
        return self._model.stranger()

    def pool(self, states: NDArray[np.float32], samples: Samples) -> NDArray[np.float32]:
        """As the head's."""
        return self._model.pool(states, samples)

    def judge(self, pooled: NDArray[np.float32], usual: Usual) -> Judgement:
        """Nobody's usual is taken away."""
        del usual
        return self._model.judge_alone(pooled)

    def hear(self, pooled: NDArray[np.float32], usual: Usual) -> None:
        """Nothing is learnt."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to the channels [2, n]; `change` may go beyond full scale."""

    name: str
    change: Callable[[Samples], Samples]

    def pair(self, sound: Samples) -> tuple[Samples, Samples]:
        """The call as it is and changed, both lowered by as much as the change needs."""
        changed = self.change(sound)
        most = np.float32(max(1.0, float(np.abs(changed).max())))
        return sound / most, changed / most


def _gain(decibels: float, channel: int | slice = slice(None)) -> Callable[[Samples], Samples]:
    def change(sound: Samples) -> Samples:
        changed = sound.copy()
        changed[channel] *= np.float32(10 ** (decibels / 20))
        return changed

    return change


def _mu_law(sound: Samples) -> Samples:
    count = sound.shape[1]
    return np.stack([np.pad(telephone(channel), (0, 1))[:count] for channel in sound])


CHANGES = (
    Change("+ 6 dB", _gain(6.0)),
    Change("− 6 dB", _gain(-6.0)),
    Change("µ-law at 8 kHz", _mu_law),
    Change("a loud speaker: + 12 dB on the customer's channel", _gain(LOUD_DB, CUSTOMER)),
)


class Replay:
    """One call, heard once; `curve` of any sound of the same length."""

    def __init__(self, path: Path, models: Models, settings: Settings, whisper: Whisper) -> None:
        self.sound: Samples = np.stack(channels(path))
        self._path, self._models = path, models
        self._settings, self._whisper = settings, whisper
        self._held = Held()
        self.scores = self._scores(self.sound, self._held.learning(models))

    def curve(self, sound: Samples, *, usual: bool = True) -> list[float]:
        """The score at the end of each of the customer's utterances, words and speech as known;
        without `usual` the vocal head compares with nobody.
        """
        models = self._held.again(self._models, self._whisper)
        if not usual and models.voice is not None:
            models = replace(models, voice=Strangers(models.voice))
        return self._scores(sound, models)

    def _scores(self, sound: Samples, models: Models) -> list[float]:
        with TemporaryDirectory() as folder:
            changed = Path(folder) / f"{self._path.stem}.wav"
            soundfile.write(changed, sound.T, SAMPLE_RATE_HZ, subtype="FLOAT")
            intake = replace(take_in(self._path), path=changed)
            analysis = recording.analyse(intake, models, self._settings).analysis
        spoken = {each.id for each in analysis.utterances if each.role is Role.CUSTOMER}
        return [point.score for point in analysis.frustration if point.utterance_id in spoken]


@dataclass(frozen=True, slots=True)
class Moved:
    """How far one utterance's score moved, points: with the caller's usual and without."""

    call: str
    own: float
    without: float


def rows(data: Path) -> list[Row]:
    """Two rows a change: in the mean, and at most."""
    models, settings = analyst().models, analyst().settings
    whisper, _ = clip_ears(settings, settings.model)
    calls = {
        name: Replay(data / "calls" / f"{name}.flac", models, settings, whisper) for name in CALLS
    }
    note, found = _scale(list(calls.values())), []
    for change in CHANGES:
        moved = [each for name, call in calls.items() for each in _moved(name, call, change)]
        found += _rows(change.name, moved, note)
    return found


def _scale(calls: Sequence[Replay]) -> str:
    """What the changes are to be held against: the score, and what sound does to it at all."""
    score = np.concatenate([call.scores for call in calls])
    unheard = np.concatenate([call.curve(np.zeros_like(call.sound)) for call in calls])
    gone = POINTS * np.abs(unheard - score)
    return (
        f"{score.size} utterances of the customer, mean score {POINTS * score.mean():.0f}; "
        f"without any sound {gone.mean():.2f} in the mean, {gone.max():.1f} at most"
    )


def _moved(name: str, call: Replay, change: Change) -> Iterator[Moved]:
    before, after = change.pair(call.sound)
    pairs = [
        POINTS
        * np.abs(np.subtract(call.curve(after, usual=usual), call.curve(before, usual=usual)))
        for usual in (True, False)
    ]
    for own, without in zip(*pairs, strict=True):
        yield Moved(name, float(own), float(without))


def _rows(change: str, moved: Sequence[Moved], note: str) -> list[Row]:
    own, without = [each.own for each in moved], [each.without for each in moved]
    low, high = bootstrap(own, lambda picked: float(np.mean(np.asarray(picked, np.float64))))
    mean, most = float(np.mean(own)), max(moved, key=lambda each: each.own)
    data, aim = f"calls ({len(CALLS)}), {change}", f"< {AIM:.0f}"
    return [
        Row(TASK, "mean change of the score, points of 100", data,
            f"vocal head without the usual {np.mean(without):.3f}", mean, low, high, aim,
            mean < AIM, note),
        Row(TASK, "largest change of the score, points of 100", data,
            f"vocal head without the usual {max(without):.3f}", most.own, None, None, aim,
            most.own < AIM, f"in {most.call}"),
    ]  # fmt: skip
