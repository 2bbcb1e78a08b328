"""A rule: when a human is called, how gravely, on which calls, and how often."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from voicemon.flags.conditions import Condition, Ends, Meaning, leaves
from voicemon.flags.conditions.limits import PLAIN, Data, Flag
from voicemon.flags.memory import KEPT_S, Memory
from voicemon.flags.reasons import sentence, top_utterances
from voicemon.flags.scope import Hours, Scope
from voicemon.types import Severity

COOLDOWN_S = 60.0
DEEPEST = 3
MOST_CONDITIONS = 30

RuleId = Annotated[str, StringConstraints(strict=True, pattern=r"^([a-z0-9][a-z0-9-]{0,63})?$")]
Title = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=120, pattern=PLAIN)]
Opening = Annotated[str, StringConstraints(strict=True, max_length=120, pattern=PLAIN)]


def _not_too_deep(condition: object) -> object:
    """Looked at before anything else, and without recursion: JSON may stand any depth."""
    inside: list[object] = [condition]
    for _ in range(DEEPEST):
        inside = [each for outer in inside for each in _within(outer)]
    if inside:
        raise ValueError(f"conditions stand at most {DEEPEST} deep in one another")
    return condition


def _within(condition: object) -> Iterable[object]:
    of = condition.get("of") if isinstance(condition, dict) else getattr(condition, "of", None)
    return of if isinstance(of, list | tuple) else ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that holds now: how grave, why, and what to look at."""

    severity: Severity
    reason: str
    utterance_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Data):
    """How grave it is when a condition holds."""

    severity: Severity
    when: Annotated[Condition, BeforeValidator(_not_too_deep)]

    def __post_init__(self) -> None:
        _not_too_deep(self.when)
        if sum(1 for _ in leaves(self.when)) > MOST_CONDITIONS:
            raise ValueError(f"there are at most {MOST_CONDITIONS} conditions")

    @property
    def asks_at_end(self) -> bool:
        """Whether it is the end of the call that it asks about."""
        return any(isinstance(each, Ends) for each in leaves(self.when))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Data):
    """`id` names it in flags; `says` opens a flag's reason instead of the conditions' own words.

    Of several cases the gravest that holds counts. A flag is not raised again while one as grave is
    open, nor for `cooldown_s` after it; with `suppress_while_acknowledged` nor while a person has
    taken any flag of the call that is as grave. `ends_itself`: calm resolves the flag, else only a
    person does.
    """

    id: RuleId = ""
    name: Title
    says: Opening = ""
    cases: Annotated[tuple[Case, ...], Field(min_length=1, max_length=3)]
    scope: Scope = Scope()
    hours: Annotated[tuple[Hours, ...], Field(max_length=14)] = ()
    cooldown_s: Annotated[float, Field(strict=True, ge=0.0, le=86_400.0)] = COOLDOWN_S
    suppress_while_acknowledged: Flag = False
    ends_itself: Flag = True

    def __post_init__(self) -> None:
        severities = {case.severity for case in self.cases}
        if len(severities) < len(self.cases):
            raise ValueError("each severity stands in one case only: join its conditions by any")

    def finds(self, memory: Memory, ended: bool = False) -> Finding | None:
        """What the rule finds after the newest utterance, or at the end of the call."""
        for case in sorted(self.cases, key=_lightness):
            if case.asks_at_end is not ended:
                continue
            found = case.when.finds(memory, ended)
            if found is None:
                continue
            opening = self.says or found.says or "The score is high"
            now = f", {memory.score:.2f} now" if found.now and memory.heard else ""
            moments = list(found.moments)
            reason = sentence(f"{opening}{now}", moments)
            return Finding(case.severity, reason, top_utterances(moments))
        return None

    @property
    def looks_back_s(self) -> float:
        """How far back it needs the call's moments."""
        return max(KEPT_S, *(case.when.looks_back_s for case in self.cases))

    @property
    def examples(self) -> tuple[str, ...]:
        """The sentences whose meaning it asks for."""
        asked = [each for case in self.cases for each in leaves(case.when)]
        return tuple(text for each in asked if isinstance(each, Meaning) for text in each.examples)


def _lightness(case: Case) -> int:
    return -list(Severity).index(case.severity)
