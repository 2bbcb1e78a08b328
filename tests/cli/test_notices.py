import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from tests.notify.receivers import Web, free_port
from voicemon.cli.notices import command
from voicemon.errors import NotFound
from voicemon.flags.ledger import raised
from voicemon.notify.failure import NotDelivered
from voicemon.server.ingest.secrets import seal
from voicemon.settings import current, load
from voicemon.store import Store
from voicemon.store.notice_records import (
    DeliveryKind,
    DeliveryState,
    NewDelivery,
    TargetKind,
    TargetSettings,
)
from voicemon.types import Call, Flag, FlagState, Severity


@pytest.fixture(autouse=True)
def _fresh_settings(monkeypatch):
    monkeypatch.setenv("VOICEMON_NOTIFY_PRIVATE_NETWORKS", "127.0.0.0/8")
    current.cache_clear()
    yield
    current.cache_clear()


def run(*arguments):
    return CliRunner().invoke(command, arguments)


def opened():
    site = load()
    return closing(Store(site.store_url, site.audio_dir))


def add_target(url, name="pager", **settings):
    site, now = load(), datetime.now(UTC)
    chosen = TargetSettings(name, TargetKind.WEBHOOK, **settings)
    with opened() as store:
        address, secret = (seal(site.data_dir, text) for text in (url.encode(), b"vms_1"))
        return store.notice_targets.add(chosen, "http://127.0.0.1/…", address, secret, now)


def test_a_test_message_is_sent_and_audited():
    with Web() as web:
        target = add_target(web.url)
        done = run("test", "pager")
    assert done.exit_code == 0
    assert "arrived at pager" in done.output
    assert json.loads(web.got[0].body)["event"] == "test"
    with opened() as store:
        (entry,) = store.audit.entries()
    assert (entry.person_id, entry.action, entry.subject) == (
        "cli",
        "notices.target.test",
        target.id,
    )


def test_a_test_message_that_does_not_arrive_says_why():
    add_target(f"http://127.0.0.1:{free_port()}/")
    failed = run("test", "pager").exception
    assert isinstance(failed, NotDelivered)
    assert "cannot be reached" in failed.message


def test_a_target_that_is_not_there_is_named():
    assert isinstance(run("test", "nobody").exception, NotFound)


def test_the_list_shows_what_waits_and_what_is_dead_and_no_secret():
    target = add_target("http://127.0.0.1:1/s3cret")
    now = datetime.now(UTC)
    with opened() as store:
        for key in ("a", "b"):
            new = NewDelivery(target.id, key, DeliveryKind.FLAG, Severity.ACT, {}, now)
            store.notices.add([new], now)
        (claimed,) = store.notices.claim(now, timedelta(minutes=1), 1)
        store.notices.failed(claimed, now, "gone", permanent=True, again_at=None)
    listed = run("list").output
    assert "pager" in listed
    assert "gone" in listed
    assert "s3cret" not in listed
    assert "1 dead letters of pager" in run("resend", "pager").output
    with opened() as store:
        assert store.deliveries.page().counts == {DeliveryState.WAITING: 2}


def ask(url, path, body):
    request = urllib.request.Request(
        url + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def test_a_running_service_tells_of_flags_from_before_and_of_moves_at_once(tmp_path):
    with Web() as web:
        add_target(web.url)
        reason = "Frustrated for 20 s"
        flag = Flag("f1", "c1", "high", Severity.ACT, FlagState.RAISED, 14.0, reason, ())
        call = Call("c1", datetime.now(UTC), queue="billing")
        with opened() as store:
            store.ledger.add(raised(flag, call, datetime.now(UTC), {}, 0.8))
        environment = {
            **os.environ,
            "VOICEMON_INGEST_PORT": "0",
            "VOICEMON_AUDIOSOCKET_PORT": "0",
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "voicemon", "serve", "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=tmp_path,
        )
        try:
            url = process.stdout.readline().split()[3]
            web.wait_for(1, patience_s=60)
            begun = time.time()
            moved = ask(url, "api/flags/f1/move", {"to": "claimed", "number": 1})
            assert moved["state"] == "claimed"
            web.wait_for(2, patience_s=20)
            assert web.got[1].at - begun < 5
        finally:
            process.send_signal(signal.SIGTERM)
            out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "Traceback" not in out + err
    events = [json.loads(each.body)["event"] for each in web.got]
    assert events == ["flag.raised", "flag.claimed"]
