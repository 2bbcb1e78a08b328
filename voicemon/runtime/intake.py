"""What is known of a recording before it is heard: its sidecar, its name, the caller's options.

A sidecar is `NAME.json` beside `NAME.flac`; only the keys of `SIDECAR_KEYS` are read, never
transcripts. A file-name pattern is a regular expression with the named groups agent, customer,
time, queue, team, direction. Options win over the sidecar, the sidecar over the name, the name over
settings. Without a start time the file's own time of change stands in. The name is kept with its
telephone numbers masked.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from voicemon.errors import AudioError, InputError, SettingsError
from voicemon.privacy.redaction import redact_text
from voicemon.types import Call, Consent, ConsentStatus, Direction, Role

SIDECAR_KEYS = frozenset(
    "channels agent_id customer_id started_at queue team direction language consent".split()
)
PATTERN_GROUPS = {
    "agent": "agent_id",
    "customer": "customer_id",
    "time": "started_at",
    "queue": "queue",
    "team": "team",
    "direction": "direction",
}
TIME_FORMATS = ("%Y%m%dT%H%M%S", "%Y%m%d-%H%M%S", "%Y%m%d%H%M%S", "%Y-%m-%d_%H-%M-%S")
ROLES = frozenset(role.value for role in Role)
DIRECTIONS = {"in": Direction.INBOUND, "out": Direction.OUTBOUND} | {d.value: d for d in Direction}
CONSENTS = {status.value: status for status in ConsentStatus}
READ_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Intake:
    """A recording about to be analysed. `roles` None: as settings say for its channel count.

    `stated`: what a reviewer said, against which words do not count: the channels' roles, or on a
    mixed channel the role of who speaks first and of the other.
    """

    path: Path
    name: str
    sha256: str
    call: Call
    roles: tuple[Role, ...] | None
    stated: tuple[Role, ...] | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller says about a recording; None leaves it to sidecar, name and settings.
    `team`: that of whoever sent it, where nothing else names one.
    """

    name: str | None = None
    team: str | None = None
    customer_channel: int | None = None  # counted from 1
    language: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


def content_hash(path: Path) -> str:
    """SHA-256 of a file, by which a recording is recognised; AudioError when unreadable."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(READ_BYTES):
                digest.update(block)
    except OSError as error:
        raise AudioError(
            f"{path.name!r} cannot be read: {error.strerror}",
            "check that the file exists and that this user may read it",
        ) from None
    return digest.hexdigest()


def take_in(path: Path, pattern: str = "", options: Options | None = None) -> Intake:
    """Everything known of the recording at `path`."""
    options = options or Options()
    name = options.name or path.name
    sha256 = content_hash(path)
    facts = {**_from_name(name, pattern), **_from_sidecar(path), **options.facts}
    call = Call(
        id=sha256[:12],
        started_at=_time(facts.get("started_at")) or _modified(path),
        direction=_direction(facts.get("direction")),
        agent_id=_text(facts, "agent_id"),
        customer_id=_text(facts, "customer_id"),
        queue=_text(facts, "queue"),
        team=_text(facts, "team") or options.team or None,
        language=options.language or _text(facts, "language"),
        source=redact_text(name),
        consent=_consent(facts.get("consent")),
    )
    return Intake(path, call.source, sha256, call, _roles(facts.get("channels"), options))


def _from_name(name: str, pattern: str) -> dict[str, object]:
    if not pattern:
        return {}
    try:
        found = re.search(pattern, name)
    except re.error as error:
        raise SettingsError(
            f"the file-name pattern is not a regular expression: {error}",
            "mend the setting filename_pattern",
        ) from None
    groups = found.groupdict() if found else {}
    return {PATTERN_GROUPS[key]: groups[key] for key in PATTERN_GROUPS if groups.get(key)}


def _from_sidecar(path: Path) -> dict[str, object]:
    sidecar = path.with_suffix(".json")
    if sidecar == path or not sidecar.is_file():
        return {}
    try:
        content = json.loads(sidecar.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise InputError(
            f"the sidecar {sidecar.name!r} cannot be read: {error}",
            "mend its JSON, or take it away",
        ) from None
    if not isinstance(content, dict):
        raise InputError(
            f"the sidecar {sidecar.name!r} is not a JSON object", "mend it, or take it away"
        )
    return {key: content[key] for key in SIDECAR_KEYS & content.keys() if content[key] is not None}


def _text(facts: Mapping[str, object], key: str) -> str | None:
    value = facts.get(key)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str | int):
        raise InputError(f"{key} is not a text: {value!r}", "give it as a JSON string")
    return str(value).strip()


def _time(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        moment = _stamp(str(value))
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        raise _not_a_time(str(value)) from None


def _stamp(value: str) -> datetime:
    for form in TIME_FORMATS:
        try:
            return datetime.strptime(value, form)
        except ValueError:
            continue
    raise _not_a_time(value)


def _not_a_time(value: str) -> InputError:
    return InputError(
        f"the time {value!r} is not understood", "give it as 2026-03-14T09:26:53+00:00"
    )


def _modified(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _direction(value: object) -> Direction:
    return DIRECTIONS.get(str(value or "").lower(), Direction.UNKNOWN)


def _consent(value: object) -> Consent:
    if isinstance(value, str):
        value = {"status": value}
    if value is None:
        return Consent()
    if not isinstance(value, dict):  # a refusal must not pass as unknown
        raise InputError(f"the consent {value!r} is not understood", 'give it as {"status": "…"}')
    status = str(value.get("status", "unknown")).lower()
    if status not in CONSENTS:
        raise InputError(f"the consent {status!r} is not known", f"one of: {', '.join(CONSENTS)}")
    return Consent(CONSENTS[status], _time(value.get("at")), str(value.get("how", "")))


def _roles(channels: object, options: Options) -> tuple[Role, ...] | None:
    if options.customer_channel is not None:
        return _around_customer(options.customer_channel)
    if channels is None:
        return None
    names = channels.split(",") if isinstance(channels, str) else channels
    if not isinstance(names, list) or not all(str(name).strip() in ROLES for name in names):
        raise InputError(
            f"the channel roles {channels!r} are not known", f"each is one of: {', '.join(ROLES)}"
        )
    return tuple(Role(str(name).strip()) for name in names)


def _around_customer(channel: int) -> tuple[Role, ...]:
    if channel < 1:
        raise InputError("channels are counted from 1", "give --customer-channel 1 or 2")
    before = (Role.AGENT,) * (channel - 1)
    return (*before, Role.CUSTOMER) if before else (Role.CUSTOMER, Role.AGENT)
