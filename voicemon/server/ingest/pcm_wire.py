"""What a generic sender says over Socket.IO, namespace `/ingest`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator

from voicemon.server.wire import RoleName, Wire

MOST_TRACKS = 8
MOST_FACTS = 32

Short = Annotated[str, Field(max_length=200)]


class PcmTrack(Wire):
    """One voice."""

    name: str = Field(min_length=1, max_length=40)
    role: RoleName = Field("unknown", description="An unknown one's voice is not judged.")


class PcmStart(Wire):
    """A call begins. Event `start`."""

    key: Short = Field("", description="Ingest key; may be empty on the machine itself.")
    call: Short = Field("", description="The sender's name of the call; legs of one call share it.")
    tracks: list[PcmTrack] = Field(min_length=1, max_length=MOST_TRACKS)
    rate_hz: int = Field(ge=8000, le=48_000, description="Samples a second of every track.")
    facts: dict[Annotated[str, Field(max_length=40)], Short] = Field(
        default_factory=dict,
        max_length=MOST_FACTS,
        description="agent, customer, queue, team, language, direction, consent.",
    )

    @field_validator("tracks")
    @classmethod
    def _apart(cls, tracks: list[PcmTrack]) -> list[PcmTrack]:
        names = [track.name for track in tracks]
        if len(set(names)) != len(names):
            raise ValueError("two tracks have one name")
        return tracks


class PcmAck(Wire):
    """The answer to what was understood; to what was not, a `Problem` with `ok: false`."""

    ok: Literal[True]
    call: str | None = Field(None, description="Answer to `start`: the id of the call.")
    note: str | None = Field(None, description="What is not judged, and why.")
    next: int | None = Field(None, description="Answer to `audio`: the sample that is due next.")


SHAPES = (PcmStart, PcmAck)
