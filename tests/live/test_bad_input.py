"""Broken senders over real sockets: what they said is kept, and a call beside them is the same."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from models.eval.running import Way, differences, told, wait_for
from tests.live.conftest import spoken
from voicemon.simulate.connections import WebSocket
from voicemon.simulate.wire import FEEDS, Options, Played
from voicemon.types import Analysis

pytestmark = [pytest.mark.model, pytest.mark.timeout(600)]
SECONDS = 14.0
BESIDE = Way("twilio", speed=4.0)


@pytest.fixture(scope="module")
def call():
    return spoken(SECONDS)


@pytest.fixture(scope="module")
def usual(service, call) -> Analysis:
    """The call as it is when nobody disturbs anybody."""
    return service.live(service.play(call, Way("twilio")))


@pytest.fixture
def beside(service, call, usual):
    """A call that runs while a test does, and must not notice anything."""
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(service.play, call, BESIDE)
        yield
        assert differences(told(usual), told(service.live(running.result()))) == []


class Sender:
    """Sends a call's messages as a test changed them, as fast as they are taken."""

    def __init__(self, service, call: Played, feed: str = "twilio", **options: object) -> None:
        self.agent = uuid.uuid4().hex[:12]
        self._service = service
        self._feed = FEEDS[feed](
            replace(call, call=str(uuid.uuid4()), facts={"agent": self.agent}), Options(**options)
        )
        target = service.target
        url = f"{target.websocket}/ingest/stream/{target.key}"
        self.line = WebSocket(url, self._feed.headers(), self._feed.subprotocols)
        self.send(self._feed.opening())
        self.media = [each.message for each in self._feed.media()]

    def send(self, messages) -> None:
        for message in messages:
            self.line.send(message)

    def hang_up(self) -> Analysis:
        """Say goodbye; what was made of the call."""
        self.send(self._feed.closing())
        self.line.close()
        return self.result()

    def result(self) -> Analysis:
        return self._service.live(self._service.over(self.agent))


def moved(message, by_ms):
    """A media message of another moment."""
    said = json.loads(message)
    said["media"]["timestamp"] = str(int(said["media"]["timestamp"]) + by_ms)
    return json.dumps(said)


def texts(analysis):
    return [each.text for each in analysis.utterances]


def test_a_gap_of_five_seconds_is_time_of_the_call(service, call, usual, beside):
    sender = Sender(service, call)
    half = len(sender.media) // 2
    sender.send(sender.media[:half])
    sender.send(moved(each, 5000) for each in sender.media[half:])
    heard = sender.hang_up()
    assert heard.duration_s == pytest.approx(SECONDS + 5.0, abs=0.05)
    early = [each for each in usual.utterances if each.end_s < SECONDS / 2 - 1.0]
    assert early
    assert texts(heard)[: len(early)] == [each.text for each in early]
    assert heard.utterances[-1].start_s > SECONDS / 2 + 5.0


@pytest.mark.parametrize("by_ms", [3_600_000, -3_600_000])
def test_a_clock_that_jumps_changes_nothing(service, call, usual, beside, by_ms):
    sender = Sender(service, call)
    half = len(sender.media) // 2
    later = [moved(each, 7_200_000 + by_ms) for each in sender.media[half:]]
    sender.send([moved(each, 7_200_000) for each in sender.media[:half]])
    sender.send(later)
    assert differences(told(usual), told(sender.hang_up())) == []


@pytest.mark.parametrize("feed", ["twilio", "telnyx"])
def test_messages_out_of_order_and_twice_change_nothing(service, call, usual, beside, feed):
    sender = Sender(service, call, feed)
    sender.send(shaken(sender.media))
    assert differences(told(usual), told(sender.hang_up())) == []


def shaken(messages) -> Iterator[str | bytes]:
    """Groups of four in another order, one of ten said twice."""
    random = np.random.default_rng(5)
    for first in range(0, len(messages), 4):
        group = messages[first : first + 4]
        for place in random.permutation(len(group)):
            yield group[place]
            if random.random() < 0.1:
                yield group[place]


def test_messages_of_one_byte_are_audio(service, call, usual, beside):
    leg = replace(call, channels=tuple(each[: 6 * 8000] for each in call.channels)).leg(0)
    whole = Sender(service, leg, "vonage")
    whole.send(whole.media)
    cut = Sender(service, leg, "vonage")
    for number, message in enumerate(cut.media):
        tiny = 50 <= number < 150  # two seconds of it
        cut.send([bytes([byte]) for byte in message] if tiny else [message])
    usually = told(whole.hang_up())
    assert usually["utterances"]
    assert differences(usually, told(cut.hang_up())) == []


def test_a_connection_cut_in_the_middle_of_a_word_leaves_what_was_heard(
    service, call, usual, beside
):
    word = next(
        word
        for each in usual.utterances
        for word in each.words
        if word.start_s > 8.0 and word.end_s - word.start_s > 0.2
    )
    cut_s = (word.start_s + word.end_s) / 2
    sender = Sender(service, call)
    sender.send(each for each in sender.media if moment_s(each) < cut_s)
    call_id = service.begun(sender.agent)
    wait_for(lambda: service.desk.snapshot(call_id).status.heard_s >= cut_s - 0.2)
    sender.line.cut()
    heard = sender.result()
    assert heard.settings["ended"] == "interrupted"
    assert heard.duration_s == pytest.approx(cut_s, abs=0.05)
    whole = [each for each in usual.utterances if each.end_s < cut_s - 1.0]
    assert texts(heard)[: len(whole)] == [each.text for each in whole]
    assert heard.utterances[-1].end_s > cut_s - 1.0


def moment_s(message):
    return int(json.loads(message)["media"]["timestamp"]) / 1000
