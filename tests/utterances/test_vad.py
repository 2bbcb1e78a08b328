import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sounds import hiss, tone
from voicemon.errors import ModelError
from voicemon.types import FRAME_SAMPLES
from voicemon.utterances import vad
from voicemon.utterances.vad import BLOCK_FRAMES, SileroDetector


def buzz(frames):
    """Noise with a pitch that comes and goes, so that the probabilities move."""
    seconds = frames * FRAME_SAMPLES / 16000
    swell = np.abs(tone(seconds, 1.3, 1.0, 16000))
    pitch = np.sign(tone(seconds, 140, 1.0, 16000))
    return (swell * pitch * 0.1 + hiss(seconds, 0.01, 16000)).astype(np.float32)


SOUND = buzz(320)
WHOLE = SileroDetector()(SOUND)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 320), min_size=1, max_size=12))
def test_any_cut_of_a_stream_gives_identical_probabilities(cuts):
    detector = SileroDetector()
    edges = sorted({0, 320, *(cut for cut in cuts if cut < 320)})
    parts = [
        detector(SOUND[a * FRAME_SAMPLES : b * FRAME_SAMPLES])
        for a, b in zip(edges, edges[1:], strict=False)
    ]
    assert np.array_equal(np.concatenate(parts), WHOLE)


def test_the_sound_is_longer_than_one_block():
    assert len(WHOLE) > BLOCK_FRAMES
    assert WHOLE.max() - WHOLE.min() > 0.01


def test_silence_is_not_speech():
    assert SileroDetector()(np.zeros(100 * FRAME_SAMPLES, np.float32)).max() < 0.1


def test_two_streams_do_not_share_their_state():
    first, second = SileroDetector(), SileroDetector()
    first(SOUND)
    assert np.array_equal(second(SOUND), WHOLE)


def test_nothing_in_gives_nothing_out():
    assert SileroDetector()(np.zeros(0, np.float32)).shape == (0,)


def test_a_part_of_a_frame_is_refused():
    with pytest.raises(ValueError, match="whole frames"):
        SileroDetector()(np.zeros(100, np.float32))


def test_a_missing_network_says_what_to_install(monkeypatch):
    monkeypatch.setattr(vad, "find_spec", lambda _: None)
    with pytest.raises(ModelError) as raised:
        vad.silero_file()
    assert "pip install" in raised.value.fix
