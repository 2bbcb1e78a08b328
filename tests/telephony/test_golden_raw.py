"""Recorded messages of the vendors of raw audio and the events they must become.

The fixtures are written as those of `test_golden`, levels again reckoned by another G.711 than
ours; a binary message of AudioSocket is a piece of its byte stream.
"""

from __future__ import annotations

import json

import pytest

from tests.telephony.test_golden import FIXTURES, played, shown
from voicemon.telephony.audiohook import AudioHook
from voicemon.telephony.audiosocket import AudioSocket
from voicemon.telephony.detect import Detecting, parser
from voicemon.telephony.events import Dtmf

DETECTED = ("vonage", "jambonz", "chan_websocket")
ALONE = {"audiosocket": AudioSocket, "audiohook": AudioHook}
CASES = [
    path for vendor in (*DETECTED, *ALONE) for path in sorted((FIXTURES / vendor).glob("*.jsonl"))
]
FIRST_MESSAGE = ("audio_before_start",)  # whose, nobody can tell: the words differ, not the code

every_case = pytest.mark.parametrize(
    "path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}"
)


def parsers(path):
    vendor = path.parent.name
    if vendor in ALONE:
        return [ALONE[vendor]()]
    return [parser(vendor), Detecting()]


def test_every_vendor_has_its_fixtures():
    needed = {"normal", "breaks_off", "wrong_types", "second_start", "audio_before_start"}
    for vendor in (*DETECTED, *ALONE):
        assert needed <= {path.stem for path in (FIXTURES / vendor).glob("*.jsonl")}, vendor


@every_case
def test_messages_become_the_events_beside_them(path):
    expected = json.loads(path.with_suffix(".expected.json").read_text())
    for wire in parsers(path):
        events, lost, error = played(wire, path)
        assert [shown(event) for event in events] == expected["events"]
        assert [shown(event) for event in lost] == expected["lost"]
        if expected["error"] is None:
            assert error is None
            assert wire.vendor == path.parent.name
        else:
            assert error is not None
            assert error.close == expected["error"]["close"]
            told_apart = not isinstance(wire, Detecting) or path.stem not in FIRST_MESSAGE
            assert not told_apart or expected["error"]["says"] in error.message


@every_case
def test_no_event_and_no_error_holds_a_pressed_digit(path):
    for wire in parsers(path):
        events, lost, error = played(wire, path)
        assert not any("digit" in str(shown(event)) for event in [*events, *lost])
        keys = [shown(event) for event in events if isinstance(event, Dtmf)]
        assert all(set(key) == {"event", "track"} for key in keys)
        assert "digit" not in str(error)
