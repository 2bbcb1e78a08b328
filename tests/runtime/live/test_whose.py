"""Whose the speech of a running call is: by channel, by voice and words, or nobody's for now."""

from __future__ import annotations

import time

import numpy as np
import pytest

from tests.runtime.live.fakes import Script, opening, play, turns
from tests.utterances.fakes import TwoVoices, segment
from voicemon.runtime.live.asks import PartialAsk
from voicemon.runtime.live.changes import Partial, Weighed
from voicemon.runtime.live.leaks import Leaks
from voicemon.runtime.live.order import Pending
from voicemon.runtime.live.sameness import Sameness
from voicemon.runtime.live.tracks import Channel
from voicemon.runtime.live.whose import SWAPPED, Whose
from voicemon.types import ROLE_CONFIDENCE_FLOOR, Role, RolesFrom, Transcript, Word
from voicemon.utterances.roles import customer_only

GREETING = "Thank you for calling Harbour Bank, how can I help you?"
PROBLEM = "Hi, I'm calling because my card doesn't work and I've been charged twice."
VOCAL = ("voice", "prosody")


class CountingVoices(TwoVoices):
    def __init__(self):
        self.asked = 0

    def voices(self, spectra):
        self.asked += 1
        return super().voices(spectra)


def whose(*roles, embedder=None, same=None, warn=None):
    channels = [Channel(number, role) for number, role in enumerate(roles)]
    leaks = Leaks(same or Sameness(), lambda *_: False)
    made = Whose(channels, leaks, embedder, warn or (lambda _: None))
    for channel in channels:
        made.begin(channel, 0.0)
    return made


def final(made, start_s, role, text, level=0.1, channel=0, **changes):
    spoken = segment(start_s, 4.0, role, level=level)
    end_s = spoken.end_s
    pending = Pending(end_s, role, start_s, spoken, channel, 0.0, 0.0, **changes)
    words = (Word(text, start_s, end_s, 0.9),) if text else ()
    return made.final(pending, Transcript(words, "en", -0.2, 0.0, "tiny"), "en")


def mixed_turn(made, at, **changes):
    text, level = ((GREETING, 0.3), (PROBLEM, 0.03))[at % 2]
    return final(made, at * 5.0, Role.UNKNOWN, text, level, **changes)


def test_on_one_mixed_channel_roles_are_found_once_both_have_spoken_enough():
    made = whose(Role.UNKNOWN, embedder=TwoVoices())
    found = [mixed_turn(made, at) for at in range(8)]
    assert [each.role for each in found[:4]] == [Role.UNKNOWN] * 4
    assert all(customer_only(each) is None for each in found[:4])
    assert [each.role for each in found[-2:]] == [Role.AGENT, Role.CUSTOMER]
    assert customer_only(found[-1]) is not None


def test_a_voice_is_known_again_where_nobody_wrote_its_words_down():
    made = whose(Role.UNKNOWN, embedder=TwoVoices())
    for at in range(8):
        mixed_turn(made, at)
    spoken = segment(50.0, 4.0, Role.UNKNOWN, level=0.3)
    pending = Pending(54.0, Role.UNKNOWN, 50.0, spoken, 0, 0.0, 0.0)
    assert made.final(pending, None, "en").role is Role.AGENT


def test_what_is_said_on_hold_gives_nobody_a_role():
    embedder = CountingVoices()
    made = whose(Role.UNKNOWN, embedder=embedder)
    assert mixed_turn(made, 0, kept_out=True).role is Role.UNKNOWN
    assert embedder.asked == 0


def test_without_a_model_of_voices_a_mixed_channel_is_nobodys():
    made = whose(Role.UNKNOWN)
    assert {mixed_turn(made, at).role for at in range(8)} == {Role.UNKNOWN}


@pytest.mark.parametrize("roles", [(Role.AGENT, Role.CUSTOMER), (Role.UNKNOWN, Role.UNKNOWN)])
def test_with_two_channels_no_voice_is_compared(roles):
    embedder = CountingVoices()
    made = whose(*roles, embedder=embedder)
    for at in range(8):
        assert final(made, at * 5.0, roles[at % 2], "yes", channel=at % 2).role is roles[at % 2]
    assert embedder.asked == 0


def test_a_second_leg_ends_the_telling_apart_from_its_first_moment_on():
    channels = [Channel(0, Role.UNKNOWN), Channel(1, Role.CUSTOMER)]
    embedder = CountingVoices()
    made = Whose(channels, Leaks(Sameness(), lambda *_: False), embedder, lambda _: None)
    made.begin(channels[0], 0.0)
    made.begin(channels[1], 30.0)
    mixed_turn(made, 1)
    assert embedder.asked == 1
    assert mixed_turn(made, 7).role is Role.UNKNOWN
    assert embedder.asked == 1


def test_words_against_the_channels_are_told_once_and_nobody_is_certain_from_then_on():
    told: list[str] = []
    made = whose(Role.AGENT, Role.CUSTOMER, warn=told.append)
    first = final(made, 0.0, Role.AGENT, PROBLEM)
    assert first.role_confidence == 1.0
    doubted = final(made, 5.0, Role.CUSTOMER, GREETING, channel=1)
    assert (doubted.role, told) == (Role.CUSTOMER, [SWAPPED])
    assert customer_only(doubted) is None
    for at in range(2, 8):  # whatever is said after it
        later = final(made, at * 5.0, Role.CUSTOMER, PROBLEM, channel=1)
        assert later.role_confidence < ROLE_CONFIDENCE_FLOOR
    ask = PartialAsk("call", Role.CUSTOMER, 50.0, np.zeros(16_000, np.float32), (), "en", 0.0)
    assert customer_only(made.open(ask, 51.0)) is None
    assert told == [SWAPPED]


def test_open_speech_on_two_channels_of_one_sound_is_not_certain():
    same = Sameness()
    sound = np.random.default_rng(1).standard_normal(4 * 16_000).astype(np.float32) * 0.1
    made = whose(Role.AGENT, Role.CUSTOMER, same=same)
    ask = PartialAsk("call", Role.CUSTOMER, 0.0, sound, (), "en", time.monotonic())
    assert customer_only(made.open(ask, 4.0)) is not None
    for channel in (0, 1):
        same.hear(channel, 0, sound)
    assert customer_only(made.open(ask, 4.0)) is None


class Leaking(Leaks):
    """So much of everything leaked in."""

    share = 0.0

    def left(self, channel, segment, known_s):
        return self.share


@pytest.mark.parametrize(("share", "sure"), [(0.0, True), (0.1, False), (0.9, None)])
def test_speech_with_a_leak_in_it_is_not_certain_and_a_mere_copy_is_nobodys(share, sure):
    channels = [Channel(0, Role.AGENT), Channel(1, Role.CUSTOMER)]
    leaks = Leaking(Sameness(), lambda *_: False)
    leaks.share = share
    made = Whose(channels, leaks, None, lambda _: None)
    found = final(made, 0.0, Role.CUSTOMER, PROBLEM, channel=1)
    assert (found and customer_only(found) is not None) is sure


def test_a_call_whose_words_speak_against_its_channels_warns_and_withholds_the_voice(make_office):
    def say(spoken):
        return GREETING if spoken.role is Role.CUSTOMER else PROBLEM

    with make_office(script=Script(say)) as office:
        line = office.desk.open(opening("c1"))
        customer = turns(16.0, (0.5, 2.0), (6.0, 8.0), (12.0, 14.0), hz=180.0)
        play(line, {"inbound": customer, "outbound": turns(16.0, (3.0, 5.0), (9.0, 11.0))})
        line.end("hangup")
        office.ended("c1")
        analysis = office.store.analysis("c1")
        assert analysis.warnings.count(SWAPPED) == 1
        told = [w for w in office.watcher.of("c1", Weighed) if w.utterance.role is Role.CUSTOMER]
        assert len(told) == 3
        assert not any(e.cue.startswith(VOCAL) for w in told for e in w.evidence)
        assert all(any(each.witness == "voice" for each in w.withheld) for w in told)


def test_words_shown_under_another_role_are_taken_back(make_office):
    """A partial of the mixed channel is nobody's; its final is somebody's, under another name."""

    def say(spoken):
        return (GREETING, PROBLEM)[round(spoken.start_s / 5.0) % 2]

    sound = np.concatenate([turns(5.0, (0.5, 4.0)) * (1.0, 0.3)[at % 2] for at in range(8)])
    with make_office(script=Script(say), embedder=TwoVoices()) as office:
        line = office.desk.open(opening("c1", {"both": Role.UNKNOWN}))
        play(line, {"both": sound})
        line.end("hangup")
        office.ended("c1")
        roles = [each.utterance.role for each in office.watcher.of("c1", Weighed)]
        assert roles[:4] == [Role.UNKNOWN] * 4
        assert roles[-2:] == [Role.AGENT, Role.CUSTOMER]
        left = {each.utterance_id: each for each in office.watcher.of("c1", Partial)}
        named = {each.utterance.id for each in office.watcher.of("c1", Weighed)}
        assert not any(e.stable or e.unsure for e in left.values() if e.utterance_id not in named)
        assert office.store.analysis("c1").roles is RolesFrom.DIARIZED
