"""Who speaks on which channel, and the one gate to vocal evidence.

`customer_only` is the only place where a `CustomerSegment` is made (agent-emotion firewall; EU AI
Act Art. 5(1)(f)): an agent's or an uncertain voice cannot become vocal evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from voicemon.errors import InputError
from voicemon.types import (
    ROLE_CONFIDENCE_FLOOR,
    CustomerSegment,
    Role,
    SpeechSegment,
    Utterance,
)

OPENING_S = 60.0  # who greets for the company is settled by then
OPENING_UTTERANCES = 4

_GREETING = re.compile(
    r"""
    \b(?:how\s+(?:can|may|could)\s+(?:i|we)\s+(?:help|assist|be\s+of)
    | what\s+can\s+i\s+(?:do|help)
    | thank(?:s|\s+you)\s+for\s+(?:calling|contacting|holding|choosing|reaching)
    | (?:welcome|good\s+(?:morning|afternoon|evening))\W.{0,40}\b(?:bank|support|service|insurance)
    | you(?:'re|\s+are)\s+(?:speaking|through)\s+(?:to|with)
    | this\s+call\s+(?:is|may\s+be|will\s+be)\s+(?:being\s+)?recorded
    | my\s+name\s+is\s+\w+\W+(?:and\s+)?how
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def customer_only(segment: SpeechSegment) -> CustomerSegment | None:
    """The segment as the customer's, or None where that is not certain."""
    certain = segment.role_confidence >= ROLE_CONFIDENCE_FLOOR
    return CustomerSegment(segment) if segment.role is Role.CUSTOMER and certain else None


def channel_roles(channels: str, n_channels: int) -> tuple[Role, ...]:
    """`agent,customer` and the recording's channel count → one role a channel.

    A mono recording holds both speakers, so its role is UNKNOWN unless exactly one role is
    declared; channels beyond the declared ones are UNKNOWN. Raises InputError for other words.
    """
    names = [name.strip().lower() for name in channels.split(",") if name.strip()]
    wrong = [name for name in names if name not in set(Role)]
    if wrong or not names:
        raise InputError(
            f"unknown channel role {', '.join(wrong) or '(none)'}",
            "write the role of each channel, for example agent,customer",
        )
    if n_channels == 1 and len(names) > 1:
        return (Role.UNKNOWN,)
    roles = [Role(name) for name in names][:n_channels]
    return (*roles, *[Role.UNKNOWN] * (n_channels - len(roles)))


def without_fake_stereo(roles: tuple[Role, ...], correlated: bool) -> tuple[Role, ...]:
    """Channels that carry the same sound tell nobody apart: all become UNKNOWN."""
    return tuple(Role.UNKNOWN for _ in roles) if correlated else roles


def swapped_warning(utterances: Iterable[Utterance]) -> str | None:
    """A sentence when the opening words suggest that the channels are swapped; only a warning."""
    opening = sorted(
        (each for each in utterances if each.start_s < OPENING_S), key=lambda each: each.start_s
    )
    greets = {role: _greets(opening, role) for role in (Role.CUSTOMER, Role.AGENT)}
    if greets[Role.CUSTOMER] and not greets[Role.AGENT]:
        return (
            "the customer's channel opens like an agent "
            f"(“{greets[Role.CUSTOMER]}”): the channels may be swapped"
        )
    return None


def _greets(opening: list[Utterance], role: Role) -> str:
    said = " ".join([each.text for each in opening if each.role is role][:OPENING_UTTERANCES])
    found = _GREETING.search(said)
    return found.group(0) if found else ""
