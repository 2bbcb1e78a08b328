import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.utterances.fakes import Knowing, stream
from voicemon.types import FRAME_SAMPLES, AudioChunk, Role
from voicemon.utterances.listener import Listener
from voicemon.utterances.segmenter import Limits, Segmenter

FRAME_S = FRAME_SAMPLES / 16000
PAD_S = 8 * FRAME_S


def segments(*spans, limits=None):
    listener = Listener("call", Role.AGENT, Knowing(), limits=limits or Limits())
    samples = stream(*spans)
    return listener.hear(AudioChunk("call", Role.AGENT, 0.0, samples)) + listener.end()


def test_speech_is_cut_out_with_its_pads():
    [found] = segments((0.0, 50), (0.9, 60), (0.0, 50))
    assert found.start_s == pytest.approx(50 * FRAME_S - PAD_S)
    assert found.end_s == pytest.approx(110 * FRAME_S + PAD_S)
    assert not found.cut


def test_a_segment_holds_its_own_samples():
    samples = stream((0.1, 50), (0.9, 60), (0.2, 50))
    [found] = segments((0.1, 50), (0.9, 60), (0.2, 50))
    first = round(found.start_s * 16000)
    assert np.array_equal(found.samples, samples[first : first + len(found.samples)])
    assert found.end_s - found.start_s == pytest.approx(len(found.samples) / 16000)


def test_a_cough_is_not_speech():
    assert segments((0.0, 50), (0.9, 3), (0.0, 50)) == []


def test_a_short_yes_is_speech():
    assert len(segments((0.0, 50), (0.9, 5), (0.0, 50))) == 1


def test_a_breath_does_not_end_a_segment():
    assert len(segments((0.9, 30), (0.0, 10), (0.9, 30), (0.0, 30))) == 1


def test_half_a_second_of_silence_does():
    assert len(segments((0.9, 30), (0.0, 16), (0.9, 30), (0.0, 30))) == 2


def test_doubtful_frames_keep_speech_going_but_do_not_begin_it():
    assert len(segments((0.9, 30), (0.4, 40), (0.9, 30), (0.0, 30))) == 1
    assert segments((0.4, 100), (0.0, 30)) == []


def test_speech_at_the_end_of_the_stream_is_not_lost():
    [found] = segments((0.0, 30), (0.9, 30))
    assert found.end_s == pytest.approx(60 * FRAME_S)


def test_long_speech_is_cut_at_its_best_pause_and_goes_on():
    limits = Limits(max_speech_s=4.0)
    first, second = segments((0.9, 90), (0.2, 8), (0.9, 60), (0.0, 30), limits=limits)
    assert first.cut
    assert not second.cut
    assert 90 * FRAME_S <= first.end_s <= 98 * FRAME_S
    assert second.start_s == first.end_s


def test_no_segment_is_longer_than_the_limit():
    found = segments((0.9, 1000), (0.0, 30))
    assert max(each.end_s - each.start_s for each in found) <= 20.0
    assert sum(len(each.samples) for each in found) == (1000 + 8) * FRAME_SAMPLES


def test_silence_behind_a_cut_is_no_segment():
    limits = Limits(max_speech_s=4.0)
    found = segments((0.9, 118), (0.0, 60), limits=limits)
    assert len(found) == 1


def test_endless_doubt_is_forgotten():
    segmenter = Segmenter("call", Role.AGENT)
    samples = stream((0.9, 2), (0.4, 2000))
    assert segmenter.feed(0.0, samples, Knowing()(samples)) == []
    assert len(segmenter._kept) < 700


def test_thresholds_that_contradict_each_other_are_refused():
    with pytest.raises(ValueError, match="thresholds"):
        Limits(on=0.3, off=0.5)
    with pytest.raises(ValueError, match="pads"):
        Limits(pad_s=0.4)


spans = st.lists(
    st.tuples(st.sampled_from([0.0, 0.2, 0.4, 0.6, 0.95]), st.integers(1, 60)), max_size=14
)


@settings(max_examples=60, deadline=None)
@given(spans, st.lists(st.integers(1, 9000), min_size=1, max_size=30))
def test_segments_do_not_depend_on_how_the_stream_is_cut(spans, lengths):
    samples = stream((0.0, 1), *spans)
    limits = Limits(max_speech_s=3.0)
    whole = Listener("call", Role.AGENT, Knowing(), limits=limits)
    expected = whole.hear(AudioChunk("call", Role.AGENT, 0.0, samples)) + whole.end()
    parts = Listener("call", Role.AGENT, Knowing(), limits=limits)
    found, at, turn = [], 0, 0
    while at < len(samples):
        chunk = samples[at : at + lengths[turn % len(lengths)]]
        found += parts.hear(AudioChunk("call", Role.AGENT, at / 16000, chunk))
        at, turn = at + len(chunk), turn + 1
    found += parts.end()
    assert [(each.start_s, each.end_s, each.cut) for each in found] == [
        (each.start_s, each.end_s, each.cut) for each in expected
    ]
    assert all(np.array_equal(a.samples, b.samples) for a, b in zip(found, expected, strict=True))


@settings(max_examples=40, deadline=None)
@given(spans)
def test_segments_are_in_order_and_never_overlap(spans):
    found = segments((0.0, 1), *spans, limits=Limits(max_speech_s=3.0))
    assert all(a.end_s <= b.start_s for a, b in zip(found, found[1:], strict=False))
