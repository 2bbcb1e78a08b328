"""What is heard, over real sockets: a real desk, the real server."""

import time

import numpy as np

from tests.runtime.live.fakes import RATE_HZ, until
from tests.server.listening.ear import AGENT, CHUNK_S, CUSTOMER, LOUD
from voicemon.runtime.live.tap import KEPT_S
from voicemon.server import listen_wire, listeners


def test_both_sides_are_heard_within_a_second_of_being_said(place):
    ear = place.ear()
    opened = ear.start()
    listen_wire.ListenOpened.model_validate(opened)
    assert [each["role"] for each in opened["channels"]] == ["customer", "agent"]
    assert (opened["rate_hz"], opened["shown"]) == (RATE_HZ, True)
    said_at = {}
    for at in range(5, 155):
        said_at[round((at + 1) * CHUNK_S, 2)] = time.monotonic()
        place.hum(place.line, at * CHUNK_S, (at + 1) * CHUNK_S)
        place.hum(place.line, at * CHUNK_S, (at + 1) * CHUNK_S, track="outbound")
        time.sleep(CHUNK_S)
    until(lambda: min(ear.heard_s(CUSTOMER), ear.heard_s(AGENT)) > 2.7)
    assert (ear.levels(0.2, 2.7, CUSTOMER) == LOUD).all()
    assert (ear.levels(0.2, 2.7, AGENT) == LOUD).all()
    behind_s = [
        each.heard_s - max(sound.start + sound.count for sound in each.sounds) / RATE_HZ
        for each in ear.told
    ]
    assert np.percentile(behind_s, 95) < 0.6  # in time of the call
    late_s = [
        came - said_at[round(max(s.start + s.count for s in each.sounds) / RATE_HZ - 0.01, 2)]
        for each, came in zip(ear.told, ear.at, strict=True)
        if round(max(s.start + s.count for s in each.sounds) / RATE_HZ - 0.01, 2) in said_at
    ]
    assert late_s
    assert np.percentile(late_s, 95) < 1.0  # by the clock


def test_the_tone_of_a_key_is_not_heard(place):
    ear = place.ear()
    ear.start()
    place.hum(place.line, 0.1, 1.5)
    place.line.dtmf("inbound")
    place.hum(place.line, 1.5, 2.5)
    until(lambda: ear.heard_s() > 2.1)
    assert not ear.levels(1.3, 1.8).any()
    assert (ear.levels(0.5, 1.29) == LOUD).all()
    assert (ear.levels(1.81, 2.1) == LOUD).all()


def test_a_pause_is_not_heard_and_wipes_what_was_not_played(place):
    ear = place.ear()
    ear.start()
    place.hum(place.line, 0.1, 1.0)
    until(lambda: ear.heard_s() > 0.6)
    place.line.pause(wipe=True)
    until(lambda: any(each.forget for each in ear.told))
    place.hum(place.line, 1.0, 2.0)
    place.line.resume()
    place.hum(place.line, 2.0, 3.0)
    until(lambda: ear.heard_s() > 2.6)
    assert (ear.levels(1.0, 2.0) == -1).all()
    assert (ear.levels(2.0, 2.6) == LOUD).all()


def test_a_withdrawn_consent_cuts_it_at_once(place):
    ear = place.ear()
    ear.start()
    place.hum(place.line, 0.1, 1.0)
    until(lambda: ear.heard_s() > 0.6)
    place.line.update({"consent": "withdrawn"})
    until(lambda: ear.ended)
    place.hum(place.line, 1.0, 2.0)
    assert ear.ended == "withdrawn"
    assert ear.told[-1].forget
    assert ear.heard_s() <= 0.75
    assert place.listens._those() == []


def test_a_call_that_ends_is_heard_to_its_end_and_then_said_to_be_over(place):
    ear = place.ear()
    ear.start()
    place.hum(place.line, 0.1, 1.0)
    place.line.end("hangup")
    until(lambda: ear.ended)
    assert ear.ended == "hangup"
    until(lambda: ear.heard_s() == 1.0)
    assert not any(each.forget for each in ear.told)


def test_a_slow_listener_holds_nothing_up_and_goes_on_with_the_newest(place):
    slow, quick = place.ear(), place.ear()
    slow.awake.clear()
    slow.start()
    quick.start()
    began = time.monotonic()
    for at in range(1, 60):
        place.hum(place.line, at * 0.1, (at + 1) * 0.1)
        until(lambda at=at: quick.heard_s() >= at * 0.1 - 0.35)
    assert time.monotonic() - began < 20
    assert len(slow.told) <= listeners.MOST_UNANSWERED
    slow.awake.set()
    until(lambda: slow.heard_s() > 5.6)
    assert slow.told[-1].dropped_s > 1.0
    assert quick.told[-1].dropped_s == 0.0
    assert (slow.levels(5.6 - KEPT_S / 2, 5.6) == LOUD).all()


def test_who_goes_listens_no_more_and_the_audit_log_says_for_how_long(place):
    ear = place.ear()
    ear.start()
    ear.start()  # again: the first one ends
    ear.leave()
    until(lambda: place.listens._those() == [])
    until(lambda: len(place.audit()) == 4)
    assert [entry.action for entry in place.audit()].count("listen.begin") == 2
    last = place.audit()[-1]
    assert (last.action, last.person_id, last.subject) == ("listen.end", "local", "c1")
    assert last.details["reason"] == "left"
    assert last.details["duration_s"] >= 0
    assert place.office.desk.tap("c1")._sides == {}


def test_one_who_asks_to_stop_hears_nothing_more(place):
    ear = place.ear()
    ear.start()
    assert ear.stop() == {"ok": True}
    place.hum(place.line, 0.1, 2.0)
    assert ear.told == []
    assert ear.start()["ok"]
