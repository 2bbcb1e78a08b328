"""Do a handshake's signatures hold? Twilio's over its URL, AudioHook's over its headers.

Twilio: base64 of HMAC-SHA1 with the account's auth token over the URL that it connects to, for a
WebSocket without parameters (twilio.com/docs/usage/security, "Validating requests"). Proxies and
Twilio itself do not agree on a slash at the end, so that both forms are taken.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

TWILIO_HEADER = "x-twilio-signature"


def twilio_fits(url: str, token: bytes, given: str) -> bool:
    """Whether `given` is Twilio's signature of `url` (`wss://host/path`)."""
    fits = False
    for form in (url.rstrip("/"), url.rstrip("/") + "/"):
        digest = hmac.digest(token, form.encode(), hashlib.sha1)
        right = base64.b64encode(digest)
        fits |= hmac.compare_digest(right, given.strip().encode(errors="replace"))
    return fits


def public_url(configured: str, headers: Mapping[str, str], path: str, *, tls: bool) -> str:
    """The URL as the sender used it: the configured address, else the one it asked for."""
    base = configured.rstrip("/") or f"{'wss' if tls else 'ws'}://{headers.get('host', '')}"
    return base + path


def authority(configured: str, headers: Mapping[str, str]) -> Mapping[str, str]:
    """Headers with the Host that the sender signed, which a proxy may have changed."""
    host = urlsplit(configured).netloc if configured else ""
    return {**headers, "host": host} if host else headers


@dataclass(slots=True)
class Nonces:
    """Nonces that were used, for as long as a signature is valid; at most `most` of them."""

    valid_s: float
    most: int = 100_000
    _seen: dict[str, float] = field(default_factory=dict)

    def use(self, nonce: str, now_s: float) -> bool:
        """False when it was used before, or when too many come to keep count: then none is new."""
        while self._seen and next(iter(self._seen.values())) < now_s - self.valid_s:
            del self._seen[next(iter(self._seen))]
        if nonce in self._seen or len(self._seen) >= self.most:
            return False
        self._seen[nonce] = now_s
        return True
