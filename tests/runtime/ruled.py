"""Rules of many kinds, and a reader that tells sentences apart by their words."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from voicemon.flags.conditions import (
    All,
    AnyOf,
    CueHeard,
    Ends,
    Hold,
    Meaning,
    PatternSaid,
    PhraseSaid,
    Rise,
    ScoreAtLeast,
    Silence,
)
from voicemon.flags.conditions.limits import SaidBy
from voicemon.flags.rule import Case, Rule
from voicemon.flags.scope import Hours, Scope
from voicemon.store import Store
from voicemon.store.rules_records import Author, RuleState
from voicemon.types import Reading, Severity

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
ANN = Author("p-ann", "Ann")
WIDTH = 64


@dataclass
class WordReader:
    """Sentences are alike where they share words."""

    name: str = "words"

    def read(self, texts: Sequence[tuple[str, str]]) -> list[Reading]:
        return [Reading(name, {}, self._vector(text), self.name) for name, text in texts]

    def _vector(self, text: str) -> np.ndarray:
        vector = np.zeros(WIDTH, np.float32)
        for word in text.lower().split():
            vector[zlib.crc32(word.strip(".,!?").encode()) % WIDTH] += 1
        return vector / max(1e-9, float(np.linalg.norm(vector)))


def simple(name, when, severity=Severity.WATCH, **changes):
    """A rule of one case."""
    return Rule(name=name, cases=(Case(severity=severity, when=when),), **changes)


MINE = (
    simple("Refund", PhraseSaid(phrases=("refund", "money back")), cooldown_s=5.0),
    simple("Third time", PatternSaid(text="(third|fourth) time ... call*")),
    simple("Wants it paid back", Meaning(examples=("give me my money back",), similarity=0.6)),
    simple(
        "Told off",
        Meaning(examples=("you have to calm down",), similarity=0.6, whose=SaidBy.AGENT),
        ends_itself=False,
    ),
    simple("Agent promises", PhraseSaid(phrases=("i promise",), whose=SaidBy.AGENT, within_s=30.0)),
    simple(
        "Hot after waiting",
        All(of=(AnyOf(of=(Hold(at_least_s=10, within_s=120), Silence(at_least_s=4, within_s=120))),
                ScoreAtLeast(at_least=0.2))),
        Severity.ACT,
    ),
    simple("Climbs", Rise(by=0.05, within_s=60)),
    simple("Any anger", CueHeard(cues=("wording.repeat", "wording.manager_request"))),
    simple("Ends", All(of=(Ends(score=0.0), PhraseSaid(phrases=("refund",), within_s=600)))),
    simple("Billing only", ScoreAtLeast(at_least=0.0), scope=Scope(queues=("billing",))),
    simple("Elsewhere", ScoreAtLeast(at_least=0.0), scope=Scope(queues=("tech",))),
    simple("At night", ScoreAtLeast(at_least=0.0), hours=(Hours(opens="22:00", closes="05:00"),)),
    simple("By day", ScoreAtLeast(at_least=0.0), hours=(Hours(opens="08:00", closes="20:00"),)),
)  # fmt: skip


def switch_on(store: Store, rules: Sequence[Rule] = MINE) -> list[str]:
    """In force from now on; their ids."""
    made = [store.rules.add(rule, ANN, NOW).id for rule in rules]
    for rule_id in made:
        store.rules.switch(rule_id, 1, RuleState.ON, ANN, NOW)
    return made
