from datetime import UTC, datetime, timedelta

import pytest

from voicemon.errors import Conflict, NotFound
from voicemon.store import Store
from voicemon.store.notice_records import (
    DeliveryKind,
    DeliveryState,
    NewDelivery,
    QuietSpan,
    TargetKind,
    TargetSettings,
)
from voicemon.types import FlagState, Severity

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LEASE = timedelta(minutes=1)
SETTINGS = TargetSettings(
    "pager",
    TargetKind.WEBHOOK,
    severities=(Severity.ACT,),
    states=(FlagState.RAISED,),
    teams=("north", ""),
    queues=("billing",),
    quiet=(QuietSpan("22:00", "07:00", (0, 4)),),
    quiet_passes=Severity.ACT,
    most=3,
    window_min=5,
    weekly=True,
)


def later(seconds):
    return NOW + timedelta(seconds=seconds)


def add_target(store, settings=SETTINGS):
    return store.notice_targets.add(settings, "https://example.org", b"sealed", b"secret", NOW)


@pytest.fixture
def target(store):
    return add_target(store)


def told(target, key="f1:1", severity=Severity.WATCH, **more):
    given = {"kind": DeliveryKind.FLAG, "body": {"reason": key}, "due_at": NOW, **more}
    return NewDelivery(target.id, key, severity=severity, **given)


def claim(store, at=NOW, limit=4, busy=()):
    return store.notices.claim(at, LEASE, limit, busy)


def test_a_target_is_kept_with_all_its_settings_and_shows_no_secret(store, target):
    assert store.notice_targets.get(target.id) == target
    assert target.settings == SETTINGS
    assert "secret" not in repr(target).replace("sealed_secret", "")
    assert "sealed" not in repr(target)


def test_targets_have_names_of_their_own(store, target):
    with pytest.raises(Conflict):
        add_target(store)
    other = add_target(store, TargetSettings("chat", TargetKind.APPRISE))
    with pytest.raises(Conflict):
        store.notice_targets.change(other.id, SETTINGS)
    assert [each.settings.name for each in store.notice_targets.all()] == ["chat", "pager"]


def test_a_change_keeps_the_address_and_the_secret_unless_given(store, target):
    changed = store.notice_targets.change(target.id, TargetSettings("p", TargetKind.WEBHOOK))
    assert (changed.sealed_address, changed.sealed_secret) == (b"sealed", b"secret")
    changed = store.notice_targets.change(target.id, SETTINGS, ("https://b.org", b"new"), b"other")
    assert (changed.shown, changed.sealed_address) == ("https://b.org", b"new")
    assert changed.sealed_secret == b"other"


def test_a_target_is_told_the_same_thing_once(store, target):
    assert len(store.notices.add([told(target), told(target, "f1:2")], NOW)) == 2
    assert store.notices.add([told(target)], NOW) == []


def test_a_message_is_claimed_once_and_arrives(store, target):
    store.notices.add([told(target)], NOW)
    (claimed,) = claim(store)
    assert claim(store) == []
    assert (claimed.state, claimed.tries) == (DeliveryState.SENDING, 1)
    assert store.notices.sent(claimed, later(1))
    assert store.deliveries.get(claimed.id).sent_at == later(1)
    assert store.notice_targets.get(target.id).last_sent_at == later(1)


def test_a_claim_that_ran_out_is_free_again_and_its_holder_is_not_believed(store, target):
    store.notices.add([told(target)], NOW)
    (slow,) = claim(store)
    (second,) = claim(store, later(61))
    assert second.tries == 2
    assert not store.notices.sent(slow, later(62))
    assert store.deliveries.get(slow.id).state is DeliveryState.SENDING
    assert store.notices.sent(second, later(63))


def test_a_restart_loses_nothing(store, target, tmp_path):
    store.notices.add([told(target)], NOW)
    store.close()
    again = Store(f"sqlite:///{tmp_path / 'data' / 'voicemon.db'}", tmp_path / "audio")
    assert [each.key for each in claim(again)] == ["f1:1"]
    again.close()


def test_a_failed_try_is_due_again_later_and_says_why(store, target):
    store.notices.add([told(target)], NOW)
    (claimed,) = claim(store)
    again_at = later(30)
    store.notices.failed(claimed, NOW, "no route", permanent=False, again_at=again_at)
    failed = store.deliveries.get(claimed.id)
    assert (failed.state, failed.error, failed.permanent) == (
        DeliveryState.FAILED,
        "no route",
        False,
    )
    assert store.notices.next_due() == again_at
    assert store.notices.next_due([target.id]) is None
    assert claim(store, later(29)) == []
    assert len(claim(store, later(30))) == 1
    assert store.notice_targets.get(target.id).last_error == "no route"


def test_a_dead_letter_is_tried_again_when_a_person_says_so(store, target):
    store.notices.add([told(target)], NOW)
    (claimed,) = claim(store)
    store.notices.failed(claimed, NOW, "gone", permanent=True, again_at=None)
    assert claim(store, later(9999)) == []
    resent = store.deliveries.resend(claimed.id, later(5))
    assert (resent.state, resent.tries) == (DeliveryState.WAITING, 0)
    assert len(claim(store, later(5))) == 1
    with pytest.raises(Conflict, match="sending"):
        store.deliveries.resend(claimed.id, later(6))


def test_every_dead_letter_of_a_target_is_tried_again(store, target):
    store.notices.add([told(target), told(target, "f2:1")], NOW)
    for _ in range(2):
        (claimed,) = claim(store)
        store.notices.failed(claimed, NOW, "gone", permanent=True, again_at=None)
    assert store.deliveries.resend_dead(target.id, later(1)) == 2
    assert store.deliveries.page().counts == {DeliveryState.WAITING: 2}


def test_what_is_dropped_is_not_sent_and_not_queued_again(store, target):
    store.notices.add([told(target)], NOW)
    (item,) = store.deliveries.page().items
    assert store.deliveries.drop(item.id).state is DeliveryState.DROPPED
    assert claim(store) == []
    assert store.notices.add([told(target)], NOW) == []
    with pytest.raises(Conflict):
        store.deliveries.drop(item.id)
    with pytest.raises(NotFound):
        store.deliveries.drop("nothing")


def test_the_gravest_goes_first_and_each_target_gets_one_at_a_time(store, target):
    other = add_target(store, TargetSettings("chat", TargetKind.APPRISE))
    store.notices.add([told(target, "w"), told(target, "a", Severity.ACT), told(other, "o")], NOW)
    first = claim(store)
    assert [each.key for each in first] == ["a", "o"]
    assert claim(store, busy=[target.id, other.id]) == []
    assert [each.key for each in claim(store, limit=1)] == ["w"]
    assert claim(store, limit=0) == []


def test_what_is_held_becomes_one_digest(store, target):
    store.notices.add(
        [told(target, key, due_at=later(60), held_for="quiet hours") for key in ("a", "b")], NOW
    )
    assert store.notices.held_due(later(59)) == {}
    held = store.notices.held_due(later(60))[target.id]
    assert [each.key for each in held] == ["a", "b"]
    digest = told(target, "digest:1", kind=DeliveryKind.DIGEST, due_at=later(60))
    assert store.notices.digest(held, digest, later(60))
    assert not store.notices.digest(held, digest, later(60))  # somebody was first
    assert [each.key for each in claim(store, later(60))] == ["digest:1"]
    assert store.deliveries.page([DeliveryState.DIGESTED]).total == 2


def test_what_is_held_can_be_put_off(store, target):
    store.notices.add([told(target, due_at=NOW, held_for="quiet hours")], NOW)
    store.notices.put_off(store.notices.held_due(NOW)[target.id], later(90))
    assert store.notices.held_due(later(89)) == {}
    assert list(store.notices.held_due(later(90))) == [target.id]


def test_what_was_let_through_is_counted(store, target):
    store.notices.add([told(target, "a"), told(target, "b", held_for="rate")], NOW)
    store.notices.add([told(target, "c")], later(10))
    assert store.notices.passed(target.id, later(-1)) == [NOW, later(10)]
    assert store.notices.passed(target.id, NOW) == [later(10)]


def test_a_target_that_is_switched_off_is_told_nothing(store, target):
    store.notices.add([told(target)], NOW)
    store.notice_targets.switch(target.id, on=False)
    assert store.notices.add([told(target, "f2:1")], NOW) == []
    assert claim(store) == []
    (dead,) = store.deliveries.page([DeliveryState.DEAD]).items
    assert dead.error == "the target was switched off"
    with pytest.raises(Conflict, match="switched off"):
        store.deliveries.resend(dead.id, NOW)
    store.notice_targets.switch(target.id, on=True)
    assert store.deliveries.resend(dead.id, NOW).state is DeliveryState.WAITING


def test_a_target_goes_with_its_messages(store, target):
    store.notices.add([told(target)], NOW)
    assert store.notice_targets.remove(target.id) == target
    assert store.deliveries.page().total == 0
    with pytest.raises(NotFound):
        store.notice_targets.remove(target.id)
    assert store.notices.add([told(target)], NOW) == []


def test_pages_are_of_a_state_and_a_target_newest_first(store, target):
    other = add_target(store, TargetSettings("chat", TargetKind.APPRISE))
    for number in range(3):
        store.notices.add([told(target, f"f{number}")], later(number))
    store.notices.add([told(other)], NOW)
    page = store.deliveries.page([DeliveryState.WAITING], target.id, offset=1, limit=1)
    assert ([each.key for each in page.items], page.total) == (["f1"], 3)
    assert store.deliveries.page().total == 4


def test_what_is_long_over_is_forgotten_but_no_dead_letter(store, target):
    store.notices.add([told(target, "sent"), told(target, "dead")], NOW)
    (first,) = claim(store)
    store.notices.sent(first, NOW)
    (second,) = claim(store)
    store.notices.failed(second, NOW, "gone", permanent=True, again_at=None)
    assert store.deliveries.forget(NOW) == 0
    assert store.deliveries.forget(later(1)) == 1
    assert store.deliveries.page().counts == {DeliveryState.DEAD: 1}
