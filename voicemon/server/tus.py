"""`/api/uploads`: resumable uploads by tus 1.0 (https://tus.io/protocols/resumable-upload).

Core protocol with the extensions creation and termination. The metadata key `filename` names the
recording, `team` the team of its call: one of the sender's, who need not say which where they
belong to one alone. An upload is its sender's: to others it is not there. The answer to the request
that completes an upload carries its job's id in `Upload-Job`.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

from flask import Response, request, url_for
from werkzeug.exceptions import ClientDisconnected

from voicemon.errors import InputError
from voicemon.server import asks, problems
from voicemon.server.answers import api
from voicemon.server.rights import Right, me, needs
from voicemon.server.services import services
from voicemon.server.sight import team_of_new_call
from voicemon.server.spool import Upload, no_upload
from voicemon.server.trail import note

VERSION = "1.0.0"
BODY = "application/offset+octet-stream"
BLOCK = 64 * 1024  # at most so much is lost when the sender is cut off

blueprint = api(
    "uploads",
    "/api/uploads",
    "Resumable uploads by tus 1.0.",
    HTTPStatus.PRECONDITION_FAILED,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
)


@blueprint.before_request
def _check_version() -> Response | None:
    if request.method == "OPTIONS" or request.headers.get("Tus-Resumable") == VERSION:
        return None
    answer = problems.respond(412, "input", "this server speaks tus 1.0.0", "send Tus-Resumable")
    answer.headers["Tus-Version"] = VERSION
    return answer


@blueprint.after_request
def _say_version(response: Response) -> Response:
    response.headers["Tus-Resumable"] = VERSION
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.route("", methods=["OPTIONS"])
@blueprint.route("/<upload_id>", methods=["OPTIONS"])
@needs(Right.SEND_RECORDINGS)
def abilities(upload_id: str = "") -> Response:  # noqa: ARG001 - the same for every upload
    """What this server can do."""
    return _empty(
        HTTPStatus.NO_CONTENT,
        {
            "Tus-Version": VERSION,
            "Tus-Extension": "creation,termination",
            "Tus-Max-Size": str(services().spool.max_bytes),
        },
    )


@blueprint.post(
    "", summary="Begin an upload", responses={HTTPStatus.CREATED: {"description": "Begun"}}
)
@needs(Right.SEND_RECORDINGS)
def begin_upload() -> Response:
    """`Upload-Length` bytes are going to be sent; `Location` says where."""
    length = _number("Upload-Length")
    spool = services().spool
    if length > spool.max_bytes:
        return problems.respond(
            413,
            "input",
            f"the file is larger than {services().settings.max_upload_mb} MB",
            "split it, or raise the setting max_upload_mb",
        )
    metadata = _metadata()
    team = team_of_new_call(metadata.get("team"))
    upload = spool.create(metadata.get("filename", ""), length, team, me().id)
    place = url_for("uploads.send_bytes", upload_id=upload.id)
    return _empty(HTTPStatus.CREATED, {"Location": place, "Upload-Offset": "0"})


@blueprint.route("/<upload_id>", methods=["HEAD"])
@needs(Right.SEND_RECORDINGS)
def upload_offset(upload_id: str) -> Response:
    """How far an upload has come."""
    upload = _own(upload_id)
    return _empty(HTTPStatus.OK, {"Upload-Length": str(upload.length), **_headers(upload)})


@blueprint.patch(
    "/<upload_id>",
    summary="Send the next bytes",
    responses={HTTPStatus.NO_CONTENT: {"description": "Taken"}},
)
@needs(Right.SEND_RECORDINGS)
def send_bytes(path: asks.UploadPath) -> Response:
    """Bytes from `Upload-Offset` on; a cut-off request keeps what arrived."""
    if request.mimetype != BODY:
        return problems.respond(415, "input", f"the bytes must come as {BODY}", "set Content-Type")
    _own(path.upload_id)
    upload = services().spool.append(path.upload_id, _number("Upload-Offset"), _blocks(), _queue)
    return _empty(HTTPStatus.NO_CONTENT, _headers(upload))


@blueprint.delete(
    "/<upload_id>",
    summary="Give an upload up",
    responses={HTTPStatus.NO_CONTENT: {"description": "Forgotten"}},
)
@needs(Right.SEND_RECORDINGS)
def drop_upload(path: asks.UploadPath) -> Response:
    """Forget what has arrived."""
    _own(path.upload_id)
    services().spool.remove(path.upload_id)
    return _empty(HTTPStatus.NO_CONTENT, {})


def _own(upload_id: str) -> Upload:
    """NotFound, in the spool's own words, for somebody else's."""
    upload = services().spool.get(upload_id)
    if upload.person_id not in (None, me().id):
        raise no_upload(upload_id)
    return upload


def _queue(path: Path, upload: Upload) -> str:
    job_id = services().jobs.submit(
        path, upload.name, owned=True, team=upload.team, person_id=me().id
    )
    note("recording.send", job_id, team=upload.team)
    return job_id


def _blocks() -> Iterator[bytes]:
    request.max_content_length = services().spool.max_bytes
    try:
        while block := request.stream.read(BLOCK):
            yield block
    except (ClientDisconnected, OSError):
        return  # the sender is gone or talks nonsense; the offset says how far it came


def _headers(upload: Upload) -> dict[str, str]:
    headers = {"Upload-Offset": str(upload.offset)}
    return headers | {"Upload-Job": upload.job} if upload.job else headers


def _number(header: str) -> int:
    value = request.headers.get(header, "")
    if not (value.isascii() and value.isdigit() and len(value) < 16):
        raise InputError(f"{header} is not a number of bytes", f"send {header}")
    return int(value)


def _metadata() -> dict[str, str]:
    found = {}
    for pair in filter(None, request.headers.get("Upload-Metadata", "").split(",")):
        key, _, value = pair.strip().partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            raise InputError(
                f"Upload-Metadata: {key[:40]!r} is not base64 of UTF-8", "encode its value"
            ) from None
    return found


def _empty(status: HTTPStatus, headers: dict[str, str]) -> Response:
    return Response(status=status, headers=headers)
