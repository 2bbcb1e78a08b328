"""The cues that a rule may ask for, and how a rule says each.

A cue is named as in `Evidence.cue`. What a witness measures of the sound of a voice is not among
them: by itself it is arousal, which `conditions.line.Disagreement` weighs against the words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

CUES: Mapping[str, str] = {
    "wording.manager_request": "asks for a manager",
    "wording.churn": "threatens to leave",
    "wording.legal": "threatens legal steps",
    "wording.complaint": "threatens to complain",
    "wording.demand": "demands something at once",
    "wording.blame": "blames the company",
    "wording.repeat": "has had to ask again",
    "wording.waiting": "has waited long",
    "wording.ignored": "was not listened to",
    "wording.stated_frustration": "says that this is frustrating",
    "wording.profanity": "swears",
    "wording.disbelief": "cannot believe it",
    "wording.sarcasm": "is ironic",
    "wording.negated_politeness": "is polite in words only",
    "wording.edged_politeness": "is polite with an edge",
    "wording.negativity": "speaks in negative words",
    "wording.anger": "speaks in angry words",
    "wording.disappointment": "speaks in disappointed words",
    "wording.confusion": "is confused",
    "wording.resolved": "says that it is solved",
    "wording.thanks": "says thanks",
    "wording.gratitude": "speaks in thankful words",
    "wording.relief": "speaks in relieved words",
    "wording.agent_apology": "hears an apology",
    "wording.agent_acknowledges": "hears the feeling acknowledged",
    "wording.agent_ownership": "hears that the agent takes it in hand",
    "wording.agent_next_step": "hears what comes next",
    "wording.agent_resolution": "hears that it is solved",
    "wording.agent_reassures": "hears reassurance",
    "wording.agent_dismisses": "is dismissed by the agent",
    "interaction.repetition": "says the same again",
    "interaction.talk_over": "and the agent talk at once",
}
"""Evidence's cue → what the customer does, for a sentence that begins with "the customer"."""

CALMING = frozenset(
    {
        "wording.resolved",
        "wording.thanks",
        "wording.gratitude",
        "wording.relief",
        "wording.agent_apology",
        "wording.agent_acknowledges",
        "wording.agent_ownership",
        "wording.agent_next_step",
        "wording.agent_resolution",
        "wording.agent_reassures",
    }
)
"""Those that weigh away from frustration."""


def _known(cue: str) -> str:
    if cue not in CUES:
        raise ValueError(f"{cue!r} is none of the cues {', '.join(CUES)}")
    return cue


Cue = Annotated[str, AfterValidator(_known), WithJsonSchema({"type": "string", "enum": list(CUES)})]
