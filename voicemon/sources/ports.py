"""What a connection's conversation needs of whoever carries it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Peer(Protocol):
    """The connection underneath."""

    address: str

    def send(self, message: str | bytes) -> None:
        """Text or binary, in order."""

    def close(self, code: int, reason: str) -> None:
        """After what was sent; WebSocket close codes. Doing it twice changes nothing."""

    def halt(self) -> None:
        """Read nothing until `go_on`."""

    def go_on(self) -> None:
        """Take `halt` back."""


class Threads(Protocol):
    """Where work that may wait is done, and the way back."""

    def away(self, work: Callable[[], None]) -> None:
        """Do it on another thread."""

    def back(self, work: Callable[[], None]) -> None:
        """Do it on the loop's own thread, soon; from any thread."""

    def later(self, after_s: float, work: Callable[[], None]) -> None:
        """Do it in `after_s` seconds, on the loop's own thread; from that thread."""
