"""Who really asks, where proxies stand between."""

from __future__ import annotations

from flask import Request

from voicemon.server.guard import is_loopback
from voicemon.sources.stream import within


def asker(request: Request, proxies: tuple[str, ...]) -> str:
    """The nearest address that is no proxy of ours."""
    peer = request.remote_addr or ""
    forwarded = request.headers.get("X-Forwarded-For", "")
    chain = [part.strip() for part in forwarded.split(",") if part.strip()]
    for before in reversed(chain):
        if not proxies or not within(peer, proxies):
            break
        peer = before
    return peer[:100]


def is_here(request: Request) -> bool:
    """Whether this machine asks, and no proxy on its behalf."""
    proxied = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded"))
    return is_loopback(request.remote_addr or "") and not proxied
