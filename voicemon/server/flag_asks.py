"""What requests about flags may carry."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import Field

from voicemon.server.asks import Ask, Count, Name


class FlagPath(Ask):
    """A flag."""

    flag_id: Name


class FlagsQuery(Ask):
    """Which flags; left out: whether or not. Times without a zone are UTC."""

    open: bool | None = None
    suppressed: bool | None = Field(None, description="Held back by the budget.")
    ended: bool | None = Field(None, description="Whether their call is over.")
    since: datetime | None = Field(None, description="Raised at or after.")
    call: Name | None = None
    offset: Count = 0
    limit: Annotated[int, Field(ge=1, le=500)] = 100


class FiguresQuery(Ask):
    """How many weeks, the present one included; `csv` is a file to be saved."""

    weeks: Annotated[int, Field(ge=1, le=104)] = 8
    format: Literal["json", "csv"] = "json"


def aware(at: datetime | None) -> datetime | None:
    """A time without a zone is UTC."""
    return at if at is None or at.tzinfo else at.replace(tzinfo=UTC)
