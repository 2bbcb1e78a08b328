import numpy as np
import pytest

from tests.utterances.fakes import Knowing, stream
from voicemon.types import AudioChunk, Role
from voicemon.utterances.listener import Listener


def listener():
    return Listener("call", Role.CUSTOMER, Knowing(), role_confidence=0.95)


def chunk(start_s, samples):
    return AudioChunk("call", Role.CUSTOMER, start_s, samples)


def test_a_segment_carries_who_spoke():
    ear = listener()
    [found] = ear.hear(chunk(0.0, stream((0.9, 30), (0.0, 30))))
    assert (found.call_id, found.role, found.role_confidence) == ("call", Role.CUSTOMER, 0.95)


def test_times_count_from_the_first_chunk():
    ear = listener()
    [found] = ear.hear(chunk(12.5, stream((0.0, 20), (0.9, 30), (0.0, 30))))
    assert found.start_s == pytest.approx(12.5 + 12 * 0.032)


def test_a_gap_in_the_stream_ends_the_segment_and_keeps_the_time():
    ear = listener()
    first = ear.hear(chunk(0.0, stream((0.9, 30))))
    second = ear.hear(chunk(5.0, stream((0.9, 30), (0.0, 30))))
    assert first == []
    assert [round(each.start_s, 2) for each in second] == [0.0, 5.0]


def test_the_last_part_of_a_frame_is_heard_too():
    ear = listener()
    assert ear.hear(chunk(0.0, np.full(5 * 512 + 100, 0.9, np.float32))) == []
    [found] = ear.end()
    assert len(found.samples) == 6 * 512


def test_an_empty_stream_has_no_segments():
    ear = listener()
    assert ear.hear(chunk(0.0, np.zeros(0, np.float32))) == []
    assert ear.end() == []
