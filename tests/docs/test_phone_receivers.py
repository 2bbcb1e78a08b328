"""The receivers that the docs show, run as they stand against a made telephone system."""

import json
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from voicemon.notify import phone, signing
from voicemon.notify.failure import NotDelivered
from voicemon.notify.networks import Networks
from voicemon.notify.sender import Message, Sender
from voicemon.notify.webhook import post
from voicemon.settings import load
from voicemon.store.notice_records import Target, TargetKind, TargetSettings
from voicemon.types import Call

CLIENTS = Path(__file__).parents[2] / "docs" / "clients"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECRET = signing.new_secret()


@contextmanager
def telephone_system(answers):
    """An HTTP server: (method, path) → answer as JSON, or a status; it keeps what was asked."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def _any(self):
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            asked.append((self.command, parts.path, query, body, self.headers["Authorization"]))
            found = answers.get((self.command, parts.path), 404)
            content = b"{}" if isinstance(found, int) else json.dumps(found).encode()
            self.send_response(found if isinstance(found, int) else 200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = _any

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


@contextmanager
def receiver(script, **environment):
    process = subprocess.Popen(
        [sys.executable, str(CLIENTS / script), "0"],
        env={**os.environ, "VOICEMON_SECRET": SECRET, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        port = int(process.stdout.readline().split()[-1])
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.kill()
        process.communicate()


def sender_and_target(url):
    settings = load(notify_private_networks="127.0.0.0/8")
    chosen = TargetSettings("pbx", TargetKind.PBX)
    target = Target("t", chosen, "", url.encode(), SECRET.encode(), True, NOW)
    return Sender(settings, lambda sealed: sealed), target


def join(url, action, extension="201", name="CA2f", agent="a17"):
    sender, target = sender_and_target(url)
    call = Call("c1", NOW, agent_id=agent, source="twilio (pbx)")
    wish = phone.Wish(phone.Listening(action), call, name, extension, "p1", "Ann Lee")
    phone.ask(sender, target, wish, NOW)


TWILIO = {
    ("GET", "/2010-04-01/Accounts/AC1/Conferences.json"): {"conferences": [{"sid": "CF9"}]},
    ("GET", "/2010-04-01/Accounts/AC1/Conferences/CF9/Participants/agent.json"): {
        "call_sid": "CA-agent"
    },
    ("POST", "/2010-04-01/Accounts/AC1/Conferences/CF9/Participants.json"): {"call_sid": "CA-new"},
}
ACCOUNT = {
    "TWILIO_ACCOUNT": "AC1",
    "TWILIO_TOKEN": "t",
    "TWILIO_FROM": "+15550100",
    "EXTENSIONS": "201=+15550123",
}


@pytest.mark.parametrize(
    ("action", "how"),
    [
        ("listen", {"Muted": "true"}),
        ("whisper", {"Coaching": "true", "CallSidToCoach": "CA-agent"}),
        ("barge", {}),
    ],
)
def test_twilio_adds_the_supervisor_to_the_conference(action, how):
    with (
        telephone_system(TWILIO) as (api, asked),
        receiver("twilio_whisper.py", TWILIO_API=api, **ACCOUNT) as url,
    ):
        join(url, action)
    assert asked[0][2] == {"FriendlyName": "CA2f", "Status": "in-progress"}
    assert all(each[4] == "Basic QUMxOnQ=" for each in asked)
    form = {name: values[0] for name, values in parse_qs(asked[-1][3]).items()}
    assert form == {
        "From": "+15550100",
        "To": "+15550123",
        "Label": "supervisor",
        "Beep": "false",
        "EndConferenceOnExit": "false",
        **how,
    }


def test_what_twilio_cannot_do_reaches_the_supervisor():
    over = {**TWILIO, ("GET", "/2010-04-01/Accounts/AC1/Conferences.json"): {"conferences": []}}
    with (
        telephone_system(over) as (api, asked),
        receiver("twilio_whisper.py", TWILIO_API=api, **ACCOUNT) as url,
    ):
        with pytest.raises(NotDelivered, match="the call is over"):
            join(url, "whisper")
        with pytest.raises(NotDelivered, match="extension 666 is not known"):
            join(url, "listen", extension="666")
    assert len(asked) == 1


ASTERISK = {
    ("GET", "/ari/channels"): [
        {"id": "1", "name": "PJSIP/a17-00000001", "state": "Ringing"},
        {"id": "2", "name": "PJSIP/trunk-00000002", "state": "Up"},
        {"id": "3", "name": "PJSIP/a17-00000003", "state": "Up"},
    ],
    ("GET", "/ari/channels/2/variable"): {"value": "c-77"},
    ("POST", "/ari/channels"): {"id": "4"},
}
LOGIN = {"ARI_USER": "voicemon", "ARI_PASSWORD": "p"}


@pytest.mark.parametrize(
    ("action", "options"), [("listen", "qE"), ("whisper", "qEw"), ("barge", "qEB")]
)
def test_asterisk_rings_the_supervisor_into_chanspy(action, options):
    with (
        telephone_system(ASTERISK) as (api, asked),
        receiver("asterisk_whisper.py", ARI=f"{api}/ari", **LOGIN) as url,
    ):
        join(url, action)
    method, path, query, body, login = asked[-1]
    assert (method, path, login) == ("POST", "/ari/channels", "Basic dm9pY2Vtb246cA==")
    assert query == {
        "endpoint": "PJSIP/201",
        "callerId": f"voicemon {action}",
        "timeout": "20",
        "context": "voicemon-spy",
        "extension": "spy",
        "priority": "1",
    }
    assert json.loads(body)["variables"] == {
        "SPY_CHANNEL": "PJSIP/a17-00000003",
        "SPY_OPTIONS": options,
    }


def test_asterisk_finds_the_channel_by_a_variable_where_it_is_told_to():
    with (
        telephone_system(ASTERISK) as (api, asked),
        receiver(
            "asterisk_whisper.py",
            ARI=f"{api}/ari",
            AGENT_CHANNEL_VARIABLE="VOICEMON_CALL",
            **LOGIN,
        ) as url,
    ):
        join(url, "whisper", name="c-77", agent=None)
        with pytest.raises(NotDelivered, match="in no call"):
            join(url, "whisper", name="c-78", agent=None)
    rung = [json.loads(each[3]) for each in asked if each[0] == "POST"]
    assert [each["variables"]["SPY_CHANNEL"] for each in rung] == ["PJSIP/trunk-00000002"]


@pytest.mark.parametrize("script", ["twilio_whisper.py", "asterisk_whisper.py"])
def test_a_receiver_believes_nobody_but_its_voicemon(script):
    with (
        telephone_system({}) as (api, asked),
        receiver(script, TWILIO_API=api, ARI=api, **ACCOUNT, **LOGIN) as url,
    ):
        here = Networks.of("127.0.0.0/8")
        body = b'{"event": "test"}'
        old = signing.signature(SECRET, 1_700_000_000, body)
        for header in ("", "t=1,v1=0", old):
            with pytest.raises(NotDelivered, match="403: the signature does not fit"):
                post(url, body, {signing.HEADER: header}, here)
        sender, target = sender_and_target(url)
        sender.send(target, Message("1", {"event": "test", "text": "hello"}))
    assert asked == []
