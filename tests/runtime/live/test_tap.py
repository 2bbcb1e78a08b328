"""What people who listen in hear of a running call, and what they must not hear."""

import numpy as np
import pytest

from tests.runtime.live.fakes import BOTH, RATE_HZ, TALK, opening, play, until
from voicemon.errors import Conflict, NotFound
from voicemon.runtime.live import tap
from voicemon.runtime.live.changes import Status
from voicemon.runtime.live.tap import Listener, Tap
from voicemon.runtime.live.tracks import Channel
from voicemon.types import Role

CUSTOMER, AGENT = 0, 1
LOUD = np.float32(0.25)
CHUNK = RATE_HZ // 50


class Ears:
    """Somebody who takes what comes, when told to."""

    def __init__(self, on, *, shown=True):
        self.tap = on
        self.woken = 0
        self.listener = Listener(self.wake)
        self.sound = {}
        self.ended = None
        self.forgot = 0
        self.dropped_s = 0.0
        on.open(self.listener, shown=shown)

    def wake(self):
        self.woken += 1

    def take(self):
        sounds, forget, self.dropped_s, self.ended = self.listener.take()
        self.forgot += forget
        for each in sounds:
            levels = np.zeros(each.count, np.int16) if each.levels is None else each.levels
            self.sound.setdefault(each.channel, []).append((each.start, levels))
        return sounds

    def heard(self, channel, from_s, to_s):
        """The levels in a span; what did not come is 1."""
        rate = self.tap.rate_hz
        whole = np.ones(round(to_s * rate), np.int16)
        for start, levels in self.sound.get(channel, []):
            part = levels[: max(0, len(whole) - start)]
            whole[start : start + len(part)] = part
        return whole[round(from_s * rate) :]

    def until_s(self, channel):
        start, levels = self.sound[channel][-1]
        return (start + len(levels)) / self.tap.rate_hz


def loud(seconds):
    return np.full(round(seconds * RATE_HZ), LOUD, np.float32)


def speak(line, from_s, to_s, track="inbound"):
    for at in range(round(from_s * RATE_HZ), round(to_s * RATE_HZ), CHUNK):
        line.hear(track, at, np.full(CHUNK, LOUD, np.float32), RATE_HZ)


@pytest.fixture
def office(make_office):
    with make_office() as made:
        yield made


@pytest.fixture
def line(office):
    line = office.desk.open(opening("c1"))
    speak(line, 0.0, 0.1)
    return line


@pytest.fixture
def ears(office, line):
    return Ears(office.desk.tap("c1"))


def test_both_sides_are_heard_as_they_were_said(office):
    line = office.desk.open(opening("c1"))
    line.hear("inbound", 0, TALK["inbound"][:160], RATE_HZ)
    ears = Ears(office.desk.tap("c1"))
    play(line, {track: sound[160:] for track, sound in TALK.items()}, start=160)
    line.end("hangup")
    ears.take()
    assert ears.ended == "hangup"
    for number, track in enumerate(BOTH):
        said = np.rint(TALK[track][-2 * RATE_HZ :] * 32768)
        heard = ears.heard(number, 10.0, 12.0)
        assert np.array_equal(heard[RATE_HZ // 2 :], said[RATE_HZ // 2 :])


def test_what_is_given_on_is_a_third_of_a_second_behind(line, ears):
    for at in range(5, 200):
        speak(line, at * 0.02, (at + 1) * 0.02)
        if ears.take() and at > 40:
            assert (at + 1) * 0.02 - ears.until_s(CUSTOMER) == pytest.approx(0.25, abs=0.001)
    assert ears.tap.heard_s - ears.until_s(CUSTOMER) <= 0.25 + tap.PACKET_S


def test_without_a_listener_nothing_is_kept(office, line):
    speak(line, 0.1, 2.0)
    found = office.desk.tap("c1")
    assert found._sides == {}
    ears = Ears(found)
    speak(line, 2.0, 3.0)
    assert ears.take()[0].start == 2 * RATE_HZ
    found.leave(ears.listener)
    speak(line, 3.0, 4.0)
    assert found._sides == {}
    assert not ears.take()


def test_the_tone_of_a_key_is_not_heard(line, ears):
    speak(line, 0.1, 2.0)
    ears.take()
    line.dtmf("inbound")
    speak(line, 2.0, 3.9)
    ears.take()
    assert not ears.heard(CUSTOMER, 1.8, 2.3).any()
    assert (ears.heard(CUSTOMER, 1.0, 1.79) > 1000).all()
    assert (ears.heard(CUSTOMER, 2.31, 3.5) > 1000).all()


def test_who_comes_in_the_middle_of_a_tone_does_not_hear_it(office, line):
    speak(line, 0.1, 2.0)
    line.dtmf("inbound")
    ears = Ears(office.desk.tap("c1"))
    speak(line, 2.0, 4.0)
    ears.take()
    assert not ears.heard(CUSTOMER, 2.0, 2.3).any()
    assert (ears.heard(CUSTOMER, 2.31, 3.5) > 1000).all()


def test_a_pause_is_not_heard_and_what_it_wipes_is_forgotten(line, ears):
    speak(line, 0.1, 2.0)
    assert ears.take()
    line.pause(wipe=True)
    speak(line, 2.0, 3.0)
    assert not ears.take()
    assert ears.forgot == 1
    line.resume()
    speak(line, 3.0, 4.0)
    ears.take()
    assert (ears.heard(CUSTOMER, 1.76, 3.0) == 1).all()
    assert (ears.heard(CUSTOMER, 3.0, 3.5) > 1000).all()


def test_a_withdrawn_consent_cuts_it_at_once(line, ears):
    speak(line, 0.1, 2.0)
    line.update({"consent": "withdrawn"})
    speak(line, 2.0, 3.0)
    assert not ears.take()
    assert (ears.forgot, ears.ended) == (1, "withdrawn")


def test_one_who_does_not_keep_up_hears_the_newest_and_is_told_what_is_missing(line, ears):
    speak(line, 0.1, 10.1)
    assert ears.woken == 1
    ears.take()
    assert ears.until_s(CUSTOMER) == pytest.approx(9.85, abs=tap.PACKET_S)
    assert sum(len(levels) for _, levels in ears.sound[CUSTOMER]) <= tap.KEPT_S * RATE_HZ
    assert ears.dropped_s == pytest.approx(9.75 - tap.KEPT_S, abs=2 * tap.PACKET_S)


def test_silence_is_told_and_not_carried(line, ears):
    line.hear("outbound", 0, np.zeros(RATE_HZ, np.float32), RATE_HZ)
    speak(line, 0.1, 1.1)
    quiet, spoken = sorted(ears.take(), key=lambda each: each.role)
    assert (quiet.role, quiet.levels, quiet.count) == (Role.AGENT, None, RATE_HZ * 3 // 4)
    assert spoken.levels is not None


def test_a_wideband_call_is_given_at_16_khz(office):
    line = office.desk.open(opening("c1", {"a": Role.CUSTOMER}))
    line.hear("a", 0, np.zeros(480, np.float32), 48_000)
    ears = Ears(office.desk.tap("c1"))
    tone = np.sin(np.arange(96_000) * 2 * np.pi * 440 / 48_000).astype(np.float32) / 2
    line.hear("a", 480, tone, 48_000)
    sounds = ears.take()
    assert ears.tap.rate_hz == 16_000
    assert sounds[0].start == 160
    heard = ears.heard(CUSTOMER, 0.5, 1.0)
    assert abs(np.abs(np.fft.rfft(heard)).argmax() / 0.5 - 440) <= 2


def test_a_leg_of_another_rate_goes_on_where_the_first_ended(office, line, ears):
    speak(line, 0.1, 2.0)
    line.hear("inbound", 4 * 8000, np.full(16_000, LOUD, np.float32), 16_000)
    ears.take()
    assert (ears.heard(CUSTOMER, 2.1, 2.6) > 1000).all()


def test_only_so_many_listen_to_one_call_and_none_to_one_that_is_over(office, line):
    found = office.desk.tap("c1")
    all_ears = [Ears(found) for _ in range(tap.MOST_LISTENERS)]
    with pytest.raises(Conflict, match="listen to this call already"):
        Ears(found)
    found.leave(all_ears[0].listener)
    Ears(found)
    line.end("hangup")
    with pytest.raises(Conflict, match="over"):
        Ears(found)
    office.ended("c1")
    with pytest.raises(NotFound):
        office.desk.tap("c1")


def test_that_somebody_listens_is_told_unless_the_site_does_not_show_it(office, line):
    found = office.desk.tap("c1")
    secret, shown = Ears(found, shown=False), Ears(found)
    until(lambda: office.desk.snapshot("c1").status.listeners == 1)
    found.leave(shown.listener)
    until(lambda: office.desk.snapshot("c1").status.listeners == 0)
    found.leave(secret.listener)
    told = [status.listeners for status in office.watcher.of("c1", Status)]
    assert max(told) == 1


def test_a_further_channel_is_heard_too():
    channels = [Channel(0, Role.CUSTOMER)]
    made = Tap(channels)
    ears = Ears(made)
    channels.append(Channel(1, Role.AGENT))
    made.hear(channels[1], 0, RATE_HZ, np.full(RATE_HZ, 9000, np.int16))
    assert made.channels == [(0, Role.CUSTOMER), (1, Role.AGENT)]
    assert ears.take()[0].role is Role.AGENT
