"""Whatever arrives, a parser gives events or a `WireError`, quickly and in little memory."""

from __future__ import annotations

import json
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.telephony.test_golden import FIXTURES, VENDORS, messages_of
from voicemon.telephony.detect import Detecting, parser
from voicemon.telephony.events import Heard, WireError

NAMES = (
    "event start media stop dtmf track tracks chunk timestamp payload streamSid callSid stream_id "
    "call_control_id streamId callId stream_sid call_sid mediaFormat media_format encoding "
    "sampleRate sample_rate channels customParameters custom_parameters extra_headers digit action "
    "callEvent audio isAgentAudio samplingRate mixType reason"
).split()
WORDS = (
    "start media stop dtmf connected mark startCall audioMessage endCall START END inbound "
    "audio/x-mulaw PCMU audio/x-l16;rate=16000 MZ18ad3ab5a668481ce02b83e7395059f0 AAAA 1 -1 8000"
).split()

plain = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(WORDS),
)
values = st.recursive(
    plain,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=4), inner, max_size=6)
    ),
    max_leaves=12,
)
objects = st.dictionaries(st.sampled_from(NAMES), values, max_size=8)
messages = st.one_of(st.text(max_size=60), st.binary(max_size=60), objects.map(json.dumps))


def opening(vendor):
    """The fixture's messages up to and including its start."""
    return list(messages_of(FIXTURES / vendor / "normal.jsonl"))[: 2 if vendor != "lca" else 1]


def told(wire, sent):
    """All samples a parser gives; each message may fail, the next must still be answered."""
    samples, refused = 0, []
    for message in sent:
        try:
            happened = wire.receive(message)
        except WireError as error:
            refused.append(error)
        else:
            samples += sum(event.samples.size for event in happened if isinstance(event, Heard))
    assert all(error.close in {1002, 1003, 1007, 1008, 1009} for error in refused)
    assert all(error.message for error in refused)
    wire.lost()
    return samples


@pytest.mark.parametrize("vendor", [*VENDORS, "detect"])
@pytest.mark.parametrize("begun", [True, False])
def test_anything_gives_events_or_a_wire_error(vendor, begun):
    @settings(deadline=None)
    @given(st.lists(messages, max_size=6))
    def anything(sent):
        wire = Detecting() if vendor == "detect" else parser(vendor)
        before = opening("twilio" if vendor == "detect" else vendor) if begun else []
        told(wire, [*before, *sent])

    anything()


@pytest.mark.parametrize("vendor", VENDORS)
def test_any_one_member_may_be_anything(vendor):
    whole = list(messages_of(FIXTURES / vendor / "normal.jsonl"))

    @settings(deadline=None)
    @given(st.data())
    def anything(data):
        sent = [json.loads(message) for message in whole]
        changed = data.draw(st.sampled_from(sent))
        while True:
            name = data.draw(st.sampled_from(sorted(changed)))
            if not isinstance(changed[name], dict) or not changed[name] or data.draw(st.booleans()):
                break
            changed = changed[name]
        changed[name] = data.draw(values)
        told(parser(vendor), [json.dumps(message) for message in sent])

    anything()


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize(
    ("bomb", "close"),
    [
        ("[" * 100_000, 1007),
        ('{"a":' * 100_000, 1007),
        ('{"event":"media","media":' + "[" * 5000 + "]" * 5000 + "}", 1007),
        ('{"event":"media","action":"audioMessage","media":"' + "A" * 10_000_000 + '"}', 1009),
        ('{"event": ' + "9" * 100_000 + "}", 1007),
        ("\ud800", 1007),
    ],
    ids=["lists", "objects", "closed", "10 MB", "long number", "half a character"],
)
def test_bombs_are_refused_before_and_after_the_start(vendor, bomb, close):
    for before in ([], opening(vendor)):
        wire = parser(vendor)
        told_before = [wire.receive(message) for message in before]
        assert len(told_before) == len(before)
        with pytest.raises(WireError) as caught:
            wire.receive(bomb)
        assert caught.value.close == close


def test_frames_that_never_come_in_turn_cost_bounded_memory():
    wire = parser("twilio")
    for message in opening("twilio"):
        wire.receive(message)
    payload = "////" * 40
    tracemalloc.start()
    for number in range(20_000):
        sent = {"track": "inbound", "chunk": 20_000 - number, "payload": payload}
        wire.receive(json.dumps({"event": "media", "media": sent}))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3_000_000
