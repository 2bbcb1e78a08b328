import json
import time
from datetime import timedelta

import pytest

from tests.notify.receivers import Mail, Web, free_port, mail_address
from voicemon.notify.signing import is_genuine
from voicemon.server import notices
from voicemon.settings import Settings
from voicemon.store.notice_records import DeliveryKind, DeliveryState, NewDelivery, QuietSpan
from voicemon.types import Severity


@pytest.fixture
def settings(tmp_path):
    return Settings(
        data_dir=tmp_path / "data", max_upload_mb=1, notify_private_networks="127.0.0.0/8"
    )


def add(client, address="https://example.org/hook/T0K3N", **more):
    body = {"name": "pager", "kind": "webhook", "address": address, **more}
    return client.post("/api/notices/targets", json=body)


def audited(store):
    return [entry.action for entry in store.audit.entries()]


def queue(store, target, key="c1-f1:1"):
    flag = {
        "id": "c1-f1",
        "number": 1,
        "rule": "r",
        "severity": "act",
        "state": "raised",
        "at_s": 14.0,
        "reason": "because",
        "by": "voicemon",
        "outcome": None,
    }
    call = dict.fromkeys(("team", "queue", "agent_id", "url")) | {"id": "c1"}
    now = store.notice_targets.get(target).created_at
    body = {"event": "flag.raised", "at": now.isoformat(), "flag": flag, "call": call}
    new = NewDelivery(target, key, DeliveryKind.FLAG, Severity.ACT, body, now)
    store.notices.add([new], now)
    return store.deliveries.page().items[0]


def kill(store, delivery):
    (claimed,) = store.notices.claim(delivery.due_at, timedelta(minutes=1), 1)
    store.notices.failed(claimed, delivery.due_at, "gone", permanent=True, again_at=None)


def test_a_target_is_added_and_its_secret_shown_once(client, store):
    answer = add(client, teams=["north"], quiet=[{"start": "22:00", "end": "07:00", "days": [0]}])
    assert answer.status_code == 201
    assert answer.json["secret"].startswith("vms_")
    (listed,) = client.get("/api/notices/targets").json["items"]
    assert listed == answer.json["target"]
    assert (listed["shown"], listed["signed"], listed["on"]) == (
        "https://example.org/…",
        True,
        True,
    )
    assert (listed["severities"], listed["states"]) == (["act"], ["raised", "escalated"])
    assert listed["quiet"] == [{"days": [0], "start": "22:00", "end": "07:00"}]
    assert audited(store) == ["notices.target.add"]


def test_quiet_hours_are_kept_by_weekday(client, store):
    weekdays = {"start": "20:00", "end": "07:00", "days": [4, 0, 1, 2, 3, 0]}
    weekend = {"start": "00:00", "end": "00:00", "days": [5, 6]}
    target = add(client, quiet=[weekdays, weekend]).json["target"]
    assert target["quiet"] == [{**weekdays, "days": [0, 1, 2, 3, 4]}, weekend]
    kept = store.notice_targets.get(target["id"]).settings.quiet
    assert kept == (
        QuietSpan("20:00", "07:00", (0, 1, 2, 3, 4)),
        QuietSpan("00:00", "00:00", (5, 6)),
    )


def test_a_target_has_a_language_and_an_hour_of_its_own_or_the_sites(client, store):
    plain = add(client).json["target"]
    assert (plain["language"], plain["weekly_day"], plain["weekly_hour"]) == (None, 0, 7)
    own = add(client, name="lead", language="de", weekly=True, weekly_day=4, weekly_hour=16).json[
        "target"
    ]
    assert (own["language"], own["weekly_day"], own["weekly_hour"]) == ("de", 4, 16)
    kept = store.notice_targets.get(own["id"]).settings
    assert (kept.language, kept.weekly_day, kept.weekly_hour) == ("de", 4, 16)
    path = f"/api/notices/targets/{own['id']}"
    assert client.put(path, json={"name": "lead"}).json["language"] is None


def test_a_test_message_and_the_list_speak_the_targets_language(client, store):
    with Web() as web:
        target = add(client, web.url, language="de").json["target"]
        assert client.post(f"/api/notices/targets/{target['id']}/test").json["arrived"]
    told = json.loads(web.got[0].body)
    assert told["text"].startswith("Dies ist ein Test")
    assert told["words"]["language"] == "de"
    queue(store, target["id"])
    (listed,) = client.get("/api/notices/deliveries").json["items"]
    assert listed["text"].startswith("Ein Anruf braucht einen Menschen")


def test_no_answer_the_audit_log_nor_the_database_gives_a_secret_away(client, store, settings):
    made = add(client, "https://me:s3cret@example.org/hook/T0K3N?key=k3y").json
    add(client, "mailtos://me:s3cret@example.org?to=a@b.org", name="mail", kind="apprise")
    told = client.get("/api/notices/targets").text
    told += json.dumps([entry.details for entry in store.audit.entries()])
    store.close()
    for path in settings.data_dir.glob("voicemon.db*"):
        told += path.read_bytes().decode("latin-1")
    for secret in (made["secret"], "s3cret", "T0K3N", "k3y"):
        assert secret not in told


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": "example.org"},
        {"address": "file:///etc/passwd"},
        {"kind": "apprise", "address": "nonsense"},
        {"kind": "apprise", "address": "syslog://"},
        {"kind": "carrier pigeon"},
        {"severities": ["fatal"]},
        {"quiet": [{"start": "25:00", "end": "07:00"}]},
        {"quiet": [{"start": "22:00", "end": ""}]},
        {"quiet": [{"start": "22:00", "end": "07:00", "days": [7]}]},
        {"quiet": [{"start": "22:00", "end": "07:00", "days": ["monday"]}]},
        {"quiet": [{"start": "22:00", "end": "07:00"}] * 15},
        {"most": 0},
        {"language": "fr"},
        {"language": ""},
        {"weekly_day": 7},
        {"weekly_hour": 24},
        {"name": ""},
        {"surprise": 1},
    ],
)
def test_what_cannot_be_a_target_is_refused(client, wrong):
    answer = add(client, **wrong)
    assert answer.status_code == 400
    assert answer.json["message"]
    assert client.get("/api/notices/targets").json["items"] == []


def test_two_targets_of_one_name_are_a_conflict(client):
    add(client)
    assert add(client).status_code == 409


def test_a_change_keeps_the_address_that_is_not_given(client, store):
    target = add(client).json["target"]
    path = f"/api/notices/targets/{target['id']}"
    before = store.notice_targets.get(target["id"])
    changed = client.put(path, json={"name": "other", "severities": [], "most": 5}).json
    assert (changed["name"], changed["severities"], changed["most"]) == ("other", [], 5)
    assert store.notice_targets.get(target["id"]).sealed_address == before.sealed_address
    changed = client.put(path, json={"name": "other", "address": "https://b.org/"}).json
    assert changed["shown"] == "https://b.org/"
    assert audited(store)[0] == "notices.target.change"
    assert client.put("/api/notices/targets/none", json={"name": "x"}).status_code == 404


def test_a_target_is_switched_off_and_on(client, store):
    target = add(client).json["target"]
    queue(store, target["id"])
    path = f"/api/notices/targets/{target['id']}"
    assert client.put(path, json={"name": "pager", "on": False}).json["on"] is False
    assert client.get("/api/notices/deliveries").json["counts"] == {"dead": 1}
    assert client.put(path, json={"name": "pager"}).json["on"] is True


def test_a_new_secret_counts_at_once(client):
    with Web() as web:
        made = add(client, web.url).json
        path = f"/api/notices/targets/{made['target']['id']}"
        renewed = client.post(f"{path}/secret").json["secret"]
        client.post(f"{path}/test")
    assert renewed != made["secret"]
    (got,) = web.got
    header = got.headers["X-Voicemon-Signature"]
    assert is_genuine(renewed, header, got.body, time.time())
    assert not is_genuine(made["secret"], header, got.body, time.time())


def test_what_is_not_signed_has_no_secret_to_renew(client):
    with Mail() as mail:
        target = add(client, mail_address(mail.port), kind="apprise").json
    assert target["secret"] is None
    path = f"/api/notices/targets/{target['target']['id']}/secret"
    assert client.post(path).status_code == 400


def test_a_test_message_says_what_became_of_it(client):
    with Web(204, 500) as web:
        target = add(client, web.url).json["target"]
        path = f"/api/notices/targets/{target['id']}/test"
        good = client.post(path).json
        bad = client.post(path).json
    assert (good["arrived"], good["error"]) == (True, None)
    assert json.loads(web.got[0].body)["event"] == "test"
    assert (bad["arrived"], bad["permanent"]) == (False, False)
    assert "500" in bad["error"]["message"]
    assert bad["error"]["fix"]


def test_a_test_by_mail_arrives(client):
    with Mail() as mail:
        target = add(client, mail_address(mail.port), kind="apprise").json["target"]
        assert client.post(f"/api/notices/targets/{target['id']}/test").json["arrived"]
    assert b"This is a test of voicemon" in mail.letters[0]


def test_deliveries_are_listed_with_what_is_wrong(client, store):
    target = add(client).json["target"]
    kill(store, queue(store, target["id"]))
    queue(store, target["id"], "c1-f1:2")
    listed = client.get("/api/notices/deliveries?state=dead&state=failed").json
    assert (listed["total"], listed["counts"]) == (1, {"dead": 1, "waiting": 1})
    (item,) = listed["items"]
    assert item["text"].startswith("A call needs a human · because")
    assert (item["target"], item["flag_id"], item["call_id"]) == ("pager", "c1-f1", "c1")
    assert (item["error"], item["permanent"], item["due_at"]) == ("gone", True, None)
    assert client.get("/api/notices/deliveries?target=other").json["total"] == 0
    assert client.get("/api/notices/deliveries?state=lost").status_code == 400


def test_a_dead_letter_is_sent_again_or_dropped(client, app, store):
    poked = []
    notices.sent_by(app, lambda: poked.append(1))
    target = add(client).json["target"]
    delivery = queue(store, target["id"])
    kill(store, delivery)
    path = f"/api/notices/deliveries/{delivery.id}"
    assert client.post(f"{path}/resend").json["state"] == "waiting"
    assert client.post(f"{path}/resend").status_code == 409
    kill(store, store.deliveries.get(delivery.id))
    again = client.post("/api/notices/deliveries/resend", json={"target": target["id"]})
    assert again.json == {"count": 1}
    assert poked == [1, 1]
    assert client.delete(path).status_code == 204
    assert store.deliveries.get(delivery.id).state is DeliveryState.DROPPED
    assert client.delete(path).status_code == 409
    assert audited(store)[0] == "notices.drop"


def test_a_target_is_deleted_with_its_messages(client, store):
    target = add(client).json["target"]
    queue(store, target["id"])
    assert client.delete(f"/api/notices/targets/{target['id']}").status_code == 204
    assert client.get("/api/notices/deliveries").json["total"] == 0
    assert audited(store)[0] == "notices.target.remove"


def test_a_dead_target_does_not_break_the_page(client):
    target = add(client, f"http://127.0.0.1:{free_port()}/").json["target"]
    tested = client.post(f"/api/notices/targets/{target['id']}/test")
    assert tested.status_code == 200
    assert "cannot be reached" in tested.json["error"]["message"]
