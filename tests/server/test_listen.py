"""The server as a browser meets it: real sockets."""

import json
import socket
import struct
import threading
import time
import urllib.error
import urllib.request
from functools import partial
from urllib.parse import urlsplit

import pytest
import simple_websocket
import socketio

from tests.server.conftest import AUDIO
from voicemon.server.listen import bind

CONTENT = bytes(range(256)) * 2000


@pytest.fixture
def url(app, calls):
    listening = bind(app, "127.0.0.1", 0)
    thread = threading.Thread(target=listening.run)
    thread.start()
    yield listening.url.rstrip("/")
    listening.stop()
    thread.join(10)
    assert not thread.is_alive()


def ask(url, method="GET", data=None, **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.headers, answer.read()


def offset_of(place):
    return int(ask(place, "HEAD", Tus_Resumable="1.0.0")[0]["Upload-Offset"])


def send(place, offset, data):
    return ask(
        place,
        "PATCH",
        data,
        Tus_Resumable="1.0.0",
        Upload_Offset=str(offset),
        Content_Type="application/offset+octet-stream",
    )


def free(place):
    """Whether the request that broke has noticed."""
    try:
        send(place, offset_of(place), b"")
    except urllib.error.HTTPError as busy:
        busy.close()
        return False
    return True


def wait_for(condition, limit_s=10.0):
    end = time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.01)


def test_pages_calls_and_audio_are_served(url):
    assert b"voicemon" in ask(f"{url}/")[1]
    assert json.loads(ask(f"{url}/api/calls")[1])["total"] == 2
    headers, part = ask(f"{url}/api/calls/call-1/audio", Range="bytes=4-7")
    assert part == AUDIO[4:8]
    assert headers["Server"] == "voicemon"


def test_an_upload_whose_line_breaks_goes_on(url, jobs):
    host, port = urlsplit(url).hostname, urlsplit(url).port
    begun, _ = ask(
        f"{url}/api/uploads", "POST", Tus_Resumable="1.0.0", Upload_Length=str(len(CONTENT))
    )
    place = begun["Location"]
    head = (
        f"PATCH {place} HTTP/1.1\r\nHost: {host}:{port}\r\nTus-Resumable: 1.0.0\r\n"
        "Content-Type: application/offset+octet-stream\r\nUpload-Offset: 0\r\n"
        f"Content-Length: {len(CONTENT)}\r\n\r\n"
    )
    line = socket.create_connection((host, port))
    line.sendall(head.encode() + CONTENT[:200_000])
    come = partial(offset_of, url + place)
    wait_for(lambda: come() > 0)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.close()  # a reset, as when a cable is pulled

    wait_for(lambda: free(url + place))
    assert 0 < come() < len(CONTENT)
    done, _ = send(url + place, come(), CONTENT[come() :])
    assert jobs.taken[done["Upload-Job"]] == CONTENT


@pytest.mark.parametrize("body", [b"zz\r\nnonsense\r\n", b"-5\r\n", b"5\r\nab"])
def test_a_body_that_is_cut_into_nonsense_breaks_nothing(url, body):
    begun, _ = ask(f"{url}/api/uploads", "POST", Tus_Resumable="1.0.0", Upload_Length="100")
    host, port = urlsplit(url).hostname, urlsplit(url).port
    head = (
        f"PATCH {begun['Location']} HTTP/1.1\r\nHost: {host}:{port}\r\nTus-Resumable: 1.0.0\r\n"
        "Content-Type: application/offset+octet-stream\r\nUpload-Offset: 0\r\n"
        "Transfer-Encoding: chunked\r\n\r\n"
    )
    with socket.create_connection((host, port), timeout=10) as line:
        line.sendall(head.encode() + body)
        line.shutdown(socket.SHUT_WR)
        answer = line.makefile("rb").read()
    assert answer.startswith((b"HTTP/1.1 204", b"HTTP/1.1 400"))
    assert offset_of(url + begun["Location"]) < 100


def test_jobs_are_told_over_a_websocket(url, jobs, tmp_path):
    page = url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    line = simple_websocket.Client(page, headers={"Origin": "http://127.0.0.1"})  # it sends no port
    assert line.receive(10).startswith("0{")
    line.send("40")
    assert line.receive(10).startswith("40{")
    (tmp_path / "x").write_bytes(b"x")
    job_id = jobs.submit(tmp_path / "x", "x.wav")
    message = line.receive(10)
    name, body = json.loads(message.removeprefix("42"))
    assert (name, body["id"], body["state"]) == ("job", job_id, "queued")
    line.close()


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_a_feed_for_another_site_is_refused(url, transport):
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade"} if transport == "websocket" else {}
    with pytest.raises(urllib.error.HTTPError) as caught:
        ask(f"{url}/socket.io/?EIO=4&transport={transport}", Origin="https://evil.com", **upgrade)
    with caught.value as answer:
        assert answer.code in (400, 403)


def test_an_open_page_does_not_hold_up_the_end(app, calls):
    listening = bind(app, "127.0.0.1", 0)
    thread = threading.Thread(target=listening.run)
    thread.start()
    page = listening.url.replace("http", "ws") + "socket.io/?EIO=4&transport=websocket"
    line = simple_websocket.Client(page, headers={"Origin": "http://127.0.0.1"})
    assert line.receive(10).startswith("0{")
    listening.stop()
    listening.stop()  # twice changes nothing
    thread.join(10)
    assert not thread.is_alive()
    assert line.receive(10) == "1"  # Engine.IO's goodbye
    with pytest.raises(simple_websocket.ConnectionClosed):
        line.receive(10)


def test_a_server_that_never_ran_can_be_stopped(app):
    listening = bind(app, "127.0.0.1", 0)
    listening.stop()
    listening.run()
    bind(app, "127.0.0.1", urlsplit(listening.url).port).stop()


def test_more_pages_than_threads_wait_for_each_other(app, calls):
    listening = bind(app, "127.0.0.1", 0, threads=4)
    thread = threading.Thread(target=listening.run)
    thread.start()
    lines = [
        socket.create_connection(("127.0.0.1", urlsplit(listening.url).port)) for _ in range(20)
    ]
    for line in lines:
        line.sendall(b"GET /api/site HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    for line in lines:
        with line:
            line.settimeout(10)
            assert line.makefile("rb").read().startswith(b"HTTP/1.1 200")
    listening.stop()
    thread.join(10)


@pytest.mark.parametrize("leaves", ["not at all", "without a word", "politely"])
def test_clients_of_socketio_do_not_hold_up_the_end(app, leaves):
    listening = bind(app, "127.0.0.1", 0)
    thread = threading.Thread(target=listening.run)
    thread.start()
    clients = [socketio.Client(reconnection=False) for _ in range(4)]
    for client in clients:
        client.connect(listening.url, transports=["websocket"], wait_timeout=10)
    leaving = clients[:2] if leaves != "not at all" else []
    for client in leaving:
        if leaves == "politely":
            client.disconnect()
        else:
            client.eio.ws.shutdown()
    ending = threading.Thread(target=listening.stop, daemon=True)
    ending.start()
    ending.join(15)
    ended = not ending.is_alive()
    for client in set(clients) - set(leaving):
        client.disconnect()
        client.eio.wait()
    assert ended
    thread.join(15)
    assert not thread.is_alive()
