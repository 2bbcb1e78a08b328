"""Every refusal is a `Problem`: a stable code, what happened, what to do. Never a stack trace."""

from __future__ import annotations

import structlog
from flask import Flask, Response, make_response
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from voicemon.errors import (
    AudioError,
    Conflict,
    InputError,
    NotAllowed,
    NotFound,
    NotSignedIn,
    StoreBusy,
    Throttled,
    VoicemonError,
)
from voicemon.server.wire import Problem

STATUS: tuple[tuple[type[VoicemonError], int], ...] = (
    (NotFound, 404),
    (NotSignedIn, 401),
    (NotAllowed, 403),
    (InputError, 400),
    (AudioError, 400),
    (Conflict, 409),
    (StoreBusy, 503),
    (Throttled, 429),
    (VoicemonError, 500),
)
RETRY_AFTER_S = "5"

log = structlog.get_logger(__name__)


def install(app: Flask) -> None:
    """Make the app answer every error with a `Problem`."""
    app.register_error_handler(VoicemonError, _known)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unknown)


def respond(status: int, code: str, message: str, fix: str = "") -> Response:
    """A `Problem` with its status."""
    body = Problem(code=code, message=message, fix=fix).model_dump_json()
    response = make_response(body, status)
    response.mimetype = "application/json"
    return response


def invalid(error: ValidationError) -> Response:
    """The answer to parameters that do not fit; names each of them."""
    wrong = "; ".join(
        f"{'.'.join(str(part) for part in item['loc']) or 'request'}: {item['msg']}"
        for item in error.errors(include_url=False, include_context=False, include_input=False)
    )
    return respond(400, "input", wrong, "see /api/docs for what this request may carry")


def _known(error: VoicemonError) -> Response:
    status = next(status for kind, status in STATUS if isinstance(error, kind))
    response = respond(status, error.code, error.message, error.fix)
    if error.retry:
        response.headers["Retry-After"] = str(getattr(error, "wait_s", RETRY_AFTER_S))
    if status >= 500:
        log.warning("request failed", code=error.code, message=error.message)
    return response


def _http(error: HTTPException) -> Response:
    if error.response is not None:  # a parameter check has already made its answer
        answer = error.get_response()
        assert isinstance(answer, Response)
        return answer
    status = error.code or 500
    code = error.name.lower().replace(" ", "_")
    message = "there is nothing at this address" if status == 404 else error.description or code
    response = respond(status, code, message, "see /api/docs for what there is")
    for name, value in error.get_headers():
        if name.lower() not in {"content-type", "content-length"}:
            response.headers[name] = value
    return response


def _unknown(error: Exception) -> Response:
    log.error("request broke", exc_info=error)
    return respond(
        500,
        "internal",
        "voicemon made a mistake while answering",
        "the server's log says what; please report it",
    )
