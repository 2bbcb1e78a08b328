"""Which acts an agent's words are: by phrases, and in English by the text model where nearly sure.

An utterance that brushes the customer off does none of them, whatever else stands in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from voicemon.coaching.cues import READ_LANGUAGE
from voicemon.coaching.phrases import phrases
from voicemon.types import AgentAct, Evidence, Reading, Utterance

LEAST_WORDS = 3
DISMISSES = "wording.agent_dismisses"

CUES: Mapping[str, AgentAct] = {
    "wording.agent_apology": AgentAct.APOLOGISE,
    "wording.agent_acknowledges": AgentAct.ACKNOWLEDGE,
    "wording.agent_ownership": AgentAct.OWNERSHIP,
    "wording.agent_next_step": AgentAct.NEXT_STEP,
    "wording.agent_resolution": AgentAct.NEXT_STEP,
    "wording.agent_reassures": AgentAct.REASSURE,
}
LABELS: Mapping[AgentAct, tuple[str, float]] = {
    AgentAct.VALIDATE: ("act_validate", 0.85),
    AgentAct.OPEN_QUESTION: ("act_open_question", 0.9),
    AgentAct.SUMMARISE_BACK: ("act_summarise_back", 0.95),
}


def acts_of(
    utterance: Utterance, reading: Reading, evidence: Sequence[Evidence], language: str
) -> tuple[AgentAct, ...]:
    """The acts in an agent's utterance, in the order of `AgentAct`."""
    if any(item.cue == DISMISSES for item in evidence):
        return ()
    found = {CUES[item.cue] for item in evidence if item.cue in CUES}
    found |= set(phrases(language).acts(utterance.text))
    found |= set(_read(utterance, reading, language))
    return tuple(act for act in AgentAct if act in found)


def _read(utterance: Utterance, reading: Reading, language: str) -> list[AgentAct]:
    if language != READ_LANGUAGE or len(utterance.text.split()) < LEAST_WORDS:
        return []
    return [act for act, (label, at) in LABELS.items() if reading.labels.get(label, 0.0) >= at]
