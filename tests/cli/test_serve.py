import os
import signal
import subprocess
import sys
import urllib.request

import pytest


@pytest.fixture
def server(tmp_path):
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
