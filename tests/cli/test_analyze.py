from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.sounds import hiss, sample, write_wav
from voicemon.cli.analyze import recordings
from voicemon.settings import load
from voicemon.store import CallQuery, Store

pytestmark = pytest.mark.model


def voicemon(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "voicemon", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "VOICEMON_MODEL": "tiny.en", **environment},
    )


@pytest.fixture
def quiet(tmp_path):
    return write_wav(tmp_path / "quiet.wav", np.stack([hiss(2), hiss(2, seed=2)]))


def test_one_bad_file_fails_and_the_others_go_on(tmp_path, quiet):
    bad = tmp_path / "bad.wav"
    bad.write_text("not audio")
    empty = tmp_path / "empty.wav"
    empty.write_bytes(b"")
    done = voicemon("analyze", "--json", "--no-store", bad, quiet, empty)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 2
    assert [line["file"] for line in lines] == [str(bad), str(quiet), str(empty)]
    assert [("error" in line) for line in lines] == [True, False, True]
    assert set(lines[0]["error"]) == {"code", "message", "fix"}
    assert lines[1]["summary"]["peak"] is None
    assert "Traceback" not in done.stderr


def test_a_call_is_shown_stored_and_recognised(tmp_path):
    call = sample("04_calm")
    first = voicemon("analyze", call)
    assert first.returncode == 0, first.stderr
    assert "peak" in first.stdout
    assert "agent" in first.stdout
    second = voicemon("analyze", call)
    assert "known already" in second.stderr
    settings = load()
    store = Store(settings.store_url, settings.audio_dir)
    assert store.calls(CallQuery()).total == 1
    third = voicemon("analyze", "--again", "--json", call)
    assert third.returncode == 0, third.stderr
    call_id = json.loads(third.stdout)["call"]["id"]
    assert len(store.analyses(call_id)) == 2
    exported = voicemon("export", call_id, "--format", "vtt")
    assert exported.stdout.startswith("WEBVTT")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--model", "enormous"], "enormous"),
        (["--html", "{quiet}", "{quiet}"], "--output"),
        (["--customer-channel", "0"], "counted from 1"),
        (["--customer-channel", "5"], "channel"),
        (["{folder}/nowhere.wav"], "cannot be read"),
    ],
)
def test_what_cannot_be_done_is_said_with_advice(tmp_path, quiet, arguments, said):
    filled = [each.format(quiet=quiet, folder=tmp_path) for each in arguments]
    done = voicemon("analyze", "--no-store", quiet, *filled)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_results_go_to_a_folder_one_file_a_recording(tmp_path, quiet):
    folder = tmp_path / "out"
    done = voicemon("analyze", "--no-store", "--html", "-o", folder, quiet)
    assert done.returncode == 0, done.stderr
    assert (folder / "quiet.html").read_text().startswith("<!doctype html>")


def test_a_path_with_a_newline_and_an_emoji_is_analysed(tmp_path, quiet):
    odd = tmp_path / "two\nlines 📞.wav"
    odd.write_bytes(quiet.read_bytes())
    done = voicemon("analyze", "--no-store", "--json", odd)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["file"] == str(odd)


def test_corrupt_weights_are_refused(tmp_path, quiet):
    folder = tmp_path / "whisper"
    folder.mkdir()
    (folder / "model.bin").write_bytes(b"not a model")
    done = voicemon("analyze", "--no-store", "--model", folder, quiet)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_folder_gives_its_recordings_and_nothing_else(tmp_path):
    (tmp_path / "deep").mkdir()
    for name in ("b.wav", "a.FLAC", "notes.txt", "deep/c.mp3"):
        (tmp_path / name).write_bytes(b"")
    assert [path.name for path in recordings([tmp_path])] == ["a.FLAC", "b.wav", "c.mp3"]


def test_a_full_disk_leaves_nothing_half_written(tmp_path, quiet, monkeypatch):
    data = Path(os.environ["VOICEMON_DATA_DIR"])
    code = (
        "import errno, voicemon.audio.encode as e\n"
        "def full(*a, **k): raise OSError(errno.ENOSPC, 'No space left on device')\n"
        "e._write = full\n"
        "import sys; sys.argv[0] = 'voicemon'\n"
        "from voicemon.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "analyze", str(quiet)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "VOICEMON_MODEL": "tiny.en"},
    )
    assert done.returncode == 2
    assert "disk space" in done.stderr
    settings = load(data_dir=data)
    assert Store(settings.store_url, settings.audio_dir).calls(CallQuery()).total == 0
    assert not list(settings.audio_dir.glob("*.flac"))
