"""A client of whisper-live: one channel at 1 ×, its segments with the moments they came."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

import numpy as np
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from bench.live.lag import Side, Told
from bench.live.sound import ROLES, Tape, wide
from voicemon.types import SAMPLE_RATE_HZ

PIECE_S = 0.1  # its own client sends 0.256 s at once; smaller ones favour it
READY_S, LAST_S = 180.0, 8.0
NEAR_S = 3.0  # a segment that moves its start further than this is another one


@dataclass(slots=True)
class Segment:
    """What the server says of a stretch: seconds of the stream, `completed` will not change."""

    start_s: float
    end_s: float
    text: str
    completed: bool

    @property
    def words(self) -> str:
        """Its text as compared."""
        return " ".join(self.text.lower().split())


@dataclass(slots=True)
class Stream:
    """One client: what is sent, what came as (moment, segments)."""

    name: str
    channel: int
    tapes: Sequence[Tape]
    messages: list[tuple[float, list[Segment]]] = field(default_factory=list)
    sent: list[Tape] = field(default_factory=list)
    origin: float = 0.0
    sent_s: float = 0.0
    failed: str = ""
    ready: threading.Event = field(default_factory=threading.Event)

    def run(self, url: str, model: str, go: threading.Event, seconds: float) -> None:
        """The whole conversation; for a thread of its own."""
        try:
            with connect(url, compression=None, open_timeout=30, proxy=None) as line:
                line.send(json.dumps(self._options(model)))
                hearing = threading.Thread(target=self._listen, args=(line,), daemon=True)
                hearing.start()
                if not self.ready.wait(READY_S):
                    raise TimeoutError("it was never ready")
                go.wait()
                self._speak(line, seconds)
                time.sleep(LAST_S)
                line.send(b"END_OF_AUDIO")
                hearing.join(10.0)
        except (OSError, ConnectionClosed) as error:
            self.failed = self.failed or str(error)
        finally:
            self.ready.set()

    def side(self, *, settled: bool) -> Side:
        """Its channel with its finals: completed ones, or when their words were first shown."""
        parts = [tape.voiced[self.channel] for tape in self.sent]
        voiced = np.concatenate(parts) if parts else np.zeros(0, bool)
        side = Side(ROLES[self.channel].value, voiced, self.origin, self.sent_s)
        side.finals = completed(self.messages, settled=settled)
        return side

    def _speak(self, line: ClientConnection, seconds: float) -> None:
        size = round(PIECE_S * SAMPLE_RATE_HZ)
        self.origin = time.monotonic()
        for tape in cycle(self.tapes):
            self.sent.append(tape)
            sound = wide(tape.laws[self.channel])
            levels = np.clip(np.rint(sound * 32768.0), -32768, 32767).astype("<i2")
            for at in range(0, len(levels), size):
                piece = levels[at : at + size]
                self.sent_s += len(piece) / SAMPLE_RATE_HZ
                time.sleep(max(0.0, self.origin + self.sent_s - time.monotonic()))
                line.send(piece.tobytes())
                if self.sent_s >= seconds:
                    return

    def _listen(self, line: ClientConnection) -> None:
        try:
            for message in line:
                self._take(time.monotonic(), json.loads(message))
        except (OSError, ConnectionClosed):
            return

    def _take(self, at: float, body: dict[str, Any]) -> None:
        if body.get("message") == "SERVER_READY":
            self.ready.set()
        elif body.get("status"):
            self.failed = f"{body['status']}: {body.get('message')}"
        elif "segments" in body:
            self.messages.append((at, [_segment(each) for each in body["segments"]]))

    def _options(self, model: str) -> dict[str, object]:
        """As its own client asks, with the numbers as 16 bit."""
        return {
            "uid": self.name,
            "language": "en",
            "task": "transcribe",
            "model": model,
            "use_vad": True,
            "send_last_n_segments": 10,
            "no_speech_thresh": 0.45,
            "clip_audio": False,
            "same_output_threshold": 10,
            "audio_format": "int16",
        }


def _segment(body: dict[str, Any]) -> Segment:
    return Segment(
        float(body["start"]), float(body["end"]), body["text"], bool(body.get("completed"))
    )


def completed(messages: Sequence[tuple[float, Sequence[Segment]]], *, settled: bool) -> list[Told]:
    """Segments that were completed, each once, with the moment they were. `settled`: the earlier
    moment at which the same words were shown as unsure, and so to the peer's favour.
    """
    found: dict[tuple[float, float, str], Told] = {}
    shown: dict[str, list[tuple[float, float]]] = {}  # words → (start, moment)
    for at, segments in messages:
        for each in segments:
            shown.setdefault(each.words, []).append((each.start_s, at))
            key = (each.start_s, each.end_s, each.words)
            if not each.completed or not each.words or key in found:
                continue
            near = [when for start_s, when in shown[each.words] if _near(start_s, each)]
            moment = min(near) if settled else at
            name = f"{each.start_s:.3f} {each.end_s:.3f}"
            found[key] = Told(name, "", each.start_s, each.end_s, moment, each.text)
    return list(found.values())


def _near(start_s: float, segment: Segment) -> bool:
    return abs(start_s - segment.start_s) <= NEAR_S
