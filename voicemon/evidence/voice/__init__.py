"""Vocal emotion of the customer: anger and arousal in the recogniser's states and in the tone.

Comes in: a `CustomerSegment`, its `Utterance` and the `EncoderStates` that transcription made by
the way. Goes out: `voice.anger` and `voice.arousal`, or `Withheld`. The only door to torch and
SpeechBrain, both loaded by `VoiceModel`, never by an import of this package.

`tone` measures how the utterance is spoken, `head` joins it with the states, `usual` infers what
this speaker sounds like when calm, `model` does the arithmetic, `witness` follows one call. What a
call has not said yet is not known: for finished clips `VoiceModel.judge_together` takes all of a
speaker's at once.

A weak witness, and kept one: see models/voice/CARD.md for how often it errs, and for whom.
"""

from voicemon.evidence.voice.model import Judgement, VoiceModel
from voicemon.evidence.voice.witness import LEAST_SURE, VoiceWitness

__all__ = ["LEAST_SURE", "Judgement", "VoiceModel", "VoiceWitness"]
