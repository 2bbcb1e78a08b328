"""Watches running calls as the page does: Socket.IO, every message acknowledged."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import socketio

from bench.live.lag import Told

CALLS_A_LINE = 16
FULL = "full"


@dataclass(frozen=True, slots=True)
class Stood:
    """How a call was followed from a moment on."""

    at: float
    call: str
    step: str
    lag_s: float


class Watcher:
    """Follows every call of the board. `finals` and `partials` by the call's name."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._lock = threading.Lock()
        self._names: dict[str, str] = {}
        self._lines: list[tuple[socketio.Client, set[str]]] = []
        self.finals: dict[str, list[Told]] = defaultdict(list)
        self.partials: dict[str, list[Told]] = defaultdict(list)
        self.stood: list[Stood] = []
        self.snapshots = 0
        self.ended: dict[str, str] = {}
        board = self._line()[0]
        board.emit("board.watch")

    def close(self) -> None:
        """Leave."""
        for client, _ in self._lines:
            client.disconnect()
            client.wait()

    def steps(self) -> set[str]:
        """Every step that was seen."""
        return {each.step for each in self.stood}

    def _line(self) -> tuple[socketio.Client, set[str]]:
        for line in self._lines:
            if len(line[1]) < CALLS_A_LINE:
                return line
        client = socketio.Client(reconnection=False)
        client.on("board.snapshot", self._board)
        client.on("board.change", self._board)
        client.on("live.snapshot", self._snapshot)
        client.on("live.change", self._change)
        client.connect(self._page, transports=["websocket"])
        self._lines.append((client, set()))
        return self._lines[-1]

    def _board(self, body: Mapping[str, Any]) -> None:
        for row in body["rows"]:
            with self._lock:
                if row["id"] in self._names or row["ended"] is not None:
                    continue
                self._names[row["id"]] = str(row["call"]["agent_id"])
                client, calls = self._line()
                calls.add(row["id"])
            client.emit("live.watch", {"id": row["id"]})

    def _snapshot(self, body: Mapping[str, Any]) -> None:
        self.snapshots += 1
        self._take(time.monotonic(), body)

    def _change(self, body: Mapping[str, Any]) -> None:
        self._take(time.monotonic(), body)
        if body["ended"] is not None:
            with self._lock:
                self.ended[self._names[body["id"]]] = str(body["ended"])
                for _, calls in self._lines:
                    calls.discard(body["id"])

    def _take(self, at: float, body: Mapping[str, Any]) -> None:
        call = self._names[body["id"]]
        with self._lock:
            for weighed in body["weighed"]:
                said = weighed["utterance"]
                self.finals[call].append(_told(said, said["id"], at, said["text"]))
            for partial in body["partials"]:
                text = f"{partial['stable']} {partial['unsure']}".strip()
                if text:
                    self.partials[call].append(_told(partial, partial["utterance_id"], at, text))
            status = body["status"]
            if status:
                self.stood.append(Stood(at, call, status["step"], status["lag_s"]))


def _told(body: Mapping[str, Any], key: str, at: float, text: str) -> Told:
    return Told(key, body["role"], body["start_s"], body["end_s"], at, text)
