"""What requests may carry: path and query parameters, checked before a route runs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from voicemon.exports import FORMATS

# No control characters: they name nothing, and PostgreSQL refuses NUL.
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")]
Count = Annotated[int, Field(ge=0, le=2**31 - 1)]
FormatName = Literal["json", "contact-lens", "vtt", "srt", "csv", "html"]
assert set(FORMATS) == set(FormatName.__args__)  # type: ignore[attr-defined]


class Ask(BaseModel):
    """Base of all parameters: unknown ones are refused."""

    model_config = ConfigDict(extra="forbid")


class CallPath(Ask):
    """A call."""

    call_id: Name


class ExportPath(CallPath):
    """A call and a format."""

    format: FormatName


class JobPath(Ask):
    """A job."""

    job_id: Name


class UploadPath(Ask):
    """An upload."""

    upload_id: Name


class AnalysisQuery(Ask):
    """Which version of a call's analysis; the newest when left out."""

    analysis: Name | None = None


class CallsQuery(Ask):
    """Which calls, in which order. Times without a zone are UTC."""

    q: Annotated[
        str, Field(max_length=200, pattern=r"^[^\x00-\x1f]*$", description="Words, all of them.")
    ] = ""
    agent: Name | None = None
    queue: Name | None = None
    since: datetime | None = Field(None, alias="from", description="Started at or after.")
    until: datetime | None = Field(None, alias="to", description="Started before.")
    min_peak: Annotated[float, Field(ge=0, le=1)] | None = None
    flagged: bool | None = None
    sort: Literal["newest", "oldest", "peak", "end", "longest", "flags"] = "newest"
    offset: Count = 0
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class JobsQuery(Ask):
    """How many jobs."""

    limit: Annotated[int, Field(ge=1, le=200)] = 50


class RolesBody(Ask):
    """Who is who. Without roles, customer and agent change places."""

    roles: Annotated[
        list[Literal["customer", "agent", "unknown"]],
        Field(
            max_length=32,
            description="One a channel; of a mono recording, who speaks first and the other.",
        ),
    ] = []
