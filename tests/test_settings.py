from __future__ import annotations

from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from voicemon.errors import SettingsError
from voicemon.settings import load


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VOICEMON_CONFIG", raising=False)


def test_the_environment_wins_over_the_file(tmp_path, monkeypatch):
    (tmp_path / "voicemon.toml").write_text('model = "tiny.en"\nport = 9000\n')
    monkeypatch.setenv("VOICEMON_PORT", "9100")
    settings = load()
    assert (settings.model, settings.port) == ("tiny.en", 9100)


def test_an_argument_wins_over_both(monkeypatch):
    monkeypatch.setenv("VOICEMON_PORT", "9100")
    assert load(port=9200).port == 9200


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("port = 99999", "port"),
        ("colour = 1", "colour"),
        ("port = [", "voicemon.toml cannot be read"),
    ],
)
def test_a_wrong_setting_is_named_with_advice(tmp_path, content, named):
    (tmp_path / "voicemon.toml").write_text(content)
    with pytest.raises(SettingsError, match=named) as refusal:
        load()
    assert refusal.value.fix


def test_without_a_database_url_the_store_is_sqlite_in_the_data_folder(tmp_path):
    settings = load(data_dir=tmp_path)
    assert settings.store_url == f"sqlite:///{tmp_path / 'voicemon.db'}"


def test_a_relative_data_folder_is_fixed_at_the_start(tmp_path, monkeypatch):
    monkeypatch.setenv("VOICEMON_DATA_DIR", "here")
    assert load().data_dir == tmp_path / "here"
    monkeypatch.setenv("VOICEMON_DATA_DIR", "~/calls")
    assert load().data_dir == Path.home() / "calls"


def test_a_settings_file_that_is_not_there_is_not_passed_over(monkeypatch):
    monkeypatch.setenv("VOICEMON_CONFIG", "nowhere.toml")
    with pytest.raises(SettingsError, match=r"nowhere\.toml") as refusal:
        load()
    assert refusal.value.fix


def test_hotwords_come_as_a_line_or_as_a_list(monkeypatch, tmp_path):
    assert load(hotwords=" Zyntrax ,Mary  Okafor,").hotwords == "Zyntrax, Mary Okafor"
    assert load(hotwords=["Zyntrax", "Mary Okafor"]).hotwords == "Zyntrax, Mary Okafor"
    with pytest.raises(SettingsError):
        load(hotwords="<|endoftext|>")


def test_the_site_has_a_time_zone():
    assert load().zone is UTC
    assert load(time_zone="Europe/Berlin").zone == ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("time_zone", "Mars/Olympus"),
        ("time_zone", ""),
        ("time_zone", "../../etc/passwd"),
        ("notify_private_networks", "10.0.0.1/8"),
        ("phone_extensions", "("),
        ("public_url", "calls.example.org"),
    ],
)
def test_what_cannot_be_meant_is_refused(name, wrong):
    with pytest.raises(SettingsError, match=name):
        load(**{name: wrong})


def test_the_public_address_carries_no_last_slash():
    assert load(public_url="https://calls.example.org/").public_url == "https://calls.example.org"
