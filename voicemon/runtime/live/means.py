"""What a running call is judged with."""

from __future__ import annotations

from dataclasses import dataclass

from voicemon.flags.rules import BUILT_IN, RuleBook
from voicemon.runtime.live.prompting import Prompter
from voicemon.runtime.models import Models


@dataclass(frozen=True, slots=True)
class Means:
    """`rules`: those in force when the call begins. `prompter` suggests what the agent could say;
    None: nobody does.
    """

    models: Models
    rules: RuleBook = BUILT_IN
    prompter: Prompter | None = None
