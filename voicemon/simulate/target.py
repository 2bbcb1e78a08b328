"""A running service that calls are played into, and how it is told of legs before they come."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from voicemon.simulate.connections import CONNECT_S, NOT_THERE, PlayError, is_here

LEGS = "/api/ingest/legs"


@dataclass(frozen=True, slots=True)
class Target:
    """A running service: where senders connect (`ws://…`, `audiosocket://…`), where legs are
    announced (`http://…`), by which key. `secret` signs AudioHook's (base64) and Twilio's (auth
    token) handshakes.
    """

    websocket: str = "ws://127.0.0.1:8322"
    audiosocket: str = "audiosocket://127.0.0.1:8323"
    site: str = "http://127.0.0.1:8321"
    key: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)


def announce(target: Target, leg: Mapping[str, object]) -> None:
    """`POST /api/ingest/legs`; PlayError when the service does not take it."""
    request = urllib.request.Request(  # noqa: S310 - the operator's own address
        target.site.rstrip("/") + LEGS,
        json.dumps(leg).encode(),
        {"Content-Type": "application/json", **({"X-Api-Key": target.key} if target.key else {})},
    )
    proxies = urllib.request.ProxyHandler({} if is_here(target.site) else None)
    try:
        with urllib.request.build_opener(proxies).open(request, timeout=CONNECT_S) as answer:
            answer.read()
    except urllib.error.HTTPError as error:
        with error:
            raise _not_announced(error) from None
    except OSError as error:
        why = getattr(error, "reason", None) or error
        raise PlayError(
            f"{target.site} cannot be reached: {why}", f"{NOT_THERE}, or name it with --site"
        ) from None


def _not_announced(error: urllib.error.HTTPError) -> PlayError:
    message, fix = str(error.reason), ""
    with suppress(ValueError, KeyError, TypeError):
        said = json.loads(error.read())
        message, fix = str(said["message"]), str(said.get("fix", ""))
    return PlayError(f"the leg was not taken ({error.code}): {message}", fix)
