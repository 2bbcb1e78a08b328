"""Who may hear of which running call: rooms by team, and the question that is asked at the door."""

from __future__ import annotations

from collections.abc import Callable

from voicemon.types import Call

Admits = Callable[[str, str], bool]
"""(connection id, room) → may it hear this room. Asked whenever a row or a call is to be sent."""


def team_room(team: str | None) -> str:
    """The room of a team; what belongs to none shares one."""
    return f"team:{team or ''}"


def room_of(call: Call) -> str:
    """The room of a call's team."""
    return team_room(call.team)


def everyone(connection: str, room: str) -> bool:  # noqa: ARG001
    """The answer as long as the server speaks to this machine only and there are no users."""
    return True
