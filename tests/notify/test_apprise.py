import email
import email.policy
import time

import pytest

from tests.notify.receivers import Mail, Web, free_port, hangs, mail_address
from voicemon.errors import InputError
from voicemon.notify import apprise_door
from voicemon.notify.failure import NotDelivered
from voicemon.types import Severity

HERE = "127.0.0.0/8"


def send(url, networks=HERE, limit_s=20.0):
    apprise_door.send(
        url, "A call needs a human", "“zum dritten Mal”", Severity.ACT, networks, limit_s
    )


def refused(url, networks=HERE, limit_s=20.0):
    with pytest.raises(NotDelivered) as refusal:
        send(url, networks, limit_s)
    return refusal.value


@pytest.mark.parametrize(
    ("url", "name", "secrets"),
    [
        ("slack://TokenA12/AAABBBCCC/abcdefghijklmnopqrstuvwx/#chan", "Slack", ["abcdefghij"]),
        (
            "workflows://prod-1.logic.azure.com:443/643e69f83c89/KODbGOhtnVtEXiAgbTGI8e",
            "Teams",
            ["KODbGOhtn"],
        ),
        ("pagerduty://A1BRTD4JD@TIiajkdnlazkcOXrIdevi7F/", "Pager Duty", ["TIiajk", "A1BRTD"]),
        ("mailtos://me:s3cret@example.org?to=lead@example.org", "E-Mail", ["s3cret"]),
        ("json://me:s3cret@example.org/?+X-Key=t0k3n", "JSON", ["s3cret", "t0k3n"]),
    ],
)
def test_a_service_is_known_and_shown_without_its_secrets(url, name, secrets):
    found = apprise_door.check(url)
    assert name in found.name
    assert not any(secret in found.shown for secret in secrets)


@pytest.mark.parametrize("url", ["", "nonsense", "abc://x", "syslog://", "dbus://", "macosx://"])
def test_what_is_unknown_or_of_this_machine_is_refused(url):
    with pytest.raises(InputError, match="does not know"):
        apprise_door.check(url)


def test_mail_arrives():
    with Mail() as mail:
        send(mail_address(mail.port))
    letter = email.message_from_bytes(mail.letters[0], policy=email.policy.default)
    assert letter["Subject"] == "A call needs a human"
    assert letter["To"].endswith("lead@example.org")
    assert "“zum dritten Mal”" in letter.get_body(("plain", "html")).get_content()


def test_a_mail_server_that_is_down_may_come_back():
    assert not refused(mail_address(free_port())).permanent


@pytest.mark.parametrize(
    ("answer", "permanent"), [("550 no such user", True), ("451 come again later", False)]
)
def test_a_mail_server_says_whether_another_try_helps(answer, permanent):
    with Mail(refuses=answer) as mail:
        error = refused(mail_address(mail.port))
    assert (error.permanent, answer[:3] in error.message) == (permanent, True)


@pytest.mark.parametrize(("status", "permanent"), [(500, False), (429, False), (403, True)])
def test_a_service_says_whether_another_try_helps(status, permanent):
    with Web(status) as web:
        error = refused(f"json://127.0.0.1:{web.port}/")
    assert (error.permanent, str(status) in error.message) == (permanent, True)


def test_nothing_is_sent_to_this_machine_unless_the_operator_allows_it():
    with Web() as web, Mail() as mail:
        for url in (f"json://localhost:{web.port}/", mail_address(mail.port)):
            error = refused(url, "")
            assert error.permanent
            assert "no public address" in error.message
    assert (web.got, mail.letters) == ([], [])


@pytest.mark.parametrize("asked", ["", "?redirect=yes"])
def test_redirects_are_not_followed(asked):
    with Web() as secret, Web((307, {"Location": secret.url}, b"")) as web:
        error = refused(f"json://127.0.0.1:{web.port}/{asked}")
    assert error.permanent
    assert secret.got == []


def test_no_file_of_this_machine_is_read(tmp_path):
    (tmp_path / "secret.txt").write_text("s3cret")
    with Web() as web:
        url = f"workflows://127.0.0.1:{web.port}/643e69f83c89/KODbGOhtnVtEXiAgbTGI8e"
        assert refused(f"{url}?template={tmp_path}/secret.txt").permanent
    assert web.got == []


def test_a_service_that_hangs_is_ended():
    with Web(hangs) as web:
        begun = time.monotonic()
        error = refused(f"json://127.0.0.1:{web.port}/?rto=60", limit_s=4)
        assert time.monotonic() - begun < 10
    assert not error.permanent
    assert "within 4 s" in error.message


def test_a_proxy_of_the_environment_is_not_used(monkeypatch):
    with Web() as proxy, Web() as web:
        monkeypatch.setenv("http_proxy", proxy.url)
        send(f"json://127.0.0.1:{web.port}/")
    assert (len(web.got), proxy.got) == (1, [])
