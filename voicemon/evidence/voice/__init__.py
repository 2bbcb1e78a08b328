"""Vocal emotion of the customer: anger and arousal in the recogniser's encoder states.

Comes in: a `CustomerSegment`, its `Utterance` and the `EncoderStates` that transcription made by
the way. Goes out: `voice.anger` and `voice.arousal`, or `Withheld`. The only door to torch and
SpeechBrain, both loaded by `VoiceModel`, never by an import of this package.

A weak witness, and kept one: see models/voice/CARD.md for how often it errs, and for whom.
"""

from voicemon.evidence.voice.model import VoiceModel
from voicemon.evidence.voice.witness import VoiceWitness

__all__ = ["VoiceModel", "VoiceWitness"]
