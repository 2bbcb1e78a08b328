"""Signs what webhooks carry, so that the receiver knows who wrote it, and when.

`X-Voicemon-Signature: t=1772442000,v1=9f86d0…`: `t` is the second of sending, `v1` the hexadecimal
HMAC-SHA256 over `t`, a full stop and the body as it stands, keyed with the target's secret as it
was shown (its UTF-8 bytes). Receivers refuse what is older than `WINDOW_S`: a copy cannot be
replayed later. The form is that of Stripe's webhooks (docs.stripe.com/webhooks#verify-manually).
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

HEADER = "X-Voicemon-Signature"
WINDOW_S = 300
PREFIX = "vms_"
SECRET_BYTES = 32
_FORM = re.compile(r"t=(\d{1,12}),v1=([0-9a-f]{64})")


def new_secret() -> str:
    """A secret to sign with; shown once."""
    return PREFIX + secrets.token_hex(SECRET_BYTES)


def signature(secret: str, at: int, body: bytes) -> str:
    """The header's value; `at` in Unix seconds."""
    return f"t={at},v1={_digest(secret, at, body)}"


def is_genuine(secret: str, header: str, body: bytes, now: float) -> bool:
    """Whether the header fits body and secret, and is of the last five minutes."""
    found = _FORM.fullmatch(header)
    if found is None:
        return False
    at = int(found[1])
    same = hmac.compare_digest(_digest(secret, at, body), found[2])
    return same and abs(now - at) <= WINDOW_S


def _digest(secret: str, at: int, body: bytes) -> str:
    return hmac.new(secret.encode(), b"%d." % at + body, hashlib.sha256).hexdigest()
