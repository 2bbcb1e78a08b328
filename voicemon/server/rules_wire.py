"""The wire of rules: what `/api/rules` takes and gives."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from voicemon.flags.rule import Rule
from voicemon.flags.rule_json import wrong
from voicemon.runtime.rehearsing import LONGEST_DAYS
from voicemon.server.asks import Ask, Count, Name
from voicemon.server.wire import SeverityName, Wire

RuleStateName = Literal["draft", "on", "off"]


def _in_words(value: Any, check: ValidatorFunctionWrapHandler) -> Any:  # noqa: ANN401
    """Every wrong place of a rule in one sentence, as people would name it."""
    try:
        return check(value)
    except ValidationError as error:
        raise ValueError(wrong(error)) from None


Definition = Annotated[Rule, WrapValidator(_in_words)]


class RulePath(Ask):
    """A rule."""

    rule_id: Name


class RehearsalPath(RulePath):
    """A rehearsal of a rule."""

    rehearsal_id: Name


class RuleIn(Ask):
    """A rule as data; its `id` is made of the name."""

    definition: Definition


class RuleChange(RuleIn):
    """What a rule is to be; `number` is that of the version that was changed."""

    number: Annotated[int, Field(ge=1)]


class RuleSwitch(Ask):
    """On or off; `number` is that of the version that was seen."""

    state: Literal["on", "off"]
    number: Annotated[int, Field(ge=1)]


class RuleNumber(Ask):
    """`number` is that of the version that was seen."""

    number: Annotated[int, Field(ge=1, le=2**31 - 1)]


class RehearsalIn(Ask):
    """Which version, over the calls of how many days."""

    number: Annotated[int, Field(ge=1)]
    days: Annotated[int, Field(ge=1, le=LONGEST_DAYS)] = 30


class RehearsalsQuery(Ask):
    """How many rehearsals."""

    limit: Annotated[Count, Field(ge=1, le=20)] = 20


class AuthorOut(Wire):
    """Who changed a rule: a person, or `voicemon` itself."""

    id: str
    name: str


class PartOut(Wire):
    """A part of a rule's sentence: a text of the page's catalogue, the values in it, and the parts
    that stand for `{of}`.
    """

    id: str
    values: dict[str, float | str | list[str]]
    of: list[PartOut]


class RuleTold(Wire):
    """How a rule reads."""

    sentence: str = Field(description="When it calls, and for which calls; in English.")
    in_full: str = Field(description="With how often, and how its flags end.")
    parts: list[PartOut] = Field(description="The same in parts, for other languages.")
    severity: SeverityName = Field(description="The gravest that it raises.")


class RuleOut(RuleTold):
    """A rule as it is now."""

    id: str
    name: str
    state: RuleStateName
    number: int = Field(description="Of this version; send it along to change the rule.")
    built_in: bool
    made_at: datetime
    changed_at: datetime
    changed_by: AuthorOut
    definition: Rule
    may_change: bool = Field(description="Whether whoever asks may.")


class RuleVersionOut(RuleTold):
    """A rule from one change to the next, or a draft beside the version that stands: one with the
    state `draft` and a higher number than the rule's.
    """

    number: int
    state: RuleStateName
    changed_at: datetime
    changed_by: AuthorOut
    why: str = Field(description="Why a draft was proposed; else empty.")
    definition: Rule


class RuleDetail(Wire):
    """A rule and every version of it, newest first."""

    rule: RuleOut
    versions: list[RuleVersionOut]


class RuleList(Wire):
    """The rules that one sees, in the order in which calls are asked."""

    items: list[RuleOut]
    may_add: bool = Field(description="Whether whoever asks may add drafts.")
    may_calibrate: bool = Field(
        description="Whether whoever asks is an admin, and people told outcomes enough for "
        "`voicemon models calibrate`."
    )


class HitOut(Wire):
    """A flag that the rule would have raised."""

    call_id: str
    started_at: datetime
    team: str | None
    queue: str | None
    at_s: float
    severity: SeverityName
    reason: str
    with_rules: list[str] = Field(description="Rules that raised a flag within a minute of it.")
    outcome: Literal["helped", "not_needed", "false_alarm", "too_late"] | None = Field(
        description="What a person told of a flag within a minute of it."
    )
    lead_s: float = Field(description="Until the call's end.")


class OverlapOut(Wire):
    """Calls that this rule and another one flag."""

    rule: str
    both: int
    only_this: int
    only_other: int


class RehearsedOut(Wire):
    """What the rule would have done. Precision is right / (right + wrong) of the hits with an
    outcome: right where a person helped or came too late, wrong where it was a false alarm or not
    needed.
    """

    calls: int = Field(description="That were played.")
    hours: int = Field(description="Clock hours in which one of them began.")
    flags: int
    flagged_calls: int
    severities: dict[SeverityName, int]
    flags_per_hour: float
    alerts_per_hour: float = Field(description="Flags to act on.")
    busiest_hour: int = Field(description="Most flags in one clock hour.")
    outcomes: dict[Literal["helped", "not_needed", "false_alarm", "too_late"], int]
    unknown: int = Field(description="Hits of which nobody told the outcome.")
    precision: float | None
    missed: int = Field(description="Flags that were right, with no hit close by.")
    lead_s: float | None = Field(description="Median seconds from a hit to the call's end.")
    overlaps: list[OverlapOut]
    hits: list[HitOut] = Field(description="The newest 500, of calls that one may see.")


class RehearsalRow(Wire):
    """A rehearsal, without what it found."""

    id: str
    rule_id: str
    number: int = Field(description="The version that was rehearsed.")
    days: int
    teams: list[str] | None = Field(description="Whose calls; null: everybody's.")
    state: Literal["waiting", "running", "done", "failed"]
    progress: float = Field(ge=0, le=1)
    asked_at: datetime
    ended_at: datetime | None
    by: AuthorOut
    error: str


class RehearsalOut(RehearsalRow):
    """A rehearsal; `result` is there once it is done."""

    result: RehearsedOut | None


class RehearsalList(Wire):
    """Rehearsals of a rule, newest first."""

    items: list[RehearsalRow]
