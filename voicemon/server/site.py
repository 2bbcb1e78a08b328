"""`/api/site`, `/api/health`, `/api/jobs`: what the page asks at its start and while it waits."""

from __future__ import annotations

import shutil
from http import HTTPStatus

from flask import Response

from voicemon import __version__
from voicemon.errors import StoreError
from voicemon.server import asks, shapes, wire
from voicemon.server.answers import api, json_response
from voicemon.server.ingest.entrance import STREAM
from voicemon.server.rights import Right, me, needs, visitor
from voicemon.server.services import Services, services
from voicemon.server.sight import job_seen

MB = 1_000_000

blueprint = api("site", "/api", "The server itself, and recordings on their way.")


@blueprint.get("/site", summary="About this server", responses={HTTPStatus.OK: wire.Site})
@needs(Right.SIGNED_IN)
def get_site() -> Response:
    """Version, models in use, limits."""
    found = services()
    return json_response(
        wire.Site(
            version=__version__,
            models=dict(found.models),
            max_upload_mb=found.settings.max_upload_mb,
            demo=found.demo,
            live_url=_stream(found.door.url),
            replay=found.door.replay,
            listen_in=found.desk is not None and found.settings.listen_in,
            time_zone=found.settings.time_zone,
        )
    )


@blueprint.get(
    "/health",
    summary="Is the server well",
    responses={HTTPStatus.OK: wire.Health, HTTPStatus.SERVICE_UNAVAILABLE: wire.Health},
)
@needs(Right.ANYBODY)
def get_health() -> tuple[Response, int]:
    """200 when everything it stands on is well, else 503 and what is wrong; to those who are not
    signed in, that something is.
    """
    health = _health(services())
    if visitor() is None:
        health = health.model_copy(update=_briefly(health))
    status = HTTPStatus.OK if health.status == "ok" else HTTPStatus.SERVICE_UNAVAILABLE
    return json_response(health), status


@blueprint.get("/jobs", summary="Recent jobs", responses={HTTPStatus.OK: wire.JobList})
@needs(Right.SEND_RECORDINGS)
def list_jobs(query: asks.JobsQuery) -> Response:
    """Newest first."""
    who = me()
    jobs = services().store.jobs.recent(query.limit, who.within, who.id)
    return json_response(wire.JobList(items=[shapes.job(job) for job in jobs]))


@blueprint.get("/jobs/<job_id>", summary="One job", responses={HTTPStatus.OK: wire.JobOut})
@needs(Right.SEND_RECORDINGS)
def get_job(path: asks.JobPath) -> Response:
    """Where a recording stands."""
    return json_response(shapes.job(job_seen(path.job_id)))


def _stream(url: str) -> str:
    return f"{url.rstrip('/')}{STREAM}" if url else ""


def _briefly(health: wire.Health) -> dict[str, str]:
    parts = {"database": health.database, "audio": health.audio}
    return {name: said if said == "ok" else "failing" for name, said in parts.items()}


def _health(found: Services) -> wire.Health:
    database, waiting = "ok", 0
    try:
        waiting = found.store.jobs.waiting()
    except StoreError as error:
        database = error.message
    audio, free_mb = "ok", 0
    try:
        free_mb = shutil.disk_usage(found.settings.audio_dir).free // MB
    except OSError as error:
        audio = error.strerror or str(error)
    well = database == audio == "ok"
    return wire.Health(
        status="ok" if well else "failing",
        database=database,
        audio=audio,
        free_mb=free_mb,
        jobs_waiting=waiting,
    )
