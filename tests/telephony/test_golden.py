"""Recorded messages of each vendor and the events they must become.

A fixture is a `.jsonl` of messages, one a line (`base64:` before a binary one), and beside it the
events, what `lost` gives afterwards, and the error that ends it. Levels are 16-bit, reckoned by
another G.711 than ours.
"""

from __future__ import annotations

import base64
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from voicemon.telephony.detect import Detecting, parser
from voicemon.telephony.events import Heard, WireError

FIXTURES = Path(__file__).parent / "fixtures"
VENDORS = ("twilio", "telnyx", "plivo", "exotel", "lca")
CASES = [path for vendor in VENDORS for path in sorted((FIXTURES / vendor).glob("*.jsonl"))]


def messages_of(path):
    for line in path.read_text().splitlines():
        if line.startswith("base64:"):
            yield base64.b64decode(line.removeprefix("base64:"))
        else:
            yield line


def shown(event):
    fields = asdict(event) if not isinstance(event, Heard) else {}
    if isinstance(event, Heard):
        levels = np.rint(event.samples * 32768).astype(int).tolist()
        fields = {"track": event.track, "start": event.start, "levels": levels}
        fields["filled"] = event.filled
    return json.loads(json.dumps({"event": type(event).__name__} | fields))


def played(wire, path):
    events, error = [], None
    try:
        for message in messages_of(path):
            events += wire.receive(message)
    except WireError as raised:
        error = raised
    return events, wire.lost(), error


def test_every_vendor_has_its_fixtures():
    needed = "normal breaks_off bad_base64 wrong_types second_start audio_before_start".split()
    for vendor in VENDORS:
        have = {path.stem for path in (FIXTURES / vendor).glob("*.jsonl")}
        assert have >= set(needed), vendor
        assert vendor == "lca" or "reordered" in have


@pytest.mark.parametrize("detecting", [True, False], ids=["detected", "told"])
@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_messages_become_the_events_beside_them(path, detecting):
    vendor = path.parent.name
    wire = Detecting() if detecting else parser(vendor)
    expected = json.loads(path.with_suffix(".expected.json").read_text())
    events, lost, error = played(wire, path)
    assert [shown(event) for event in events] == expected["events"]
    assert [shown(event) for event in lost] == expected["lost"]
    assert wire.lost() == []
    if expected["error"] is None:
        assert error is None
        assert wire.vendor == vendor
    else:
        assert error is not None
        assert error.close == expected["error"]["close"]
        assert expected["error"]["says"] in error.message


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_event_and_no_error_holds_a_pressed_digit(path):
    events, lost, error = played(Detecting(), path)
    assert not any("digit" in str(shown(event)) for event in events + lost)
    for event in events:
        if shown(event)["event"] == "Dtmf":
            assert set(shown(event)) == {"event", "track"}
    assert "digit" not in str(error)
