"""Checksums and shapes that tell a card or a national id from any other number."""

from __future__ import annotations

import re

_DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"  # Real Decreto 1553/2005, art. 11
_NINO = re.compile(r"(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]")


def is_card(digits: str) -> bool:
    """13–19 digits of a card scheme (ISO/IEC 7812: first digit 2–6) with a right Luhn digit."""
    return 13 <= len(digits) <= 19 and digits[0] in "23456" and luhn(digits)


def luhn(digits: str) -> bool:
    """The Luhn check of ISO/IEC 7812-1."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_steuer_id(digits: str) -> bool:
    """German tax id: 11 digits, ISO 7064 mod 11,10, one digit twice or thrice in the first ten."""
    if not re.fullmatch(r"[1-9]\d{10}", digits):
        return False
    counts = [digits[:10].count(digit) for digit in set(digits[:10])]
    if max(counts) > 3 or max(counts) < 2:
        return False
    product = 10
    for digit in digits[:10]:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(digits[10])


def is_us_ssn(digits: str) -> bool:
    """Nine digits that the Social Security Administration can have issued."""
    return (
        len(digits) == 9
        and digits[:3] not in {"000", "666"}
        and digits[0] != "9"
        and digits[3:5] != "00"
        and digits[5:] != "0000"
    )


def is_lettered_id(code: str) -> bool:
    """A UK national insurance number, a Spanish DNI or NIE; letters in upper case, no spaces."""
    if _NINO.fullmatch(code):
        return True
    if re.fullmatch(r"\d{8}[A-Z]", code):
        return _DNI_LETTERS[int(code[:8]) % 23] == code[8]
    if re.fullmatch(r"[XYZ]\d{7}[A-Z]", code):
        return _DNI_LETTERS[int(f"{'XYZ'.index(code[0])}{code[1:8]}") % 23] == code[8]
    return False
