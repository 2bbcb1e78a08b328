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
from voicemon.server.services import Services, services

MB = 1_000_000

blueprint = api("site", "/api", "The server itself, and recordings on their way.")


@blueprint.get("/site", summary="About this server", responses={HTTPStatus.OK: wire.Site})
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
        )
    )


@blueprint.get(
    "/health",
    summary="Is the server well",
    responses={HTTPStatus.OK: wire.Health, HTTPStatus.SERVICE_UNAVAILABLE: wire.Health},
)
def get_health() -> tuple[Response, int]:
    """200 when everything it stands on is well, else 503 and what is wrong."""
    health = _health(services())
    status = HTTPStatus.OK if health.status == "ok" else HTTPStatus.SERVICE_UNAVAILABLE
    return json_response(health), status


@blueprint.get("/jobs", summary="Recent jobs", responses={HTTPStatus.OK: wire.JobList})
def list_jobs(query: asks.JobsQuery) -> Response:
    """Newest first."""
    jobs = services().store.jobs.recent(query.limit)
    return json_response(wire.JobList(items=[shapes.job(job) for job in jobs]))


@blueprint.get("/jobs/<job_id>", summary="One job", responses={HTTPStatus.OK: wire.JobOut})
def get_job(path: asks.JobPath) -> Response:
    """Where a recording stands."""
    return json_response(shapes.job(services().store.jobs.get(path.job_id)))


def _stream(url: str) -> str:
    return f"{url.rstrip('/')}{STREAM}" if url else ""


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
