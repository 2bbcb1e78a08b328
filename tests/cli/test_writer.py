from __future__ import annotations

from pathlib import Path

import pytest

from voicemon.cli.analyze import recordings
from voicemon.cli.writer import Writer
from voicemon.errors import InputError


def test_two_recordings_of_one_name_are_refused_one_folder():
    files = [Path("a/call.wav"), Path("b/call.wav")]
    with pytest.raises(InputError, match="one file") as refusal:
        Writer("html", Path("out")).check(files)
    assert refusal.value.fix
    Writer("json", None).check(files)


def test_a_folder_that_is_called_like_a_recording_is_looked_into(tmp_path):
    inner = tmp_path / "calls.wav"
    inner.mkdir()
    (inner / "one.wav").write_bytes(b"x")
    assert list(recordings([tmp_path])) == [inner / "one.wav"]
