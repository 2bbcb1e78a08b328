"""A server with people, and a running call (`CALL`) of the agent dana.w in the team north."""

import time
from datetime import UTC, datetime

import pytest
from flask_socketio import SocketIOTestClient

from tests.scripted_desk import CALL, ScriptedDesk
from tests.server.people.conftest import (  # noqa: F401
    Browser,
    made,
    people,
    settings,
    signed_in,
)
from voicemon.runtime.live.changes import Suggested
from voicemon.types import MomentKind, SuggestedStep

STEP = SuggestedStep(
    f"{CALL}-m1",
    MomentKind.MANAGER,
    14.0,
    "Let me see right now who is free.",
    "asked for a manager at 0:14, nobody has answered that yet",
    "en",
)


@pytest.fixture
def desk():
    scripted = ScriptedDesk()
    about = {"agent_id": "dana.w", "team": "north", "customer_id": "+1 202 555 0143"}
    scripted.start(CALL, started_at=datetime.now(UTC), **about)
    scripted.tell(CALL, Suggested(STEP))
    return scripted


class Socket:
    """Somebody's Socket.IO connection; `wait` gives the body of an event."""

    def __init__(self, app, socketio, browser):
        self._client = SocketIOTestClient(app, socketio, flask_test_client=browser.client)
        self._seen = []

    def ask(self, *event):
        return self._client.emit(*event, callback=True)

    def emit(self, *event):
        self._client.emit(*event)

    def leave(self):
        self._client.disconnect()

    def wait(self, name, tries=300):
        for _ in range(tries):
            self._take()
            for at, (got, body) in enumerate(self._seen):
                if got == name:
                    del self._seen[: at + 1]
                    return body
            time.sleep(0.01)
        raise AssertionError(f"no {name} came")

    def quiet(self, name, tries=15):
        """No such event comes for a while."""
        for _ in range(tries):
            self._take()
            if any(got == name for got, _ in self._seen):
                return False
            time.sleep(0.01)
        return True

    def _take(self):
        self._seen += [(each["name"], each["args"][0]) for each in self._client.get_received()]


@pytest.fixture
def connect(made):  # noqa: F811
    """Connects a browser."""
    opened = []

    def opener(browser):
        opened.append(Socket(*made, browser))
        return opened[-1]

    yield opener
    for each in opened:
        each.leave()
