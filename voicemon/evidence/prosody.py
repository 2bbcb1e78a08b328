"""How the customer speaks, against how this customer usually speaks: six figures, no model.

The only door to librosa. Each figure of an utterance is compared with the speaker's own usual
(`baseline`); the deviation, in the speaker's own spreads, gives a small bounded weight. What cannot
be measured is withheld: under 0.6 s of speech, under 8 dB of signal to noise, before the usual is
known.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from voicemon.evidence.audible import Audible, audible
from voicemon.evidence.baseline import Baseline
from voicemon.evidence.figures import (
    FRAME,
    HOP,
    HOP_S,
    RATE_HZ,
    pause_share,
    semitones,
    syllables_per_min,
    tilt_db,
    voiced,
)
from voicemon.types import CustomerSegment, Evidence, Utterance, Withheld

WITNESS = "prosody"
_SHORTEST_VOICED_S = 0.3
_LOWEST_F0_HZ = 65.0
_HIGHEST_F0_HZ = 480.0
_OCTAVE_SLIP = 9.0  # semitones from the utterance's median: YIN took twice or half the period
_CALMING = 0.5  # less than usual calms half as much as more worries: resignation is quiet too


@dataclass(frozen=True, slots=True)
class Cue:
    """One figure: `weight` is the most log-odds it may add, `prior_spread` a typical speaker's."""

    name: str
    unit: str
    prior_spread: float
    weight: float
    more: str
    less: str
    shown: str = "{:+.0f} {}"

    def log_odds(self, deviation: float) -> float:
        """Monotone and bounded in `deviation` (spreads): tanh, halved on the calming side."""
        bent = self.weight * math.tanh(deviation / 2)
        return (bent if bent > 0 else _CALMING * bent) + 0.0  # a store has no negative zero

    def sentence(self, measured: float, usual: float, deviation: float) -> str:
        """`louder than usual: +8 dB`."""
        if abs(deviation) < 0.5:
            return f"{self.name.replace('_', ' ')} as usual"
        word = self.more if deviation > 0 else self.less
        return f"{word} than usual: {self.shown.format(measured - usual, self.unit)}"


# Directions: Juslin & Laukka 2003 (table 7: anger is loud, high, variable, fast, bright, with few
# pauses). Spreads and the order of the weights: `python -m models.voice.prosody_weights` (telephone
# band; tilt alone separates acted anger with AUC 0.90 on EmoDB and 0.80 on CREMA-D, pitch 0.84 and
# 0.64, loudness 0.75 on CREMA-D; EmoDB's clips were levelled, so its loudness says nothing). That
# model gives tilt 2 to 4 log-odds; what is believed here is an eighth of it, because actors
# exaggerate and a calm caller's effort drifts by as much over a call. Rate and pauses are not
# measurable on those clips: direction from the literature, least weight. All six at their utmost
# add 1.4 log-odds.
CUES = {
    cue.name: cue
    for cue in (
        Cue("loudness", "dB", 2.5, 0.40, "louder", "quieter"),
        Cue("pitch", "semitones", 3.9, 0.25, "voice higher", "voice lower", "{:+.1f} {}"),
        Cue("pitch_range", "semitones", 2.5, 0.10, "livelier pitch", "flatter pitch", "{:+.1f} {}"),
        Cue("tilt", "dB", 2.9, 0.45, "sharper voice", "softer voice"),
        Cue("rate", "syllables/min", 35.0, 0.10, "faster", "slower"),
        Cue("pauses", "share", 0.10, -0.10, "more pauses", "fewer pauses", "{:+.2f} {}"),
    )
}


class ProsodyWitness:
    """One call's customer. Feed it in time order; it learns the usual as it goes."""

    def __init__(self) -> None:
        import librosa

        self._yin = librosa.yin
        self._usual = {name: Baseline(cue.prior_spread) for name, cue in CUES.items()}

    def weigh(self, customer: CustomerSegment, utterance: Utterance) -> list[Evidence | Withheld]:
        """Evidence for each cue that could be measured, or one `Withheld` with the reason."""
        heard = audible(customer.segment.samples)
        if isinstance(heard, str):
            return [_withheld(utterance, heard)]
        measured = self.measure(heard, utterance)
        found: list[Evidence | Withheld] = []
        for name, value in measured.items():
            found += self._evidence(utterance, CUES[name], value, heard.clarity)
            self._usual[name].hear(value, heard.activity.speech_s)
        return found or [_withheld(utterance, "the caller's usual voice is not known yet")]

    def measure(self, heard: Audible, utterance: Utterance) -> dict[str, float]:
        """Cue name → its figure, for each that can be measured. Does not touch the usual."""
        values = {
            "loudness": heard.activity.speech_db,
            "pauses": pause_share(heard.activity.active),
            **self._pitch(heard),
        }
        rate = syllables_per_min(utterance.words)
        return values if rate is None else {**values, "rate": rate}

    def _pitch(self, heard: Audible) -> dict[str, float]:
        f0_hz = self._yin(
            heard.narrow,
            fmin=_LOWEST_F0_HZ,
            fmax=_HIGHEST_F0_HZ,
            sr=RATE_HZ,
            frame_length=FRAME,
            hop_length=HOP,
        )
        clear = voiced(heard.frames, f0_hz, heard.activity.active)
        if clear.sum() * HOP_S < _SHORTEST_VOICED_S:
            return {}
        pitch = semitones(f0_hz[clear])
        middle = float(np.median(pitch))
        low, high = np.percentile(pitch[np.abs(pitch - middle) < _OCTAVE_SLIP], [10, 90])
        return {
            "pitch": middle,
            "pitch_range": float(high - low),
            "tilt": tilt_db(heard.frames, clear),
        }

    def _evidence(
        self, utterance: Utterance, cue: Cue, value: float, clarity: float
    ) -> list[Evidence]:
        usual = self._usual[cue.name]
        deviation = usual.deviation(value)
        if usual.centre is None or deviation is None:
            return []
        confidence = usual.maturity * clarity
        return [
            Evidence(
                utterance_id=utterance.id,
                cue=f"{WITNESS}.{cue.name}",
                start_s=utterance.start_s,
                end_s=utterance.end_s,
                measured=value,
                unit=cue.unit,
                baseline=usual.centre,
                log_odds=confidence * cue.log_odds(deviation),
                confidence=confidence,
                note=cue.sentence(value, usual.centre, deviation),
            )
        ]


def _withheld(utterance: Utterance, reason: str) -> Withheld:
    return Withheld(utterance.id, WITNESS, utterance.start_s, utterance.end_s, reason)
