"""What a sender plays, a parser hears: exactly."""

from __future__ import annotations

import json

import numpy as np
import pytest

from voicemon.audio.codecs import Encoding, decode, encode
from voicemon.errors import InputError
from voicemon.simulate.wire import FEEDS, Options, Played
from voicemon.telephony.detect import Detecting
from voicemon.telephony.events import CallEnded, CallStarted, Heard
from voicemon.types import Role

CUSTOMER, AGENT = Role.CUSTOMER, Role.AGENT
FORMS = [
    ("twilio", "", 8000),
    ("telnyx", "", 8000),
    ("telnyx", "PCMA", 8000),
    ("plivo", "", 8000),
    ("plivo", "audio/x-l16", 16000),
    ("exotel", "", 8000),
    ("exotel", "", 24000),
    ("lca", "", 16000),
    ("lca", "binary", 8000),
]
FACTS = {"agent": "a17", "queue": "billing", "key": "vmk_1", "customer_track": "outbound"}


def noise(samples, seed, law=Encoding.S16LE):
    """Noise on the grid of a law, so that a law's bytes hold it exactly."""
    made = 0.3 * np.random.default_rng(seed).standard_normal(samples)
    return decode(encode(made.astype(np.float32), law), law)


def heard(feed, wire=None):
    wire = wire or Detecting()
    events = []
    sent = [*feed.opening(), *(timed.message for timed in feed.media()), *feed.closing()]
    for message in sent:
        events += wire.receive(message)
    events += wire.lost()
    tracks = {}
    for event in events:
        if isinstance(event, Heard):
            assert event.filled == 0
            tracks.setdefault(event.track, []).append(event.samples)
    return events, {track: np.concatenate(parts) for track, parts in tracks.items()}


@pytest.mark.parametrize("seed", [None, 1, 2, 3])
@pytest.mark.parametrize(("name", "encoding", "rate_hz"), FORMS)
def test_a_parser_hears_exactly_what_is_played(name, encoding, rate_hz, seed):
    law = Encoding.S16LE
    if rate_hz == 8000 and name in {"twilio", "telnyx", "plivo"}:
        law = Encoding.ALAW if encoding == "PCMA" else Encoding.ULAW
    # as many samples on both sides: the interleaved form cannot say that one is shorter
    channels = noise(rate_hz * 3 + 37, 1, law), noise(rate_hz * 3 + 37, 2, law)
    played = Played(channels, (CUSTOMER, AGENT), rate_hz, "CA1", FACTS)
    events, tracks = heard(FEEDS[name](played, Options(seed=seed, encoding=encoding)))
    (started,) = [event for event in events if isinstance(event, CallStarted)]
    assert started.call == "CA1"
    assert FACTS.items() <= started.facts.items()
    for track, channel in zip(started.tracks, channels, strict=True):
        np.testing.assert_array_equal(tracks[track], channel)
    assert any(isinstance(event, CallEnded) for event in events) == (name != "plivo")


@pytest.mark.parametrize("name", ["twilio", "telnyx", "plivo", "exotel", "lca"])
def test_sides_may_differ_in_length_and_one_side_may_be_alone(name):
    sides = noise(8000, 1, Encoding.ULAW), noise(5000, 2, Encoding.ULAW)
    played = Played(sides, (CUSTOMER, AGENT), 8000, "CA1")
    _, tracks = heard(FEEDS[name](played))
    assert sorted(part.size for part in tracks.values()) == [5000, 8000]
    _, tracks = heard(FEEDS[name](played.leg(0)))
    (alone,) = tracks.values()
    np.testing.assert_array_equal(alone, sides[0])


@pytest.mark.parametrize(("name", "encoding", "rate_hz"), FORMS)
def test_messages_come_by_time_and_end_with_the_audio(name, encoding, rate_hz):
    played = Played((noise(rate_hz, 1), noise(rate_hz, 2)), (CUSTOMER, AGENT), rate_hz, "CA1")
    for seed in (None, 4):
        feed = FEEDS[name](played, Options(seed=seed, encoding=encoding))
        moments = [timed.at_s for timed in feed.media()]
        assert moments == sorted(moments)
        assert moments[-1] == pytest.approx(played.duration_s)


def test_the_same_seed_cuts_the_same():
    played = Played((noise(8000, 1),), (CUSTOMER,), 8000, "CA1")
    cuts = [
        [timed.message for timed in FEEDS["twilio"](played, Options(seed=seed)).media()]
        for seed in (1, 1, 2)
    ]
    assert cuts[0] == cuts[1] != cuts[2]


def test_twilio_says_numbers_as_text_and_plivo_as_numbers():
    played = Played((noise(8000, 1),), (CUSTOMER,), 8000, "CA1")
    twilio = json.loads(next(iter(FEEDS["twilio"](played).media())).message)
    plivo = json.loads(next(iter(FEEDS["plivo"](played).media())).message)
    assert twilio["media"]["chunk"] == "1"
    assert plivo["media"]["chunk"] == 1


def test_telnyx_changes_the_order_of_frames():
    played = Played((noise(8000, 1),), (CUSTOMER,), 8000, "CA1")
    feed = FEEDS["telnyx"](played, Options(seed=1))
    chunks = [int(json.loads(timed.message)["media"]["chunk"]) for timed in feed.media()]
    assert chunks != sorted(chunks)
    assert sorted(chunks) == list(range(1, len(chunks) + 1))


def test_what_a_vendor_cannot_carry_is_refused_with_what_to_do():
    played = Played((noise(8000, 1),), (CUSTOMER,), 44100, "CA1")
    for name in ("twilio", "telnyx", "plivo", "exotel"):
        with pytest.raises(InputError, match="44100") as caught:
            FEEDS[name](played)
        assert "8000" in caught.value.fix


def test_every_channel_needs_a_role():
    with pytest.raises(InputError):
        Played((noise(8, 1),), (CUSTOMER, AGENT), 8000, "CA1")
