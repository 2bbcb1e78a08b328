"""Text messages of a stranger → plain values; whatever is wrong becomes a `WireError`."""

from __future__ import annotations

import binascii
import json
from collections.abc import Mapping
from typing import NoReturn

from voicemon.telephony.events import Close, WireError

MAX_MESSAGE_BYTES = 1 << 20  # the largest known sender's message is 137 kB (Exotel, 100 kB of PCM)
MAX_BRACKETS = 256  # opening brackets in a message: bounds how deep it can be nested
MAX_FACTS = 40
MAX_FACT_CHARACTERS = 500
_SAME = {"agent_id": "agent", "customer_id": "customer"}  # Talkdesk's and Telnyx's usual names
_MAX_WHOLE = 1 << 53  # what every JSON reader can count to
_MAX_REASON_BYTES = 123  # RFC 6455 section 5.5: a control frame holds 125 bytes, 2 are the code

Json = dict[str, object]


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


_decode = json.JSONDecoder(parse_constant=_refuse).decode


def limit(message: str | bytes) -> None:
    """Raise for a message larger than `MAX_MESSAGE_BYTES` (close code 1009)."""
    if len(message) > MAX_MESSAGE_BYTES:
        raise WireError(
            f"A message of {len(message)} bytes came; at most {MAX_MESSAGE_BYTES} are taken.",
            1009,
            "Send audio in pieces of 20 to 100 ms.",
        )


def read(message: str | bytes) -> Json:
    """A JSON object. Errors: 1003 binary, 1009 too big, 1007 not JSON, 1002 not an object."""
    limit(message)
    if not isinstance(message, str):
        raise WireError("A binary message came where this format has only text.", 1003)
    if message.count("{") + message.count("[") > MAX_BRACKETS:
        raise WireError("The message is nested too deeply.", 1007)
    try:
        data = _decode(message)
    except ValueError as error:
        raise WireError(
            f"The message is not JSON: {_shown(str(error))}.", 1007, "Check the sender's address."
        ) from None
    if type(data) is not dict:
        raise WireError("The message is JSON but not an object.")
    return data


def audio(payload: object) -> bytes:
    """Base64 text → bytes (close code 1007)."""
    if type(payload) is not str:
        raise WireError("The audio is not text in base64.", 1007)
    try:
        return binascii.a2b_base64(payload, strict_mode=True)
    except ValueError:
        raise WireError("The audio is not valid base64.", 1007) from None


def whole(value: object, what: str) -> int | None:
    """A whole number, sent as number or as text; None when absent (close code 1007)."""
    if value is None:
        return None
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        try:
            number = int(value)
        except (ValueError, OverflowError):
            number = _MAX_WHOLE
        if -_MAX_WHOLE < number < _MAX_WHOLE:
            return number
    raise WireError(f"{what} is not a whole number.", 1007)


def section(data: Mapping[str, object], name: str) -> Json:
    """An object inside a message; empty when absent (close code 1007)."""
    value = data.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise WireError(f"“{name}” is not an object.", 1007)
    return value


def text(data: Mapping[str, object], *names: str) -> str:
    """The first of these that is there, as clean text; "" when none is (close code 1007)."""
    for name in names:
        value = data.get(name)
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            found = clean(value)
            if found:
                return found
        elif value is not None:
            raise WireError(f"“{name}” is not text.", 1007)
    return ""


def clean(value: object) -> str:
    """Text that can be stored and shown: no control characters, no halves of characters, short."""
    spoken = str(value).lower() if isinstance(value, bool) else str(value)
    whole_characters = spoken[:MAX_FACT_CHARACTERS].encode("utf-8", "replace").decode()
    return "".join(c for c in whole_characters if c.isprintable()).strip()


def facts(values: Mapping[str, object]) -> dict[str, str]:
    """Names and values as the sender's words: names in lower_case, what is no plain value left out.
    What only `agent_id` tells is told as `agent` as well, likewise the customer.

    Errors: more than `MAX_FACTS` (close code 1008).
    """
    if len(values) > MAX_FACTS:
        raise WireError(
            f"{len(values)} parameters came; at most {MAX_FACTS} are taken.", 1008, "Send fewer."
        )
    found = {}
    for name, value in values.items():
        if isinstance(value, (str, int, float, bool)):
            found[clean(name).lower().replace("-", "_")] = clean(value)
    for usual, name in _SAME.items():
        found[name] = found.get(name) or found.get(usual, "")
    return {name: value for name, value in found.items() if name and value}


def farewell(code: int, reason: str) -> Close:
    """A `Close` whose reason fits into its frame."""
    cut = clean(reason).encode()[:_MAX_REASON_BYTES].decode("utf-8", "ignore")
    return Close(code, cut)


def _shown(message: str) -> str:
    return clean(message)[:80]
