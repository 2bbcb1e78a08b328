"""What `/api/keys` carries."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, SecretStr

from voicemon.server.asks import Ask, Name
from voicemon.server.wire import Wire

VendorName = Literal[
    "twilio",
    "telnyx",
    "plivo",
    "exotel",
    "vonage",
    "jambonz",
    "chan_websocket",
    "lca",
    "audiohook",
    "pcm",
]


class KeyPath(Ask):
    """A key."""

    key_id: Name


class KeyBody(Ask):
    """A new key for senders of running calls."""

    name: Name
    vendor: VendorName | None = Field(None, description="Take only this sender's format.")
    customer_track: Name = Field(
        "inbound", description="What carries the customer, where the format does not say."
    )
    team: Name | None = Field(None, description="Of every call that comes in by it.")
    networks: Annotated[list[Name], Field(max_length=50)] = Field(
        [], description="Only from these (CIDR); none: from anywhere."
    )
    organization: Name | None = Field(None, description="AudioHook: only this organisation.")
    secret: Annotated[SecretStr, Field(min_length=1, max_length=1000)] | None = Field(
        None, description="Twilio's auth token, or AudioHook's client secret."
    )


class KeyOut(Wire):
    """A key; its text is not kept."""

    id: str
    name: str
    vendor: str | None
    customer_track: str
    team: str | None
    networks: list[str]
    organization: str | None
    signed: bool
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


class KeysOut(Wire):
    """Every key, the revoked ones too, oldest first."""

    items: list[KeyOut]


class NewKey(Wire):
    """`text` is shown once."""

    key: KeyOut
    text: str
