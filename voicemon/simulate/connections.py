"""A feed's connection: what is sent, what the service answers, why it refuses."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from typing import Protocol
from urllib.parse import urlsplit

from websockets.exceptions import (
    ConnectionClosed,
    InvalidHandshake,
    InvalidStatus,
    InvalidURI,
)
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from voicemon.errors import VoicemonError

CONNECT_S = 10.0
GOODBYE_S = 5.0
RECEIVE_BYTES = 4096
NORMAL = (1000, 1001, 1005)
NOT_THERE = "see that voicemon serves there: voicemon serve"
TIMEOUTS = {408, 429, 502, 503, 504}
TRY_AGAIN = (1012, 1013)


class PlayError(VoicemonError):
    """The service refused, ended or broke the connection; `close` is its close code, else 0."""

    code = "play"

    def __init__(self, message: str, fix: str = "", close: int = 0, *, retry: bool = False) -> None:
        super().__init__(message, fix)
        self.close = close
        self.retry = retry


class Over(Exception):  # noqa: N818 - no error: the service said goodbye
    """The service ended the connection in order."""


class Connection(Protocol):
    """One open connection. Both methods raise Over or PlayError when it is closed."""

    def send(self, message: str | bytes) -> None:
        """Send one message."""

    def receive(self, wait_s: float) -> str | bytes | None:
        """The service's next message within `wait_s`; None when none came."""

    def close(self) -> None:
        """Say goodbye."""

    def cut(self) -> None:
        """Go away without a word."""


class WebSocket:
    """A WebSocket; PlayError when the service cannot be reached or refuses the handshake."""

    def __init__(
        self, url: str, headers: Mapping[str, str], subprotocols: Sequence[str] = ()
    ) -> None:
        self._open = ExitStack()
        try:
            opening = connect(
                url,
                additional_headers=dict(headers),
                subprotocols=[Subprotocol(name) for name in subprotocols] or None,
                compression=None,
                proxy=None if is_here(url) else True,
                open_timeout=CONNECT_S,
                close_timeout=GOODBYE_S,
            )
            self._line = self._open.enter_context(opening)
        except InvalidStatus as error:
            raise _refused(error) from None
        except (InvalidURI, InvalidHandshake) as error:
            raise PlayError(f"{_shown(url)} is no WebSocket: {error}", NOT_THERE) from None
        except (OSError, TimeoutError) as error:
            raise _unreachable(url, error) from None

    def send(self, message: str | bytes) -> None:  # noqa: D102
        try:
            self._line.send(message)
        except ConnectionClosed as error:
            raise _closed(error) from None

    def receive(self, wait_s: float) -> str | bytes | None:  # noqa: D102
        try:
            return self._line.recv(timeout=wait_s)
        except TimeoutError:
            return None
        except ConnectionClosed as error:
            raise _closed(error) from None

    def close(self) -> None:  # noqa: D102
        self._open.close()

    def cut(self) -> None:  # noqa: D102
        with suppress(OSError):
            self._line.socket.shutdown(socket.SHUT_RDWR)
        self._open.close()


class Tcp:
    """A plain TCP connection."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        try:
            self._line = socket.create_connection((parts.hostname, parts.port or 0), CONNECT_S)
        except (OSError, ValueError) as error:
            raise _unreachable(url, error) from None
        self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, message: str | bytes) -> None:  # noqa: D102
        self._line.settimeout(CONNECT_S)
        try:
            self._line.sendall(message if isinstance(message, bytes) else message.encode())
        except OSError as error:
            raise _cut(error) from None

    def receive(self, wait_s: float) -> str | bytes | None:  # noqa: D102
        self._line.settimeout(max(wait_s, 0.0))
        try:
            data = self._line.recv(RECEIVE_BYTES)
        except (TimeoutError, BlockingIOError):
            return None
        except OSError as error:
            raise _cut(error) from None
        if not data:
            raise Over
        return data

    def close(self) -> None:
        """Close our side, wait until the service has read all and closes its own."""
        with suppress(OSError):
            self._line.shutdown(socket.SHUT_WR)
        until = time.monotonic() + GOODBYE_S
        with suppress(Over, PlayError):
            while time.monotonic() < until:
                self.receive(until - time.monotonic())
        self._line.close()

    def cut(self) -> None:  # noqa: D102
        self._line.close()


def is_here(url: str) -> bool:
    """Whether an address is this machine."""
    host = urlsplit(url).hostname or ""
    return host in ("localhost", "::1") or host.startswith("127.")


def _refused(error: InvalidStatus) -> PlayError:
    status = error.response.status_code
    try:
        said = json.loads(error.response.body or b"{}")
        message, fix = str(said["message"]), str(said.get("fix", ""))
    except (ValueError, KeyError, TypeError):
        message, fix = "no reason was given", NOT_THERE
    return PlayError(f"refused ({status}): {message}", fix, retry=status in TIMEOUTS)


def _closed(error: ConnectionClosed) -> Exception:
    close = error.rcvd
    if close is None:
        return PlayError("the connection broke", "look into the log of the service")
    if close.code in NORMAL:
        return Over()
    return PlayError(
        f"the service closed the connection ({close.code}): {close.reason or 'no reason given'}",
        "the log of the service says more",
        close.code,
        retry=close.code in TRY_AGAIN,
    )


def _cut(error: OSError) -> PlayError:
    return PlayError(
        f"the service closed the connection: {error.strerror or error}",
        "the log of the service says why",
    )


def _unreachable(url: str, error: Exception) -> PlayError:
    why = getattr(error, "strerror", None) or str(error) or "no answer"
    return PlayError(f"{_shown(url)} cannot be reached: {why}", NOT_THERE, retry=True)


def _shown(url: str) -> str:
    """An address without its path, which may hold a key."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
