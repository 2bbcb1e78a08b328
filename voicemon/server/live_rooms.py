"""Who may hear of which running call: rooms by team, and the question that is asked at the door."""

from __future__ import annotations

from collections.abc import Callable

from voicemon.types import Call

Admits = Callable[[str, str], bool]
"""(connection id, room) → may it hear this room. Asked whenever a row or a call is to be sent."""


def room_of(call: Call) -> str:
    """The room of a call's team; calls without a team share one."""
    return f"team:{call.team or ''}"


def everyone(connection: str, room: str) -> bool:  # noqa: ARG001
    """The answer as long as the server speaks to this machine only and there are no users."""
    return True
