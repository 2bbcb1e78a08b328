import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request

import pytest


@pytest.fixture
def server(tmp_path, monkeypatch):
    monkeypatch.delenv("VOICEMON_SIGN_IN")  # as it is without a word about it
    environment = {
        **os.environ,
        "VOICEMON_DATA_DIR": str(tmp_path / "data"),
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
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


@pytest.mark.parametrize("ends", [signal.SIGINT, signal.SIGTERM])
def test_the_server_says_where_it_is_and_ends_when_told(server, ends):
    said = server.stdout.readline()
    url = said.split()[3]
    assert url.startswith("http://127.0.0.1:")
    with urllib.request.urlopen(f"{url}api/health", timeout=10) as answer:
        assert answer.status == 200
    server.send_signal(ends)
    out, err = server.communicate(timeout=30)
    assert server.returncode == 0
    assert "Traceback" not in out + err


def test_no_other_address_is_bound(tmp_path):
    environment = {**os.environ, "VOICEMON_DATA_DIR": str(tmp_path / "data")}
    ended = subprocess.run(
        [sys.executable, "-m", "voicemon", "serve", "--host", "0.0.0.0"],
        capture_output=True,
        text=True,
        env=environment,
        cwd=tmp_path,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 2
    assert "this machine only" in ended.stderr
    assert "127.0.0.1" in ended.stderr


def test_the_first_admin_comes_in_by_the_link_that_the_first_start_prints(server):
    url = server.stdout.readline().split()[3]
    link = next(line.split()[-1] for line in server.stdout if "first admin" in line)
    assert link.startswith(f"{url}#/setup?token=vmo_")
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(f"{url}api/calls", timeout=10)
    body = {"token": link.partition("token=")[2], "login": "ada", "name": "Ada"}
    body |= {"password": "seven quiet otters sing"}
    request = urllib.request.Request(
        f"{url}api/setup", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
    signed_in = urllib.request.Request(f"{url}api/people", headers={"Cookie": cookie})
    with urllib.request.urlopen(signed_in, timeout=10) as answer:
        assert [each["login"] for each in json.load(answer)["items"]] == ["ada"]
