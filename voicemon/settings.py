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

    model: str = Field("base", description="Whisper model for recordings (`voicemon models list`).")
    language: str = Field("", description="Language of the calls (`en`); empty detects it.")
    beam_size: int = Field(1, ge=1, le=10, description="Beams of the Whisper decoder.")
    batch_size: int = Field(8, ge=1, le=64, description="Whisper windows decoded at once.")
    threads: int = Field(0, ge=0, description="CPU threads of Whisper; 0 takes every core.")
    jobs: int = Field(1, ge=1, le=16, description="Recordings analysed at the same time.")

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
