"""The one settings table: every setting with its unit, default and a line of help.

Read from `voicemon.toml` (the working folder, or `VOICEMON_CONFIG`) and from `VOICEMON_*`
environment variables, which win. Checked at start. docs/settings.md is made from this table.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import platformdirs
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from voicemon.errors import SettingsError


class Settings(BaseSettings):
    """Every setting of voicemon."""

    model_config = SettingsConfigDict(env_prefix="VOICEMON_", extra="forbid", frozen=True)

    data_dir: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("voicemon")),
        description="Folder of the database, the audio and fetched models.",
    )
    database_url: str = Field(
        "", description="SQLAlchemy URL of the store; empty is SQLite in data_dir."
    )
    host: str = Field("127.0.0.1", description="Address the server binds to; loopback only.")
    port: int = Field(8321, ge=0, le=65535, description="Port of the server; 0 takes a free one.")

    web_threads: int = Field(
        64, ge=4, le=1000, description="Threads of the page's server; an open page takes two."
    )

    model: str = Field("base", description="Whisper model for recordings (`voicemon models list`).")
    second_model: str = Field(
        "",
        description="Larger Whisper model that hears once more what `model` was unsure of "
        "(`small.en`); empty: none.",
    )
    language: str = Field("", description="Language of the calls (`en`); empty detects it.")
    hotwords: str = Field(
        "",
        description=(
            "Names of products, agents and places that calls hold, comma-separated; they are "
            "heard as written here more often."
        ),
    )
    beam_size: int = Field(1, ge=1, le=10, description="Beams of the Whisper decoder.")
    batch_size: int = Field(8, ge=1, le=64, description="Whisper windows decoded at once.")
    threads: int = Field(0, ge=0, description="CPU threads of Whisper; 0 takes every core.")
    jobs: int = Field(1, ge=1, le=16, description="Recordings analysed at the same time.")

    live_model: str = Field(
        "tiny.en",
        description="Whisper model for running calls (`voicemon models list`); "
        "those with `.en` hear English only.",
    )
    live_calls: int = Field(
        16,
        ge=0,
        description="Calls analysed while they run; further ones are recorded, analysed after.",
    )
    live_degrade: bool = Field(
        True,
        description="Leave out words of running calls, step by step, where hearing falls behind.",
    )
    live_timeout_s: float = Field(
        120.0, gt=0, description="Seconds without audio after which an open call is ended."
    )
    live_reconnect_s: float = Field(
        30.0, ge=0, description="Seconds that a call waits for a lost connection to come back."
    )

    ingest_host: str = Field(
        "127.0.0.1",
        description="Address that senders of live calls connect to (`0.0.0.0`: any); empty: none.",
    )
    ingest_port: int = Field(
        8322, ge=0, le=65535, description="Port for senders of live calls; 0 takes a free one."
    )
    ingest_tls_cert: str = Field(
        "", description="PEM file of the certificate for senders; empty is without TLS."
    )
    ingest_tls_key: str = Field("", description="PEM file of the certificate's private key.")
    ingest_public_url: str = Field(
        "",
        description=(
            "Address that senders use (`wss://calls.example.org`), where a proxy stands between; "
            "signatures are checked against it."
        ),
    )
    ingest_proxies: str = Field(
        "",
        description="Networks (CIDR, comma-separated) of proxies whose X-Forwarded-For counts.",
    )
    ingest_networks: str = Field(
        "", description="Networks (CIDR, comma-separated) that senders must be in; empty: any."
    )
    ingest_connections: int = Field(
        500, ge=1, description="Open connections of senders, all together."
    )
    ingest_key_connections: int = Field(
        200, ge=1, description="Open connections by one ingest key."
    )
    ingest_connects_per_s: float = Field(
        50.0, gt=0, description="New connections a second from one address."
    )
    ingest_messages_per_s: float = Field(
        2000.0,
        gt=0,
        description="Messages a second at which one connection is read; faster ones have to wait.",
    )
    audiosocket_host: str = Field(
        "127.0.0.1",
        description="Address of the AudioSocket server, which has no encryption; empty: none.",
    )
    audiosocket_port: int = Field(
        8323, ge=0, le=65535, description="Port of the AudioSocket server; 0 takes a free one."
    )
    audiosocket_networks: str = Field(
        "127.0.0.0/8,::1/128",
        description="Networks (CIDR, comma-separated) that AudioSocket connections may come from.",
    )
    audiosocket_open: bool = Field(
        False, description="Take AudioSocket connections that were not announced, of unknown role."
    )
    leg_valid_s: float = Field(
        300.0, gt=0, description="Seconds within which an announced leg must connect."
    )

    channels: str = Field(
        "agent,customer", description="Role of each channel of a recording, comma-separated."
    )
    filename_pattern: str = Field(
        "",
        description=(
            "Regular expression over a recording's file name; its named groups agent, customer, "
            "time, queue and direction fill the call."
        ),
    )
    hub_url: str = Field(
        "https://huggingface.co",
        description="Where `voicemon models fetch` downloads from; nothing else does.",
    )
    max_upload_mb: int = Field(2048, ge=1, description="Largest recording accepted, in megabytes.")

    @field_validator("hotwords", mode="before")
    @classmethod
    def _words(cls, given: object) -> object:
        """A TOML list or a comma-separated line; no control tokens of the recogniser."""
        words = given if isinstance(given, list) else str(given).split(",")
        kept = [" ".join(str(word).split()) for word in words]
        if any("<|" in word for word in kept):
            raise ValueError("a hotword is plain text")
        return ", ".join(word for word in kept if word)

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, folder: Path) -> Path:
        """Once and for all: nothing that opens its files may depend on a working folder."""
        return folder.expanduser().absolute()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments win over the environment, the environment over the TOML file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, _file())

    @property
    def store_url(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.database_url or f"sqlite:///{self.data_dir / 'voicemon.db'}"

    @property
    def audio_dir(self) -> Path:
        """Where playable audio and peaks are kept."""
        return self.data_dir / "audio"

    @property
    def tapes_dir(self) -> Path:
        """Where running calls are recorded, sealed, until their analysis is done."""
        return self.data_dir / "tapes"

    @property
    def models_dir(self) -> Path:
        """Where fetched and joined model files are kept."""
        return self.data_dir / "models"


def _file() -> Path:
    """The TOML file; SettingsError when `VOICEMON_CONFIG` names one that is not there."""
    named = os.environ.get("VOICEMON_CONFIG")
    if named and not Path(named).is_file():
        raise SettingsError(
            f"VOICEMON_CONFIG names {named!r}, which is no file", "mend the path, or unset it"
        )
    return Path(named or "voicemon.toml")


def load(**overrides: object) -> Settings:
    """The settings in force; raises SettingsError naming every wrong one."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors()
        )
        raise SettingsError(
            f"wrong settings: {wrong}",
            "mend them in voicemon.toml or VOICEMON_*; docs/settings.md lists them all",
        ) from None
    except (ValueError, OSError) as error:  # a TOML file that does not parse or may not be read
        raise SettingsError(
            f"{_file()} cannot be read: {error}", "mend its TOML syntax and its rights"
        ) from None


@lru_cache(maxsize=1)
def current() -> Settings:
    """The settings of this process, read once."""
    return load()
