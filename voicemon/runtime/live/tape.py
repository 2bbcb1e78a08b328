"""The recording of a running call: sealed blocks, appended as it goes.

A file is `MAGIC`, a line of JSON (the call's id, its key wrapped by the site's), then blocks: four
bytes of length, then the sealed block. A block holds parts: a kind, a length, and either audio
(channel, rate, first sample counted at that rate since the call began; s16le) or a line of the
journal. What no block holds is silence. A torn last block, as `kill -9` leaves it, is no fault.

Audio waits `HELD_S` before it is sealed, so that the tone of a key can be silenced before it is
ever written, and at most about half a second more. While a tape is written its file is locked.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import structlog

from voicemon.runtime.live.held import HELD_S, Held, Levels, runs
from voicemon.runtime.live.sealing import Seal, new_key, wrapped

log = structlog.get_logger(__name__)

MAGIC = b"voicemon tape 1\n"
SUFFIX = ".tape"
AUDIO, LINE = b"A", b"L"
PART = struct.Struct(">cI")
SOUND = struct.Struct(">BIQ")  # channel, rate_hz, first sample
LENGTH = struct.Struct(">I")
MOST_HELD_S = 60.0  # of audio that waits for a disk that does not write; more is left out
WRITE_S = 0.5


class Tape:
    """One call's tape. Any thread may add; `write` seals what waits. After a failed write (a full
    disk) nothing more is written, and the call goes on.
    """

    def __init__(self, path: Path, site: bytes, call_id: str) -> None:
        self.path = path
        self._broken: Callable[[str], None] | None = None
        self._failed = False
        self._held: dict[int, Held] = {}
        self._lines: list[bytes] = []
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        key = new_key()
        self._seal = Seal(key, MAGIC)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        head = {"call": call_id, "key": base64.b64encode(wrapped(key, site)).decode()}
        self._end = 0
        self._append(MAGIC + json.dumps(head).encode() + b"\n")

    def on_failure(self, tell: Callable[[str], None]) -> None:
        """Call `tell` with the reason when nothing more can be written."""
        self._broken = tell
        if self._failed:
            tell("it could not be begun")

    def hear(self, channel: int, start: int, rate_hz: int, levels: Levels) -> None:
        """Audio of a channel; `start` counts samples at `rate_hz` since the call began."""
        with self._lock:
            held = self._held.get(channel)
            if held is None:
                held = self._held[channel] = Held()
            if not self._failed and held.count < MOST_HELD_S * rate_hz:
                held.add(start, rate_hz, levels)

    def note(self, line: bytes) -> None:
        """A line of the journal."""
        with self._lock:
            if not self._failed:
                self._lines.append(line)

    def silence(self, channel: int, from_s: float, to_s: float) -> None:
        """No sound in this span, of which nothing older than `HELD_S` has been written yet."""
        with self._lock:
            self._held.setdefault(channel, Held()).silences.append((from_s, to_s))

    def wipe(self) -> None:
        """Forget what is not written yet; it will be silence."""
        with self._lock:
            for held in self._held.values():
                held.pieces.clear()
                held.count = 0

    def write(self, *, all_of_it: bool = False) -> None:
        """Seal what waits."""
        with self._writing:
            block = self._block(0.0 if all_of_it else HELD_S)
            if block and not self._failed and self._file >= 0:
                sealed = self._seal.close(block)
                self._append(LENGTH.pack(len(sealed)) + sealed)

    def close(self) -> None:
        """Seal the rest; the tape stays for the pass after the call."""
        self.write(all_of_it=True)
        with self._writing:
            if self._file >= 0:
                os.close(self._file)
                self._file = -1

    def delete(self) -> None:
        """The tape must not be there any longer."""
        self.wipe()
        with self._writing:
            self._failed = True
            if self._file >= 0:
                os.close(self._file)
                self._file = -1
        self.path.unlink(missing_ok=True)

    def _block(self, keep_s: float) -> bytes:
        with self._lock:
            lines, self._lines = self._lines, []
            taken = [
                (channel, held.rate_hz, piece)
                for channel, held in self._held.items()
                for piece in held.take(keep_s)
            ]
        parts = [PART.pack(LINE, len(line)) + line for line in lines]
        for channel, rate_hz, start, levels in runs(taken):
            sound = SOUND.pack(channel, rate_hz, start) + levels.astype("<i2").tobytes()
            parts.append(PART.pack(AUDIO, len(sound)) + sound)
        return b"".join(parts)

    def _append(self, data: bytes) -> None:
        try:
            written = os.write(self._file, data)
            if written < len(data):  # the disk is full: half a block would hide what follows
                raise OSError("the disk is full")
        except OSError as error:
            self._fail(error.strerror or str(error))
        else:
            self._end += written

    def _fail(self, why: str) -> None:
        with suppress(OSError):
            os.ftruncate(self._file, self._end)
        with self._lock:
            self._failed = True
            self._held.clear()
            self._lines.clear()
        log.error("a call goes on without its recording", tape=self.path.name, why=why)
        if self._broken is not None:
            self._broken(why)


class TapeWriter:
    """One thread that writes every tape twice a second."""

    def __init__(self) -> None:
        self._tapes: set[Tape] = set()
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="live-tapes", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Write no more; tapes that are open stay as they are."""
        self._stopping.set()
        self._thread.join()

    def add(self, tape: Tape) -> None:
        """Write this one too."""
        with self._lock:
            self._tapes.add(tape)

    def remove(self, tape: Tape) -> None:
        """Not any longer."""
        with self._lock:
            self._tapes.discard(tape)

    def _run(self) -> None:
        while not self._stopping.wait(WRITE_S):
            with self._lock:
                tapes = list(self._tapes)
            for tape in tapes:
                try:
                    tape.write()
                except Exception:
                    log.exception("a tape could not be written", tape=tape.path.name)
