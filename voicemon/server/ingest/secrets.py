"""Secrets of senders (AudioHook client secret, Twilio auth token) as they may lie in the database.

They must be had in plain to check a signature, so that a hash will not do. Each is sealed with a
key of its own, which the site's key wraps; without the data folder's key file a copied database
gives nothing away.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from voicemon.runtime.live.sealing import Seal, new_key, site_key, unwrapped, wrapped

NAME = b"ingest secret"
WRAPPED_BYTES = 40  # 32 and 8 that authenticate them (RFC 3394)


def seal(data_dir: Path, secret: bytes) -> bytes:
    """A secret as it may be stored; StoreError when the site's key cannot be had."""
    key = new_key()
    return wrapped(key, _site(data_dir)) + Seal(key, NAME).close(secret)


def opener(data_dir: Path) -> Callable[[bytes], bytes]:
    """What takes `seal` back; it raises StoreError for another site's, or a damaged one."""

    def unseal(sealed: bytes) -> bytes:
        site = _site(data_dir)
        return Seal(unwrapped(sealed[:WRAPPED_BYTES], site), NAME).open(sealed[WRAPPED_BYTES:])

    return unseal


def _site(data_dir: Path) -> bytes:
    from voicemon.runtime.live.after import KEY_FILE

    return site_key(data_dir / KEY_FILE)
