"""The built page: `index.html` (its routes stand behind the `#`) and its hashed assets."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

from flask import Blueprint, Response, current_app, send_from_directory
from werkzeug.exceptions import NotFound

from voicemon.server.rights import Right, needs

FOLDER = "VOICEMON_PAGE"
A_YEAR_S = 365 * 24 * 3600
MISSING = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>voicemon</title>
<style>body{font:1rem/1.5 system-ui;max-width:40rem;margin:4rem auto;padding:0 1rem}</style>
<h1>The page has not been built</h1>
<p>The server runs; its interface is described at <a href="/api/docs/">/api/docs</a>.</p>
<p>To build the page, install Node 20 or newer and run <code>make dashboard</code>, then reload.</p>
</html>
"""

blueprint = Blueprint("page", __name__)


@blueprint.get("/")
@needs(Right.ANYBODY)
def index() -> Response:
    """The page; asked for anew each time, because it names the assets of its build."""
    folder = _folder()
    if not (folder / "index.html").is_file():
        return Response(MISSING, HTTPStatus.SERVICE_UNAVAILABLE, mimetype="text/html")
    response = send_from_directory(folder, "index.html")
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/<path:name>")
@needs(Right.ANYBODY)
def asset(name: str) -> Response:
    """A file of the build; those under `assets/` carry a hash in their name and never change."""
    if name.startswith("api/"):
        raise NotFound
    response = send_from_directory(_folder(), name)
    if name.startswith("assets/"):
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR_S}, immutable"
    return response


def _folder() -> Path:
    folder = current_app.config[FOLDER]
    assert isinstance(folder, Path)
    return folder
