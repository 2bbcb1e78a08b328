"""How a handshake that may not come in is answered."""

from __future__ import annotations

import json
from http import HTTPStatus

import structlog

from voicemon.errors import VoicemonError
from voicemon.server.ingest.entrance import Refusal
from voicemon.sources.session import SORRY

log = structlog.get_logger(__name__)

RETRY_S = 2


def refusal(error: Exception) -> Refusal:
    """An error as the sender is told of it; a fault of ours is logged."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, VoicemonError):
        status = HTTPStatus.SERVICE_UNAVAILABLE if error.retry else 500
        return Refusal(status, error.message, error.fix, error.code)
    log.error("a handshake broke", exc_info=error)
    return Refusal(500, SORRY, "the log says more", "internal")


def as_problem(refused: Refusal) -> str:
    """The body of the answer: a `Problem`, in JSON."""
    return json.dumps({"code": refused.code, "message": refused.message, "fix": refused.fix})


def as_response(refused: Refusal) -> bytes:
    """The whole answer, made without reading what was asked."""
    body = as_problem(refused).encode()
    head = (
        f"HTTP/1.1 {refused.status} {HTTPStatus(refused.status).phrase}\r\nConnection: close\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        f"Retry-After: {RETRY_S}\r\n\r\n"
    )
    return head.encode() + body
