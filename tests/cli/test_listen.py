"""Real sound through real PyAudio: words come out, and the call is kept."""

import os
import subprocess
import sys
from contextlib import closing

import pytest
from click.testing import CliRunner

from tests.sounds import sample
from tests.sources import pulse
from voicemon.cli.listen import command
from voicemon.errors import InputError
from voicemon.settings import load
from voicemon.store import Store

LISTEN = [sys.executable, "-m", "voicemon", "listen"]


@pytest.mark.service
@pytest.mark.model
def test_what_a_microphone_hears_becomes_words_and_a_call():
    if pulse.missing():
        pytest.skip(f"{pulse.missing()} is not installed")
    with closing(pulse.VirtualMicrophone()) as microphone:
        listening = subprocess.Popen(
            [*LISTEN, "--role", "customer", "--seconds", "25"],
            env={**os.environ, **microphone.env, "VOICEMON_MODEL": "tiny.en"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        with listening:
            while "runs" not in (line := listening.stderr.readline()):
                assert line, "it ended before it listened"
            microphone.say(sample("01_angry_unresolved"))
            said, told = listening.communicate(timeout=250)
    assert listening.returncode == 0, told
    assert "internet" in said.lower()
    assert "The call is kept" in said
    settings = load()
    with closing(Store(settings.store_url, settings.audio_dir)) as store:
        (call,) = store.calls().entries
        assert len(store.analyses(call.call.id)) == 2  # as it ran, and heard again
        assert store.audio_path(call.call.id) is not None


@pytest.mark.parametrize(
    "wrong",
    [["--device", "x", "--agent", "y"], ["--customer", "x", "--agent", "x"]],
)
def test_one_microphone_is_not_two_sides(wrong):
    result = CliRunner().invoke(command, wrong)
    assert isinstance(result.exception, InputError)
    assert "--device" in result.exception.fix
