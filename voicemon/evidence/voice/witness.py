"""One call's customer before the vocal head: gate, own usual, evidence with its sentence."""

from __future__ import annotations

import math

from voicemon.evidence.audible import Audible, audible
from voicemon.evidence.voice.model import Judgement, VoiceModel
from voicemon.types import CustomerSegment, EncoderStates, Evidence, Utterance, Withheld

WITNESS = "voice"

# The head learnt from actors; half of what it claims is believed, and never more than doubles or
# so the odds by itself (e^0.9 = 2.5). A calm voice calms less: people are angry quietly too.
_BELIEF = 0.5
_MOST = 0.9
_LEAST = -0.2
# Arousal without anger (joy, fear, hurry) says little; its direction follows from the circumplex.
_AROUSAL_WEIGHT = 0.15
LEAST_SURE = 0.1
"""Certainty (1 − doubt) under which the voice can be read either way, and is withheld."""

# Log-odds from which the voice is said to be a little and much tenser, and calmer.
_SAID, _MUCH = 0.05, 0.6
_AROUSAL_SCALE = 0.15  # standard deviation of the head's arousal between utterances of a speaker


class VoiceWitness:
    """Feed it one call's customer in time order; it learns that voice's usual as it goes."""

    def __init__(self, model: VoiceModel) -> None:
        self._model = model
        self._usual = model.stranger()
        self._anger: list[float] = []
        self._arousal: list[float] = []

    def weigh(
        self, customer: CustomerSegment, utterance: Utterance, states: EncoderStates | None
    ) -> list[Evidence | Withheld]:
        """`voice.anger` and `voice.arousal`, or one `Withheld` with the reason."""
        heard = audible(customer.segment.samples)
        if isinstance(heard, str):
            return [_withheld(utterance, heard)]
        if states is None:
            return [_withheld(utterance, "the recogniser gave no encoder states")]
        if states.states.shape[0] == 0 or states.states.shape[1] != self._model.dim:
            return [_withheld(utterance, f"no vocal head for the encoder of {states.model}")]
        pooled = self._model.pool(states.states, customer.segment.samples)
        judged = self._model.judge(pooled, self._usual)
        self._model.hear(pooled, self._usual)
        found = self._evidence(utterance, judged, heard)
        if 1 - judged.doubt < LEAST_SURE:
            found = [_withheld(utterance, "the voice can be read either way")]
        self._anger.append(judged.anger)
        self._arousal.append(judged.arousal)
        return found

    def _evidence(
        self, utterance: Utterance, judged: Judgement, heard: Audible
    ) -> list[Evidence | Withheld]:
        confidence = heard.clarity * (1 - judged.doubt)
        usual_anger, usual_arousal = _mean(self._anger), _mean(self._arousal)
        log_odds = heard.clarity * min(max(_BELIEF * judged.weight, _LEAST), _MOST)
        return [
            Evidence(
                utterance_id=utterance.id,
                cue=f"{WITNESS}.anger",
                start_s=utterance.start_s,
                end_s=utterance.end_s,
                measured=judged.anger,
                unit="probability",
                baseline=usual_anger,
                log_odds=log_odds,
                confidence=confidence,
                note=_sentence(
                    _sounds(log_odds, judged.anger, usual_anger), "anger", judged.anger, usual_anger
                ),
            ),
            Evidence(
                utterance_id=utterance.id,
                cue=f"{WITNESS}.arousal",
                start_s=utterance.start_s,
                end_s=utterance.end_s,
                measured=judged.arousal,
                unit="share",
                baseline=usual_arousal,
                log_odds=heard.clarity * _arousal_log_odds(judged.arousal, usual_arousal),
                confidence=confidence,
                note=_sentence("voice liveliness", "arousal", judged.arousal, usual_arousal),
            ),
        ]


def _arousal_log_odds(arousal: float, usual: float | None) -> float:
    """Against the caller's own usual; nothing while there is none."""
    if usual is None:
        return 0.0
    return _AROUSAL_WEIGHT * math.tanh((arousal - usual) / _AROUSAL_SCALE)


def _sounds(log_odds: float, anger: float, usual: float | None) -> str:
    """What is heard, in the direction of its weight; never that somebody is angry.

    The weight compares with the share of angry voices among all, so it may point the other way
    than the caller's own usual does: a voice that was tense before and is less so now still raises.
    """
    if abs(log_odds) < _SAID:
        return "voice neither tense nor calm"
    raises = log_odds > 0
    if usual is None:
        return "voice a little tenser than most" if raises else "voice calmer than most"
    if raises != (anger > usual):
        return "voice still a little tense" if raises else "voice still calm"
    if not raises:
        return "voice calmer than usual"
    return f"voice {'much' if log_odds >= _MUCH else 'a little'} tenser than usual"


def _sentence(what: str, figure: str, measured: float, usual: float | None) -> str:
    compared = "no usual yet" if usual is None else f"usual for this caller {usual:.2f}"
    return f"{what}: {figure} {measured:.2f}, {compared}"


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _withheld(utterance: Utterance, reason: str) -> Withheld:
    return Withheld(utterance.id, WITNESS, utterance.start_s, utterance.end_s, reason)
