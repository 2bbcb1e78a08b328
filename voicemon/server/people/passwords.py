"""Passwords: which are good enough, how they are kept and checked."""

from __future__ import annotations

import re
import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from voicemon.errors import InputError

LEAST, MOST = 12, 200
LEAST_OWN = 8  # letters beside one's name, the site's, and the like
GOOD = 3  # of zxcvbn's 4: some 10^8 guesses and more
JUDGED = 72  # letters; beyond it zxcvbn is slow, and the password long enough
AT_ONCE = 2  # each check takes 64 MB

_hasher = PasswordHasher()
_turn = threading.Semaphore(AT_ONCE)
_NO_PASSWORD = "$argon2id$v=19$m=65536,t=3,p=4$" + "A" * 22 + "$" + "A" * 43
"""Checked where there is no such account, so that the time tells nothing."""


class PasswordError(InputError):
    """A password that is too easily guessed."""

    code = "password"


def check(password: str, *own: str) -> None:
    """PasswordError for one that is too short, too long, common, or made of one's `own` words
    (name, login).
    """
    if len(password) < LEAST:
        raise PasswordError(
            f"the password has fewer than {LEAST} characters",
            "take several words that have nothing to do with each other",
        )
    if len(password) > MOST:
        raise PasswordError(f"the password has more than {MOST} characters", "take a shorter one")
    words = _words(*own)
    left = password.casefold()
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, "")
    if len(left) < LEAST_OWN:
        raise PasswordError(
            "the password is made of your name, your login or the product's name",
            "take words that have nothing to do with you",
        )
    from zxcvbn import zxcvbn

    if zxcvbn(password[:JUDGED], user_inputs=sorted(words))["score"] < GOOD:
        raise PasswordError(
            "the password is among those that are tried first: a common one, a pattern of keys, "
            "or something repeated",
            "take several words that have nothing to do with each other",
        )


def hashed(password: str) -> str:
    """What is kept of a password."""
    with _turn:
        return _hasher.hash(_normal(password))


def fits(password: str, kept: str | None) -> bool:
    """Whether it is the password of which this was kept; takes as long where none was."""
    with _turn:
        try:
            _hasher.verify(kept or _NO_PASSWORD, _normal(password[:MOST]))
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether it was hashed at less than today's cost."""
    return _hasher.check_needs_rehash(kept)


def _words(*own: str) -> set[str]:
    parts = (part for text in (*own, "voicemon") for part in re.split(r"[\W_]+", text.casefold()))
    return {part for part in parts if len(part) >= 3}


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", password)
