import numpy as np
import pytest

from tests.evidence.voices import RATE, mu_law, voice
from voicemon.evidence.voice.tone import NAMES, tone


def figures(samples):
    return dict(zip(NAMES, tone(samples), strict=True))


def test_each_figure_has_one_name_and_one_place():
    assert len(set(NAMES)) == len(NAMES) == tone(voice()).size


@pytest.mark.parametrize("f0_hz", [90, 120, 200, 300])
def test_pitch_is_found_within_half_a_semitone(f0_hz):
    assert figures(voice(3.0, f0_hz))["pitch"] == pytest.approx(12 * np.log2(f0_hz / 100), abs=0.5)


def test_only_the_level_moves_with_the_lines_gain():
    soft, loud = figures(voice()), figures(2 * voice())
    assert loud["level"] - soft["level"] == pytest.approx(6.02, abs=0.01)
    for name in NAMES[1:]:
        assert loud[name] == pytest.approx(soft[name], abs=0.05), name


def test_effort_lifts_the_tilt_through_a_telephone_too():
    for way in (np.asarray, mu_law):
        assert figures(way(voice(effort=0.8)))["tilt"] > figures(way(voice()))["tilt"] + 3


def test_a_telephone_changes_no_figure_of_pitch():
    near, far = figures(voice(3.0)), figures(mu_law(voice(3.0)))
    for name in ("pitch_low", "pitch", "pitch_high"):
        assert far[name] == pytest.approx(near[name], abs=0.3)


@pytest.mark.parametrize(
    "samples",
    [
        np.zeros(0, np.float32),
        np.zeros(1, np.float32),
        np.zeros(RATE, np.float32),
        np.full(RATE, 0.5, np.float32),
    ],
)
def test_silence_and_nothing_give_no_figure_and_no_error(samples):
    assert np.isnan(figures(samples)["pitch"])


def test_a_hiss_has_colour_but_no_pitch():
    hiss = 0.1 * np.random.default_rng(0).standard_normal(2 * RATE).astype(np.float32)
    hiss[: RATE // 2] *= 0.001
    found = figures(hiss)
    assert np.isnan(found["pitch"])
    assert np.isfinite(found["tilt"])
