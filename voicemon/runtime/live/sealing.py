"""Seals what lies on disk while a call runs: AES-256-GCM, a key a file, wrapped by the site's key.

The site key lies in the data folder for this user alone (0600), so a copied tape is of no use
without it. Blocks are numbered; the number is the nonce and is authenticated, so none can be left
out, doubled or moved unseen (NIST SP 800-38D; key wrap: RFC 3394).
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from voicemon.errors import StoreError

KEY_BYTES = 32
NONCE_BYTES = 12


def site_key(path: Path) -> bytes:
    """The site's key, made at the first call. Raises StoreError when it cannot be had."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make(path)
        key = path.read_bytes()
    except OSError as error:
        raise StoreError(
            f"the key of the tapes {str(path)!r} cannot be read: {error.strerror}",
            "check that voicemon may read and write its data folder",
        ) from error
    if len(key) != KEY_BYTES:
        raise StoreError(
            f"the key of the tapes {str(path)!r} is damaged",
            "put your copy of it back; without it tapes of interrupted calls cannot be read",
        )
    return key


def _make(path: Path) -> None:
    """Whole or not at all, for this user alone; who was first wins."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(file, secrets.token_bytes(KEY_BYTES))
        os.fsync(file)
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        os.close(file)
        draft.unlink()


class Seal:
    """Seals or opens successive blocks of one file with one key."""

    def __init__(self, key: bytes, name: bytes) -> None:
        self._cipher = AESGCM(key)
        self._name = name
        self._next = 0

    def close(self, block: bytes) -> bytes:
        """The next block, sealed."""
        nonce = self._nonce()
        return self._cipher.encrypt(nonce, block, self._name)

    def open(self, sealed: bytes) -> bytes:
        """The next sealed block; raises StoreError when it is not what was sealed."""
        try:
            return self._cipher.decrypt(self._nonce(), sealed, self._name)
        except InvalidTag:
            raise StoreError("a sealed block is damaged", "what stands before it is kept") from None

    def _nonce(self) -> bytes:
        nonce = self._next.to_bytes(NONCE_BYTES, "big")
        self._next += 1
        return nonce


def new_key() -> bytes:
    """A key for one file."""
    return AESGCM.generate_key(8 * KEY_BYTES)


def wrapped(key: bytes, site: bytes) -> bytes:
    """A file's key as it may lie beside the file."""
    return aes_key_wrap(site, key)


def unwrapped(key: bytes, site: bytes) -> bytes:
    """`wrapped` taken back; raises StoreError for another site's."""
    try:
        return aes_key_unwrap(site, key)
    except InvalidUnwrap:
        raise StoreError(
            "a tape was sealed with another key", "put back the tape.key of its data folder"
        ) from None
