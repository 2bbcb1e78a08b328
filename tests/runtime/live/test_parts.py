"""The small parts: gate, sameness, hold, facts, joining of messages, tracks, weighing."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.runtime.live.fakes import LoudDetector, PlainReader
from voicemon.errors import InputError
from voicemon.runtime.live import facts
from voicemon.runtime.live.gate import HANG_FRAMES, GatedDetector
from voicemon.runtime.live.hold import HoldWatch, announces
from voicemon.runtime.live.inbox import Audio, successive
from voicemon.runtime.live.line import _levels
from voicemon.runtime.live.sameness import Sameness
from voicemon.runtime.live.tracks import Channel, Connection
from voicemon.runtime.live.weighing import Work, serve
from voicemon.types import FRAME_SAMPLES, Call, ConsentStatus, Direction, Role, StretchKind

NOW = datetime(2026, 3, 14, tzinfo=UTC)


class CountingDetector(LoudDetector):
    def __init__(self):
        self.frames = 0

    def __call__(self, samples):
        self.frames += len(samples) // FRAME_SAMPLES
        return super().__call__(samples)


def test_silence_costs_the_network_nothing():
    inner = CountingDetector()
    gated = GatedDetector(inner)
    assert not gated(np.zeros(100 * FRAME_SAMPLES, np.float32)).any()
    assert inner.frames == 0


@settings(deadline=None)
@given(cuts=st.lists(st.integers(1, 199), max_size=8), seed=st.integers(0, 5))
def test_the_gate_says_the_same_however_the_sound_is_cut(cuts, seed):
    rng = np.random.default_rng(seed)
    loud = rng.random(200) < 0.1
    loud[60 : 60 + HANG_FRAMES * 2] = False
    frames = (rng.standard_normal((200, FRAME_SAMPLES)) * 0.1).astype(np.float32) * loud[:, None]
    whole = GatedDetector(LoudDetector())(frames.reshape(-1))
    gated, parts, at = GatedDetector(LoudDetector()), [], 0
    for cut in [*sorted(set(cuts)), 200]:
        parts.append(gated(frames[at:cut].reshape(-1)))
        at = cut
    assert np.array_equal(whole, np.concatenate(parts))


def test_two_channels_of_one_sound_are_found_out_and_others_are_not():
    rng = np.random.default_rng(1)
    voice, other = (rng.standard_normal(16_000 * 4).astype(np.float32) * 0.1 for _ in range(2))
    for second, same in ((voice, True), (other, False)):
        pair = Sameness()
        for at in range(0, len(voice), 1600):
            pair.hear(0, at, voice[at : at + 1600])
            pair.hear(1, at, second[at : at + 1600])
        assert pair.at(3.5) is same
        assert pair.at(0.5) is False


def test_ten_seconds_without_agent_and_customer_are_a_hold():
    watch = HoldWatch(has_agent=True)
    watch.spoke(Role.AGENT, 5.0)
    assert watch.step(14.0, 0.0) == []
    (begun,) = watch.step(15.0, 0.0)
    assert (begun.kind, begun.start_s, begun.role) == (StretchKind.HOLD, 5.0, Role.AGENT)
    assert watch.step(17.0, 0.0) == []
    (grown,) = watch.step(20.5, 0.0)
    assert (grown.start_s, grown.end_s) == (5.0, 20.5)
    (ended,) = watch.step(24.0, 23.0)
    assert (ended.start_s, ended.end_s) == (5.0, 23.0)
    assert watch.since_s is None


def test_a_sender_s_hold_ends_when_the_sender_says_so():
    watch = HoldWatch(has_agent=True)
    assert watch.sender(True, 3.0) == []
    assert watch.step(4.0, 4.0) == []
    (ended,) = watch.sender(False, 9.0)
    assert (ended.start_s, ended.end_s) == (3.0, 9.0)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Your call is important to us.", True),
        ("This call may be recorded for quality purposes.", True),
        ("For billing, press two.", True),
        ("All of our agents are currently busy.", True),
        ("Thank you for calling Northlink, this is Eric.", False),
        ("Please press on with your complaint.", False),
    ],
)
def test_announcements_are_known_by_their_phrases(text, is_one):
    assert announces(text) is is_one


def test_facts_fill_the_call_and_secrets_in_them_are_masked():
    said = {"agent": "a17", "queue": "card 4111 1111 1111 1111", "direction": "in", "team": " "}
    call = facts.told(Call("c", NOW, team="north"), said, NOW)
    assert (call.agent_id, call.team, call.direction) == ("a17", "north", Direction.INBOUND)
    assert "1111" not in (call.queue or "")


def test_a_consent_that_is_not_understood_is_refused():
    with pytest.raises(InputError, match="not known"):
        facts.told(Call("c", NOW), {"consent": "maybe"}, NOW)
    call = facts.told(Call("c", NOW), {"consent": "Granted"}, NOW)
    assert call.consent.status is ConsentStatus.GRANTED
    assert not facts.stops(call)


def test_messages_of_a_channel_are_joined_between_two_events():
    one, two = Channel(0, Role.AGENT), Channel(1, Role.CUSTOMER)

    def audio(channel, start):
        return Audio(channel, start, 8000, np.full(10, start, np.int16))

    def event(_judge):
        return None

    came = [audio(one, 0), audio(two, 0), audio(one, 10), event, audio(one, 20), audio(one, 50)]
    joined = successive(came)
    shapes = [
        (each.channel.number, each.start, len(each.levels)) if isinstance(each, Audio) else "event"
        for each in joined
    ]
    assert shapes == [(0, 0, 20), (1, 0, 10), "event", (0, 20, 10), (0, 50, 10)]


def test_doubles_are_left_out_and_a_leap_is_taken_as_none():
    connection = Connection(2.0, join=False)
    assert connection.place("a", 0, 800, 8000) == (0, 16_000)
    assert connection.place("a", 400, 800, 8000) == (400, 16_800)
    assert connection.place("a", 0, 800, 8000) is None
    assert connection.place("a", 10**12, 800, 8000) == (0, 17_200)
    assert connection.place("a", 10**12 + 800, 800, 8000) == (0, 18_000)


@given(st.lists(st.floats(-2, 2, width=32), max_size=40))
def test_quick_levels_are_the_exact_ones(values):
    from voicemon.audio.codecs import to_int16

    samples = np.array(values, np.float32)
    assert np.array_equal(_levels(samples), to_int16(samples))


def test_what_is_no_number_becomes_silence():
    assert _levels(np.array([np.nan, 0.5], np.float32)).tolist() == [0, 16384]


class Worker:
    def __init__(self, *texts):
        self.texts, self.read, self.failed = texts, [], []

    def work(self):
        return [Work(text, lambda r, t=text: self.read.append((t, r))) for text in self.texts]

    def check_over(self):
        return None

    def fail(self, error):
        self.failed.append(error)


def test_a_text_that_cannot_be_read_harms_only_its_own_call():
    bad, good = Worker("boom"), Worker("fine", None)
    serve([bad, good], PlainReader(fails_on="boom"))
    assert bad.failed
    assert not bad.read
    assert not good.failed
    assert [text for text, _ in good.read] == ["fine", None]


def test_arrivals_are_looked_up_while_more_arrive():
    channel, stop = Channel(0, Role.CUSTOMER), threading.Event()

    def arrive():
        until = 0
        while not stop.is_set():
            until += 800
            channel.arrived(until, 8000, until / 8000)

    socket = threading.Thread(target=arrive)
    socket.start()
    try:
        for _ in range(2000):
            assert channel.arrival_of(channel.due_s - 30.0) <= channel.heard_at
    finally:
        stop.set()
        socket.join()
