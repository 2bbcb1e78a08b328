"""Posts a signed body to a web address: no redirects, a time limit, little of the answer read.

The connection is made to the very address that was checked; the host's name is used for TLS and the
`Host` header only, so that a name server cannot answer the check with one address and the
connection with another.
"""

from __future__ import annotations

import base64
import http.client
import json
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from time import time
from urllib.parse import SplitResult, unquote, urlsplit

from voicemon import __version__
from voicemon.errors import InputError
from voicemon.notify.failure import NotDelivered
from voicemon.notify.networks import FIX, Networks

TIME_LIMIT_S = 10.0
ANSWER_BYTES = 4096
SAID_CHARACTERS = 200
AGAIN = frozenset({408, 421, 423, 425, 429})  # of the 4xx: the same request may succeed later


@dataclass(frozen=True, slots=True)
class Where:
    """A web address in its parts; `login` is what stands before the @."""

    scheme: str
    host: str
    port: int
    path: str
    login: str = ""

    @property
    def shown(self) -> str:
        """The address without anything that may be secret: no login, path cut, no query."""
        default = {"http": 80, "https": 443}[self.scheme]
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == default else f":{self.port}"
        return f"{self.scheme}://{host}{port}/{'…' if self.path != '/' else ''}"


def where(url: str) -> Where:
    """The parts of a web address; InputError when it is none."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
        if (
            not host
            or " " in host
            or parts.scheme not in {"http", "https"}
            or not url.isprintable()
        ):
            raise ValueError
        host.encode("idna")
    except ValueError:  # UnicodeError is one
        raise InputError("this is no web address", "write it as https://example.org/path") from None
    path = parts.path or "/"
    target = f"{path}?{parts.query}" if parts.query else path
    if not target.isascii() or " " in target:
        raise InputError("the address has characters that must be %-encoded", "encode them")
    return Where(
        parts.scheme, host, port or (443 if parts.scheme == "https" else 80), target, _login(parts)
    )


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    networks: Networks,
    limit_s: float = TIME_LIMIT_S,
) -> None:
    """Post `body` (JSON); NotDelivered unless the answer is 2xx."""
    to = where(url)
    addresses = networks.found(to.host, to.port)
    if to.scheme == "http" and not all(networks.names(address) for address in addresses):
        raise NotDelivered(f"{to.shown} is not encrypted", f"use https; {FIX}", permanent=True)
    connection = _Pinned(to, addresses, limit_s)
    watch = threading.Timer(limit_s, connection.cut)
    watch.daemon = True
    watch.start()
    try:
        status, found, said = _ask(connection, to, body, headers)
        if connection.was_cut:  # what looks like an end was ours
            raise TimeoutError
    except (OSError, http.client.HTTPException) as error:
        raise _broken(to, error, connection.was_cut, limit_s) from None
    finally:
        watch.cancel()
        connection.close()
    _judge(to, status, found, said)


class _Pinned(http.client.HTTPConnection):
    """Connects to addresses that were checked, whatever the host's name would resolve to now."""

    def __init__(self, to: Where, addresses: list[str], limit_s: float) -> None:
        super().__init__(to.host, to.port, timeout=limit_s)
        self._to = to
        self._addresses = addresses
        self._limit_s = limit_s
        self.was_cut = False

    def connect(self) -> None:
        """The first address that answers."""
        self.sock = self._reach()
        if self._to.scheme == "https":
            context = ssl.create_default_context()
            wrapped = context.wrap_socket(
                self.sock, server_hostname=self._to.host, do_handshake_on_connect=False
            )
            self.sock = wrapped  # so that it can be cut while it shakes hands
            wrapped.do_handshake()

    def cut(self) -> None:
        """The time is over: whoever reads or writes gets an end of file or an error."""
        self.was_cut = True
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)

    def _reach(self) -> socket.socket:
        failed = OSError("it has no address")
        for address in self._addresses:
            try:
                return socket.create_connection((address, self._to.port), self._limit_s)
            except OSError as error:
                failed = error
            if self.was_cut:
                break
        raise failed


def _ask(
    connection: _Pinned, to: Where, body: bytes, headers: Mapping[str, str]
) -> tuple[int, http.client.HTTPMessage, bytes]:
    given = {
        "Content-Type": "application/json",
        "User-Agent": f"voicemon/{__version__}",
        "Accept": "application/json",
        "Connection": "close",
        **headers,
    }
    if to.login:
        given["Authorization"] = f"Basic {to.login}"
    connection.request("POST", to.path, body, given)
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read(ANSWER_BYTES)


def _judge(to: Where, status: int, headers: http.client.HTTPMessage, said: bytes) -> None:
    if 200 <= status < 300:
        return
    if 300 <= status < 400:
        raise NotDelivered(
            f"{to.shown} answers {status}: it redirects",
            "give the address at which it ends; redirects are not followed",
            permanent=True,
        )
    message = f"{to.shown} answers {status}{_reason(headers, said)}"
    permanent = 400 <= status < 500 and status not in AGAIN
    fix = "see what the receiver says" if permanent else "it is tried again"
    raise NotDelivered(message, fix, permanent=permanent, after_s=_after_s(headers))


def _reason(headers: http.client.HTTPMessage, answer: bytes) -> str:
    """The `message` of a JSON answer. Nothing else of an answer is shown: the address was chosen
    on the page, and what stands at it may not be for whoever reads there.
    """
    if headers.get_content_type() != "application/json":
        return ""
    try:
        found = json.loads(answer)
        message = found["message"]
    except (ValueError, KeyError, TypeError):
        return ""
    if not isinstance(message, str):
        return ""
    said = "".join(each if each.isprintable() else " " for each in message[:SAID_CHARACTERS])
    return f": {said}"


def _after_s(headers: http.client.HTTPMessage) -> float:
    """Retry-After in seconds (RFC 9110 section 10.2.3); 0 without."""
    said = headers.get("Retry-After", "")
    if said.isdigit():
        return float(said[:9])
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time())
    except (ValueError, TypeError):
        return 0.0


def _broken(to: Where, error: Exception, was_cut: bool, limit_s: float) -> NotDelivered:
    if was_cut or isinstance(error, TimeoutError):
        return NotDelivered(f"{to.shown} did not answer within {limit_s:.0f} s", "is it well?")
    if isinstance(error, ssl.SSLCertVerificationError):
        return NotDelivered(
            f"the certificate of {to.shown} is not trusted: {error.verify_message}",
            "mend the certificate; for an authority of your own set SSL_CERT_FILE",
        )
    what = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return NotDelivered(f"{to.shown} cannot be reached: {what}", "is it well?")


def _login(parts: SplitResult) -> str:
    if parts.username is None:
        return ""
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return base64.b64encode(pair.encode()).decode()
