"""Reads a tape: its journal, and its sound as a WAV file that exists in memory only."""

from __future__ import annotations

import base64
import fcntl
import json
import mmap
import os
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import numpy as np

from voicemon.audio.codecs import to_int16
from voicemon.audio.resample import Resampler
from voicemon.errors import StoreError
from voicemon.runtime.live import journal
from voicemon.runtime.live.changes import News
from voicemon.runtime.live.held import Levels
from voicemon.runtime.live.sealing import Seal, unwrapped
from voicemon.runtime.live.tape import AUDIO, LENGTH, MAGIC, PART, SOUND
from voicemon.types import Role

MOST_BLOCK = 1 << 28
_WAV = struct.Struct("<4sI4s4sIHHIIHH4sI")
_ORDER = {Role.AGENT: 0, Role.CUSTOMER: 1, Role.UNKNOWN: 2}


class Reel:
    """A tape that is complete, or as complete as a crash left it. Raises StoreError for a file
    that is no tape of this site. `torn`: it breaks off within a block.
    """

    def __init__(self, path: Path, site: bytes) -> None:
        self.path = path
        self.torn = False
        try:
            with path.open("rb") as file:
                self.call_id, self._key = _head(file, site)
        except OSError as error:
            raise StoreError(
                f"the tape {path.name!r} cannot be read: {error.strerror}",
                "check that voicemon may read its data folder",
            ) from error
        self.news: list[News] = []
        self.notes: list[tuple[str, dict[str, object]]] = []
        self._ends: dict[int, float] = {}
        self._rates: dict[int, int] = {}
        self._survey()

    @property
    def duration_s(self) -> float:
        """From the start of the call to its last sample."""
        return max(self._ends.values(), default=0.0)

    @property
    def rate_hz(self) -> int:
        """The highest of its channels."""
        return max(self._rates.values(), default=8_000)

    def channels(self) -> list[tuple[int, Role]]:
        """(number on the tape, role) as they stand in the WAV file: agent, customer, unknown."""
        roles = {
            int(str(facts["number"])): Role(str(facts["role"]))
            for kind, facts in self.notes
            if kind == "channel"
        }
        return in_order([(number, roles.get(number, Role.UNKNOWN)) for number in self._ends])

    @contextmanager
    def wav(self) -> Iterator[Path]:
        """The sound, 16 bit at `rate_hz`, under a name that ends with the block."""
        numbers = [number for number, _ in self.channels()]
        file = os.memfd_create("call.wav", os.MFD_CLOEXEC)
        try:
            count = round(self.duration_s * self.rate_hz)
            size = count * len(numbers) * 2
            os.truncate(file, _WAV.size + size)
            with mmap.mmap(file, _WAV.size + size) as memory:
                memory[: _WAV.size] = _wav_head(len(numbers), self.rate_hz, size)
                self._fill(memory, numbers, count)
            yield Path(f"/proc/self/fd/{file}")
        finally:
            os.close(file)

    def _fill(self, memory: mmap.mmap, numbers: Sequence[int], count: int) -> None:
        sound = np.frombuffer(memory, "<i2", offset=_WAV.size).reshape(count, len(numbers))
        place = {number: at for at, number in enumerate(numbers)}
        tracks = {number: Track(self.rate_hz) for number in numbers}
        for kind, part in self._parts():
            if kind == AUDIO:
                number, rate_hz, start = SOUND.unpack_from(part)
                levels = np.frombuffer(part, "<i2", offset=SOUND.size)
                first, made = tracks[number].place(start, rate_hz, levels)
                made = made[: max(0, count - first)]
                sound[first : first + len(made), place[number]] = made
        for number, track in tracks.items():
            first, made = track.rest()
            made = made[: max(0, count - first)]
            sound[first : first + len(made), place[number]] = made
        del sound

    def _survey(self) -> None:
        for kind, part in self._parts():
            if kind == AUDIO:
                number, rate_hz, start = SOUND.unpack_from(part)
                end_s = (start + (len(part) - SOUND.size) // 2) / rate_hz
                self._ends[number] = max(self._ends.get(number, 0.0), end_s)
                self._rates[number] = max(self._rates.get(number, 0), rate_hz)
            elif (news := journal.read(part)) is not None:
                self.news.append(news)
            else:
                self.notes.append(journal.noted(part))

    def _parts(self) -> Iterator[tuple[bytes, bytes]]:
        seal = Seal(self._key, MAGIC)
        with self.path.open("rb") as file:
            file.read(len(MAGIC))
            file.readline()
            while sealed := self._sealed(file):
                try:
                    block = seal.open(sealed)
                except StoreError:
                    self.torn = True
                    return
                at = 0
                while at < len(block):
                    kind, length = PART.unpack_from(block, at)
                    at += PART.size
                    yield kind, block[at : at + length]
                    at += length

    def _sealed(self, file: BinaryIO) -> bytes:
        head = file.read(LENGTH.size)
        if len(head) < LENGTH.size:
            self.torn = self.torn or bool(head)
            return b""
        (length,) = LENGTH.unpack(head)
        sealed = file.read(min(length, MOST_BLOCK))
        if len(sealed) < length:
            self.torn = True
            return b""
        return sealed


class Track:
    """One channel's audio on its way to one rate."""

    def __init__(self, rate_hz: int) -> None:
        self._to_hz = rate_hz
        self._due: tuple[int, int] | None = None  # (sample, rate) that goes on without a gap
        self._resampler: Resampler | None = None
        self._at = 0

    def place(self, start: int, rate_hz: int, levels: Levels) -> tuple[int, Levels]:
        """(first sample at that rate, levels)."""
        if rate_hz == self._to_hz:
            return start, levels
        if self._resampler is None or self._due != (start, rate_hz):
            self._resampler = Resampler(rate_hz, 1, self._to_hz)
            self._at = round(start * self._to_hz / rate_hz)
        self._due = (start + len(levels), rate_hz)
        return self._placed(self._resampler.feed(_float(levels)))

    def rest(self) -> tuple[int, Levels]:
        """What the filter still holds back."""
        if self._resampler is None:
            return 0, np.zeros(0, np.int16)
        return self._placed(self._resampler.flush())

    def _placed(
        self, made: np.ndarray[tuple[int, ...], np.dtype[np.float32]]
    ) -> tuple[int, Levels]:
        first, self._at = self._at, self._at + len(made)
        return first, to_int16(made[:, 0])


def _float(levels: Levels) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return (levels.astype(np.float32) / np.float32(32768.0)).reshape(-1, 1)


def in_order(channels: Sequence[tuple[int, Role]]) -> list[tuple[int, Role]]:
    """(number, role) pairs as they stand in a recording: agent, customer, unknown."""
    return sorted(channels, key=lambda pair: (_ORDER[pair[1]], pair[0]))


def _head(file: BinaryIO, site: bytes) -> tuple[str, bytes]:
    if file.read(len(MAGIC)) != MAGIC:
        raise StoreError("this file is no tape of a call", "leave it out")
    try:
        head = json.loads(file.readline())
        return str(head["call"]), unwrapped(base64.b64decode(head["key"]), site)
    except (ValueError, KeyError, TypeError):
        raise StoreError("a tape broke off before its first block", "it holds nothing") from None


def _wav_head(channels: int, rate_hz: int, size: int) -> bytes:
    """RIFF header of 16-bit PCM; sizes beyond 4 GiB are written as unknown."""
    most = 0xFFFFFFFF
    return _WAV.pack(
        *(b"RIFF", min(size + 36, most), b"WAVE", b"fmt ", 16, 1, channels, rate_hz),
        *(rate_hz * channels * 2, channels * 2, 16, b"data", min(size, most)),
    )


def is_in_use(path: Path) -> bool:
    """Whether a running process writes this tape."""
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
    return False
