"""The sending side of each telephone wire format: a recording → the messages a vendor would send.

Comes in: `Played`. Goes out: opening messages, timed media messages, closing messages, replies.
Must not know: sockets, the clock, the server's inside. Written against the vendors' documents, not
against our parsers, so that the two check each other.
"""

from __future__ import annotations

from voicemon.simulate.wire.audiohook import AudioHookFeed
from voicemon.simulate.wire.audiosocket import AudioSocketFeed
from voicemon.simulate.wire.base import Feed, Options, Played, Timed
from voicemon.simulate.wire.chan_websocket import ChanWebSocketFeed
from voicemon.simulate.wire.exotel import ExotelFeed
from voicemon.simulate.wire.jambonz import JambonzFeed
from voicemon.simulate.wire.lca import LcaFeed
from voicemon.simulate.wire.plivo import PlivoFeed
from voicemon.simulate.wire.telnyx import TelnyxFeed
from voicemon.simulate.wire.twilio import TwilioFeed
from voicemon.simulate.wire.vonage import VonageFeed

FEEDS: dict[str, type[Feed]] = {
    feed.name: feed
    for feed in (
        TwilioFeed,
        TelnyxFeed,
        PlivoFeed,
        ExotelFeed,
        VonageFeed,
        JambonzFeed,
        ChanWebSocketFeed,
        AudioSocketFeed,
        AudioHookFeed,
        LcaFeed,
    )
}

__all__ = ["FEEDS", "Feed", "Options", "Played", "Timed"]
