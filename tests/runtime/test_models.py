"""What is loaded; a service whose programs it may not write."""

import os

import numpy as np
import pytest

from tests.sounds import sample
from voicemon.audio.decode import open_recording
from voicemon.runtime import models
from voicemon.types import Role, SpeechSegment
from voicemon.utterances import second_pass


@pytest.mark.parametrize("writable", [True, False])
def test_compiled_functions_have_a_place_where_the_programs_are_read_only(
    tmp_path, monkeypatch, writable
):
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setattr(os, "access", lambda *_: writable)
    models.keep_compiled(tmp_path / "compiled")
    place = os.environ.pop("NUMBA_CACHE_DIR", None)
    assert place == (None if writable else str(tmp_path / "compiled"))


def test_a_place_that_was_chosen_stays(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", "elsewhere")
    monkeypatch.setattr(os, "access", lambda *_: False)
    models.keep_compiled(tmp_path)
    assert os.environ["NUMBA_CACHE_DIR"] == "elsewhere"


@pytest.mark.model
def test_a_second_model_hears_again_what_the_first_was_unsure_of(small_settings, monkeypatch):
    monkeypatch.setattr(second_pass, "UNSURE", 0.0)  # of everything
    monkeypatch.setattr(second_pass, "_surer", lambda *_: True)
    settings = small_settings.model_copy(update={"second_model": "base"})
    found = models.load(settings)
    assert (found.names["words"], found.names["words again"]) == ("tiny.en", "base")
    sound = np.concatenate(list(open_recording(sample("04_calm")).blocks()), axis=1)[1, :160_000]
    speech = SpeechSegment("call", Role.CUSTOMER, 1.0, 0.0, 10.0, sound)
    [heard] = found.transcriber.transcribe([speech], "en")
    assert heard.transcript.model == "base"
    assert heard.states.model == "tiny.en"


@pytest.mark.model
def test_running_calls_have_no_second_model(small_settings):
    found = models.load_live(small_settings.model_copy(update={"second_model": "base"}))
    assert "words again" not in found.names
