"""Decides who speaks when: every turn is spoken, acted and given its place."""

from dataclasses import dataclass

import numpy as np

from samples.make.hold import music
from samples.make.line import RATE_HZ, spoken_into
from samples.make.prosody import MOODS, acted
from samples.make.script import Call, Hold, Turn
from samples.make.sound import Sound
from samples.make.speech import RATE_HZ as SPEECH_HZ
from samples.make.speech import Speaker

LEAD_IN_S = 0.8
GAP_S = (0.25, 0.75)
HOLD_GAP_S = 0.7


@dataclass(frozen=True, slots=True)
class Placed:
    """An event with its sound (8 kHz) and its start in seconds since the call began."""

    event: Turn | Hold
    start_s: float
    sound: Sound

    @property
    def end_s(self) -> float:
        """Where its sound ends."""
        return self.start_s + len(self.sound) / RATE_HZ


def place(call: Call, speaker: Speaker) -> tuple[Placed, ...]:
    """All events of the call in the order of the script."""
    rng = np.random.default_rng(call.seed)
    floor_start, floor_end = 0.0, LEAD_IN_S
    plan: list[Placed] = []
    for event in call.events:
        start = _start(event, floor_start, floor_end, rng)
        placed = Placed(event, start, _sound(event, call, speaker, rng))
        plan.append(placed)
        if isinstance(event, Hold) or event.at is None:
            floor_start, floor_end = placed.start_s, placed.end_s
    return tuple(plan)


def _start(
    event: Turn | Hold, floor_start: float, floor_end: float, rng: np.random.Generator
) -> float:
    if isinstance(event, Hold):
        return round(floor_end + HOLD_GAP_S, 3)
    if event.at is not None:
        return round(floor_start + event.at, 3)
    drawn = float(rng.uniform(*GAP_S))
    return round(floor_end + (drawn if event.gap is None else event.gap), 3)


def _sound(event: Turn | Hold, call: Call, speaker: Speaker, rng: np.random.Generator) -> Sound:
    if isinstance(event, Hold):
        return music(event.hold, rng)
    voice, mood = call.voices[event.by], MOODS[event.mood]
    pause = np.zeros(int(mood.pause_s * SPEECH_HZ), np.float32)
    pieces: list[Sound] = []
    for phrase in filter(None, (p.strip() for p in event.text.split("|"))):
        spoken = speaker.say(phrase, voice.name, voice.rate * mood.rate)
        pieces += [acted(spoken, voice, mood, rng), pause]
    return spoken_into(np.concatenate(pieces[:-1]), voice, mood.gain_db, rng)
