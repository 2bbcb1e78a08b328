"""Where two speak at once on one channel: marks, their way through the call, and the network."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soxr

from tests.utterances.fakes import TwoVoices, segment
from voicemon import weights
from voicemon.audio.decode import open_recording
from voicemon.errors import ModelError
from voicemon.types import SAMPLE_RATE_HZ, Heard, Role, Transcript
from voicemon.utterances.overlap import HOP, Overlap, Segmentation, marks
from voicemon.utterances.roles import MixedRoles, OnlineRoles

SAMPLES = Path(__file__).parents[2] / "samples"


class Ear:
    """Says that both speak where the sound is louder than 0.2."""

    name = "ear"

    def __init__(self):
        self.heard = []

    def both(self, samples):
        self.heard.append(len(samples))
        frames = samples[: len(samples) // 160 * 160].reshape(-1, 160)
        return np.append(np.abs(frames).max(axis=1) > 0.2, False).astype(np.float32)


def odds(*spans, length=200):
    found = np.zeros(length, np.float32)
    for a, b in spans:
        found[a:b] = 0.9
    return found


def test_short_marks_are_dropped_and_short_gaps_closed():
    assert marks(odds((10, 35))) == []
    assert marks(odds((10, 45))) == [(10, 45)]
    assert marks(odds((10, 25), (30, 50))) == [(10, 50)]
    assert marks(odds((10, 45), (100, 200))) == [(10, 45), (100, 200)]
    assert marks(np.zeros(0, np.float32)) == []


def test_marks_are_in_the_calls_time_and_stay_within_their_segment():
    overlap = Overlap(Ear())
    soft, loud = segment(3.0, 2.0, level=0.1), segment(7.5, 2.0, level=0.3)
    assert [each.both for each in overlap.heard([soft, loud])] == [(), ((7.5, 9.5),)]


def test_each_stretch_is_heard_with_what_was_said_before_it():
    ear = Ear()
    overlap = Overlap(ear)
    for at in range(3):
        overlap.heard([segment(10.0 * at, 4.0)])
    four_s = 4 * SAMPLE_RATE_HZ
    assert ear.heard == [four_s, 2 * four_s, HOP + four_s]


def both_at(start_s, seconds, level, first_s, last_s):
    """A turn that another voice joins from `first_s` to `last_s` of it."""
    made = segment(start_s, seconds, Role.UNKNOWN, 0.0, level=level)
    made.samples[round(first_s * SAMPLE_RATE_HZ) : round(last_s * SAMPLE_RATE_HZ)] += 0.25
    return made


def test_a_turn_of_a_mixed_channel_says_where_both_speak():
    roles = MixedRoles(TwoVoices(), ear=Ear())
    turns = roles.turns([segment(0.0, 4.0, level=0.03), both_at(5.0, 4.0, 0.19, 1.0, 2.0)])
    spans = [span for turn in turns for span in turn.both]
    assert spans
    assert min(start_s for start_s, _ in spans) == pytest.approx(6.0, abs=0.02)
    assert max(end_s for _, end_s in spans) == pytest.approx(7.0, abs=0.02)
    assert all(turn.start_s <= a < b <= turn.end_s for turn in turns for a, b in turn.both)
    assert all(a.end_s <= b.start_s for a, b in pairwise(turns))


def test_one_voice_alone_is_never_two_at_once():
    roles = MixedRoles(TwoVoices(), ear=Ear())
    turns = roles.turns([segment(0.0, 4.0, level=0.3), segment(5.0, 4.0, level=0.3)])
    assert [turn.both for turn in turns] == [(), ()]


def test_without_an_ear_nothing_is_marked():
    roles = MixedRoles(TwoVoices())
    turns = roles.turns([segment(0.0, 4.0, level=0.03), segment(5.0, 4.0, level=0.3)])
    assert [turn.both for turn in turns] == [(), ()]


def test_a_damaged_file_says_what_to_do(tmp_path):
    broken = tmp_path / "segmentation.onnx"
    broken.write_bytes(b"not a network")
    with pytest.raises(ModelError, match="cannot be loaded"):
        Segmentation(broken)


@pytest.mark.model
def test_the_network_hears_two_sample_voices_at_once_and_neither_alone():
    ear = Segmentation(weights.bundled("models/speaker", "segmentation.onnx"))
    recording = open_recording(SAMPLES / "01_angry_unresolved.flac")
    agent, customer = np.concatenate(list(recording.blocks()), axis=1)[:2]
    turns = [loudest(side, 6.0) for side in (agent, customer)]
    alone = [marks(ear.both(turn)) for turn in turns]
    together = marks(ear.both(turns[0] + turns[1]))
    assert sum(last - first for first, last in together) > 200  # of 600 frames, with pauses
    assert alone == [[], []]


def loudest(side, seconds):
    """The stretch of a channel with the most sound in it, through a telephone's rate."""
    size = round(seconds * SAMPLE_RATE_HZ)
    power = np.convolve(np.abs(side), np.ones(size), "valid")
    at = int(power.argmax())
    narrow = soxr.resample(side[at : at + size], SAMPLE_RATE_HZ, 8000)
    return np.asarray(soxr.resample(narrow, 8000, SAMPLE_RATE_HZ), np.float32)


def test_a_running_calls_final_keeps_its_marks_while_its_role_is_unknown():
    roles = OnlineRoles(TwoVoices(), Ear())
    nothing = Transcript((), "en", -0.2, 0.0, "tiny")
    roles.final(Heard(segment(0.0, 4.0, level=0.03), nothing), "en")
    told = roles.final(Heard(segment(5.0, 4.0, level=0.3), nothing), "en")
    assert told.role is Role.UNKNOWN
    assert told.both == ((5.0, 9.0),)
