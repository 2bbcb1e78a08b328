"""Starts a crowd of calls beside, and speaks with it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any


@dataclass(frozen=True, slots=True)
class Played:
    """A running crowd: its address and what it answers."""

    url: str
    _to: IO[str]
    _from: IO[str]

    def ask(self, word: str) -> dict[str, Any]:
        """One word there, one answer back."""
        self._to.write(word + "\n")
        self._to.flush()
        answer: dict[str, Any] = json.loads(self._from.readline())
        return answer


@contextmanager
def crowd(calls: int, changes: float, threads: int = 64) -> Iterator[Played]:
    """A server with so many calls, in a process of its own."""
    command = [
        sys.executable, "-m", "bench.board.crowd",
        f"--calls={calls}", f"--changes={changes}", f"--threads={threads}",
    ]  # fmt: skip
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin
    assert process.stdout
    try:
        url = str(json.loads(process.stdout.readline())["url"])
        yield Played(url, process.stdin, process.stdout)
        process.stdin.write("stop\n")
        process.stdin.close()
        process.wait(30)
    finally:
        process.kill()
        process.wait()
