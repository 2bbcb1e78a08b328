"""`voicemon demo --once`: looks at the demo as a browser would."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from urllib.request import Request, urlopen

import click

from voicemon.cli.alone import Where, bearer
from voicemon.errors import VoicemonError

VISIT_S = 30.0
LIVE_S = 120.0  # for the first words of a call on a machine that has other things to do
LOOK_S = 0.5


@dataclass(frozen=True, slots=True)
class Visit:
    """Looks at the page, its calls and, with `live`, for the words of a running call;
    VoicemonError when they are not there.
    """

    calls: int
    live: bool

    def __call__(self, here: Where) -> None:
        """Raise unless the page is served, lists every call, and shows a call that is heard."""
        url = here.page
        with urlopen(url, timeout=VISIT_S) as answer:  # noqa: S310 - our own server
            page = answer.read().decode()
        total = _asked(here, "api/calls")["total"]
        assert isinstance(total, int)
        if 'id="app"' not in page or total < self.calls:
            raise VoicemonError(
                f"the page shows {total} of {self.calls} calls", "run: make dashboard"
            )
        click.echo(f"The page at {url} shows {total} calls.")
        if self.live:
            click.echo(f"A live call is heard: {_words(here)}")


def _words(here: Where) -> str:
    """What the customer of a running call said, from the board."""
    until = time.monotonic() + LIVE_S
    while time.monotonic() < until:
        board = _asked(here, "api/live")
        if not board["serving"]:
            raise VoicemonError("the demo takes no live calls", "run: voicemon doctor")
        rows = board["rows"]
        assert isinstance(rows, list)
        for row in rows:
            if (words := row["last_words"]) and words["text"]:
                score = row["score"]["score"] if row["score"] else None
                at = f", frustration {score:.2f}" if score is not None else ""
                return f"“{words['text']}” (agent {row['call']['agent_id']}{at})"
        time.sleep(LOOK_S)
    raise VoicemonError(
        f"no words of a live call reached the board within {LIVE_S:.0f} s",
        "see the log above; run: voicemon doctor",
    )


def _asked(here: Where, path: str) -> dict[str, object]:
    asked = Request(here.page + path, headers=bearer(here.key))  # noqa: S310 - our own server
    with urlopen(asked, timeout=VISIT_S) as answer:  # noqa: S310
        told = json.load(answer)
    assert isinstance(told, dict)
    return told
