"""Who is told what, how often, and when."""

import json
import time
from email import message_from_bytes
from email.policy import default
from random import Random

from tests.notify.conftest import SECRET, add_target, counts, notice, step, the_one, unsealed
from tests.notify.receivers import Mail, Web, free_port, mail_address
from voicemon.notify.courier import Courier
from voicemon.notify.pauses import TRIES
from voicemon.notify.sender import Sender
from voicemon.notify.signing import is_genuine
from voicemon.store.notice_records import DeliveryKind, DeliveryState, QuietSpan, TargetKind
from voicemon.types import FlagState, Severity


def test_a_webhook_is_told_signed_and_once(courier, store):
    with Web() as web:
        add_target(store, web.url)
        courier.take(notice())
        courier.take(notice())
        step(courier)
        step(courier)
    (got,) = web.got
    told = json.loads(got.body)
    assert is_genuine(SECRET, got.headers["X-Voicemon-Signature"], got.body, time.time())
    assert told["event"] == got.headers["X-Voicemon-Event"] == "flag.raised"
    assert told["id"] == got.headers["X-Voicemon-Delivery"] == the_one(store).id
    assert told["flag"]["id"] == "c1-f1"
    assert counts(store) == {"sent": 1}


def test_each_target_is_told_in_its_language_and_the_data_stays_as_it_is(settings, store, clock):
    site = settings.model_copy(update={"notice_language": "de"})
    courier = Courier(site, store, Sender(site, unsealed), clock=clock, chance=Random(1))
    with Web() as german, Web() as spanish, Mail() as mail:
        add_target(store, german.url, "site")
        add_target(store, spanish.url, "own", language="es")
        add_target(store, mail_address(mail.port), "mail", TargetKind.APPRISE, language="de")
        courier.take(notice())
        step(courier)
    first, second = (json.loads(web.got[0].body) for web in (german, spanish))
    assert first["words"]["language"] == "de"
    assert first["words"]["title"] == "Ein Anruf braucht einen Menschen (billing)"
    assert second["words"]["title"] == "Una llamada necesita a una persona (billing)"
    assert "Frustration 20 s lang mindestens 0,7" in first["words"]["text"]
    differ = {key for key in first if first[key] != second[key]}
    assert differ == {"id", "words"}
    assert (first["flag"]["state"], first["flag"]["reason"]) == ("raised", "Frustrated for 20 s")
    (letter,) = mail.letters
    subject = message_from_bytes(letter, policy=default)["Subject"]
    assert subject == "Ein Anruf braucht einen Menschen (billing)"


def test_each_target_is_told_what_it_wants(courier, store):
    with Web() as act, Web() as resolved:
        add_target(store, act.url, "act", severities=(Severity.ACT,), states=(FlagState.RAISED,))
        add_target(store, resolved.url, "resolved", states=(FlagState.RESOLVED,))
        courier.take(notice())
        courier.take(notice("c2-f1", severity=Severity.WATCH))
        courier.take(notice(number=2, state=FlagState.RESOLVED))
        for _ in range(3):
            step(courier)
    assert [json.loads(each.body)["flag"]["id"] for each in act.got] == ["c1-f1"]
    assert [json.loads(each.body)["flag"]["number"] for each in resolved.got] == [2]


def test_a_receiver_that_fails_is_tried_again_with_the_same_id(courier, store, clock):
    with Web(500, 200) as web:
        add_target(store, web.url)
        courier.take(notice())
        step(courier)
        failed = the_one(store)
        assert (failed.state, failed.permanent, failed.tries) == (DeliveryState.FAILED, False, 1)
        assert "answers 500" in failed.error
        step(courier)  # not due yet
        assert len(web.got) == 1
        clock.forward(7)
        step(courier)
    first, second = (each.headers["X-Voicemon-Delivery"] for each in web.got)
    assert first == second
    assert counts(store) == {"sent": 1}


def test_a_permanent_error_is_a_dead_letter_at_once_and_can_be_sent_again(courier, store, clock):
    with Web(410, 200) as web:
        add_target(store, web.url)
        courier.take(notice())
        step(courier)
        dead = the_one(store)
        assert (dead.state, dead.permanent) == (DeliveryState.DEAD, True)
        clock.forward(3600)
        step(courier)
        assert len(web.got) == 1
        store.deliveries.resend(dead.id, clock())
        step(courier)
    assert counts(store) == {"sent": 1}


def test_a_dead_target_is_given_up_after_ten_tries(courier, store, clock):
    add_target(store, f"http://127.0.0.1:{free_port()}/")
    courier.take(notice())
    for _ in range(TRIES + 3):
        step(courier)
        clock.forward(3600 * 1.2)
    dead = the_one(store)
    assert (dead.state, dead.tries, dead.permanent) == (DeliveryState.DEAD, TRIES, False)
    assert "refused" in dead.error
    assert "refused" in store.notice_targets.all()[0].last_error


def test_a_redirect_is_a_dead_letter(courier, store):
    with Web() as secret, Web((302, {"Location": secret.url}, b"")) as web:
        add_target(store, web.url)
        courier.take(notice())
        step(courier)
    assert the_one(store).state is DeliveryState.DEAD
    assert secret.got == []


def test_mail_waits_for_its_server_to_come_back(courier, store, clock):
    port = free_port()
    add_target(store, mail_address(port), kind=TargetKind.APPRISE)
    courier.take(notice())
    step(courier)
    assert the_one(store).state is DeliveryState.FAILED
    clock.forward(7)
    with Mail(port) as mail:
        step(courier)
    assert counts(store) == {"sent": 1}
    assert b"Frustrated for 20 s" in mail.letters[0]


def test_quiet_hours_end_with_a_digest(courier, store, clock):
    night = QuietSpan("08:00", "10:00")
    with Web() as web:
        add_target(store, web.url, quiet=(night,), quiet_passes=Severity.ACT)
        courier.take(notice("f1", severity=Severity.WATCH))
        courier.take(notice("f2", severity=Severity.WATCH, reason="Third time"))
        courier.take(notice("f3"))
        step(courier)
        assert [json.loads(each.body)["flag"]["id"] for each in web.got] == ["f3"]
        assert counts(store) == {"sent": 1, "held": 2}
        clock.forward(3600)
        step(courier)
    digest = json.loads(web.got[1].body)
    assert (digest["event"], digest["count"], digest["why"]) == ("digest", 2, "quiet hours")
    assert counts(store) == {"sent": 2, "digested": 2}


def test_what_is_too_much_at_once_becomes_a_digest(courier, store, clock):
    with Web() as web:
        add_target(store, web.url, most=3, window_min=10)
        for number in range(10):
            courier.take(notice(f"f{number}"))
            clock.forward(1)
            step(courier)
        assert len(web.got) == 3
        clock.forward(591)
        step(courier)
        digest = json.loads(web.got[3].body)
        assert (digest["event"], digest["count"]) == ("digest", 7)
        assert digest["why"] == "more than this target takes at once"
    assert counts(store) == {"sent": 4, "digested": 7}


def test_a_digest_that_would_come_in_quiet_hours_waits_for_their_end(courier, store, clock):
    with Web() as web:
        soon = QuietSpan("09:05", "11:00")
        add_target(store, web.url, most=1, window_min=10, quiet=(soon,))
        courier.take(notice("f1"))
        courier.take(notice("f2"))
        step(courier)
        clock.forward(601)
        step(courier)
        assert len(web.got) == 1
        clock.forward(2 * 3600)
        step(courier)
    assert json.loads(web.got[1].body)["event"] == "digest"


def test_what_is_over_is_forgotten_after_a_month(courier, store, clock):
    with Web() as web:
        add_target(store, web.url)
        courier.take(notice())
        step(courier)
        clock.forward(31 * 86400)
        step(courier)
    assert counts(store) == {}


def test_a_started_courier_tells_within_a_second(settings, store):
    courier = Courier(settings, store, Sender(settings, unsealed), chance=Random(1))
    with Web() as web:
        add_target(store, web.url)
        courier.start()
        begun = time.time()
        courier.take(notice())
        web.wait_for(1)
        assert web.got[0].at - begun < 1
        courier.stop()
    assert store.deliveries.page().items[0].kind is DeliveryKind.FLAG
