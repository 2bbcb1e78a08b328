"""`/api/keys`: by what senders of running calls come in."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response

from voicemon.errors import InputError
from voicemon.server import keys_wire as out
from voicemon.server.answers import DONE, api, json_response
from voicemon.server.ingest.secrets import seal
from voicemon.server.rights import Right, needs
from voicemon.server.services import services
from voicemon.server.trail import note
from voicemon.store import IngestKey, KeySettings
from voicemon.telephony.audiohook_signature import decode_secret

blueprint = api("keys", "/api/keys", "By what senders of running calls come in.")


@blueprint.get("", summary="List ingest keys", responses={HTTPStatus.OK: out.KeysOut})
@needs(Right.MANAGE_SITE)
def list_keys() -> Response:
    """The revoked ones too, oldest first."""
    return json_response(out.KeysOut(items=[_key(key) for key in services().store.keys.all()]))


@blueprint.post("", summary="Make an ingest key", responses={HTTPStatus.CREATED: out.NewKey})
@needs(Right.MANAGE_SITE)
def add_key(body: out.KeyBody) -> tuple[Response, int]:
    """It is shown once: what is kept is a hash."""
    chosen = KeySettings(
        name=body.name,
        vendor=body.vendor,
        customer_track=body.customer_track,
        team=body.team,
        networks=tuple(body.networks),
        organization=body.organization,
        sealed_secret=_sealed(body),
    )
    key, text = services().store.keys.add(chosen)
    note("key.add", key.id, name=body.name, vendor=body.vendor, networks=list(body.networks))
    return json_response(out.NewKey(key=_key(key), text=text)), HTTPStatus.CREATED


@blueprint.delete("/<key_id>", summary="Revoke an ingest key", responses=DONE)
@needs(Right.MANAGE_SITE)
def revoke_key(path: out.KeyPath) -> Response:
    """For good; its open connections are closed within a second."""
    key = services().store.keys.revoke(path.key_id)
    note("key.revoke", key.id, name=key.settings.name)
    return Response(status=HTTPStatus.NO_CONTENT)


def _sealed(body: out.KeyBody) -> bytes | None:
    """What the sender signs with, readable only with the site's key file."""
    if body.secret is None:
        return None
    if body.vendor not in ("twilio", "audiohook"):
        raise InputError(
            "only Twilio and AudioHook sign what they send", "choose one of them, or give no secret"
        )
    text = body.secret.get_secret_value().strip()
    plain = decode_secret(text) if body.vendor == "audiohook" else text.encode()
    return seal(services().settings.data_dir, plain)


def _key(key: IngestKey) -> out.KeyOut:
    chosen = key.settings
    return out.KeyOut(
        id=key.id,
        name=chosen.name,
        vendor=chosen.vendor,
        customer_track=chosen.customer_track,
        team=chosen.team,
        networks=list(chosen.networks),
        organization=chosen.organization,
        signed=chosen.sealed_secret is not None,
        created_at=key.created_at,
        last_used_at=key.last_used_at,
        revoked_at=key.revoked_at,
    )
