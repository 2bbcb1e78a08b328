import re
import socket
import time

import numpy as np
import pytest

from tests.privacy.sentences import HARMLESS, SECRETS
from voicemon.privacy.redaction import CallRedactor, RedactedSpan, redact_text, silence
from voicemon.privacy.spoken import tokenise
from voicemon.types import Role, Transcript, Word


def language_of(text: str) -> str:
    if re.search(r"\b(meine|mein|bitte|ich|die)\b", text.lower()):
        return "de"
    return "es" if re.search(r"\b(mi|el|sí|pedí)\b", text.lower()) else "en"


def turns_of(text: str) -> list[tuple[Role, Transcript]]:
    """Turns whose words last 0.4 s each, one second between turns."""
    turns, at_s = [], 0.0
    for part in text.split(" | "):
        role = Role.AGENT if part.startswith("A: ") else Role.CUSTOMER
        words = []
        for word in part.removeprefix("A: ").split():
            words.append(Word(f" {word}", at_s, at_s + 0.4, 0.9))
            at_s += 0.4
        at_s += 1.0
        turns.append((role, Transcript(tuple(words), language_of(text), -0.2, 0.0, "test")))
    return turns


def redacted(text: str, one_by_one: bool = False) -> str:
    redactor, turns = CallRedactor(), turns_of(text)
    batches = [[turn] for turn in turns] if one_by_one else [turns]
    masked = [transcript for batch in batches for transcript in redactor.feed(batch)]
    return " | ".join(
        ("A: " if role is Role.AGENT else "") + transcript.text
        for (role, _), transcript in zip(turns, masked, strict=True)
    )


@pytest.mark.parametrize(("text", "kept"), SECRETS)
def test_a_secret_is_masked_and_the_rest_stays(text, kept):
    assert redacted(text) == kept


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_number_stays(text):
    assert redacted(text) == text
