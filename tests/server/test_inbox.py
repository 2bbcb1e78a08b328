"""One thread's inbox: begins with the first thing, keeps the order, ends for good."""

import threading

from voicemon.server.inbox import MOST_AT_ONCE, Inbox


class Reader:
    """Keeps what comes in, take by take."""

    def __init__(self):
        self.takes = []
        self.threads = set()
        self.inbox = Inbox[int]("reader", self.run)
        self.read = threading.Event()

    def run(self):
        self.threads.add(threading.current_thread().name)
        while not self.inbox.stopped:
            self.takes.append(self.inbox.take(0.01))
            self.read.set()

    def everything(self):
        return [item for take in self.takes for item in take]


def test_it_begins_with_the_first_thing_and_keeps_the_order():
    reader = Reader()
    assert not reader.inbox.begun
    for number in range(1000):
        reader.inbox.put(number)
    assert reader.inbox.begun
    while len(reader.everything()) < 1000:
        reader.read.wait(5)
        reader.read.clear()
    reader.inbox.stop()
    assert reader.everything() == list(range(1000))
    assert max(map(len, reader.takes)) <= MOST_AT_ONCE
    assert reader.threads == {"reader"}


def test_it_waits_no_longer_than_it_is_told():
    inbox = Inbox[int]("nobody", lambda: None)
    assert inbox.take(0.01) == []


def test_after_the_end_nothing_begins_again():
    reader = Reader()
    reader.inbox.stop()
    reader.inbox.put(1)
    assert not reader.inbox.begun
    assert reader.takes == []
