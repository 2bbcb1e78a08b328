"""The shipped heads: they load, are small and quick, and keep to their bounds on any states."""

from pathlib import Path

import numpy as np
import pytest

from tests.evidence.voices import states
from voicemon.evidence.voice import VoiceModel

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


def test_the_same_states_give_the_same_figures(model):
    first = model.judge(model.pool(made_states(model).states), model.everyone)
    again = model.judge(model.pool(made_states(model).states), model.everyone)
    assert first == again


@pytest.mark.parametrize("frames", [1, 30, 1500])
def test_any_length_gives_figures_within_bounds(model, frames):
    judged = model.judge(model.pool(made_states(model, frames).states), model.everyone)
    assert 0 <= judged.anger <= 1
    assert 0 <= judged.arousal <= 1
    assert 0 <= judged.doubt <= 1


def test_an_average_voice_is_not_taken_for_an_angry_one(model):
    assert model.judge(model.everyone, model.everyone).anger < 0.5
