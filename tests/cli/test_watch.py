from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from voicemon.cli.watch import Watch
from voicemon.errors import AudioError, InputError, ModelError, StoreBusy


@dataclass
class Recorder:
    """An analyst that notes what it is given, and fails as told."""

    errors: dict[str, list[Exception]] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)

    def analyse(self, path: Path):
        self.seen.append(path.name)
        waiting = self.errors.get(path.name)
        if waiting:
            raise waiting.pop(0)


@pytest.fixture
def watch(tmp_path, monkeypatch):
    monkeypatch.setattr("voicemon.cli.watch._line", lambda path, outcome: path.name)
    return Watch(tmp_path, Recorder(), settle_s=0.0)


def look(watch, times=1):
    for _ in range(times):
        watch.look(threading.Event())


def test_a_recording_is_analysed_once_it_stands_still(watch, tmp_path):
    (tmp_path / "a.wav").write_bytes(b"half")
    look(watch)
    (tmp_path / "a.wav").write_bytes(b"half and half")
    look(watch)
    assert watch.analyst.seen == []
    look(watch, 3)
    assert watch.analyst.seen == ["a.wav"]


def test_other_files_are_left_alone(watch, tmp_path):
    (tmp_path / "a.json").write_text("{}")
    (tmp_path / "sub.wav").mkdir()
    look(watch, 3)
    assert watch.analyst.seen == []


def test_a_bad_file_is_set_aside_with_its_reason_and_the_others_go_on(watch, tmp_path):
    watch.analyst.errors["a.wav"] = [AudioError("a.wav is empty", "copy it again")]
    (tmp_path / "a.wav").write_bytes(b"")
    (tmp_path / "b.wav").write_bytes(b"x")
    look(watch, 3)
    assert watch.analyst.seen == ["a.wav", "b.wav"]
    assert (tmp_path / "failed" / "a.wav").exists()
    assert "copy it again" in (tmp_path / "failed" / "a.wav.reason.txt").read_text()
    assert not (tmp_path / "a.wav").exists()


def test_what_may_succeed_later_is_tried_again(watch, tmp_path):
    watch.analyst.errors["a.wav"] = [StoreBusy("the database is locked", "wait")]
    (tmp_path / "a.wav").write_bytes(b"x")
    look(watch, 4)
    assert watch.analyst.seen == ["a.wav", "a.wav"]
    assert (tmp_path / "a.wav").exists()


def test_a_fault_that_is_not_the_recordings_ends_the_watch_and_moves_nothing(watch, tmp_path):
    watch.analyst.errors["a.wav"] = [ModelError("there is no model called 'x'", "choose another")]
    (tmp_path / "a.wav").write_bytes(b"x")
    with pytest.raises(ModelError):
        look(watch, 3)
    assert (tmp_path / "a.wav").exists()
    assert not (tmp_path / "failed").exists()


def test_a_recording_that_went_away_is_waited_for_no_longer(watch, tmp_path):
    (tmp_path / "a.wav").write_bytes(b"x")
    look(watch)
    assert watch.pending
    (tmp_path / "a.wav").unlink()
    look(watch)
    assert not watch.pending


def test_a_folder_that_went_away_is_said_with_advice(watch, tmp_path):
    watch.folder = tmp_path / "gone"
    with pytest.raises(InputError, match="gone") as refusal:
        look(watch)
    assert refusal.value.fix


def test_an_earlier_failure_of_the_same_name_is_kept(watch, tmp_path):
    for content in (b"one", b"two"):
        watch.analyst.errors["a.wav"] = [AudioError("a.wav is not audio")]
        (tmp_path / "a.wav").write_bytes(content)
        look(watch, 3)
    kept = {path.read_bytes() for path in (tmp_path / "failed").glob("*.wav")}
    assert kept == {b"one", b"two"}
