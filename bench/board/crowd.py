"""Many running calls for a page: a process with the real server over a desk that plays a script.

Talks with whoever started it over its standard streams: prints its address, then obeys one word a
line (`flag CALL`, `usage`, `stop`), and answers in JSON.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

from tests.browser import live_story
from tests.browser.product import running
from tests.scripted_desk import ScriptedDesk
from voicemon.runtime.live.changes import Flagged, Partial, Weighed
from voicemon.types import Flag, FlagState, Role, Severity

QUEUES = ("billing", "service", "sales", "returns")
TURNS = 17


class Crowd:
    """Calls that go on by `changes` a second, evenly over all of them."""

    def __init__(self, calls: int, changes: float) -> None:
        self.desk = ScriptedDesk()
        self._ids = [f"call-{number:04}" for number in range(calls)]
        self._pause_s = 1 / changes
        self._ended = threading.Event()
        self._luck = random.Random(7)
        self._flags = 0
        self.told = 0
        self._story = live_story.weighed("call")
        for number, call_id in enumerate(self._ids):
            self._begin(number, call_id)

    def _begin(self, number: int, call_id: str) -> None:
        self.desk.start(
            call_id,
            agent_id=f"agent.{number:03}",
            customer_id="+1 202 555 0143",
            queue=QUEUES[number % len(QUEUES)],
            team="north",
            language="en",
        )
        until = self._luck.randrange(2, TURNS)
        for piece in self._story[:until]:
            self.desk.status(call_id, heard_s=piece.utterance.end_s + 0.7, lag_s=0.7)
            self.desk.tell(call_id, self._without_flags(call_id, piece))

    def _without_flags(self, call_id: str, piece: Weighed) -> Weighed:
        utterance = replace(piece.utterance, call_id=call_id)
        return replace(piece, utterance=utterance, flags=())

    def run(self) -> None:
        """One change after the other; a beat that is missed is made up for."""
        due = time.monotonic()
        while not self._ended.wait(max(0.0, due - time.monotonic())):
            due += self._pause_s
            self._change(self._luck.choice(self._ids))

    def stop(self) -> None:
        """End `run`."""
        self._ended.set()

    def _change(self, call_id: str) -> None:
        """Mostly words that grow, now and then a turn that is over."""
        self.told += 1
        if self._luck.random() < 0.75:
            text = f"and then I said {self.told} and"
            heard_s = self.desk.running[call_id].status.heard_s + 1
            self.desk.tell(
                call_id,
                Partial(
                    f"p{self.told}", Role.CUSTOMER, heard_s, heard_s + 1, text, str(time.time())
                ),
            )
            return
        piece = self._luck.choice([each for each in self._story if each.frustration])
        said = self._without_flags(call_id, piece)
        name = f"n{self.told}"
        utterance = replace(said.utterance, id=name)
        point = said.frustration and replace(said.frustration, utterance_id=name)
        self.desk.running[call_id].partials.clear()
        self.desk.tell(call_id, replace(said, utterance=utterance, frustration=point, evidence=()))

    def flag(self, call_id: str) -> dict[str, object]:
        """Raise one on a call; when that was."""
        self._flags += 1
        flag = Flag(
            f"{call_id}-b{self._flags}", call_id, "bench", Severity.ACT, FlagState.RAISED,
            self.desk.running[call_id].status.heard_s, f"bench flag {self._flags}", (),
        )  # fmt: skip
        at = time.time()
        self.desk.tell(call_id, Flagged((flag,)))
        return {"at": at}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.board.crowd", description=__doc__)
    parser.add_argument("--calls", type=int, default=500)
    parser.add_argument("--changes", type=float, default=100)
    parser.add_argument("--threads", type=int, default=64)
    options = parser.parse_args()
    crowd = Crowd(options.calls, options.changes)
    folder = Path("dashboard/dist").resolve()
    settings = {"web_threads": options.threads, "act_flags_per_hour": 0}
    with (
        tempfile.TemporaryDirectory() as data,
        running(Path(data), folder, desk=crowd.desk, **settings) as (url, _),
    ):
        threading.Thread(target=crowd.run, daemon=True).start()
        say({"url": url})
        for line in sys.stdin:
            word, _, call_id = line.strip().partition(" ")
            if word == "stop":
                break
            say(crowd.flag(call_id) if word == "flag" else usage(crowd))
        crowd.stop()


def usage(crowd: Crowd) -> dict[str, object]:
    """What this process has used so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "cpu_s": used.ru_utime + used.ru_stime,
        "at": time.time(),
        "told": crowd.told,
        "peak_mb": used.ru_maxrss / 1024,
    }


def say(what: dict[str, object]) -> None:
    """One line to whoever listens."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
