"""A `Desk` whose calls do what the test says: it keeps what a snapshot holds, and tells changes.
Made news for it: `said`, `flag`, `partial`.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from tests.made import point, utterance
from voicemon.errors import NotFound
from voicemon.runtime.live.changes import (
    Change,
    Ended,
    Flagged,
    Marked,
    Noticed,
    Partial,
    Phase,
    Provisional,
    Renamed,
    Snapshot,
    Started,
    Status,
    Suggested,
    Weighed,
)
from voicemon.runtime.live.tap import Tap
from voicemon.runtime.live.tracks import Channel
from voicemon.types import Call, Evidence, Flag, FlagState, Role, Severity

CALL = "call-1"


def said(number, text="That is wrong", score=0.4, role=Role.CUSTOMER, cues=(), flags=()):
    start_s = number * 10.0
    spoken = utterance(number, role, start_s, start_s + 4, text, CALL)
    evidence = tuple(
        Evidence(spoken.id, cue, start_s, start_s + 4, 1.0, "dB", 0.0, weight, 0.9, f"{cue} rose")
        for cue, weight in cues
    )
    frustration = None
    if score is not None:
        frustration = point(spoken.id, start_s + 4, score, CALL, usual=-1.0, **dict(cues))
    return Weighed(spoken, evidence, (), frustration, tuple(flags))


def flag(name, state=FlagState.RAISED, severity=Severity.ACT, at_s=14.0):
    return Flag(name, CALL, "sustained-high", severity, state, at_s, "frustrated for 20 s", ("u1",))


def partial(number, stable="that is", unsure="wro", role=Role.CUSTOMER):
    return Partial(f"u{number}", role, number * 10.0, number * 10.0 + 2, stable, unsure)


@dataclass
class Running:
    call: Call
    status: Status = field(default_factory=lambda: Status(Phase.LIVE, 0.0, 0.0))
    number: int = 0
    weighed: list = field(default_factory=list)
    stretches: dict = field(default_factory=dict)
    flags: list = field(default_factory=list)
    partials: dict = field(default_factory=dict)
    provisional: object = None
    moments: dict = field(default_factory=dict)
    step: object = None

    def coached(self, news):
        if isinstance(news, Noticed):
            self.moments |= {moment.id: moment for moment in news.moments}
        elif isinstance(news, Suggested):
            self.step = news.step

    def take(self, news):
        self.coached(news)
        match news:
            case Started(call) | Renamed(call):
                self.call = call
            case Status():
                self.status = news
            case Partial():
                self.partials.pop(news.utterance_id, None)
                if news.stable or news.unsure:
                    self.partials[news.utterance_id] = news
            case Weighed():
                self.partials.pop(news.utterance.id, None)
                self.weighed.append(news)
                self.flags += news.flags
                if news.frustration:
                    self.provisional = None
            case Provisional(point):
                self.provisional = point
            case Flagged(flags):
                self.flags += flags
            case Marked(stretch):
                self.stretches[stretch.kind, stretch.role, stretch.start_s] = stretch
        self.number += 1

    def snapshot(self):
        return Snapshot(
            self.number,
            self.call,
            self.status,
            tuple(self.weighed),
            tuple(self.stretches.values()),
            tuple(self.flags),
            tuple(self.partials.values()),
            self.provisional,
            tuple(self.moments.values()),
            self.step,
        )


class ScriptedDesk:
    """Implements `Desk` for watchers; lines cannot be opened."""

    def __init__(self):
        self.running = {}
        self.taps = {}  # of calls that can be listened in to
        self.listeners = []
        self.moved = []  # flags that people moved
        self.deaf = False  # True: changes happen but nobody is told, as when a queue overflows

    def open(self, opening):
        raise NotImplementedError("this desk has no lines")

    def calls(self):
        return [each.snapshot() for each in list(self.running.values())]

    def snapshot(self, call_id):
        if call_id not in self.running:
            raise NotFound("no such call is running")
        return self.running[call_id].snapshot()

    def flag_moved(self, flag):
        self.moved.append(flag)

    def tap(self, call_id):
        if call_id not in self.running:
            raise NotFound("no such call is running")
        channels = [Channel(0, Role.CUSTOMER), Channel(1, Role.AGENT)]
        return self.taps.setdefault(call_id, Tap(channels))

    def name_of(self, call_id):
        self.snapshot(call_id)
        return f"name of {call_id}"

    def listen(self, listener):
        self.listeners.append(listener)

    # What the test does

    def start(self, call_id, **about):
        about.setdefault("started_at", datetime.now(UTC))
        call = Call(id=call_id, **about)
        self.running[call_id] = Running(call)
        self.tell(call_id, Started(call))

    def tell(self, call_id, *all_news):
        for news in all_news:
            running = self.running[call_id]
            running.take(news)
            if isinstance(news, Ended):
                del self.running[call_id]
            if not self.deaf:
                for listener in self.listeners:
                    listener(Change(call_id, running.number, news))

    def status(self, call_id, **changes):
        self.tell(call_id, replace(self.running[call_id].status, **changes))

    def end(self, call_id, reason="hangup"):
        self.tell(call_id, Ended(reason))
