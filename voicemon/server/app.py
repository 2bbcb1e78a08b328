"""Puts the server together."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI
from flask_socketio import SocketIO

from voicemon import __version__, weights
from voicemon.runtime.live.ports import Desk
from voicemon.server import (
    calls,
    live,
    live_feed,
    live_wire,
    page,
    problems,
    site,
    sockets,
    tus,
    wire,
)
from voicemon.server.feed import Feed
from voicemon.server.guard import DOCS, Guard
from voicemon.server.ingest import legs, pcm, pcm_wire
from voicemon.server.ports import JobQueue
from voicemon.server.services import EXTENSION, Services
from voicemon.server.spool import Spool
from voicemon.settings import Settings
from voicemon.store import Store

JSON_LIMIT = 64 * 1024  # of any request that is not an upload
UPLOADS = "uploads"  # the spool, under data_dir
TO_SWAGGER = '<!doctype html><meta http-equiv="refresh" content="0; url=swagger">'


class _Api(OpenAPI):
    """Describes Socket.IO's shapes too, and no ways to sign in: nobody signs in yet."""

    def generate_spec_json(self) -> None:  # noqa: D102
        super().generate_spec_json()  # type: ignore[no-untyped-call]
        components = self.spec_json["components"]
        components.pop("securitySchemes")
        for shape in (*live_wire.SOCKET_ONLY, *pcm_wire.SHAPES):
            described = shape.model_json_schema(ref_template="#/components/schemas/{model}")
            components["schemas"] |= described.pop("$defs", {}) | {shape.__name__: described}


def create_app(
    settings: Settings,
    store: Store,
    jobs: JobQueue,
    *,
    models: Mapping[str, str] | None = None,
    demo: bool = False,
    page_folder: Path | None = None,
    desk: Desk | None = None,
) -> tuple[OpenAPI, SocketIO]:
    """The app and its Socket.IO server; `jobs` and `desk` are listened to from now on."""
    spool = Spool(settings.data_dir / UPLOADS, settings.max_upload_mb * site.MB)
    spool.tidy()
    app = bare_app()
    app.config["MAX_CONTENT_LENGTH"] = JSON_LIMIT
    app.config[page.FOLDER] = page_folder or weights.bundled("dashboard")
    app.extensions[EXTENSION] = Services(settings, store, jobs, spool, models or {}, demo, desk)
    app.register_blueprint(page.blueprint)
    problems.install(app)
    # a connection's events in their order, one after the other: sound is worth nothing otherwise
    socketio = SocketIO(app, async_mode="threading", async_handlers=False)
    sockets.install(socketio)
    app.wsgi_app = Guard(app.wsgi_app)  # type: ignore[method-assign, assignment]
    jobs.listen(Feed(socketio, store).job_changed)
    live_feed.install(app, socketio, desk)
    pcm.install(socketio, desk, store, settings)
    return app, socketio


def bare_app() -> OpenAPI:
    """The REST routes alone: enough to describe the interface."""
    app = _Api(
        "voicemon",
        info=Info(title="voicemon", version=__version__),
        doc_prefix=DOCS,
        validation_error_status=400,
        validation_error_model=wire.Problem,
        validation_error_callback=problems.invalid,
        static_folder=None,
    )
    app.config["OPENAPI_HTML_STRING"] = TO_SWAGGER
    app.config["SWAGGER_CONFIG"] = {"validatorUrl": None}  # it would ask the internet
    for group in (calls.blueprint, live.blueprint, legs.blueprint, site.blueprint, tus.blueprint):
        app.register_api(group)
    return app
