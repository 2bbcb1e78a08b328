"""Puts the server together."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI
from flask_socketio import SocketIO

from voicemon import __version__, weights
from voicemon.runtime.interventions import Interventions
from voicemon.runtime.live.ports import Desk
from voicemon.server import (
    calls,
    desk_feed,
    desk_messages,
    desk_wire,
    flag_feed,
    flag_wire,
    flags,
    gate,
    keys,
    listen_in,
    listen_wire,
    live,
    live_feed,
    live_wire,
    notices,
    page,
    phone,
    playbook,
    problems,
    rules,
    site,
    sockets,
    tus,
    wire,
)
from voicemon.server.feed import Feed
from voicemon.server.guard import DOCS, Guard
from voicemon.server.ingest import legs, pcm, pcm_wire
from voicemon.server.people import routes as people
from voicemon.server.people import sso
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
        for shape in (
            *live_wire.SOCKET_ONLY,
            *desk_wire.SOCKET_ONLY,
            *flag_wire.SOCKET_ONLY,
            *listen_wire.SHAPES,
            *pcm_wire.SHAPES,
        ):
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
    interventions: Interventions | None = None,
) -> tuple[OpenAPI, SocketIO]:
    """The app and its Socket.IO server; `jobs` and `desk` are listened to from now on. Whoever
    gives no `interventions` gets some that take people's moves, but nobody starts their thread.
    """
    spool = Spool(settings.data_dir / UPLOADS, settings.max_upload_mb * site.MB)
    spool.tidy()
    app = bare_app()
    app.config["MAX_CONTENT_LENGTH"] = JSON_LIMIT
    app.config[page.FOLDER] = page_folder or weights.bundled("dashboard")
    acting = interventions or Interventions(store, settings, desk)
    app.extensions[EXTENSION] = Services(
        settings, store, jobs, spool, models or {}, demo, desk, interventions=acting
    )
    app.register_blueprint(page.blueprint)
    problems.install(app)
    visitors = gate.install(app, settings, store)
    sso.install(app, settings)
    # a connection's events in their order, one after the other: sound is worth nothing otherwise
    socketio = sockets.Sockets(app, visitors, store, async_mode="threading", async_handlers=False)
    sockets.install(socketio)
    app.wsgi_app = Guard(app.wsgi_app, settings.public_url)  # type: ignore[method-assign, assignment]
    jobs.listen(Feed(socketio, store).job_changed)
    jobs.listen(acting.job_changed)
    live_feed.install(app, socketio, desk, acting)
    flag_feed.install(app, socketio, acting, serving=desk is not None)
    may, shown = settings.listen_in, settings.listen_in_shown
    listen_in.install(app, socketio, desk, store.audit, on=may, shown=shown)
    desk_feed.install(app, socketio, store, desk)
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
    for group in (
        *people.BLUEPRINTS,
        calls.blueprint,
        desk_messages.blueprint,
        playbook.blueprint,
        flags.blueprint,
        flags.figures,
        live.blueprint,
        rules.blueprint,
        keys.blueprint,
        legs.blueprint,
        notices.blueprint,
        phone.blueprint,
        site.blueprint,
        tus.blueprint,
    ):
        app.register_api(group)
    return app
