"""The shipped heads: they load, are small and quick, and keep to their bounds on any states."""

from pathlib import Path

import numpy as np
import pytest

from tests.evidence.voices import states, voice
from voicemon.evidence.voice import VoiceModel
from voicemon.evidence.voice.tone import NAMES

FOLDER = Path(__file__).parents[2] / "models" / "voice"
DIMS = {"base": 512, "tiny.en": 384}

pytestmark = pytest.mark.model


@pytest.fixture(scope="module", params=DIMS)
def model(request):
    return VoiceModel(FOLDER, request.param)


def made_states(model, frames=150, seed=0):
    rng = np.random.default_rng(seed)
    return states(rng.standard_normal((frames, model.dim)), model.whisper_name)


def test_each_head_fits_its_encoder(model):
    assert model.dim == DIMS[model.whisper_name]


def test_all_heads_together_stay_below_three_megabytes():
    assert sum(path.stat().st_size for path in FOLDER.glob("*.safetensors")) < 3_000_000


def judged(model, frames=150):
    pooled = model.pool(made_states(model, frames).states, voice(max(frames / 50, 0.1)))
    return model.judge(pooled, model.stranger())


def test_the_same_utterance_gives_the_same_figures(model):
    assert judged(model) == judged(model)


@pytest.mark.parametrize("frames", [1, 30, 1500])
def test_any_length_gives_figures_within_bounds(model, frames):
    found = judged(model, frames)
    assert 0 <= found.anger <= 1
    assert 0 <= found.arousal <= 1
    assert 0 <= found.doubt <= 1


def test_an_average_voice_is_not_taken_for_an_angry_one(model):
    average = np.zeros(model.dim + len(NAMES), np.float32)
    assert model.judge(average, model.stranger()).anger < 0.5


def test_a_voice_that_pulses_harder_is_not_heard_as_calmer(model):
    """Made sounds with the same states: only the tone tells them apart."""
    same = made_states(model).states
    soft, hard = (
        model.judge(model.pool(same, voice(3.0, f0_hz=f0_hz, effort=effort)), model.stranger())
        for f0_hz, effort in ((110.0, 0.0), (190.0, 0.9))
    )
    assert hard.weight > soft.weight
