import base64
import datetime
import time

import pytest

from tests.notify.receivers import Web, drips, floods, free_port, hangs, made_certificate
from voicemon.errors import InputError
from voicemon.notify.failure import NotDelivered
from voicemon.notify.networks import Networks
from voicemon.notify.webhook import post, where

HERE = Networks.of("127.0.0.0/8")


def refused(url, networks=HERE, limit_s=5.0):
    with pytest.raises(NotDelivered) as refusal:
        post(url, b"{}", {}, networks, limit_s)
    assert refusal.value.fix
    return refusal.value


def test_a_body_arrives_as_it_is_with_its_headers():
    with Web(204) as web:
        post(web.url + "?a=1", '{"a": "ä"}'.encode(), {"X-Voicemon-Event": "test"}, HERE)
    (got,) = web.got
    assert (got.path, got.body) == ("/in?a=1", '{"a": "ä"}'.encode())
    assert got.headers["X-Voicemon-Event"] == "test"
    assert got.headers["Content-Type"] == "application/json"
    assert got.headers["Host"] == f"127.0.0.1:{web.port}"


def test_a_login_in_the_address_is_sent_as_basic_authorisation():
    with Web() as web:
        post(f"http://me:pa%20ss@127.0.0.1:{web.port}/", b"{}", {}, HERE)
    sent = web.got[0].headers["Authorization"].removeprefix("Basic ")
    assert base64.b64decode(sent) == b"me:pa ss"


@pytest.mark.parametrize("status", [500, 502, 503, 429, 408])
def test_what_may_succeed_later_is_not_permanent(status):
    with Web(status) as web:
        error = refused(web.url)
    assert not error.permanent
    assert str(status) in error.message


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 422])
def test_what_the_receiver_does_not_take_is_permanent(status):
    with Web(status) as web:
        assert refused(web.url).permanent


def test_a_receiver_says_when_to_come_again():
    with Web((429, {"Retry-After": "90"}, b"")) as web:
        assert refused(web.url).after_s == 90
    moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=60)
    dated = moment.strftime("%a, %d %b %Y %H:%M:%S GMT")
    with Web((503, {"Retry-After": dated}, b"")) as web:
        assert 50 < refused(web.url).after_s <= 60
    with Web((503, {"Retry-After": "soon"}, b"")) as web:
        assert refused(web.url).after_s == 0


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_not_followed(status):
    with Web() as secret, Web((status, {"Location": secret.url}, b"")) as web:
        error = refused(web.url)
    assert error.permanent
    assert "redirects" in error.message
    assert secret.got == []


@pytest.mark.parametrize("receiver", [hangs, drips])
def test_a_receiver_that_does_not_come_to_an_end_is_left(receiver):
    with Web(receiver) as web:
        begun = time.monotonic()
        error = refused(web.url, limit_s=0.5)
        assert time.monotonic() - begun < 3
    assert "within" in error.message
    assert not error.permanent


def test_an_answer_without_an_end_is_not_read_to_it():
    with Web(floods) as web:
        begun = time.monotonic()
        post(web.url, b"{}", {}, HERE, limit_s=5)
        assert time.monotonic() - begun < 3


def test_where_nobody_listens_it_is_tried_again():
    error = refused(f"http://127.0.0.1:{free_port()}/")
    assert not error.permanent
    assert "refused" in error.message


def test_only_the_message_of_an_answer_is_shown():
    json = {"Content-Type": "application/json"}
    with Web((409, json, b'{"message": "the call is over", "key": "s3cret"}')) as web:
        error = refused(web.url)
    assert error.message.endswith("answers 409: the call is over")
    with Web((409, json, b'{"message": "a\\u0000b\\u001b[31m"}')) as web:
        assert refused(web.url).message.endswith("answers 409: a b [31m")
    with Web((409, {"Content-Type": "text/html"}, b"root:x:0:0")) as web:
        assert refused(web.url).message.endswith("answers 409")
    with Web((409, json, b'["message"]')) as web:
        assert refused(web.url).message.endswith("answers 409")


def test_nothing_is_sent_to_this_machine_unless_the_operator_allows_it():
    with Web() as web:
        error = refused(web.url, Networks())
        assert refused(f"http://localhost:{web.port}/", Networks.of("10.0.0.0/8")).permanent
    assert error.permanent
    assert web.got == []


def test_nothing_goes_unencrypted_over_the_internet():
    error = refused("http://93.184.216.34/", Networks())
    assert error.permanent
    assert "not encrypted" in error.message


@pytest.fixture
def certificate(tmp_path):
    return made_certificate(tmp_path)


def test_a_certificate_must_be_trusted(certificate, monkeypatch):
    context, path = certificate
    with Web(tls=context) as web:
        error = refused(web.url)
        assert "certificate" in error.message
        assert "SSL_CERT_FILE" in error.fix
        assert web.got == []
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        post(web.url, b"{}", {}, HERE)
    assert len(web.got) == 1


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "ftp://example.org/",
        "file:///etc/passwd",
        "https://",
        "https://a b/",
        "https://a.org/a b",
        "https://a.org:99999/",
        "https://a.org/\r\nX: y",
        "https://[::1/",
        "https://a.org/ä",
    ],
)
def test_what_is_no_web_address_is_refused(url):
    with pytest.raises(InputError):
        where(url)


def test_an_address_is_shown_without_what_may_be_secret():
    assert (
        where("https://u:p@example.org:444/hook/T0K3N?key=1").shown == "https://example.org:444/…"
    )
    assert where("https://example.org").shown == "https://example.org/"
    assert where("http://[::1]:80/x").shown == "http://[::1]/…"
