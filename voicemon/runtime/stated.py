"""Roles that a reviewer stated, kept with the analysis that was made by them.

On separate channels they are the channels' roles; on one mixed channel the role of who speaks first
and that of the other. They stand in the analysis' settings, and hold for later versions.
"""

from __future__ import annotations

from collections.abc import Sequence

from voicemon.errors import InputError
from voicemon.types import Analysis, Role

STATED = "roles_stated"
FOUND = "roles_found"  # on a mixed channel: who speaks first, and the other, as the words say
_OTHER = {Role.CUSTOMER: Role.AGENT, Role.AGENT: Role.CUSTOMER}


def stated_roles(analysis: Analysis) -> tuple[Role, ...]:
    """What a reviewer stated of the call; empty when nobody did."""
    return _read(analysis.settings.get(STATED, ""))


def written(roles: Sequence[Role]) -> str:
    """As the settings keep them."""
    return ",".join(roles)


def swapped(analysis: Analysis, channels: Sequence[Role]) -> tuple[Role, ...]:
    """Customer and agent exchanged, against the analysis; InputError where neither is known."""
    if len(channels) > 1:
        held = tuple(channels)
    else:
        held = stated_roles(analysis) or _read(analysis.settings.get(FOUND, ""))
    if not set(held) & set(_OTHER):
        raise InputError(
            "nobody knows yet who speaks in this call, so there is nothing to swap",
            "state the roles instead: who speaks first, then the other",
        )
    return tuple(_OTHER.get(role, role) for role in held)


def checked(roles: Sequence[Role], channels: Sequence[Role]) -> tuple[Role, ...]:
    """Stated roles as the call can hold them; InputError for too many, or without one customer."""
    count = len(channels) if len(channels) > 1 else 2
    if len(roles) != count or list(roles).count(Role.CUSTOMER) != 1:
        raise InputError(
            f"this call takes {count} roles, one of them the customer's; {len(roles)} were given",
            "state customer and agent, one a channel; of a mono recording, who speaks first and "
            "the other",
        )
    return tuple(roles)


def _read(text: str) -> tuple[Role, ...]:
    return tuple(map(Role, text.split(","))) if text else ()
