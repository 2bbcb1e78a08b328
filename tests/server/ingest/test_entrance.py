"""Who may come in, over real sockets: keys, networks, signatures."""

import base64
import json
import time
import uuid

import pytest
from structlog.testing import capture_logs

from tests.server.ingest.conftest import wait_for
from tests.server.ingest.strangers import begin, closed, refused, turned_away, twilio
from tests.server.ingest.test_feeds import SECRET, played, signed
from voicemon.simulate.wire import FEEDS, Options
from voicemon.store import KeySettings


@pytest.mark.parametrize("key", ["vmk_0000_1111", "nonsense", "vmk_" + "0" * 900])
def test_a_wrong_key_is_refused_at_the_handshake(site, key):
    status, problem = refused(site, f"/ingest/stream/{key}")
    assert (status, problem["code"]) == (401, "unauthorized")
    assert problem["fix"]
    assert key not in json.dumps(problem)


def test_a_wrong_key_as_custom_parameter_closes_the_line(site):
    with site.connect("/ingest/stream") as line:
        begin(line, twilio(key="vmk_0000_1111"))
        close = closed(line)
    assert close.code == 1008
    assert "key" in close.reason
    assert not site.desk.lines


def test_no_key_at_all_closes_the_line(site):
    with site.connect("/ingest/stream") as line:
        begin(line)
        assert closed(line).code == 1008
    assert not site.desk.lines


@pytest.mark.parametrize("path", ["/", "/ingest", "/ingest/streams", "/api/site"])
def test_other_addresses_lead_nowhere(site, path):
    assert refused(site, path)[0] == 404


def test_plain_http_is_told_to_speak_websocket(site):
    with site.tcp() as line:
        line.sendall(b"GET /ingest/stream HTTP/1.1\r\nHost: x\r\n\r\n")
        assert line.makefile("rb").read().startswith(b"HTTP/1.1 426")


def test_a_key_of_another_vendor_is_refused(site):
    key = site.key(vendor="vonage")
    with site.connect(f"/ingest/stream/{key}") as line:
        begin(line)
        close = closed(line)
    assert (close.code, "vonage" in close.reason) == (1008, True)


def test_a_key_of_another_network_is_refused(site):
    assert refused(site, f"/ingest/stream/{site.key(networks=('10.0.0.0/8',))}")[0] == 403


def test_too_many_lines_by_one_key_are_refused(store, settings, desk, chosen):
    from tests.server.ingest.conftest import Site
    from voicemon.settings import Settings

    few = Settings(
        data_dir=settings.data_dir, ingest_port=0, audiosocket_port=0, ingest_key_connections=2
    )
    site = Site(store, few, desk)
    key = site.key()
    lines = [site.open(f"/ingest/stream/{key}") for _ in range(2)]
    assert refused(site, f"/ingest/stream/{key}")[0] == 429
    for line in lines:
        line.close()
    site.ingest.drain()


# -- signatures


def audiohook_key(site, **chosen):
    chosen = {"vendor": "audiohook", "sealed_secret": SECRET, **chosen}
    return site.store.keys.add(KeySettings("genesys", **chosen))[1]


def hook():
    return FEEDS["audiohook"](played(), Options())


def test_a_stale_signature_is_refused(site):
    headers = signed(hook(), audiohook_key(site), site, created=int(time.time()) - 60)
    assert refused(site, "/ingest/audiohook", additional_headers=headers)[0] == 401


def test_a_signature_is_good_once(site):
    headers = signed(hook(), audiohook_key(site), site)
    site.open("/ingest/audiohook", additional_headers=headers).close()
    status, problem = refused(site, "/ingest/audiohook", additional_headers=headers)
    assert (status, "before" in problem["message"]) == (401, True)


def test_an_unsigned_audiohook_is_refused(site):
    headers = {"X-Api-Key": audiohook_key(site)}
    assert refused(site, "/ingest/audiohook", additional_headers=headers)[0] == 401


def test_a_key_for_another_organisation_is_refused(site):
    key = audiohook_key(site, organization=str(uuid.uuid4()))
    headers = signed(hook(), key, site)
    assert refused(site, "/ingest/audiohook", additional_headers=headers)[0] == 403


def test_a_session_opened_for_another_organisation_is_refused(site):
    feed = hook()
    headers = signed(feed, audiohook_key(site), site)
    with site.connect("/ingest/audiohook", additional_headers=headers) as line:
        (opening,) = feed.opening()
        said = json.loads(opening)
        said["parameters"]["organizationId"] = str(uuid.uuid4())
        line.send(json.dumps(said))
        assert json.loads(line.recv(5))["parameters"]["reason"] == "unauthorized"
        assert closed(line).code == 1008
    assert not site.desk.lines


def test_a_twilio_call_must_be_signed_where_the_key_holds_a_token(site):
    from voicemon.server.ingest.signatures import twilio_fits

    key = site.key(vendor="twilio", sealed_secret=b"auth token")
    path = f"/ingest/stream/{key}"
    assert refused(site, path)[0] == 401
    url = f"{site.url}{path}"
    import hashlib
    import hmac

    good = base64.b64encode(hmac.digest(b"auth token", url.encode(), hashlib.sha1)).decode()
    assert twilio_fits(url, b"auth token", good)
    site.open(path, additional_headers={"X-Twilio-Signature": good}).close()
    bad = base64.b64encode(hmac.digest(b"another", url.encode(), hashlib.sha1)).decode()
    assert refused(site, path, additional_headers={"X-Twilio-Signature": bad})[0] == 401


def test_nothing_secret_is_logged(site):
    key = site.key()
    site.store.keys.revoke("pbx")
    wait_for(lambda: turned_away(site, f"/ingest/stream/{key}"))
    with capture_logs() as logged:
        refused(site, f"/ingest/stream/{key}")
        with site.connect("/ingest/stream") as line:
            begin(line, twilio(key=key, customer="+49 170 1234567"))
            closed(line)
    said = str(logged)
    assert said.count("sender refused") == 2
    assert key.rpartition("_")[2] not in said
    assert "1234567" not in said
