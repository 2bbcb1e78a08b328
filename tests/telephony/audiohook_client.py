"""The client's side of AudioHook, as far as a test needs it."""

from __future__ import annotations

import json

from voicemon.telephony.audiohook import AudioHook, State
from voicemon.telephony.events import Send

SESSION = "30b0e395-84d3-4570-ac13-9a62d8f514c0"
OTHER = "e160e428-53e2-487c-977d-96989bf5c99d"
ORGANIZATION = "d7934305-0972-4844-938e-9060eef73d05"
CONVERSATION = "090eaa2f-72fa-480a-83e0-8667ff89c0ec"
PARTICIPANT = "883efee8-3d6c-4537-b500-6d7ca4b92fa0"
STEREO = ["external", "internal"]


def media(kind="PCMU", channels=STEREO, rate=8000, **other):
    return {"type": "audio", "format": kind, "channels": channels, "rate": rate} | other


def opening(**changes):
    return {
        "organizationId": ORGANIZATION,
        "conversationId": CONVERSATION,
        "participant": {
            "id": PARTICIPANT,
            "ani": "+1-555-555-1234",
            "aniName": "John Doe",
            "dnis": "+1-800-555-6789",
        },
        "media": [media(), media(channels=["external"])],
    } | changes


class Client:
    """The client's side, as far as a message needs it."""

    def __init__(self, wire=None):
        self.wire = wire or AudioHook()
        self.seq = 0
        self.serverseq = 0

    def __call__(self, kind, parameters=None, **changes):
        self.seq += 1
        message = {
            "version": "2",
            "id": SESSION,
            "type": kind,
            "seq": self.seq,
            "serverseq": self.serverseq,
            "position": "PT1.5S",
            "parameters": parameters or {},
        } | changes
        events = self.wire.receive(json.dumps(message))
        self.serverseq += sum(isinstance(event, Send) for event in events)
        return events

    def opened(self, **changes):
        self("open", opening(**changes))
        return self


def said(event):
    assert isinstance(event, Send)
    return json.loads(event.message)


def broken(wire, close=1002):
    """The wire is broken in this way, and says so to the client."""
    assert wire.state is State.BROKEN
    goodbye, closing = wire.leave("whatever", again=False)
    assert closing.code == close
    return said(goodbye)
