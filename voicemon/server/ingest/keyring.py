"""The ingest keys in memory: asked at every handshake, read anew every second.

A key revoked by another process counts as revoked here within that second.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress

import structlog

from voicemon.errors import NotFound, VoicemonError
from voicemon.store import IngestKey
from voicemon.store.keys import Keys, fits, key_id_of

log = structlog.get_logger(__name__)

USED_S = 30.0  # between writing down which keys were used


class Keyring:
    """Keys of the store; for many threads. Every method but `known` may wait for the store.

    `unseal` gives the plain secret of a key's sealed one.
    """

    def __init__(self, keys: Keys, unseal: Callable[[bytes], bytes]) -> None:
        self._keys = keys
        self._unseal = unseal
        self._lock = threading.Lock()
        self._all: dict[str, IngestKey] = {}
        self._used: set[str] = set()
        self._told_s = time.monotonic()

    def find(self, text: str) -> IngestKey | None:
        """The key in force with this text; None when there is none. StoreError."""
        key_id = key_id_of(text)
        if key_id is not None and key_id not in self._all:
            self._look(key_id)
        key = self._all.get(key_id or "")
        if not fits(key, text) or key is None:
            return None
        self._used.add(key.id)
        return key

    def in_force(self, key_id: str) -> bool:
        """Whether a key that was let in may stay."""
        key = self._all.get(key_id)
        return key is None or key.revoked_at is None

    def secret(self, key: IngestKey) -> bytes | None:
        """What its sender signs with; None when the key holds nothing of the kind."""
        sealed = key.settings.sealed_secret
        return None if sealed is None else self._unseal(sealed)

    def refresh(self) -> None:
        """Read the keys anew, write down which were used. Never raises: what is known stays."""
        try:
            self._read()
            if self._used and time.monotonic() - self._told_s > USED_S:
                used, self._used = self._used, set()
                self._told_s = time.monotonic()
                self._keys.used(used)
        except VoicemonError as error:
            log.warning("ingest keys are not readable", message=error.message)

    def _look(self, key_id: str) -> None:
        """A key made within this second."""
        with suppress(NotFound), self._lock:
            self._all[key_id] = self._keys.get(key_id)

    def _read(self) -> None:
        with self._lock:
            self._all = {key.id: key for key in self._keys.all()}
