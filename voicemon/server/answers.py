"""How routes answer."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from flask_openapi3.types import ResponseDict
from pydantic import BaseModel

from voicemon.server import wire

REFUSALS = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.CONFLICT,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.SERVICE_UNAVAILABLE,
)

DONE: ResponseDict = {HTTPStatus.NO_CONTENT: {"description": "Done"}}
"""Of routes that have nothing to say."""


def api(name: str, prefix: str, about: str, *further: HTTPStatus) -> APIBlueprint:
    """A group of routes under `prefix`, which may refuse with a `Problem` of these statuses."""
    return APIBlueprint(
        name,
        __name__,
        url_prefix=prefix,
        abp_tags=[Tag(name=name, description=about)],
        abp_responses={status: wire.Problem for status in (*REFUSALS, *further)},
        operation_id_callback=lambda *, name, path, method: name,  # noqa: ARG005
    )


def json_response(body: BaseModel) -> Response:
    """A wire shape as JSON; never kept by caches, because calls are private."""
    response = Response(body.model_dump_json(), mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def binary(media_type: str) -> dict[str, object]:
    """The OpenAPI response object of a file."""
    schema = {"type": "string", "format": "binary"}
    return {"description": "The file", "content": {media_type: {"schema": schema}}}
