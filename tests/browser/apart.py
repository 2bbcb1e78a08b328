"""The product in a process of its own, which can be stopped, killed and started where it was.

As a program (`python -m tests.browser.apart`) it serves a `ScriptedDesk` and does what comes in on
its standard input, a JSON list a line: a deed and what it is about. It answers each with a line.
"""

import json
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from tests.browser import live_story
from tests.browser.product import running
from tests.browser.team import TEAM
from tests.browser.test_listen_in import Talk
from tests.notify.receivers import free_port
from tests.scripted_desk import ScriptedDesk

ROOT = Path(__file__).parents[2]
ENDS_S = 30


class Apart:
    """A product on a port and a folder of its own; `start` gives its address."""

    def __init__(self, folder, page_folder, **chosen):
        self._arguments = [str(folder), str(page_folder), str(free_port()), json.dumps(chosen)]
        self._process = None

    def start(self, *deeds):
        """Serve; the deeds are done before anybody can look."""
        command = [sys.executable, "-m", "tests.browser.apart", *self._arguments, json.dumps(deeds)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self._answer()

    def tell(self, *deed):
        self._process.stdin.write(json.dumps(deed) + "\n")
        self._process.stdin.flush()
        assert self._answer() == "done"

    def signal(self, number):
        self._process.send_signal(number)

    def end(self, number):
        """Told to end (SIGTERM), or killed."""
        self.signal(number)
        self._process.communicate(timeout=ENDS_S)

    def close(self):
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.communicate()

    def _answer(self):
        said = self._process.stdout.readline().strip()
        assert said, "the product has ended"
        return said


@contextmanager
def apart(folder, page_folder, **chosen):
    made = Apart(folder, page_folder, **chosen)
    try:
        yield made
    finally:
        made.close()


def start(desk, call_id, agent="dana.w", turns=8, queue="billing"):
    about = {"customer_id": "+1 202 555 0143", "language": "en", "team": TEAM}
    desk.start(call_id, agent_id=agent, queue=queue, **about)
    live_story.play(desk, call_id, turns)


def play(desk, call_id, until, since):
    live_story.play(desk, call_id, until, since)


def end(desk, call_id):
    desk.end(call_id)


def hum(desk, call_id):
    """A call whose customer hums."""
    Talk(desk, call_id)


DEEDS = {deed.__name__: deed for deed in (start, play, end, hum)}


def say(text):
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(folder, page_folder, port, chosen, deeds):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    desk = ScriptedDesk()
    for deed, *about in json.loads(deeds):
        DEEDS[deed](desk, *about)
    settings = json.loads(chosen)
    with running(Path(folder), Path(page_folder), int(port), desk, **settings) as (url, _):
        say(url)
        for line in sys.stdin:
            deed, *about = json.loads(line)
            DEEDS[deed](desk, *about)
            say("done")


if __name__ == "__main__":
    main(*sys.argv[1:])
