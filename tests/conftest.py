"""What every test may use: a data folder of its own, and models loaded once a run."""

from __future__ import annotations

import pytest

from voicemon.settings import Settings, load


@pytest.fixture(autouse=True)
def _own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("VOICEMON_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture(scope="session")
def small_settings(tmp_path_factory) -> Settings:
    """Settings with the small English model."""
    return load(data_dir=tmp_path_factory.mktemp("models"), model="tiny.en", threads=2)


@pytest.fixture(scope="session")
def small_models(small_settings):
    """The real models, with the small English Whisper."""
    from voicemon.runtime import models

    return models.load(small_settings)
