"""Nothing is lost and nothing told twice, whatever breaks: targets, processes, the database."""

import json
import threading
import time
from datetime import timedelta

import pytest

from tests.notify.conftest import NOW, add_target, counts, notice, step, the_one, unsealed
from tests.notify.receivers import Web, free_port, hangs, mail_address
from voicemon.errors import StoreBusy, StoreError
from voicemon.flags.ledger import raised
from voicemon.notify import messages
from voicemon.notify.courier import Courier
from voicemon.notify.hands import HANDS
from voicemon.notify.pauses import TRIES
from voicemon.notify.sender import Sender
from voicemon.store import Store
from voicemon.store.notice_records import DeliveryState, TargetKind
from voicemon.types import Call, Flag, FlagState, Severity

CALL = Call("c1", NOW, queue="billing")


def a_flag(flag_id):
    reason = "Frustrated for 20 s"
    return Flag(flag_id, "c1", "sustained-high", Severity.ACT, FlagState.RAISED, 14.0, reason, ())


def test_a_target_that_hangs_hinders_no_other(settings, store, clock):
    courier = Courier(settings, store, Sender(settings, unsealed), clock=clock)
    with Web(hangs) as hanging, Web() as web:
        add_target(store, hanging.url, "hangs")
        add_target(store, web.url, "well")
        for number in range(5):
            courier.take(notice(f"f{number}"))
        begun = time.monotonic()
        while len(web.got) < 5 and time.monotonic() - begun < 5:
            courier.turn()
            time.sleep(0.02)
        assert len(web.got) == 5
        assert time.monotonic() - begun < 5
        assert len(hanging.got) == 1  # one at a time
        hanging.server.shutdown()
    courier.stop(0.1)


def test_taking_a_notice_never_waits(settings, store):
    """Whatever targets, mail server and database do."""
    courier = Courier(settings, store, Sender(settings, unsealed))
    with Web(hangs) as hanging:
        add_target(store, hanging.url)
        add_target(store, f"http://127.0.0.1:{free_port()}/", "dead")
        add_target(store, mail_address(free_port()), "mail", TargetKind.APPRISE)
        courier.start()
        slowest = 0.0
        for number in range(300):
            begun = time.perf_counter()
            courier.take(notice(f"f{number}"))
            slowest = max(slowest, time.perf_counter() - begun)
        assert slowest < 0.05
        courier.stop(0.2)


def test_two_couriers_send_nothing_twice(settings, store, clock):
    other_store = Store(settings.store_url, settings.audio_dir, busy_s=5)
    couriers = [
        Courier(settings, each, Sender(settings, unsealed), clock=clock)
        for each in (store, other_store)
    ]
    with Web() as web:
        add_target(store, web.url, most=100)
        for number in range(20):
            for courier in couriers:
                courier.take(notice(f"f{number}"))
        threads = [
            threading.Thread(target=lambda each=each: [step(each) for _ in range(25)])
            for each in couriers
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    told = [json.loads(each.body)["flag"]["id"] for each in web.got]
    assert sorted(told) == sorted(f"f{number}" for number in range(20))
    other_store.close()


def test_a_restart_goes_on_where_the_last_process_ended(settings, store, clock):
    with Web() as web:
        add_target(store, web.url)
        first = Courier(settings, store, Sender(settings, unsealed), clock=clock)
        first.take(notice())
        first.stop()  # before it had a turn: what it took is written down, nothing sent
        assert web.got == []
        again = Courier(settings, store, Sender(settings, unsealed), clock=clock)
        step(again)
        assert len(web.got) == 1


def test_what_a_crash_left_half_done_is_done_by_the_next(settings, store, clock, courier):
    with Web() as web:
        add_target(store, web.url)
        courier.take(notice())
        courier._accept()
        store.notices.claim(clock(), timedelta(minutes=2), HANDS)  # and then it was killed
        step(courier)
        assert web.got == []
        clock.forward(121)
        step(courier)
        assert len(web.got) == 1


def test_what_was_missed_while_nobody_ran_is_told_once(settings, store, clock):
    for flag, at in (("old", -1000), ("before", -60), ("told", 1), ("held-back", 1)):
        why = "budget" if flag == "held-back" else ""
        moment = NOW + timedelta(seconds=at)
        store.ledger.add(raised(a_flag(flag), CALL, moment, {}, 0.8, held_back=why))
    clock.forward(5)
    with Web() as web:
        add_target(store, web.url)  # made at NOW, after two of them
        for _ in range(2):
            courier = Courier(settings, store, Sender(settings, unsealed), clock=clock)
            courier.start()
            web.wait_for(1)
            courier.stop()
    assert [json.loads(each.body)["flag"]["id"] for each in web.got] == ["told"]


def test_a_message_that_ends_its_process_again_and_again_is_given_up(courier, store, clock):
    add_target(store, "http://127.0.0.1:1/")
    courier.take(notice())
    courier._accept()
    for _ in range(TRIES):
        store.notices.claim(clock(), timedelta(minutes=2), HANDS)
        clock.forward(121)
    step(courier)
    assert the_one(store).error.startswith("it was begun too often")
    assert the_one(store).state is DeliveryState.DEAD


def test_a_secret_that_cannot_be_read_is_a_dead_letter(settings, store, clock):

    def broken(_):
        raise StoreError("sealed with another key", "put back tape.key")

    courier = Courier(settings, store, Sender(settings, broken), clock=clock)
    add_target(store, "http://127.0.0.1:1/")
    courier.take(notice())
    step(courier)
    assert the_one(store).error == "sealed with another key → put back tape.key"
    assert the_one(store).state is DeliveryState.DEAD


def test_a_locked_database_loses_no_notice(courier, store, monkeypatch):
    with Web() as web:
        add_target(store, web.url)
        courier.take(notice())
        with monkeypatch.context() as patched:

            def locked(*_):
                raise StoreBusy("locked")

            patched.setattr(store.notices, "add", locked)
            with pytest.raises(StoreBusy):
                courier.turn()
        step(courier)
        assert len(web.got) == 1


def test_what_has_arrived_is_written_down_even_while_the_database_is_locked(
    courier, store, monkeypatch
):
    inner, asked = store.notices.sent, []

    def locked_at_first(*given):
        asked.append(given)
        if len(asked) < 3:
            raise StoreBusy("locked")
        return inner(*given)

    monkeypatch.setattr(store.notices, "sent", locked_at_first)
    with Web() as web:
        add_target(store, web.url)
        courier.take(notice())
        step(courier)
    assert len(web.got) == 1
    assert counts(store) == {"sent": 1}


def test_a_notice_that_cannot_be_written_hinders_no_other(courier, store, monkeypatch):

    inner = messages.flag_body

    def odd(told, url, rule=None):
        if told.flag_id == "odd":
            raise RuntimeError("cannot be said")
        return inner(told, url, rule)

    monkeypatch.setattr(messages, "flag_body", odd)
    with Web() as web:
        add_target(store, web.url)
        courier.take(notice("odd"))
        courier.take(notice("f1"))
        courier.start()
        web.wait_for(1)
        courier.stop()
    assert json.loads(web.got[0].body)["flag"]["id"] == "f1"


def test_a_target_deleted_while_it_is_told_is_no_error(courier, store):
    def slow(handler):
        time.sleep(0.3)
        handler.send_response(200)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    with Web(slow) as web:
        target = add_target(store, web.url)
        courier.take(notice())
        courier.turn()
        web.wait_for(1)
        store.notice_targets.remove(target.id)
        courier.settle(5)
    assert counts(store) == {}
