from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from voicemon.cli.watch import Watch
from voicemon.errors import AudioError, StoreBusy


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
