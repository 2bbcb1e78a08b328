"""The second factor: six digits from an app (TOTP, RFC 6238), or a recovery code that counts once.

The secret must be had in plain to check a code, so it is sealed with the site's key.
"""

from __future__ import annotations

import base64
import hmac
import io
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyotp
import segno

from voicemon.server.ingest.secrets import opener, seal
from voicemon.store import Store
from voicemon.store.keys import key_hash

ISSUER = "voicemon"
STEP_S = 30
SLACK = 1  # steps that the clocks may differ by
CODES = 10
CODE_BYTES = 10  # 80 random bits: a plain hash will do


@dataclass(frozen=True, slots=True)
class Offer:
    """What an app needs to be set up: the secret, its URI, and that as a QR code (SVG)."""

    secret: str
    uri: str
    svg: str


class SecondFactors:
    """The second factors of a store's people."""

    def __init__(self, store: Store, data_dir: Path) -> None:
        self._kept = store.credentials
        self._data_dir = data_dir

    def offer(self, person_id: str, login: str) -> Offer:
        """A new secret; it counts after `confirm`."""
        secret = pyotp.random_base32()
        self._kept.offer_second_factor(person_id, seal(self._data_dir, secret.encode()))
        uri = pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)
        drawn = io.BytesIO()
        segno.make(uri, error="m").save(
            drawn, kind="svg", xmldecl=False, scale=4, border=2, dark="#000", light="#fff"
        )
        return Offer(secret, uri, drawn.getvalue().decode())

    def confirm(self, person_id: str, code: str, now: datetime) -> list[str] | None:
        """The code of what was offered: recovery codes, shown once; None when it does not fit."""
        offered = self._kept.second_factor(person_id).pending
        step = self._step(offered, code, now)
        if offered is None or step is None:
            return None
        codes = [_recovery_code() for _ in range(CODES)]
        hashes = [key_hash(_plain(each)) for each in codes]
        return codes if self._kept.confirm_second_factor(person_id, offered, step, hashes) else None

    def accepts(self, person_id: str, code: str, now: datetime) -> bool:
        """Whether this code counts now; none counts twice."""
        if not re.fullmatch(r"\d{6}", _plain(code)):
            return self._kept.spend_recovery_code(person_id, key_hash(_plain(code)))
        step = self._step(self._kept.second_factor(person_id).sealed, code, now)
        return step is not None and self._kept.take_step(person_id, step)

    def _step(self, sealed: bytes | None, code: str, now: datetime) -> int | None:
        """The step of which this is the code."""
        if sealed is None:
            return None
        totp = pyotp.TOTP(opener(self._data_dir)(sealed).decode())
        present = int(now.timestamp()) // STEP_S
        for step in range(present - SLACK, present + SLACK + 1):
            if hmac.compare_digest(totp.generate_otp(step).encode(), _plain(code).encode()):
                return step
        return None


def _recovery_code() -> str:
    text = base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode().lower()
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def _plain(code: str) -> str:
    return re.sub(r"[\s-]", "", code).lower()
