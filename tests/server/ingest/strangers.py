"""Who connects: one that must not notice anything, and what the others do and are told."""

import json

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.frames import Close

from tests.server.ingest.conftest import wait_for
from tests.server.ingest.test_feeds import played
from voicemon.simulate.wire import FEEDS, Options


def refused(site, path, **options):
    with pytest.raises(InvalidStatus) as caught, site.connect(path, **options):
        pass
    answer = caught.value.response
    return answer.status_code, json.loads(answer.body)


def turned_away(site, path):
    """Whether nobody comes in there now: what another process changed counts within a second."""
    try:
        with site.connect(path):
            return False
    except InvalidStatus:
        return True


def closed(line, limit_s=10):
    with pytest.raises(ConnectionClosed) as caught:
        read_on(line, limit_s)
    return caught.value.rcvd or Close(1006, "")


def read_on(line, limit_s):
    while True:
        line.recv(limit_s)


def twilio(**facts):
    return FEEDS["twilio"](played(**facts), Options())


def begin(line, feed=None, pieces=0):
    """Open a call and send its first pieces of audio; returns those that are left."""
    feed = feed or twilio()
    for message in feed.opening():
        line.send(message)
    media = feed.media()
    for _ in range(pieces):
        line.send(next(media).message)
    return media


class Bystander:
    """A call that must not notice anything."""

    def __init__(self, site):
        self.site = site
        self.line = site.open(f"/ingest/stream/{site.key('bystander')}")
        self.media = begin(self.line, twilio(call="bystander"))
        wait_for(lambda: any(self._mine()))

    def _mine(self):
        return [each for each in self.site.desk.lines if each.opening.name == "bystander"]

    def is_heard(self):
        """Its next audio comes through."""
        taken = self._mine()[0]
        before = taken.total()
        for _ in range(8):
            self.line.send(next(self.media).message)
        wait_for(lambda: taken.total() > before, 3)
        return not taken.over

    def close(self):
        self.line.close()
