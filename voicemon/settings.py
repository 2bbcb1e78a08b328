"""The one settings table: every setting with its unit, default and a line of help.

Read from `voicemon.toml` (the working folder, or `VOICEMON_CONFIG`) and from `VOICEMON_*`
environment variables, which win. Checked at start. docs/settings.md is made from this table.
Longer than other files on purpose: a setting is looked up in one place.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, tzinfo
from functools import lru_cache
from ipaddress import ip_network
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

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
    host: str = Field(
        "127.0.0.1",
        description="Address the server binds to; other than loopback only with sign_in and "
        "public_url.",
    )
    port: int = Field(8321, ge=0, le=65535, description="Port of the server; 0 takes a free one.")

    sign_in: bool = Field(
        True,
        description="People sign in, and may do what their role allows; without it everybody on "
        "this machine is an admin.",
    )

    public_url: str = Field(
        "",
        description="Address at which people open the page (`https://calls.example.org`), at the "
        "proxy that ends TLS in front of it; links are made with it. Empty: this machine's own "
        "names only.",
    )
    time_zone: str = Field(
        "UTC",
        description="The site's time zone, an IANA name (`Europe/Berlin`): hours of rules, quiet "
        "hours, digests, weeks of the figures.",
    )
    notice_language: Literal["", "en", "de", "es"] = Field(
        "",
        description="Language of notices (`en`, `de`, `es`) to targets without their own; empty: "
        "that of the calls (`language`) where notices speak it, else English.",
    )
    notify_private_networks: str = Field(
        "",
        description="Networks (CIDR, comma-separated) of this site's own machines that notices may "
        "be sent to, for example the mail server's; empty: public addresses only.",
    )
    phone_extensions: str = Field(
        "[0-9]{2,6}",
        description="Regular expression of the extensions at which the telephone system may ring "
        "a supervisor who wants to listen, whisper or barge in.",
    )

    page_proxies: str = Field(
        "",
        description="Networks (CIDR, comma-separated) of proxies whose X-Forwarded-For counts for "
        "the page.",
    )
    session_idle_min: float = Field(
        480.0, gt=0, description="Minutes without use after which somebody is signed out."
    )
    session_max_h: float = Field(
        24.0, gt=0, description="Hours after which somebody signs in anew, used or not."
    )
    second_factor_roles: str = Field(
        "",
        description="Roles (comma-separated: admin, supervisor, qa, agent) that must set up a "
        "second factor.",
    )
    oidc_issuer: str = Field(
        "", description="Single sign-on: the OpenID Connect provider's issuer; empty: none."
    )
    oidc_client_id: str = Field("", description="Single sign-on: this site's id at the provider.")
    oidc_client_secret: str = Field(
        "", description="Single sign-on: this site's secret at the provider.", repr=False
    )
    oidc_name: str = Field("Single sign-on", description="What its button on the page says.")
    oidc_scopes: str = Field(
        "openid profile email", description="Single sign-on: scopes to ask for."
    )
    oidc_login_claim: str = Field(
        "email", description="Single sign-on: the claim that holds what people sign in as here."
    )
    oidc_role_claim: str = Field(
        "",
        description="Single sign-on: the claim (a list or a word) that tells the role; empty: an "
        "admin of this site gives it.",
    )
    oidc_roles: str = Field(
        "",
        description="Single sign-on: what the role claim's values mean "
        "(`voicemon-admins=admin, floor-leads=supervisor`); the first that fits counts.",
    )
    oidc_team_claim: str = Field(
        "", description="Single sign-on: the claim that lists the teams; empty: an admin does."
    )
    oidc_agent_claim: str = Field(
        "", description="Single sign-on: the claim with an agent's id in calls; empty: an admin."
    )

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

    listen_in: bool = Field(
        True, description="Supervisors may listen in to running calls, which the audit log shows."
    )
    listen_in_shown: bool = Field(
        True, description="The agent is told while somebody listens in (docs/listen-in.md)."
    )

    coaching: bool = Field(
        True,
        description="Find in the words of both sides what asks for an answer and whether the agent "
        "gave one, and suggest a sentence; off: an agent's words are read for the score alone.",
    )
    llm_url: str = Field(
        "",
        description="OpenAI-compatible address (`http://127.0.0.1:11434/v1`) of a language model "
        "that rephrases suggested sentences from redacted words; empty: none.",
    )
    llm_model: str = Field("", description="Name of the model that `llm_url` is asked for.")
    llm_key: str = Field("", description="Key that `llm_url` asks for, if any.", repr=False)

    act_flags_per_hour: int = Field(
        10,
        ge=0,
        description="Flags to act on, an hour and supervisor on duty, that people are alerted to; "
        "further ones are held back and listed, the least grave first. 0: no limit.",
    )
    sla_act_s: float = Field(
        120.0,
        ge=0,
        description="Seconds within which somebody is to take a flag to act on, and then to act, "
        "before it escalates; 0: never.",
    )
    sla_watch_s: float = Field(600.0, ge=0, description="The same of a flag to watch.")
    sla_information_s: float = Field(0.0, ge=0, description="The same of an information.")

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
            "time, queue, team and direction fill the call."
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

    @field_validator("time_zone")
    @classmethod
    def _zone_name(cls, name: str) -> str:
        try:
            _zone(name)
        except (ValueError, OSError, ZoneInfoNotFoundError):
            raise ValueError(f"{name!r} is no time zone known here") from None
        return name

    @field_validator("notify_private_networks")
    @classmethod
    def _networks(cls, given: str) -> str:
        for network in filter(None, (each.strip() for each in given.split(","))):
            ip_network(network)  # says itself what is wrong
        return given

    @field_validator("phone_extensions")
    @classmethod
    def _pattern(cls, given: str) -> str:
        try:
            re.compile(given)
        except re.error as error:
            raise ValueError(f"it is no regular expression: {error}") from None
        return given

    @field_validator("public_url")
    @classmethod
    def _web_address(cls, given: str) -> str:
        if given and urlsplit(given).scheme not in {"http", "https"}:
            raise ValueError("it begins with http:// or https://")
        return given.rstrip("/")

    @field_validator("llm_url")
    @classmethod
    def _model_address(cls, url: str) -> str:
        """Words of calls go to a web server, or nowhere."""
        if url and not url.startswith(("http://", "https://")):
            raise ValueError("give an address that begins with http:// or https://")
        return url

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
    def zone(self) -> tzinfo:
        """The site's time zone."""
        return _zone(self.time_zone)

    @property
    def notices_in(self) -> str:
        """The language of notices, as far as the site says."""
        return self.notice_language or self.language.split("-")[0].lower()

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


def _zone(name: str) -> tzinfo:
    """UTC is there even where the system has no list of time zones."""
    return UTC if name == "UTC" else ZoneInfo(name)


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
