"""The flag ledger on PostgreSQL."""

import pytest

from tests.store import test_ledger as on_sqlite
from tests.store.test_postgres import store, url  # noqa: F401 - fixtures
from voicemon.flags.cards import VOICEMON
from voicemon.flags.figures import DutyHour
from voicemon.store.ledger_rows import LedgerQuery
from voicemon.types import FlagState

pytestmark = pytest.mark.service


def test_of_many_at_once_one_wins_on_postgresql(store):  # noqa: F811
    store.ledger._busy_s = 10.0
    won, told = on_sqlite.race(store)
    assert (len(won), len(told)) == (1, 7)
    assert set(told) == {f"{won[0].name} claimed this flag 0 s ago"}


def test_the_ledger_works_on_postgresql(store):  # noqa: F811
    put, move = on_sqlite.put, on_sqlite.move
    card = put(store)
    assert store.ledger.get("f1") == card
    put(store, "f2", 5, held_back="over the budget")
    told, made = move(store, FlagState.SNOOZED, until=on_sqlite.after(300))
    assert (store.ledger.get("f1"), store.ledger.history("f1")[1]) == (told, made)
    move(store, FlagState.RESOLVED, VOICEMON, name="f2")
    store.ledger.call_over("call-1", "hangup", on_sqlite.after(60))
    store.ledger.confirm("call-1", {"sustained-high"})
    page = store.ledger.find(LedgerQuery(suppressed=True, teams=frozenset({"north"})))
    assert [(each.id, each.confirmed) for each in page.cards] == [("f2", True)]
    assert len(store.ledger.shown(on_sqlite.NOON, on_sqlite.NOON)) == 2
    store.duty.add([DutyHour(on_sqlite.NOON, "p1", None, 60.0)] * 2)
    assert store.duty.hours(on_sqlite.NOON)[0].seconds == 120.0
    assert [lived.taken_at for lived in store.duty.lived(on_sqlite.NOON)] == [None, None]
    store.ledger.forget("call-1")
    assert store.ledger.find(LedgerQuery()).total == 0
