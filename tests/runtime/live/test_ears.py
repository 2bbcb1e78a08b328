"""The engine that the settings ask for."""

import pytest

from voicemon import weights
from voicemon.errors import ModelError
from voicemon.runtime.live import ears
from voicemon.settings import current

pytestmark = pytest.mark.model


def wanted(**chosen):
    return current().model_copy(update={"threads": 2, **chosen})


def test_the_smallest_model_has_none_to_fall_back_to(small_models):
    engine = ears.engine(wanted(live_model="tiny.en"), small_models)
    assert "small_model" not in {step.value for step in engine.load().steps}


def test_a_larger_model_falls_back_to_the_smallest(small_models):
    engine = ears.engine(wanted(live_model="base"), small_models)
    assert "small_model" in {step.value for step in engine.load().steps}


def test_without_degradation_nothing_smaller_is_loaded(small_models):
    engine = ears.engine(wanted(live_model="base", live_degrade=False), small_models)
    assert "small_model" not in {step.value for step in engine.load().steps}


def test_a_smaller_model_that_is_not_here_is_done_without(small_models, monkeypatch):
    def absent(name, folder):
        raise ModelError("not here", "fetch it")

    monkeypatch.setattr(weights, "whisper", absent)
    engine = ears.engine(wanted(live_model="base"), small_models)
    assert "small_model" not in {step.value for step in engine.load().steps}
