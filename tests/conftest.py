"""What every test may use: a data folder of its own, and models loaded once a run."""

from __future__ import annotations

import os

import pytest

from voicemon.settings import Settings, load

os.environ["VOICEMON_SIGN_IN"] = "false"  # nobody signs in but in the tests of that


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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where everything must be there (CI), a skipped service or browser test is a failure."""
    report = yield
    marked = item.get_closest_marker("service") or item.get_closest_marker("e2e")
    if report.skipped and marked and os.environ.get("VOICEMON_REQUIRE_ALL"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be: {report.longrepr}"
    return report
