"""May this handshake come in? By its path, its key, its signature, the network it comes from.

- `/ingest/stream/<key>`: for whoever can put the key nowhere else (Twilio and its relatives).
- `/ingest/stream`: the key stands in `X-Api-Key` or `Authorization` (Bearer, or Basic with the key
  as password), or it comes as the call's custom parameter `key`.
- `/ingest/audiohook`: Genesys, the key in `X-Api-Key`; signed where the key holds a client secret.

Asks the store, so that it runs on threads that may wait.
"""

from __future__ import annotations

import base64
import binascii
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from voicemon.server.ingest import signatures
from voicemon.server.ingest.keyring import Keyring
from voicemon.sources.door import Refused, Sender
from voicemon.sources.stream import within
from voicemon.store import IngestKey
from voicemon.telephony import audiohook_signature
from voicemon.telephony.audiohook import AudioHook
from voicemon.telephony.detect import Detecting
from voicemon.telephony.events import CallStarted, Wire

STREAM, AUDIOHOOK = "/ingest/stream", "/ingest/audiohook"
NONCE_S = audiohook_signature.MAX_AGE_S + 2 * audiohook_signature.CLOCK_SKEW_S
NO_KEY = "the ingest key is missing, wrong or revoked"
MAKE_KEY = "make one with `voicemon keys add`, and give it to the sender"


class Refusal(Refused):
    """A handshake that is answered with an HTTP `status` instead."""

    def __init__(
        self, status: int, message: str, fix: str = "", code: str = "refused", close: int = 1008
    ) -> None:
        super().__init__(message, fix, close)
        self.status = status
        self.code = code


@dataclass(frozen=True, slots=True)
class Handshake:
    """What a sender asks with. `headers` have lower-case names; `path` carries the query too."""

    path: str
    headers: Mapping[str, str]
    address: str

    @property
    def place(self) -> str:
        """The path alone."""
        return self.path.partition("?")[0].rstrip("/")


@dataclass(frozen=True, slots=True)
class Admission:
    """A handshake that may come in: how its words are read, and by which key; without one, the
    start of the call must carry it.
    """

    wire: Wire
    key_id: str | None
    admit: Callable[[CallStarted], Sender]


class Entrance:
    """Judges handshakes. `public_url` and `networks` are the settings; `tls`: do we speak it."""

    def __init__(
        self,
        keyring: Keyring,
        public_url: str = "",
        networks: tuple[str, ...] = (),
        *,
        tls: bool = False,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._keyring = keyring
        self._public_url = public_url
        self._networks = networks
        self._tls = tls
        self._clock = clock
        self._nonces = signatures.Nonces(NONCE_S)
        self._nonces_lock = threading.Lock()

    def judge(self, asked: Handshake) -> Admission:
        """Let in, or raise Refusal; StoreError when the keys cannot be read."""
        if not within(asked.address, self._networks):
            raise Refusal(403, "this network may not send calls", "see the setting ingest_networks")
        if asked.place == AUDIOHOOK:
            return self._audiohook(asked)
        if asked.place == STREAM:
            return self._stream(asked, _key_of_headers(asked.headers))
        if asked.place.startswith(f"{STREAM}/"):
            return self._stream(asked, asked.place.removeprefix(f"{STREAM}/"))
        raise Refusal(
            404, "there is nothing at this address", f"use {STREAM} or {AUDIOHOOK}", "not_found"
        )

    def _stream(self, asked: Handshake, text: str) -> Admission:
        if not text:
            return Admission(Detecting(), None, lambda started: self._by_parameter(asked, started))
        key = self._checked(asked, text)
        sender = _sender(key)
        return Admission(Detecting(), key.id, lambda _: sender)

    def _by_parameter(self, asked: Handshake, started: CallStarted) -> Sender:
        return _sender(self._checked(asked, started.facts.get("key", "")))

    def _checked(self, asked: Handshake, text: str) -> IngestKey:
        key = self._keyring.find(text)
        if key is None:
            raise Refusal(401, NO_KEY, MAKE_KEY, "unauthorized")
        _check_network(key, asked)
        if key.settings.vendor == "twilio" and key.settings.sealed_secret is not None:
            url = signatures.public_url(self._public_url, asked.headers, asked.path, tls=self._tls)
            given = asked.headers.get(signatures.TWILIO_HEADER, "")
            if not signatures.twilio_fits(url, self._keyring.secret(key) or b"", given):
                raise Refusal(
                    401,
                    "the signature of Twilio does not fit",
                    "check the auth token of the key and the setting ingest_public_url",
                    "unauthorized",
                )
        return key

    def _audiohook(self, asked: Handshake) -> Admission:
        text = asked.headers.get("x-api-key", "").strip()
        key = self._keyring.find(text)
        secret = self._keyring.secret(key) if key else None
        if key is None or secret is not None:
            self._check_signature(asked, secret)
        if key is None:
            raise Refusal(401, NO_KEY, MAKE_KEY, "unauthorized")
        _check_network(key, asked)
        organization = asked.headers.get("audiohook-organization-id", "")
        wanted = key.settings.organization
        if wanted is not None and organization.lower() != wanted.lower():
            raise Refusal(
                403, "this key is for another organisation", "compare its --organization", "refused"
            )
        session = asked.headers.get("audiohook-session-id", "")
        sender = _sender(key)
        return Admission(AudioHook(organization, session), key.id, lambda _: sender)

    def _check_signature(self, asked: Handshake, secret: bytes | None) -> None:
        now = self._clock()
        headers = signatures.authority(self._public_url, asked.headers)
        try:
            signed = audiohook_signature.verify(asked.path, headers, lambda _: secret, now)
        except audiohook_signature.SignatureError as error:
            raise Refusal(401, error.message, error.fix, "unauthorized") from None
        with self._nonces_lock:
            if not self._nonces.use(signed.nonce, now):
                raise Refusal(401, "this signature was used before", code="unauthorized")


def _check_network(key: IngestKey, asked: Handshake) -> None:
    if not within(asked.address, key.settings.networks):
        raise Refusal(403, "this key may not be used from this network", "see `voicemon keys list`")


def _sender(key: IngestKey) -> Sender:
    chosen = key.settings
    return Sender(key.id, chosen.name, chosen.vendor, chosen.customer_track, chosen.team)


def _key_of_headers(headers: Mapping[str, str]) -> str:
    """A key in one of the headers that can carry it; others' credentials are not looked at."""
    given = headers.get("x-api-key", "").strip()
    if given:
        return given
    scheme, _, credentials = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and credentials.startswith("vmk_"):
        return credentials.strip()
    if scheme.lower() == "basic":
        try:
            user, _, password = base64.b64decode(credentials, validate=True).decode().partition(":")
        except (binascii.Error, ValueError):
            return ""
        return next((part for part in (password, user) if part.startswith("vmk_")), "")
    return ""
