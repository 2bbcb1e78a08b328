"""Twilio's signature of a handshake.

Source: twilio.com/docs/usage/security, "Validating requests": base64 of HMAC-SHA1 with the auth
token of the account over the URL.
"""

from __future__ import annotations

import base64
import hashlib
import hmac


def twilio_signature(url: str, auth_token: str) -> dict[str, str]:
    """The header for a WebSocket at `url`."""
    digest = hmac.digest(auth_token.encode(), url.encode(), hashlib.sha1)
    return {"X-Twilio-Signature": base64.b64encode(digest).decode()}
