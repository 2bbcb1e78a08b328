"""The wire of flags: cards of the ledger, their history, what a person may ask of them, figures.

A page that watches (`flags.watch`) gets `flags.snapshot`, then `flags.change`, numbered and to be
acknowledged as the board's messages are (`live_wire`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from voicemon.server.wire import SeverityName, Wire

StateName = Literal[
    "raised", "seen", "acknowledged", "claimed", "acted", "resolved", "snoozed", "escalated"
]
OutcomeName = Literal["helped", "not_needed", "false_alarm", "too_late"]
# No control characters but line breaks: PostgreSQL refuses NUL.
Why = Annotated[str, StringConstraints(max_length=1000, pattern=r"^[^\x00-\x09\x0b-\x1f]*$")]


class MoverOut(Wire):
    """Who moved a flag: a person, or `voicemon` itself."""

    id: str
    name: str


class FlagCard(Wire):
    """A flag as the ledger has it now."""

    id: str
    call_id: str
    rule: str
    severity: SeverityName
    state: StateName
    number: int = Field(description="How often it moved; send it along to move it.")
    raised_at: datetime
    at_s: float = Field(description="Second of the call in which it was raised.")
    reason: str
    score: float | None = Field(description="Frustration when it was raised.")
    utterance_ids: list[str]
    team: str | None
    queue: str | None
    agent_id: str | None
    owner: MoverOut | None = Field(description="Who has claimed it, or acted on it.")
    by: MoverOut = Field(description="Who moved it last.")
    moved_at: datetime = Field(description="When it moved last.")
    due_at: datetime | None = Field(description="It escalates then, unless somebody acts.")
    snoozed_until: datetime | None = Field(description="It returns by itself then.")
    undo_until: datetime | None = Field(description="Until then `by` may undo the last move.")
    outcome: OutcomeName | None
    suppressed: bool = Field(description="Held back by the budget: listed, but nobody is alerted.")
    confirmed: bool | None = Field(
        description="Whether the pass after the call found it again; null before it."
    )
    call_ended: str | None = Field(description="Why the call is over; null while it runs.")
    call_ended_at: datetime | None = Field(description="Null also where nobody knows when.")
    left: bool = Field(
        description="The call ended before anybody took it: it waits for its outcome, and alerts "
        "nobody any more."
    )
    next: list[StateName] = Field(description="What it can become; `raised` is reopen or wake.")


class FlagMoveOut(Wire):
    """One transition of a flag; never changed."""

    number: int
    state: StateName
    at: datetime
    at_s: float | None = Field(description="Second of the call; null after its end.")
    by: MoverOut
    why: str
    outcome: OutcomeName | None
    until: datetime | None = Field(description="Of a snooze: when it returns.")
    undoes: int | None = Field(description="The number of the move that it takes back.")
    suppressed: bool = Field(description="Held back by the budget, from this move on.")


class FlagDetail(Wire):
    """A flag and all that happened to it, oldest first."""

    flag: FlagCard
    history: list[FlagMoveOut]


class FlagList(Wire):
    """A page of flags, newest first."""

    items: list[FlagCard]
    total: int


class MoveIn(Wire):
    """Move a flag. `seen` of one that is seen already changes nothing and is no conflict."""

    to: StateName
    number: Annotated[int, Field(ge=1, le=2**31 - 1, description="As on the card one looks at.")]
    why: Why = ""
    outcome: OutcomeName | None = Field(None, description="Needed to resolve.")
    until: AwareDatetime | None = Field(None, description="Needed to snooze; a day ahead at most.")


class UndoIn(Wire):
    """Take one's own last move back."""

    number: Annotated[int, Field(ge=1, le=2**31 - 1)]


class BudgetOut(Wire):
    """Flags of severity `act` in the last hour against the budget, of all teams one may see."""

    used: int = Field(description="Let through in the last hour.")
    limit: int | None = Field(description="How many may be; null: there is no limit.")
    supervisors: int = Field(description="People on duty, at least one.")
    threshold: float = Field(description="How grave the next one must be, 0–1; 0 lets all through.")
    suppressed: int = Field(description="Held back in the last hour.")


class Flags(Wire):
    """Flags of running calls, open ones of the last day, those resolved a moment ago. Socket.IO
    event `flags.snapshot`.
    """

    number: int
    serving: bool = Field(description="Whether this service takes live calls at all.")
    flags: list[FlagCard]
    budget: BudgetOut | None


class FlagsChange(Wire):
    """Flags that are new or moved, ids of flags to take away. Event `flags.change`."""

    number: int
    flags: list[FlagCard]
    gone: list[str]
    budget: BudgetOut | None = Field(description="Null: as before.")


class RuleFigures(Wire):
    """One rule in one week, of one team ("": of none), or (null) of all that one may see.

    Precision is right / (right + wrong): right where a person helped or came too late, wrong where
    it was a false alarm or not needed. Flags without an outcome are not in it.
    """

    week: str = Field(description="ISO week, `2026-W47`, by the site's days.")
    rule: str
    team: str | None
    raised: int = Field(description="Flags that people were alerted to.")
    suppressed: int = Field(description="Held back by the budget, besides.")
    helped: int
    too_late: int
    not_needed: int
    false_alarm: int
    unknown: int = Field(description="Without an outcome.")
    not_confirmed: int = Field(description="Not found again by the pass after the call.")
    precision: float | None = Field(description="Null where no outcome is known.")
    lead_s: float | None = Field(description="Median seconds from the flag to the call's end.")
    acknowledged_s: float | None = Field(
        description="Median seconds until a person took it (acknowledged, claimed, acted)."
    )
    per_supervisor_hour: float | None = Field(
        description="Alerts an hour and supervisor on duty; null where nobody was."
    )
    supervisor_hours: float = Field(
        description="Hours of all who were on duty and saw the team: what that rate rests on."
    )
    judged: int = Field(description="With an outcome.")
    low: float | None = Field(description="Precision lies with 90 % certainty from here …")
    high: float | None = Field(description="… to here.")
    enough: bool = Field(description="Whether there are outcomes enough to tell a precision.")
    escalated: int = Field(description="Nobody acted in time, or somebody asked for help.")
    left: int = Field(description="Nobody had taken them when their call was over.")


class FlagFigures(Wire):
    """Figures of the flags: a row a week and rule over all teams, then one for each team."""

    since: datetime
    weeks: list[str] = Field(description="Newest first; the first is not over yet.")
    rows: list[RuleFigures]
    totals: list[RuleFigures] = Field(
        description="All rules together (`rule` is empty), over all teams and in each: every week."
    )


SOCKET_ONLY = (Flags, FlagsChange, FlagFigures)  # figures: as JSON, of an answer of two kinds
