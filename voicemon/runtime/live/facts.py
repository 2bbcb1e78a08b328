"""What a sender says of a call, put into `Call`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from voicemon.errors import InputError
from voicemon.privacy.redaction import redact_text
from voicemon.types import Call, Consent, ConsentStatus, Direction

_DIRECTIONS = {"in": Direction.INBOUND, "out": Direction.OUTBOUND} | {d.value: d for d in Direction}
_STOPPING = (ConsentStatus.REFUSED, ConsentStatus.WITHDRAWN)
_LONGEST = 200  # characters of a fact


def told(call: Call, facts: Mapping[str, str], now: datetime) -> Call:
    """`call` with the known facts put in: agent, customer, queue, team, language, direction,
    consent. An empty one changes nothing. Raises InputError for a consent that is not understood.
    """
    said = {name: value.strip()[:_LONGEST] for name, value in facts.items() if value.strip()}
    direction = _DIRECTIONS.get(said.get("direction", "").lower(), call.direction)
    return replace(
        call,
        agent_id=said.get("agent", call.agent_id),
        customer_id=said.get("customer", call.customer_id),
        queue=_masked(said.get("queue"), call.queue),
        team=_masked(said.get("team"), call.team),
        language=said.get("language", call.language),
        direction=direction,
        consent=consent(said["consent"], now) if "consent" in said else call.consent,
    )


def known(call: Call) -> dict[str, str]:
    """What `call` says itself, as facts."""
    said = {
        "agent": call.agent_id,
        "customer": call.customer_id,
        "queue": call.queue,
        "team": call.team,
        "language": call.language,
    }
    return {name: value for name, value in said.items() if value}


def consent(status: str, now: datetime) -> Consent:
    """A sender's word for consent; InputError when it is not understood."""
    try:
        return Consent(ConsentStatus(status.lower()), now, "as the sender says")
    except ValueError:
        raise InputError(
            f"the consent {status[:40]!r} is not known",
            f"one of: {', '.join(each.value for each in ConsentStatus)}",
        ) from None


def stops(call: Call) -> bool:
    """Whether the customer's consent forbids analysing this call."""
    return call.consent.status in _STOPPING


def _masked(value: str | None, otherwise: str | None) -> str | None:
    return redact_text(value) if value else otherwise
