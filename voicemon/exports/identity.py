"""How a customer is named where people read it."""

from __future__ import annotations

import re

_PHONE = re.compile(r"(?:tel:|sip:)?\+?[\d\s().\-/]{6,}(?:@.*)?", re.IGNORECASE)
_MIN_DIGITS = 6
SHOWN_DIGITS = 3


def masked_customer(customer_id: str | None) -> str | None:
    """A telephone number keeps its last three digits (`•••123`); any other id stays as it is."""
    if customer_id is None or not _PHONE.fullmatch(customer_id):
        return customer_id
    digits = re.sub(r"\D", "", customer_id.partition("@")[0])
    if len(digits) < _MIN_DIGITS:
        return customer_id
    return f"•••{digits[-SHOWN_DIGITS:]}"
