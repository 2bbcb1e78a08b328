"""The signature of an AudioHook handshake: verify it, and make it.

Source: IETF draft-ietf-httpbis-message-signatures with HMAC-SHA256, in the profile of Genesys
(developer.genesys.cloud, AudioHook "Security"): one signature over `COVERED`, parameters keyid,
nonce, alg, created, expires. Only this profile is read, strictly: what else the draft allows
(selectors, several signatures, byte sequences as values) is refused, which leaves no two readings
of one header. A nonce may be used once: remembering it for `MAX_AGE_S` is the caller's part.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from voicemon.errors import InputError, VoicemonError

COVERED = (
    "@request-target",
    "@authority",
    "audiohook-organization-id",
    "audiohook-session-id",
    "audiohook-correlation-id",
    "x-api-key",
)
MAX_AGE_S = 10.0
CLOCK_SKEW_S = 3.0  # how far the sender's clock may be ahead of ours
NONCE_CHARACTERS = 22  # 128 bits in base64

_INPUT = re.compile(
    r'([a-z*][a-z0-9_.*-]*)=(\(("[a-z0-9@-]+"(?: "[a-z0-9@-]+")*)\)'
    r'((?:;[a-z]+=(?:"[ !#-\[\]-~]*"|\d{1,15}))+))'
)
_PARAMETER = re.compile(r';([a-z]+)=(?:"([^"]*)"|(\d+))')
_SIGNATURE = re.compile(r"([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/]+={0,2}):")
_TEXTS = ("keyid", "nonce", "alg")
_NUMBERS = ("created", "expires")
_NO_KEY = bytes(32)


class SignatureError(VoicemonError):
    """The handshake is not signed as it should be; answer 401 and say no more than that."""

    code = "signature"


@dataclass(frozen=True, slots=True)
class Signed:
    """What a good signature vouches for; `nonce` must not have been seen in the last seconds."""

    key_id: str
    nonce: str
    created: int
    organization: str
    session: str
    correlation: str


@dataclass(frozen=True, slots=True)
class _Input:
    label: str
    text: str
    components: tuple[str, ...]
    parameters: Mapping[str, str]

    def number(self, name: str) -> int | None:
        return int(self.parameters[name]) if name in self.parameters else None


def verify(
    target: str,
    headers: Mapping[str, str],
    secret_of: Callable[[str], bytes | None],
    now: float,
) -> Signed:
    """Check a handshake's signature; raises SignatureError.

    `target` is the request's path with its query; `headers` the request's, in any case;
    `secret_of` gives the decoded client secret of a key id, None for an unknown one (which takes
    as long to refuse); `now` is seconds since the epoch.
    """
    fields = {name.lower(): value.strip() for name, value in headers.items()}
    signed = _input(fields.get("signature-input", ""))
    given = _signature(fields.get("signature", ""), signed.label)
    _check_parameters(signed, now)
    base = _base(signed.text, signed.components, target, fields)
    key_id = signed.parameters["keyid"]
    secret = secret_of(key_id)
    right = hmac.digest(secret or _NO_KEY, base, hashlib.sha256)
    same = hmac.compare_digest(right, given)
    named = hmac.compare_digest(key_id.encode(), fields["x-api-key"].encode(errors="replace"))
    if not (same and named and secret):
        raise SignatureError(
            "The signature does not fit, or its key is not known.",
            "Compare API key and client secret with those in the AudioHook integration.",
        )
    return Signed(
        key_id=key_id,
        nonce=signed.parameters["nonce"],
        created=int(signed.parameters["created"]),
        organization=fields["audiohook-organization-id"],
        session=fields["audiohook-session-id"],
        correlation=fields["audiohook-correlation-id"],
    )


def sign(
    target: str,
    headers: Mapping[str, str],
    secret: bytes,
    *,
    created: int,
    nonce: str,
    expires: int | None = None,
) -> dict[str, str]:
    """The headers `Signature-Input` and `Signature` for a request; the key id is `X-API-KEY`."""
    fields = {name.lower(): value.strip() for name, value in headers.items()}
    names = " ".join(f'"{name}"' for name in COVERED)
    text = f'({names});keyid="{fields["x-api-key"]}";nonce="{nonce}";alg="hmac-sha256"'
    text += f";created={created};expires={expires if expires is not None else created + 10}"
    digest = hmac.digest(secret, _base(text, COVERED, target, fields), hashlib.sha256)
    signature = base64.b64encode(digest).decode()
    return {"Signature-Input": f"sig1={text}", "Signature": f"sig1=:{signature}:"}


def decode_secret(text: str) -> bytes:
    """The client secret as Genesys shows it (base64) → the key's bytes; raises InputError."""
    try:
        secret = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    if not secret:
        raise InputError(
            "The client secret is not base64.",
            "Copy it as the AudioHook integration in Genesys Cloud shows it.",
        )
    return secret


def _input(header: str) -> _Input:
    match = _INPUT.fullmatch(header)
    if match is None:
        raise SignatureError("The handshake has no Signature-Input, or one of another form.")
    label, text, components, parameters = match.groups()
    found = _PARAMETER.findall(parameters)
    named = {name: word or number for name, word, number in found}
    if len(named) != len(found) or not set(named) <= {*_TEXTS, *_NUMBERS}:
        raise SignatureError("The signature has a parameter twice or one that is not known.")
    if any(number and name in _TEXTS for name, _, number in found) or any(
        not number and name in _NUMBERS for name, _, number in found
    ):
        raise SignatureError("A parameter of the signature has the wrong type.")
    return _Input(label, text, tuple(components.replace('"', "").split(" ")), named)


def _signature(header: str, label: str) -> bytes:
    match = _SIGNATURE.fullmatch(header)
    if match is None or match[1] != label:
        raise SignatureError("The handshake has no Signature, or one of another name.")
    try:
        return base64.b64decode(match[2], validate=True)
    except binascii.Error as error:
        raise SignatureError("The signature is not base64.") from error


def _check_parameters(signed: _Input, now: float) -> None:
    components, parameters = signed.components, signed.parameters
    if len(set(components)) != len(components) or not set(COVERED) <= set(components):
        raise SignatureError("The signature does not cover what it must cover, each once.")
    if not parameters.get("keyid"):
        raise SignatureError("The signature names no key.")
    if parameters.get("alg", "hmac-sha256") != "hmac-sha256":
        raise SignatureError("The signature is of a kind that is not taken.")
    if len(parameters.get("nonce", "")) < NONCE_CHARACTERS:
        raise SignatureError("The signature's nonce is missing or too short.")
    created, expires = signed.number("created"), signed.number("expires")
    if created is None or created > now + CLOCK_SKEW_S:
        raise SignatureError(
            "The signature has no date, or one in the future.", "Set this machine's clock (NTP)."
        )
    if now - created > MAX_AGE_S or (expires is not None and expires < now):
        raise SignatureError("The signature is too old.", "Set this machine's clock (NTP).")


def _base(text: str, components: tuple[str, ...], target: str, fields: Mapping[str, str]) -> bytes:
    """The text that is signed: a line for each component, then the parameters as they came."""
    derived = {
        "@request-target": target,
        "@authority": fields.get("host", "").lower().removesuffix(":443"),
    }
    lines = []
    for name in components:
        value = (derived if name.startswith("@") else fields).get(name)
        if not value:
            raise SignatureError(f"The signature covers {name}, which the request does not have.")
        lines.append(f'"{name}": {value}')
    lines.append(f'"@signature-params": {text}')
    return "\n".join(lines).encode(errors="replace")
