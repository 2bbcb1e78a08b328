"""Telephone bytes ↔ float32: G.711 µ-law and A-law by table (ITU-T G.711), 16-bit little-endian."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

from voicemon.types import Samples

_Levels = NDArray[np.int16]


class Encoding(StrEnum):
    """How samples stand in a telephone stream."""

    ULAW = "ulaw"
    ALAW = "alaw"
    S16LE = "s16le"


def decode(data: bytes, encoding: Encoding) -> Samples:
    """Bytes → float32 −1…1 [n]; an odd last byte of s16le is left out."""
    if encoding is Encoding.S16LE:
        levels = np.frombuffer(data, "<i2", count=len(data) // 2)
    else:
        levels = _decoding_table(encoding)[np.frombuffer(data, np.uint8)]
    return levels.astype(np.float32) / np.float32(32768.0)


def encode(samples: Samples, encoding: Encoding) -> bytes:
    """Float32 [n] → bytes; what is beyond −1…1 is clipped."""
    levels = to_int16(samples)
    if encoding is Encoding.S16LE:
        return levels.astype("<i2").tobytes()
    return _encoding_table(encoding)[levels.view(np.uint16)].tobytes()


def to_int16(samples: Samples) -> _Levels:
    """Float −1…1 → 16-bit levels, rounded and clipped; what is no number becomes 0."""
    scaled = np.nan_to_num(samples, nan=0.0) * np.float32(32768.0)
    levels: _Levels = np.clip(np.rint(scaled), -32768, 32767).astype(np.int16)
    return levels


@cache
def _decoding_table(encoding: Encoding) -> _Levels:
    """The 256 levels of a law, as 16-bit numbers."""
    code = np.arange(256)
    if encoding is Encoding.ULAW:
        code = ~code & 0xFF
        magnitude = (((code & 0x0F) << 3) + 0x84 << ((code & 0x70) >> 4)) - 0x84
        return np.where(code & 0x80, -magnitude, magnitude).astype(np.int16)
    code ^= 0x55
    mantissa, exponent = (code & 0x0F) << 4, (code & 0x70) >> 4
    magnitude = np.where(
        exponent == 0, mantissa + 8, (mantissa + 0x108) << np.maximum(exponent - 1, 0)
    )
    return np.where(code & 0x80, magnitude, -magnitude).astype(np.int16)


@cache
def _encoding_table(encoding: Encoding) -> NDArray[np.uint8]:
    """The nearest code of each of the 65,536 levels, indexed by the level's unsigned bits."""
    decoding = _decoding_table(encoding).astype(np.int32)
    order = np.argsort(decoding, kind="stable")
    levels = decoding[order]
    wanted = np.arange(65536, dtype=np.uint16).view(np.int16).astype(np.int32)
    above = np.clip(np.searchsorted(levels, wanted), 1, 255)
    nearer_below = wanted - levels[above - 1] <= levels[above] - wanted
    return order[np.where(nearer_below, above - 1, above)].astype(np.uint8)
