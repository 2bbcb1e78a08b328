import builtins
import json
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from voicemon import settings, weights
from voicemon.cli import doctor
from voicemon.cli.doctor import State, command


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A place with a page, a store of its own and a free port."""
    page = tmp_path / "bundle"
    (page / "dashboard").mkdir(parents=True)
    (page / "dashboard" / "index.html").write_text("<!doctype html>")
    real = weights.bundled
    monkeypatch.setattr(
        weights,
        "bundled",
        lambda *parts: page.joinpath(*parts) if parts[0] == "dashboard" else real(*parts),
    )
    return settings.load(data_dir=tmp_path / "data", port=free_port(), model="tiny.en")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def one(findings):
    (found,) = findings
    return found


def without(monkeypatch, missing):
    real = builtins.__import__

    def importing(name, *args, **kwargs):
        if name.partition(".")[0] == missing:
            raise ImportError(f"No module named {name!r}", name=name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", importing)


def test_a_live_model_of_english_alone_is_named(site):
    found = one(doctor.check_languages(site))
    assert found.state is State.OK
    assert "tiny.en hears English only" in found.message
    german = one(doctor.check_languages(site.model_copy(update={"language": "de"})))
    assert german.state is State.WARN
    assert "VOICEMON_LIVE_MODEL" in german.fix
    assert doctor.check_languages(site.model_copy(update={"live_model": "base"})) == []


def test_a_healthy_place_has_no_fault(site):
    for check in (
        doctor.check_decoding,
        doctor.check_database,
        doctor.check_page,
        doctor.check_port,
    ):
        assert one(check(site)).state is State.OK


def test_an_absent_model_is_a_fault_with_the_command_that_fetches_it(site):
    absent = doctor.check_models(site.model_copy(update={"model": "small.en"}))[0]
    assert absent.state is State.FAULT
    assert "voicemon models fetch small.en" in absent.fix


def test_the_shipped_weights_are_looked_at(site):
    names = {finding.name for finding in doctor.check_models(site)}
    shipped = {"model voicemon-speaker", "model voicemon-text", "model voicemon-voice"}
    assert names == {"model tiny.en", *shipped}


def test_a_missing_microphone_library_is_only_a_warning(site, monkeypatch):
    without(monkeypatch, "pyaudio")
    found = one(doctor.check_microphone(site))
    assert found.state is State.WARN
    assert "voicemon[mic]" in found.fix


def test_a_missing_decoder_is_a_fault(site, monkeypatch):
    without(monkeypatch, "av")
    found = one(doctor.check_decoding(site))
    assert found.state is State.FAULT
    assert "pip install" in found.fix


def test_a_database_that_cannot_be_made_is_a_fault(site, tmp_path):
    (tmp_path / "file").touch()
    broken = site.model_copy(update={"data_dir": tmp_path / "file" / "below"})
    found = one(doctor.check_database(broken))
    assert found.state is State.FAULT
    assert found.fix


def test_the_databases_password_is_never_shown(site):
    url = "postgresql://user:geheim@127.0.0.1:1/none"
    found = one(doctor.check_database(site.model_copy(update={"database_url": url})))
    assert "geheim" not in found.message + found.fix


def test_a_page_that_is_not_built_is_a_fault(site):
    weights.bundled("dashboard", "index.html").unlink()
    found = one(doctor.check_page(site))
    assert found.state is State.FAULT
    assert "make dashboard" in found.fix


def test_a_port_in_use_is_named_with_the_setting_that_changes_it(site):
    with socket.socket() as other:
        other.bind(("127.0.0.1", site.port))
        other.listen()
        found = one(doctor.check_port(site))
    assert found.state is State.WARN
    assert "VOICEMON_PORT" in found.fix


def test_the_doors_of_live_calls_are_looked_at(site):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = site.model_copy(update={"ingest_port": other.getsockname()[1]})
        live, legs = doctor.check_doors(taken.model_copy(update={"audiosocket_port": 0}))
    assert (live.state, legs.state) == (State.WARN, State.OK)
    assert "VOICEMON_INGEST_PORT" in live.fix
    none = site.model_copy(update={"ingest_host": "", "audiosocket_host": ""})
    assert doctor.check_doors(none) == []


def test_a_door_that_is_open_without_encryption_is_warned_of(site):
    open_door = site.model_copy(
        update={"ingest_host": "0.0.0.0", "ingest_port": 0, "audiosocket_host": ""}
    )
    found = one(doctor.check_doors(open_door))
    assert (found.state, "TLS" in found.fix) == (State.WARN, True)


def test_few_threads_and_few_files_are_warned_of(site, monkeypatch):
    assert doctor.check_limits(site)[0].state is State.OK
    monkeypatch.setattr(doctor.resource, "getrlimit", lambda _: (256, 256))
    threads, files = doctor.check_limits(site.model_copy(update={"web_threads": 4}))
    assert (threads.state, files.state) == (State.WARN, State.WARN)
    assert "2 open pages" in threads.message
    assert "ulimit -n" in files.fix


def test_an_address_of_another_machine_is_a_fault(site):
    found = one(doctor.check_port(site.model_copy(update={"host": "192.0.2.1"})))
    assert found.state is State.FAULT


@pytest.mark.parametrize(
    ("free_gb", "state"), [(10, State.OK), (1, State.WARN), (0.1, State.FAULT)]
)
def test_little_disk_warns_and_none_is_a_fault(site, monkeypatch, free_gb, state):
    usage = doctor.shutil.disk_usage("/")
    free = int(free_gb * 2**30)
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: usage._replace(free=free))
    assert one(doctor.check_disk(site)).state is state


def test_the_answer_for_programs_names_every_check(site, monkeypatch):
    monkeypatch.setattr(doctor, "current", lambda: site)
    result = CliRunner().invoke(command, ["--json"])
    findings = json.loads(result.stdout)
    assert {"decoding", "microphone", "database", "page", "port", "memory", "disk"} <= {
        finding["name"] for finding in findings
    }
    assert all(finding["fix"] for finding in findings if finding["state"] != "ok")
    faults = [finding for finding in findings if finding["state"] == "fault"]
    assert result.exit_code == (2 if faults else 0)


def test_a_fault_prints_its_fix_and_ends_with_status_2(site, monkeypatch):
    monkeypatch.setattr(doctor, "current", lambda: site)
    Path(weights.bundled("dashboard", "index.html")).unlink()
    result = CliRunner().invoke(command)
    assert result.exit_code == 2
    assert "→ install Node 20 or newer" in result.output
