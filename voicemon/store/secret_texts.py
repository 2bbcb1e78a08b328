"""Secrets of 192 random bits, each shown once: `prefix_<id>_<secret>`, kept as a SHA-256.

A plain hash will do, because nobody guesses such a secret backwards (`keys`); a slow one is for
passwords that people choose.
"""

from __future__ import annotations

import hmac
import secrets
from typing import NamedTuple

from voicemon.store.keys import ID_BYTES, SECRET_BYTES, key_hash

NO_HASH = "0" * 64
MOST_LETTERS = 200


class Made(NamedTuple):
    """A new secret: the id of its row, its whole text, and what is kept of that."""

    id: str
    text: str
    hash: str


def make(prefix: str) -> Made:
    """A secret that nobody has."""
    row_id = secrets.token_hex(ID_BYTES)
    text = f"{prefix}_{row_id}_{secrets.token_hex(SECRET_BYTES)}"
    return Made(row_id, text, key_hash(text))


def id_of(prefix: str, text: str) -> str | None:
    """The id that a text names; None when it cannot be such a secret."""
    parts = text.split("_")
    if len(parts) != 3 or parts[0] != prefix or len(text) > MOST_LETTERS or not text.isascii():
        return None
    return parts[1]


def fits(text: str, kept: str | None) -> bool:
    """Whether the text is that of which this hash was kept, in a time that tells nothing."""
    return hmac.compare_digest(key_hash(text), kept or NO_HASH)
