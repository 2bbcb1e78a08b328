"""Checks what a voicemon webhook is signed with: `genuine(secret, header, body)`."""

import hashlib
import hmac
import re
import time

WINDOW_S = 300


def genuine(secret, header, body, now=None):
    """Whether `body` (bytes) was signed with `secret` within the last five minutes.

    `header` is the value of X-Voicemon-Signature.
    """
    found = re.fullmatch(r"t=(\d{1,12}),v1=([0-9a-f]{64})", header or "")
    if not found:
        return False
    signed = found[1].encode() + b"." + body
    expected = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    recent = abs((now or time.time()) - int(found[1])) <= WINDOW_S
    return hmac.compare_digest(expected, found[2]) and recent
