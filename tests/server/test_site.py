import shutil

import pytest

from voicemon import __version__
from voicemon.errors import SettingsError, StoreError
from voicemon.server.app import create_app
from voicemon.server.listen import bind
from voicemon.server.openapi import description
from voicemon.server.services import LiveDoor, tell_doors


def test_the_page_learns_about_its_server(client):
    assert client.get("/api/site").json == {
        "version": __version__,
        "models": {"words": "base"},
        "max_upload_mb": 1,
        "demo": False,
        "live_url": "",
        "replay": "",
        "listen_in": False,
        "time_zone": "UTC",
    }


def test_the_page_learns_where_senders_of_live_calls_connect(app, client):
    tell_doors(app, LiveDoor("ws://127.0.0.1:8322/", "voicemon replay call.wav"))
    told = client.get("/api/site").json
    assert told["live_url"] == "ws://127.0.0.1:8322/ingest/stream"
    assert told["replay"] == "voicemon replay call.wav"


def test_health_is_ok_when_all_is_well(client):
    answer = client.get("/api/health")
    assert answer.status_code == 200
    assert answer.json["status"] == "ok"
    assert answer.json["free_mb"] > 0


def test_health_says_what_is_wrong(client, settings):
    shutil.rmtree(settings.audio_dir)
    answer = client.get("/api/health")
    assert answer.status_code == 503
    assert answer.json["status"] == "failing"
    assert answer.json["audio"] != "ok"


def test_health_says_that_the_database_fails(client, monkeypatch):
    def broken(_):
        raise StoreError("the store failed: disk I/O error", "check the disk")

    monkeypatch.setattr("voicemon.store.jobs.Jobs.waiting", broken)
    answer = client.get("/api/health")
    assert answer.status_code == 503
    assert answer.json["database"] == "the store failed: disk I/O error"


def test_the_page_is_served_and_its_hashed_assets_are_kept(client):
    index = client.get("/")
    assert (index.status_code, index.mimetype) == (200, "text/html")
    assert index.headers["Cache-Control"] == "no-cache"
    asset = client.get("/assets/app-1a2b.js")
    assert asset.status_code == 200
    assert "immutable" in asset.headers["Cache-Control"]


def test_without_a_built_page_a_message_says_how_to_build_it(settings, store, jobs, tmp_path):
    app, _ = create_app(settings, store, jobs, page_folder=tmp_path / "nothing")
    answer = app.test_client().get("/", headers={"Host": "localhost"})
    assert answer.status_code == 503
    assert "make dashboard" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/../data/voicemon.db",
        "/%2e%2e/data/voicemon.db",
        "/assets/..%2f..%2fdata%2fvoicemon.db",
        "/etc/passwd",
        "/%00",
    ],
)
def test_nothing_outside_the_page_is_served(client, path):
    assert client.get(path).status_code in (308, 404)


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/nothing", "/api/calls/a/b/c", "/x.html"])
def test_what_is_not_there_is_a_problem(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json["code"] == "not_found"


def test_a_wrong_method_is_a_problem(client):
    answer = client.delete("/api/calls")
    assert answer.status_code == 405
    assert answer.json["code"] == "method_not_allowed"
    assert "GET" in answer.headers["Allow"]


def test_a_mistake_of_ours_shows_no_trace(client, monkeypatch):
    def broken(*_):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("voicemon.server.shapes.call_row", broken)
    monkeypatch.setattr("voicemon.store.Store.calls", broken)
    answer = client.get("/api/calls")
    assert answer.status_code == 500
    assert answer.json["code"] == "internal"
    assert "secret" not in answer.text


def test_the_api_is_described_and_its_docs_need_no_network(client):
    document = client.get("/api/docs/openapi.json").json
    assert document == description()
    assert client.get("/api/docs/").status_code == 200
    docs = client.get("/api/docs/swagger")
    assert "//" not in docs.text.replace("// Begin", "").replace("// End", "")
    for asset in ("js/swagger-ui-bundle.js", "css/swagger-ui.css"):
        assert client.get(f"/api/docs/swagger/{asset}").status_code == 200


def test_every_operation_is_described_with_its_problems():
    paths = description()["paths"]
    for path, operations in paths.items():
        for method, operation in operations.items():
            assert operation.get("summary"), (method, path)
            answer = operation["responses"]["400"]["content"]["application/json"]["schema"]
            assert answer == {"$ref": "#/components/schemas/Problem"}


# The guard


@pytest.mark.parametrize("host", ["127.0.0.1:8321", "localhost", "LOCALHOST:80", "[::1]:8321"])
def test_this_machines_names_are_answered(client, host):
    assert client.get("/api/site", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.com", "127.0.0.1.evil.com", "192.168.0.5:8321", "localhost@evil.com:1", "", "[", "0"],
)
def test_foreign_names_are_refused(client, host):
    for path in ("/", "/api/calls", "/socket.io/?EIO=4&transport=polling"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 403
        assert answer.json["code"] == "forbidden"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.com"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_other_sites_change_nothing(client, calls, headers):
    for send in (client.post, client.patch, client.delete, client.put):
        assert send("/api/calls/call-1/again", headers=headers).status_code == 403
    upgrade = {"Upgrade": "websocket", **headers}
    assert client.get("/socket.io/?EIO=4&transport=websocket", headers=upgrade).status_code == 403
    assert calls.jobs.recent() == []


def test_the_page_itself_may_change_things(client, calls):
    own = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/api/calls/call-1/again", headers=own).status_code == 202


@pytest.mark.parametrize("path", ["/", "/api/calls", "/api/nothing", "/assets/app-1a2b.js"])
def test_security_headers_are_on_every_answer(client, path):
    headers = client.get(path).headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in headers["Content-Security-Policy"].split("style-src")[0]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Access-Control-Allow-Origin" not in headers


def test_a_request_body_has_a_limit(client, calls):
    answer = client.post("/api/calls/call-1/again", data=b"x" * 100_000)
    assert answer.status_code in (202, 413)
    answer = client.post("/api/uploads", data=b"x" * 100_000, headers={"Tus-Resumable": "1.0.0"})
    assert answer.status_code == 400


# Binding


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "example.com", ""])
def test_only_loopback_is_bound(app, host):
    with pytest.raises(SettingsError) as caught:
        bind(app, host, 0)
    assert "127.0.0.1" in caught.value.fix


def test_a_taken_port_says_what_to_do(app):
    first = bind(app, "127.0.0.1", 0)
    port = int(first.url.rsplit(":", 1)[1].strip("/"))
    with pytest.raises(SettingsError, match=str(port)) as caught:
        bind(app, "127.0.0.1", port)
    assert "--port" in caught.value.fix
    first.stop()
