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

from voicemon.evidence.baseline import Baseline
from voicemon.evidence.figures import (
    FRAME,
    HOP,
    HOP_S,
    RATE_HZ,
    Activity,
    activity,
    framed,
    pause_share,
    semitones,
    syllables_per_min,
    telephone_rate,
    tilt_db,
    voiced,
)
from voicemon.types import CustomerSegment, Evidence, Samples, Utterance, Withheld

WITNESS = "prosody"
SHORTEST_S = 0.6
LOWEST_SNR_DB = 8.0
_SHORTEST_VOICED_S = 0.3
_LOWEST_F0_HZ = 65.0
_HIGHEST_F0_HZ = 480.0
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
        return bent if bent > 0 else _CALMING * bent

    def sentence(self, measured: float, usual: float, deviation: float) -> str:
        """`louder than usual: +8 dB`."""
        if abs(deviation) < 0.5:
            return f"{self.name.replace('_', ' ')} as usual"
        word = self.more if deviation > 0 else self.less
        return f"{word} than usual: {self.shown.format(measured - usual, self.unit)}"


# Directions: Juslin & Laukka 2003 (table 7: anger is loud, high, variable, fast, bright, with few
# pauses). `prior_spread` and `weight`: `python -m models.voice.prosody_weights`, one logistic model
# of all cues together on the speakers of EmoDB and CREMA-D by telephone, halved because actors
# exaggerate. Rate has no word times there: its weight is the smallest of the measured ones.
CUES = {
    cue.name: cue
    for cue in (
        Cue("loudness", "dB", 2.5, 0.45, "louder", "quieter"),
        Cue("pitch", "semitones", 1.8, 0.30, "voice higher", "voice lower", "{:+.1f} {}"),
        Cue("pitch_range", "semitones", 1.8, 0.15, "livelier pitch", "flatter pitch", "{:+.1f} {}"),
        Cue("tilt", "dB", 2.0, 0.30, "sharper voice", "softer voice"),
        Cue("rate", "syllables/min", 35.0, 0.10, "faster", "slower"),
        Cue("pauses", "share", 0.08, -0.10, "more pauses", "fewer pauses", "{:+.2f} {}"),
    )
}


@dataclass(frozen=True, slots=True)
class Measures:
    """The figures of one utterance, cue name → value in the cue's unit, and how well heard."""

    values: dict[str, float]
    speech_s: float
    snr_db: float


class ProsodyWitness:
    """One call's customer. Feed it in time order; it learns the usual as it goes."""

    def __init__(self) -> None:
        import librosa

        self._yin = librosa.yin
        self._usual = {name: Baseline(cue.prior_spread) for name, cue in CUES.items()}

    def weigh(self, customer: CustomerSegment, utterance: Utterance) -> list[Evidence | Withheld]:
        """Evidence for each cue that could be measured, or one `Withheld` with the reason."""
        measured = self.measure(customer, utterance)
        if isinstance(measured, str):
            return [self._withheld(utterance, measured)]
        found = [self._evidence(utterance, cue, measured) for cue in CUES.values()]
        kept: list[Evidence | Withheld] = [one for one in found if one is not None]
        for name, value in measured.values.items():
            self._usual[name].hear(value, measured.speech_s)
        return kept or [self._withheld(utterance, "the caller's usual voice is not known yet")]

    def measure(self, customer: CustomerSegment, utterance: Utterance) -> Measures | str:
        """The figures of one utterance, or why there are none. Does not touch the usual."""
        narrow = telephone_rate(customer.segment.samples)
        if narrow.size < FRAME:
            return _too_short(narrow.size / RATE_HZ)
        frames = framed(narrow)
        heard = activity(frames)
        if heard.speech_s < SHORTEST_S:
            return _too_short(heard.speech_s)
        if heard.snr_db < LOWEST_SNR_DB:
            return f"noise too near to the speech: {heard.snr_db:.0f} dB"
        values = {"loudness": heard.speech_db, "pauses": pause_share(heard.active)}
        values |= self._pitch(narrow, frames, heard)
        rate = syllables_per_min(utterance.words)
        if rate is not None:
            values["rate"] = rate
        return Measures(values, heard.speech_s, heard.snr_db)

    def _pitch(self, narrow: Samples, frames: Samples, heard: Activity) -> dict[str, float]:
        f0_hz = self._yin(
            narrow,
            fmin=_LOWEST_F0_HZ,
            fmax=_HIGHEST_F0_HZ,
            sr=RATE_HZ,
            frame_length=FRAME,
            hop_length=HOP,
        )
        clear = voiced(frames, f0_hz, heard.active)
        if clear.sum() * HOP_S < _SHORTEST_VOICED_S:
            return {}
        low, middle, high = np.percentile(semitones(f0_hz[clear]), [10, 50, 90])
        return {
            "pitch": float(middle),
            "pitch_range": float(high - low),
            "tilt": tilt_db(frames, clear),
        }

    def _evidence(self, utterance: Utterance, cue: Cue, measured: Measures) -> Evidence | None:
        usual = self._usual[cue.name]
        value = measured.values.get(cue.name)
        if value is None or usual.centre is None:
            return None
        deviation = (value - usual.centre) / usual.spread
        return Evidence(
            utterance_id=utterance.id,
            cue=f"{WITNESS}.{cue.name}",
            start_s=utterance.start_s,
            end_s=utterance.end_s,
            measured=value,
            unit=cue.unit,
            baseline=usual.centre,
            log_odds=usual.maturity * cue.log_odds(deviation),
            confidence=usual.maturity * _clarity(measured),
            note=cue.sentence(value, usual.centre, deviation),
        )

    @staticmethod
    def _withheld(utterance: Utterance, reason: str) -> Withheld:
        return Withheld(utterance.id, WITNESS, utterance.start_s, utterance.end_s, reason)


def _too_short(speech_s: float) -> str:
    return f"too little speech: {speech_s:.1f} s"


def _clarity(measured: Measures) -> float:
    """How good the measurement was, 0.4–1: rises to 20 dB and to 2 s."""
    noise = min(max((measured.snr_db - LOWEST_SNR_DB) / 12, 0.0), 1.0)
    length = min(max((measured.speech_s - SHORTEST_S) / 1.4, 0.0), 1.0)
    return 0.4 + 0.6 * min(noise, length)
