"""`/api/calls`: the list, one call, its audio, waveform, exports, and analysing it anew."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import quote

from flask import Response, make_response, send_file

from voicemon.coaching.playbook import Playbook, language_of
from voicemon.errors import InputError, NotFound
from voicemon.exports import FORMATS
from voicemon.runtime import stated
from voicemon.runtime.playbooks import SitePlaybooks
from voicemon.server import asks, shapes, wire
from voicemon.server.answers import api, binary, json_response
from voicemon.server.rights import Right, me, needs
from voicemon.server.services import services
from voicemon.server.sight import call_seen
from voicemon.server.trail import note, note_once
from voicemon.store import CallQuery, CallSort
from voicemon.types import Analysis, Role

blueprint = api(
    "calls",
    "/api/calls",
    "Calls and what voicemon makes of them.",
    HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
)


@blueprint.get("", summary="List calls", responses={HTTPStatus.OK: wire.CallList})
@needs(Right.SEE_CALLS)
def list_calls(query: asks.CallsQuery) -> Response:
    """Calls that fit every filter given, one page of them, with how many fit in all."""
    page = services().store.calls(
        CallQuery(
            text=query.q,
            agent_id=query.agent,
            queue=query.queue,
            since=aware(query.since),
            until=aware(query.until),
            min_peak=query.min_peak,
            flagged=query.flagged,
            within=me().within,
            sort=CallSort(query.sort),
            offset=query.offset,
            limit=query.limit,
        )
    )
    rows = [shapes.call_row(entry) for entry in page.entries]
    return json_response(wire.CallList(items=rows, total=page.total))


@blueprint.get(
    "/<call_id>", summary="One call with its analysis", responses={HTTPStatus.OK: wire.CallDetail}
)
@needs(Right.SEE_CALLS)
def get_call(path: asks.CallPath, query: asks.AnalysisQuery) -> Response:
    """Utterances, evidence, the curve with its reasons, flags: of one analysis."""
    store = services().store
    entry = call_seen(path.call_id)
    note_once("call.view", path.call_id)
    analysis = store.analysis(path.call_id, query.analysis)
    has = (store.audio_path(path.call_id) is not None, store.has_peaks(path.call_id))
    return json_response(
        shapes.call_detail(
            entry,
            analysis,
            store.analyses(path.call_id),
            store.channels(path.call_id),
            has,
            _playbook(analysis),
        )
    )


def _playbook(analysis: Analysis) -> Playbook:
    """The one for a call's language."""
    found = services()
    language = language_of(analysis.call.language, found.settings.language)
    return SitePlaybooks(found.store.playbook).of(language)


@blueprint.get(
    "/<call_id>/audio",
    summary="Playable audio",
    description="Redacted stretches are silent. Answers range and conditional requests.",
    responses={
        HTTPStatus.OK: binary("audio/flac"),
        HTTPStatus.PARTIAL_CONTENT: binary("audio/flac"),
    },
)
@needs(Right.HEAR_CALLS)
def get_audio(path: asks.CallPath) -> Response:
    """The kept FLAC file, whole or the range asked for."""
    call_seen(path.call_id)
    file = services().store.audio_path(path.call_id)
    if file is None:
        raise NotFound(f"call {path.call_id!r} has no audio", "it was stored without")
    note_once("call.hear", path.call_id)
    return send_file(file, mimetype="audio/flac", conditional=True, etag=file.stem, max_age=0)


@blueprint.get("/<call_id>/peaks", summary="Waveform", responses={HTTPStatus.OK: wire.Peaks})
@needs(Right.HEAR_CALLS)
def get_peaks(path: asks.CallPath) -> Response:
    """Smallest and largest sample of every short stretch, a channel at a time."""
    call_seen(path.call_id)
    stored = services().store.peaks(path.call_id)
    if stored is None:
        raise NotFound(f"call {path.call_id!r} has no waveform", "it was stored without audio")
    return json_response(shapes.peaks(stored))


@blueprint.get(
    "/<call_id>/export/<format>",
    summary="A call as a file",
    responses={
        HTTPStatus.OK: {
            "description": "The file",
            "content": {
                media_type: {"schema": {"type": "string"}}
                for media_type in sorted({each.media_type for each in FORMATS.values()})
            },
        }
    },
)
@needs(Right.EXPORT_CALLS)
def export_call(path: asks.ExportPath, query: asks.AnalysisQuery) -> Response:
    """One of the formats of `voicemon export`, to be saved."""
    call_seen(path.call_id)
    analysis = services().store.analysis(path.call_id, query.analysis)
    note("call.export", path.call_id, format=path.format)
    chosen = FORMATS[path.format]
    response = make_response(chosen.render(analysis, analysis.call.source))
    response.headers["Content-Type"] = f"{chosen.media_type}; charset=utf-8"
    name = quote(f"{analysis.call.id}{chosen.suffix}", safe="")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


@blueprint.post(
    "/<call_id>/again", summary="Analyse anew", responses={HTTPStatus.ACCEPTED: wire.JobOut}
)
@needs(Right.CORRECT_CALLS)
def analyse_again(path: asks.CallPath) -> tuple[Response, int]:
    """Queue a further analysis of the kept audio; the earlier ones stay."""
    found = services()
    call_seen(path.call_id)
    if found.store.audio_path(path.call_id) is None:
        raise NotFound(f"call {path.call_id!r} has no audio to analyse", "send its recording again")
    job_id = found.jobs.again(path.call_id, person_id=me().id)
    note("call.analyse", path.call_id, job=job_id)
    return json_response(shapes.job(found.store.jobs.get(job_id))), HTTPStatus.ACCEPTED


@blueprint.post(
    "/<call_id>/roles",
    summary="Say who is who, and analyse anew",
    responses={HTTPStatus.ACCEPTED: wire.JobOut},
)
@needs(Right.CORRECT_CALLS)
def state_roles(path: asks.CallPath, body: asks.RolesBody) -> tuple[Response, int]:
    """Queue a further analysis with customer and agent swapped, or with the roles given."""
    found = services()
    call_seen(path.call_id)
    analysis = found.store.analysis(path.call_id)
    channels = found.store.channels(path.call_id)
    if found.store.audio_path(path.call_id) is None:
        raise NotFound(f"call {path.call_id!r} has no audio to analyse", "send its recording again")
    given = [Role(role) for role in body.roles]
    roles = stated.checked(given, channels) if given else stated.swapped(analysis, channels)
    job_id = found.jobs.again(path.call_id, roles, person_id=me().id)
    note("call.roles", path.call_id, job=job_id, roles=[role.value for role in roles])
    return json_response(shapes.job(found.store.jobs.get(job_id))), HTTPStatus.ACCEPTED


def aware(moment: datetime | None) -> datetime | None:
    """A time of a query; without a zone it is UTC."""
    if moment is None:
        return None
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        raise InputError(f"the time {moment} is out of range", "give a year after 1") from None
