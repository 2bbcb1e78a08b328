"""One gate around everything the server answers, Socket.IO included.

Any page that somebody visits can make their browser speak to this server, in two ways: DNS
rebinding (a foreign name that resolves to this machine), stopped by answering to loopback names and
the site's own public name only; and requests across origins, stopped by refusing whatever changes
something, or opens a WebSocket, with a foreign Origin. Where nobody signs in, this and being bound
to loopback is all the protection there is.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
DOCS = "/api/docs"

# Styles may stand inline because the waveform draws itself in a shadow root with its own <style>.
POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
DOCS_POLICY = POLICY + "; script-src 'self' 'unsafe-inline'"  # Swagger UI starts inline
# The microphone is for the page's own test of it (`#/microphone`), which asks its user each time;
# what is framed, and every other origin, gets none.
HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(self)"),
)


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine alone."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Guard:
    """WSGI middleware: refuses foreign hosts and origins, sets the security headers. `public_url`:
    the site's address at the proxy in front of it; "": there is none.
    """

    def __init__(self, inner: WSGIApplication, public_url: str = "") -> None:
        self._inner = inner
        self._public = urlsplit(public_url.lower())

    def __call__(  # noqa: D102
        self, environ: WSGIEnvironment, start: StartResponse
    ) -> Iterable[bytes]:
        refusal = self._refusal(environ)
        if refusal:
            body = json.dumps({"code": "forbidden", "message": refusal[0], "fix": refusal[1]})
            start(
                "403 Forbidden",
                [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
                + _headers(environ),
            )
            return [body.encode()]

        def started(
            status: str,
            headers: list[tuple[str, str]],
            exc_info: object = None,
        ) -> object:
            return start(status, headers + _headers(environ), exc_info)  # type: ignore[arg-type]

        return self._inner(environ, started)  # type: ignore[arg-type]

    def _refusal(self, environ: WSGIEnvironment) -> tuple[str, str] | None:
        host = environ.get("HTTP_HOST", "")
        public = bool(self._public.netloc) and host.lower() == self._public.netloc
        if not public and not is_loopback(_name(host)):
            if self._public.netloc:
                return "this server has another name", f"open it as {self._public.geturl()}"
            return "this server answers to the names of this machine only", "open it as 127.0.0.1"
        changes = environ["REQUEST_METHOD"] not in SAFE or "HTTP_UPGRADE" in environ
        if changes and self._foreign(environ, host):
            return "requests from other sites are refused", "use the page that this server serves"
        return None

    def _foreign(self, environ: WSGIEnvironment, host: str) -> bool:
        origin = environ.get("HTTP_ORIGIN")
        if origin is None:
            return environ.get("HTTP_SEC_FETCH_SITE", "none") not in {"same-origin", "none"}
        said = urlsplit(origin.lower())
        if self._public.netloc and said[:2] == self._public[:2]:
            return False  # the proxy may have put our own name into Host
        return said.netloc != host.lower() or not is_loopback(_name(host))


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _headers(environ: WSGIEnvironment) -> list[tuple[str, str]]:
    docs = environ.get("PATH_INFO", "").startswith(DOCS)
    return [*HEADERS, ("Content-Security-Policy", DOCS_POLICY if docs else POLICY)]
