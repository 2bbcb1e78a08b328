import base64
import os
import threading
import time

import pytest

from voicemon.errors import NotFound
from voicemon.server.app import create_app
from voicemon.server.spool import Spool, clean_name

TUS = {"Tus-Resumable": "1.0.0"}
CONTENT = bytes(range(256)) * 300
LENGTH = len(CONTENT)


def encoded(name):
    return base64.b64encode(name.encode()).decode()


def begin(client, length=LENGTH, name="café 🎧\n.wav", **headers):
    metadata = {"Upload-Metadata": f"filename {encoded(name)},is_confidential"}
    return client.post(
        "/api/uploads", headers={**TUS, "Upload-Length": str(length), **metadata, **headers}
    )


def send(client, place, offset, data, **headers):
    kind = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset)}
    return client.patch(place, data=data, headers={**TUS, **kind, **headers})


def offset(client, place):
    answer = client.head(place, headers=TUS)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return int(answer.headers["Upload-Offset"])


def refused(answer, status):
    assert answer.status_code == status, answer.text
    assert set(answer.json) == {"code", "message", "fix"}


def spooled(settings):
    return sorted(path.name for path in (settings.data_dir / "uploads").glob("*"))


def test_the_server_says_what_it_can(client):
    answer = client.options("/api/uploads")
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Extension"] == "creation,termination"
    assert answer.headers["Tus-Max-Size"] == "1000000"


def test_an_upload_becomes_a_job(client, jobs, settings):
    begun = begin(client)
    assert begun.status_code == 201
    place = begun.headers["Location"]
    sent = send(client, place, 0, CONTENT)
    assert sent.status_code == 204
    assert sent.headers["Upload-Offset"] == str(len(CONTENT))
    job = client.get(f"/api/jobs/{sent.headers['Upload-Job']}").json
    assert (job["state"], job["file"]) == ("queued", "café 🎧.wav")
    assert jobs.taken == {job["id"]: CONTENT}


def test_an_upload_goes_on_where_it_was_cut_off(client, jobs):
    place = begin(client).headers["Location"]
    send(client, place, 0, CONTENT[:1000])
    assert offset(client, place) == 1000
    sent = send(client, place, 1000, CONTENT[1000:])
    assert jobs.taken[sent.headers["Upload-Job"]] == CONTENT


def test_an_upload_outlives_a_restart(client, settings, jobs):
    place = begin(client).headers["Location"]
    send(client, place, 0, CONTENT[:1000])
    upload_id = place.rsplit("/", 1)[1]
    restarted = Spool(settings.data_dir / "uploads", 1_000_000)
    assert restarted.get(upload_id).offset == 1000
    whole = []
    done = restarted.append(
        upload_id, 1000, [CONTENT[1000:]], lambda path, _: whole.append(path.read_bytes()) or "job"
    )
    assert done.job == "job"
    assert whole == [CONTENT]


def test_whoever_missed_the_last_answer_can_ask_again(client):
    place = begin(client).headers["Location"]
    first = send(client, place, 0, CONTENT)
    assert offset(client, place) == len(CONTENT)
    again = send(client, place, len(CONTENT), b"")
    assert again.headers["Upload-Job"] == first.headers["Upload-Job"]


def test_a_wrong_offset_is_a_conflict(client):
    place = begin(client).headers["Location"]
    refused(send(client, place, 5, CONTENT), 409)
    assert offset(client, place) == 0


def test_more_bytes_than_announced_are_refused(client, jobs):
    place = begin(client, length=100).headers["Location"]
    refused(send(client, place, 0, CONTENT), 400)
    assert jobs.taken == {}


@pytest.mark.parametrize(
    ("length", "status"), [("0", 400), ("1000001", 413), ("-1", 400), ("x", 400), ("", 400)]
)
def test_lengths_that_cannot_be(client, settings, length, status):
    refused(begin(client, length=length), status)
    assert spooled(settings) == []


def test_an_unknown_length_is_refused(client):
    refused(client.post("/api/uploads", headers={**TUS, "Upload-Defer-Length": "1"}), 400)


def test_metadata_that_is_not_base64_is_refused(client):
    headers = {**TUS, "Upload-Length": "5", "Upload-Metadata": "filename ***"}
    refused(client.post("/api/uploads", headers=headers), 400)


def test_another_version_of_the_protocol_is_refused(client):
    for answer in (
        client.post("/api/uploads", headers={"Upload-Length": "5"}),
        client.post("/api/uploads", headers={"Upload-Length": "5", "Tus-Resumable": "0.2"}),
    ):
        refused(answer, 412)
        assert answer.headers["Tus-Version"] == "1.0.0"


def test_bytes_of_another_kind_are_refused(client):
    place = begin(client).headers["Location"]
    refused(send(client, place, 0, CONTENT, **{"Content-Type": "text/plain"}), 415)


def test_an_offset_that_is_no_number_is_refused(client):
    place = begin(client).headers["Location"]
    for value in ("x", "-1", "1.5", "١", "9" * 40):
        refused(send(client, place, value, CONTENT), 400)


@pytest.mark.parametrize("name", ["nothing", "..", "%2e%2e%2fvoicemon.db", "0" * 32, "x" * 500])
def test_unknown_uploads_are_not_found(client, name):
    for answer in (
        client.head(f"/api/uploads/{name}", headers=TUS),
        send(client, f"/api/uploads/{name}", 0, b"x"),
        client.delete(f"/api/uploads/{name}", headers=TUS),
    ):
        assert answer.status_code in (400, 404, 405)


def test_an_upload_can_be_given_up(client, settings):
    place = begin(client).headers["Location"]
    send(client, place, 0, CONTENT[:10])
    assert client.delete(place, headers=TUS).status_code == 204
    assert spooled(settings) == []
    assert client.head(place, headers=TUS).status_code == 404


def test_a_full_disk_refuses_before_the_first_byte(client, settings, monkeypatch):
    class Usage:
        free = 10

    monkeypatch.setattr("voicemon.server.spool.shutil.disk_usage", lambda _: Usage)
    answer = begin(client)
    refused(answer, 503)
    assert "full" in answer.json["message"]
    assert spooled(settings) == []


def test_a_disk_that_fills_up_keeps_what_fitted(client, app, jobs, monkeypatch):
    place = begin(client).headers["Location"]

    def fills_up(_):
        yield CONTENT[:1000]
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("voicemon.server.tus._blocks", lambda: fills_up(None))
        answer = send(client, place, 0, CONTENT)
    refused(answer, 503)
    assert answer.headers["Retry-After"]
    assert offset(client, place) == 1000
    sent = send(client, place, 1000, CONTENT[1000:])
    assert jobs.taken[sent.headers["Upload-Job"]] == CONTENT


def test_when_the_queue_is_busy_the_whole_upload_waits(client, jobs, settings):
    import sqlite3

    place = begin(client).headers["Location"]
    other = sqlite3.connect(settings.data_dir / "voicemon.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    refused(send(client, place, 0, CONTENT), 503)
    other.close()
    assert offset(client, place) == len(CONTENT)
    sent = send(client, place, len(CONTENT), b"")
    assert jobs.taken[sent.headers["Upload-Job"]] == CONTENT


def test_giving_up_a_queued_upload_leaves_it_to_the_queue(client, settings):
    place = begin(client).headers["Location"]
    send(client, place, 0, CONTENT)
    assert client.delete(place, headers=TUS).status_code == 204
    assert [name.split(".")[1] for name in spooled(settings)] == ["whole"]


def test_two_requests_do_not_write_to_one_upload(client, app, monkeypatch):
    place = begin(client).headers["Location"]
    writing, go_on = threading.Event(), threading.Event()

    def slowly():
        writing.set()
        go_on.wait(10)
        yield CONTENT

    monkeypatch.setattr("voicemon.server.tus._blocks", slowly)
    first = threading.Thread(target=lambda: send(app.test_client(), place, 0, CONTENT))
    first.start()
    writing.wait(10)
    refused(send(client, place, 0, CONTENT), 409)
    go_on.set()
    first.join()
    assert offset(client, place) == len(CONTENT)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("call.wav", "call.wav"),
        ("../../etc/passwd", "passwd"),
        ("C:\\calls\\one.wav", "one.wav"),
        ("a\nb\x00c\u202e.wav", "abc.wav"),
        ("anger 😡.wav", "anger 😡.wav"),
        ("", "recording"),
        ("..", "recording"),
        ("dir/", "recording"),
        ("x" * 500 + ".wav", "x" * 196 + ".wav"),
    ],
)
def test_a_file_keeps_its_own_name_and_nothing_else(given, kept):
    assert clean_name(given) == kept


def test_what_nobody_goes_on_with_is_tidied_away(tmp_path):
    spool = Spool(tmp_path, 1000)
    old, new = spool.create("old", 10), spool.create("new", 10)
    past = time.time() - 1000
    for suffix in (".json", ".part"):
        os.utime(tmp_path / f"{old.id}{suffix}", (past, past))
    (tmp_path / f"{'f' * 32}.json").write_text("not ours")
    assert spool.tidy(keep_s=500) == 1
    assert spool.get(new.id).name == "new"
    assert not (tmp_path / f"{old.id}.part").exists()


def test_the_app_tidies_at_its_start(settings, store, jobs, page):
    spool = Spool(settings.data_dir / "uploads", 1000)
    old = spool.create("old", 10)
    for path in (settings.data_dir / "uploads").iterdir():
        os.utime(path, (0, 0))
    create_app(settings, store, jobs, page_folder=page)
    assert spooled(settings) == []
    with pytest.raises(NotFound):
        spool.get(old.id)
