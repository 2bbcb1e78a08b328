"""Two people who talk: what was said when, and what the witness of timing makes of it."""

from __future__ import annotations

import numpy as np

from voicemon.evidence.interaction import InteractionWitness
from voicemon.types import Evidence, Reading, Role, Utterance, Word

LONG = "I have been waiting for my refund since the beginning of March"
A, C, U = Role.AGENT, Role.CUSTOMER, Role.UNKNOWN


def said(role, start_s, end_s, text=LONG):
    word = Word(text, start_s, end_s, 0.9)
    name = f"{start_s:07.2f}{role.value[0]}"
    return Utterance(name, "call", role, start_s, end_s, text, (word,), "en", -0.2, 0.01)


def reading(utterance, *direction):
    vector = np.array(direction or (1.0, 0.0), dtype=np.float32)
    return Reading(utterance.id, {}, vector, "test")


def hear(*utterances, end_s=None) -> tuple[list[Evidence], InteractionWitness]:
    witness = InteractionWitness()
    evidence = []
    for number, utterance in enumerate(utterances):
        own_direction = np.eye(len(utterances))[number]
        evidence += witness.weigh(utterance, reading(utterance, *own_direction))
    if end_s is not None:
        witness.end(end_s)
    return evidence, witness


def cues(evidence):
    return [cue.cue.removeprefix("interaction.") for cue in evidence]


def kinds(witness):
    return [stretch.kind for stretch in witness.stretches]
