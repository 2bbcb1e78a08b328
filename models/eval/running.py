"""A running voicemon, whole, with its doors on free ports; and calls that are played into it."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from voicemon.audio.codecs import Encoding, decode, encode
from voicemon.audio.decode import open_recording
from voicemon.cli.service import Service
from voicemon.runtime.analyst import Analyst
from voicemon.runtime.live.changes import Change, Ended, Started
from voicemon.runtime.live.desk import LiveDesk
from voicemon.settings import load
from voicemon.simulate.play import Target, play
from voicemon.simulate.recorded import recorded
from voicemon.simulate.wire import Options, Played
from voicemon.store import JobState, KeySettings, Store
from voicemon.types import Analysis, Samples

RATE_HZ = 8000
PATIENCE_S = 240.0
NOT_DONE = (JobState.QUEUED, JobState.RUNNING)


@dataclass(frozen=True, slots=True)
class Way:
    """How a call is sent: feed, encoding, seed of random chunking (none: 20 ms), speed."""

    feed: str
    encoding: str = ""
    seed: int | None = None
    speed: float = 10.0

    def __str__(self) -> str:
        cut = "20 ms" if self.seed is None else f"random {self.seed}"
        return f"{self.feed} {self.encoding or 'as usual'}, {cut}, {self.speed:g}×"


@dataclass
class Running:
    """The service, and what its desk told."""

    service: Service
    store: Store
    target: Target
    changes: list[Change] = field(default_factory=list)

    @property
    def desk(self) -> LiveDesk:
        """The running calls."""
        assert self.service.desk is not None
        return self.service.desk

    def play(self, played: Played, way: Way, **more: object) -> str:
        """Send a call; returns its id here, when it is over. Raises PlayError."""
        tag = uuid.uuid4().hex[:12]
        played = replace(played, call=str(uuid.uuid4()), facts={**played.facts, "agent": tag})
        options = Options(seed=way.seed, encoding=way.encoding)
        play(way.feed, played, self.target, speed=way.speed, options=options, **more)  # type: ignore[arg-type]
        return self.over(tag)

    def begun(self, agent: str) -> str:
        """The id of an agent's call, once it has begun."""
        wait_for(lambda: self._calls_of(agent))
        return self._calls_of(agent)[0]

    def over(self, agent: str) -> str:
        """As `begun`, once it is over and stored."""
        call_id = self.begun(agent)
        wait_for(lambda: any(isinstance(each, Ended) for each in self.news(call_id)))
        return call_id

    def news(self, call_id: str) -> list[object]:
        """What was told of a call."""
        return [each.news for each in list(self.changes) if each.call_id == call_id]

    def live(self, call_id: str) -> Analysis:
        """The analysis made while the call ran."""
        return self.store.analysis(call_id, self.store.analyses(call_id)[-1].id)

    def after(self, call_id: str) -> Analysis:
        """The analysis of the pass after the call, once it is there."""
        wait_for(lambda: len(self.store.analyses(call_id)) > 1)
        return self.store.analysis(call_id)

    def is_idle(self) -> bool:
        """Whether nothing runs or waits."""
        return not self.desk.calls() and all(
            job.state not in NOT_DONE for job in self.store.jobs.recent()
        )

    def _calls_of(self, agent: str) -> list[str]:
        return [
            each.call_id
            for each in list(self.changes)
            if isinstance(each.news, Started) and each.news.call.agent_id == agent
        ]


@contextmanager
def running(data_dir: Path, **chosen: object) -> Iterator[Running]:
    """A service with the small models on free ports, which never leaves words out."""
    free: dict[str, object] = {"port": 0, "ingest_port": 0, "audiosocket_port": 0}
    free |= {"ingest_connects_per_s": 1000.0, "sign_in": False}
    small = {"model": "tiny.en", "live_model": "tiny.en", "live_degrade": False}
    settings = load(**{"data_dir": data_dir, **free, **small, **chosen})
    store = Store(settings.store_url, settings.audio_dir)
    service = Service(Analyst(settings, store), store)
    addresses = service.start()
    serving = threading.Thread(target=service.page.run, name="page")
    serving.start()
    key = store.keys.add(KeySettings("played"))[1]
    target = Target(addresses.websocket.rstrip("/"), addresses.audiosocket, service.page.url, key)
    made = Running(service, store, target)
    made.desk.listen(made.changes.append)
    try:
        yield made
        wait_for(made.is_idle, 3600.0)  # a pass after a call that is broken off would be begun anew
    finally:
        service.drain()
        serving.join()
        service.close()


def call_of(path: Path, seconds: float | None = None) -> Played:
    """A recording's beginning at 8 kHz on the µ-law grid, which every feed carries unchanged."""
    played = recorded(path, "twilio", load())
    count = None if seconds is None else round(seconds * RATE_HZ)
    return replace(played, channels=tuple(on_grid(each[:count]) for each in played.channels))


def is_on_grid(path: Path) -> bool:
    """Whether µ-law carries every sample of a recording."""
    sound = np.concatenate(list(open_recording(path).native()))
    return bool(np.array_equal(on_grid(sound.ravel()), sound.ravel()))


def on_grid(samples: Samples) -> Samples:
    """The nearest samples that µ-law knows."""
    return decode(encode(samples, Encoding.ULAW), Encoding.ULAW)


def told(analysis: Analysis) -> dict[str, list[str]]:
    """All that is said of a call, to the last digit, without the call's own id."""
    kinds = ("utterances", "evidence", "withheld", "frustration", "flags")
    return {
        kind: [str(item).replace(analysis.call.id, "ID") for item in getattr(analysis, kind)]
        for kind in kinds
    }


def differences(one: dict[str, list[str]], other: dict[str, list[str]]) -> list[str]:
    """Where two calls are not the same: the kinds, with the first pair of each."""
    found = []
    for kind, mine in one.items():
        if mine != other[kind]:
            pairs = zip([*mine, None], [*other[kind], None], strict=False)
            first = next((pair for pair in pairs if pair[0] != pair[1]), None)
            found.append(f"{kind}: {first}")
    return found


def wait_for(condition: object, limit_s: float = PATIENCE_S) -> None:
    """Until it holds; TimeoutError."""
    assert callable(condition)
    end = time.monotonic() + limit_s
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("it did not come about")
        time.sleep(0.02)
