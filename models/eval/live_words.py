"""Word error rate of running calls' finals as first shown, and what they cost.

The finals are heard one by one, as on a quiet machine (a batch changes no word). Beside them: the
same calls as recordings, and every segment alone in a 30 s window, decoded greedily. Seconds are of
the processor, on one thread, a segment, and come from the same run.

Every call is heard at three levels: what Whisper makes of some 500 words changes by 0.015 with the
last bit of its input, as much as what is to be told apart. In a window of 30 s, which takes the
longest by far, it is heard as recorded alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.eval.table import Row, bootstrap
from models.eval.words import ROLES, channels, errors, references, segments
from voicemon import weights
from voicemon.settings import current
from voicemon.types import Heard, Samples, SpeechSegment
from voicemon.utterances.live_transcriber import LiveTranscriber
from voicemon.utterances.live_windows import Budget, fit
from voicemon.utterances.transcriber import WhisperTranscriber

MODELS = ("base", "tiny.en")
ALLOWED = 0.025
FASTER = 3.0
ALONE = Budget((30.0,), 0.0, 0.5, careful=False)
WAYS = ("live", "recorded", "alone")
GAINS_DB = (-3.0, 0.0, 3.0)


@dataclass(frozen=True, slots=True)
class Side:
    """One channel at one level: its words and segments; errors and processor seconds by way that
    it was heard.
    """

    words: int
    segments: int
    errors: dict[str, int]
    cost_s: dict[str, float]


def rows(data: Path) -> list[Row]:
    """Two rows a model: the words, and what they cost."""
    paths = sorted((data / "calls").glob("harper_*.flac"))
    return [row for name in MODELS for row in _rows(name, paths)]


def _rows(name: str, paths: Sequence[Path]) -> list[Row]:
    folder = weights.whisper(name, current().models_dir)
    transcriber = WhisperTranscriber(folder, name, threads=1)
    sides = [side for path in paths for side in _sides(path, transcriber)]
    live, recorded, alone = (_rate(sides, way) for way in WAYS)
    low, high = bootstrap(sides, lambda picked: _rate(picked, "live"))
    count = sum(side.segments for side in sides)
    cost_s = {way: _cost_s(sides, way) for way in WAYS}
    words = sum(side.words for side in sides)
    return [
        Row(
            task="Live: words",
            metric=f"WER of finals as first shown, {name} int8",
            data=f"calls/harper_* at {len(GAINS_DB)} levels ({len(sides)} channels, {words} words)",
            baseline=f"recorded {recorded:.3f}; alone in 30 s (at one level) {alone:.3f}",
            ours=live,
            low=low,
            high=high,
            aim="≤ recorded + 0.025",
            met=live <= recorded + ALLOWED,
        ),
        Row(
            task="Live: words",
            metric=f"processor seconds a final, {name} int8, one thread",
            data=f"calls/harper_* ({count} segments)",
            baseline=f"alone in 30 s {cost_s['alone']:.3f}; recorded {cost_s['recorded']:.3f}",
            ours=cost_s["live"],
            low=None,
            high=None,
            aim="≤ a third of alone in 30 s",
            met=cost_s["live"] * FASTER <= cost_s["alone"],
        ),
    ]


def _rate(sides: Sequence[object], way: str) -> float:
    heard = [side for side in sides if isinstance(side, Side) and way in side.errors]
    return sum(side.errors[way] for side in heard) / max(1, sum(side.words for side in heard))


def _cost_s(sides: Sequence[Side], way: str) -> float:
    heard = [side for side in sides if way in side.cost_s]
    return sum(side.cost_s[way] for side in heard) / max(1, sum(side.segments for side in heard))


def _sides(path: Path, transcriber: WhisperTranscriber) -> list[Side]:
    spoken, out = references(path), []
    for sound, role in zip(channels(path), ROLES, strict=True):
        for gain_db in GAINS_DB:
            heard = segments(_louder(sound, gain_db), path.stem, role)
            ways = [way for way in WAYS if way != "alone" or gain_db == 0.0]
            found = {way: _timed(_way(way, transcriber), heard) for way in ways}
            out.append(
                Side(
                    len(spoken[role].split()),
                    len(heard),
                    {way: errors(spoken[role], text) for way, (text, _) in found.items()},
                    {way: cost_s for way, (_, cost_s) in found.items()},
                )
            )
    return out


def _louder(sound: Samples, gain_db: float) -> Samples:
    louder: Samples = np.clip(sound * np.float32(10 ** (gain_db / 20)), -1, 1)
    return louder


def _way(
    way: str, transcriber: WhisperTranscriber
) -> Callable[[Sequence[SpeechSegment]], list[Heard]]:
    if way == "recorded":
        return lambda heard: transcriber.transcribe(heard, "en")
    live = LiveTranscriber(transcriber.whisper)
    if way == "alone":
        return lambda heard: [live.finals([fit(each, (), ALONE, "en")])[0] for each in heard]
    return lambda heard: [
        live.finals([fit(each, heard[:at], language="en")])[0] for at, each in enumerate(heard)
    ]


def _timed(
    way: Callable[[Sequence[SpeechSegment]], list[Heard]], heard: Sequence[SpeechSegment]
) -> tuple[str, float]:
    started_s = time.process_time()
    found = way(heard)
    return " ".join(each.transcript.text for each in found), time.process_time() - started_s
