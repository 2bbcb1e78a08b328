"""A scripted desk, a ledger, and a clock that the test moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from tests.scripted_desk import CALL, ScriptedDesk
from tests.store.conftest import empty_database, store  # noqa: F401 - fixtures
from voicemon.flags.cards import Mover
from voicemon.runtime.interventions import Interventions
from voicemon.settings import load

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
ANN, BOB = Mover("p1", "Ann Lee"), Mover("p2", "Bob Roy")


@dataclass
class Office:
    """`pass_s` lets time go by; what was told is in `changes`."""

    store: object
    desk: ScriptedDesk
    settings: object
    about: object = None
    now: datetime = NOON
    changes: list = field(default_factory=list)

    def open(self):
        more = {"about": self.about} if self.about else {}
        self.made = Interventions(
            self.store, self.settings, self.desk, now=lambda: self.now, **more
        )
        self.made.listen(self.changes.append)
        return self

    def take_up(self):
        """As a start, without its thread."""
        self.made.start()
        self.made.stop()
        return self

    def tell(self, *news, call_id=CALL):
        self.desk.tell(call_id, *news)
        self.made.settle()

    def pass_s(self, seconds):
        self.now += timedelta(seconds=seconds)
        self.made.settle()

    def card(self, name="f1"):
        return self.store.ledger.get(name)

    def states(self, name="f1"):
        return [str(move.state) for move in self.store.ledger.history(name)]


@pytest.fixture
def make_office(store):  # noqa: F811
    def make(about=None, **settings):
        desk = ScriptedDesk()
        office = Office(store, desk, load(**settings), about).open()
        desk.start(CALL, team="north", queue="billing", agent_id="a17", started_at=NOON)
        office.made.settle()
        return office

    return make


@pytest.fixture
def office(make_office):
    return make_office()
