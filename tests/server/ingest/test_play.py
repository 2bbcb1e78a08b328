"""The player against the real listener, over real sockets."""

import base64
import threading
import time

import numpy as np
import pytest

from tests.server.ingest.conftest import wait_for
from voicemon.errors import Conflict, InputError
from voicemon.server.listen import bind
from voicemon.simulate.play import PlayError, Target, play
from voicemon.simulate.wire import FEEDS, Options, Played
from voicemon.store import KeySettings
from voicemon.types import Role

RATE_HZ = 8000
SIDES = (Role.CUSTOMER, Role.AGENT)
SECRET = b"a client secret of thirty-two by"


def tone(hz, seconds):
    return (0.3 * np.sin(2 * np.pi * hz * np.arange(round(seconds * RATE_HZ)) / RATE_HZ)).astype(
        np.float32
    )


def call(seconds=1.0, name="call-7", **facts):
    return Played((tone(200, seconds), tone(330, seconds)), SIDES, RATE_HZ, name, facts)


@pytest.fixture
def page_url(app):
    """The page's server, where legs are announced."""
    listening = bind(app, "127.0.0.1", 0)
    serving = threading.Thread(target=listening.run)
    serving.start()
    yield listening.url
    listening.stop()
    serving.join()


@pytest.fixture
def target(site, page_url):
    return Target(site.url, site.addresses.audiosocket, page_url, site.key())


def heard(site, role):
    """What the lines of the site were told of a role, and its facts."""
    for line in site.desk.lines:
        for track, its in line.opening.tracks.items():
            if its is role:
                return line.samples(track), line
    raise AssertionError(f"nobody was the {role}")


@pytest.mark.parametrize("name", FEEDS)
def test_a_call_is_played_by_every_feed(site, target, name):
    played = call(agent="a17")
    sent = play(name, played, target, speed=10)
    lines = 2 if FEEDS[name].single_leg else 1
    wait_for(lambda: len(site.desk.lines) == lines and all(line.over for line in site.desk.lines))
    assert all(line.said[-1].startswith("end") for line in site.desk.lines)
    assert sent.audio_s == pytest.approx(1.0)
    for role, channel in zip(SIDES, played.channels, strict=True):
        samples, line = heard(site, role)
        assert abs(samples.size - channel.size) <= 400
        assert np.abs(samples[:7000] - channel[:7000]).mean() < 0.02
        assert line.opening.facts["agent"] == "a17"
        if name != "audiohook":  # whose call names are UUIDs
            assert line.opening.name == "call-7"


@pytest.mark.parametrize("name", ["twilio", "audiohook", "audiosocket"])
def test_random_chunking_plays_the_same_samples(site, target, name):
    played = call()
    play(name, played, target, speed=20, options=Options(seed=7))
    wait_for(lambda: site.desk.lines and all(line.over for line in site.desk.lines))
    samples, _ = heard(site, Role.AGENT)
    assert samples.size == RATE_HZ
    assert np.abs(samples - played.channels[1]).mean() < 0.02


@pytest.mark.parametrize("name", ["twilio", "audiohook"])
def test_a_signed_sender_is_let_in(site, target, name):
    text = base64.b64encode(SECRET).decode()
    sealed = text.encode() if name == "twilio" else SECRET
    _, key = site.store.keys.add(KeySettings(name, vendor=name, sealed_secret=sealed))
    signed = Target(site.url, key=key, secret=text)
    play(name, call(0.2), signed, speed=10)
    site.line()
    with pytest.raises(PlayError, match="401"):
        play(name, call(0.2), Target(site.url, key=key, secret="bm9wZQ=="), speed=10)


def test_a_call_takes_its_time(site, target):
    began = time.monotonic()
    sent = play("twilio", call(), target, speed=2)
    assert time.monotonic() - began >= 0.49
    assert sent.took_s >= 0.49


def test_progress_is_told_and_a_call_can_be_hung_up(site, target):
    stop, told = threading.Event(), []

    def progress(at_s):
        told.append(at_s)
        if at_s > 0.3:
            stop.set()

    sent = play("twilio", call(60), target, progress=progress, stop=stop)
    assert 0.3 < sent.audio_s < 5
    assert told == sorted(told)
    wait_for(lambda: site.line().over)
    assert site.line().said[-1] == "end hangup"


def test_a_wrong_key_is_refused_with_what_to_do(site):
    with pytest.raises(PlayError, match="401") as refused:
        play("twilio", call(), Target(site.url, key="vmk_00000000_" + "0" * 48))
    assert "voicemon keys add" in refused.value.fix


def test_a_call_that_the_desk_refuses_ends_with_its_reason(site, target, desk):
    desk.refusal = InputError("the customer's consent is refused", "send no audio")
    with pytest.raises(PlayError, match="consent") as refused:
        play("twilio", call(5), target)
    assert refused.value.close == 1008
    desk.refusal = Conflict("shutting down")
    with pytest.raises(PlayError) as refused:
        play("twilio", call(5), target)
    assert refused.value.retry


def test_where_nothing_listens_it_says_what_to_do():
    with pytest.raises(PlayError, match="cannot be reached") as refused:
        play("twilio", call(), Target("ws://127.0.0.1:9"))
    assert "voicemon serve" in refused.value.fix
    with pytest.raises(PlayError, match="cannot be reached"):
        play("audiosocket", call(), Target(site="http://127.0.0.1:9"))


def test_a_leg_announced_twice_is_not_played(site, target):
    play("vonage", call(0.2), target, speed=10)
    with pytest.raises(PlayError, match="409"):
        play("vonage", call(0.2), target, speed=10)
    assert len(site.desk.lines) == 2


def test_when_a_leg_is_refused_the_other_does_not_wait(site, target, desk):
    wrong = Target(site.url, site=target.site, key="vmk_00000000_" + "0" * 48)
    with pytest.raises(PlayError, match="401"):
        play("vonage", call(5), wrong)


def test_audiohook_connects_anew_when_the_service_restarts(site, target):
    sender = threading.Thread(target=lambda: failed.append(error_of(site, target)))
    failed = []
    sender.start()
    wait_for(lambda: site.line().total() > 800)
    site.ingest.drain()
    sender.join(20)
    assert "cannot be reached" in str(failed[0])  # it asked again, and nobody is there


def error_of(site, target):
    try:
        play("audiohook", call(30), target)
    except PlayError as error:
        return error
    return None


def test_an_unknown_feed_is_named():
    with pytest.raises(InputError, match="morse"):
        play("morse", call(), Target())
