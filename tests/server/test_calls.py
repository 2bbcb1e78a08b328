import hashlib
import sqlite3
from dataclasses import replace

import pytest

from tests.made import calm_analysis
from tests.server.conftest import AUDIO, STEREO
from voicemon.coaching.playbook import bundled
from voicemon.exports import FORMATS
from voicemon.store import RecordingInfo
from voicemon.types import MomentKind


def ids(answer):
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json["items"]]


def refused(answer, status, code=None):
    assert answer.status_code == status, answer.text
    assert set(answer.json) == {"code", "message", "fix"}
    assert answer.json["message"]
    assert "Traceback" not in answer.text
    if code:
        assert answer.json["code"] == code


def test_the_list_says_what_matters_of_each_call(client, calls):
    answer = client.get("/api/calls?sort=peak")
    assert answer.json["total"] == 2
    row = answer.json["items"][0]
    assert row["id"] == "call-1"
    assert row["summary"]["peak"] == 0.71
    assert row["customer_id"] == "•••143"
    assert row["source"] == "café 🎧.wav"
    assert (row["flags"], row["worst_severity"]) == (1, "watch")
    assert len(row["sparkline"]) == 40
    assert row["started_at"] == "2026-03-14T09:26:53Z"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("flagged=true", ["call-1"]),
        ("flagged=false", ["call-2"]),
        ("min_peak=0.5", ["call-1"]),
        ("q=thank+solves&min_peak=0.5", ["call-1"]),
        ("q=nonsense", []),
        ("agent=a17&limit=1&offset=1", ["call-2"]),
        ("agent=nobody", []),
        ("queue=billing&sort=peak", ["call-1", "call-2"]),
        ("from=2026-03-14T09:26:53", ["call-1", "call-2"]),
        ("from=2026-03-14T11:26:54%2B01:00", []),
        ("to=2026-03-14", []),
    ],
)
def test_calls_are_filtered(client, calls, query, found):
    assert ids(client.get(f"/api/calls?{query}")) == found


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=ten",
        "offset=-1",
        "offset=99999999999999999999",
        "min_peak=2",
        "min_peak=nan",
        "flagged=perhaps",
        "sort=colour",
        "from=yesterday",
        "q=" + "x" * 201,
        "q=%00",
        "agent=",
        "colour=red",
    ],
)
def test_a_wrong_filter_is_refused_and_named(client, calls, query):
    answer = client.get(f"/api/calls?{query}")
    refused(answer, 400, "input")
    assert query.split("=")[0] in answer.json["message"]


def test_a_call_comes_with_everything_the_page_shows(client, calls):
    found = client.get("/api/calls/call-1").json
    assert found["call"]["id"] == "call-1"
    assert [item["role"] for item in found["utterances"]] == [
        "agent",
        "customer",
        "agent",
        "customer",
    ]
    assert found["utterances"][1]["words"][0]["text"] == "This"
    assert found["utterances"][1]["confidence"] == pytest.approx(0.9)
    assert found["frustration"][0]["contributions"]["wording.repeat"] == 1.3
    assert found["flags"][0]["utterance_ids"] == ["u2"]
    assert found["stretches"][0] == {
        "kind": "interruption",
        "start_s": 7.5,
        "end_s": 8.0,
        "role": "agent",
    }
    assert found["withheld"][0]["reason"] == "too quiet to measure"
    assert found["channels"] == [{"index": 0, "role": "agent"}, {"index": 1, "role": "customer"}]
    assert found["audio_url"] == "/api/calls/call-1/audio"
    assert found["peaks_url"] == "/api/calls/call-1/peaks"


def test_a_moment_that_was_not_met_comes_with_what_could_have_been_said(client, calls):
    met, missed = client.get("/api/calls/call-1").json["moments"]
    assert (met["met"], met["acts"], met["could_have_said"]) == (True, ["apologise"], None)
    assert (missed["kind"], missed["response_delay_s"]) == ("waited", None)
    assert missed["could_have_said"] in bundled("en").sentences[MomentKind.WAITED]


def test_a_call_without_audio_offers_none(client, calls):
    found = client.get("/api/calls/call-2").json
    assert (found["audio_url"], found["peaks_url"]) == (None, None)
    refused(client.get("/api/calls/call-2/audio"), 404)
    refused(client.get("/api/calls/call-2/peaks"), 404)
    refused(client.post("/api/calls/call-2/again"), 404)


def test_an_earlier_analysis_can_be_asked_for(client, calls):
    later = replace(calm_analysis("call-1", "later"), warnings=("new",))
    calls.add_analysis(later, RecordingInfo("a" * 64, 1, "x", 8000, STEREO), again=True)
    assert client.get("/api/calls/call-1").json["warnings"] == ["new"]
    earlier = client.get("/api/calls/call-1?analysis=analysis-1").json
    assert earlier["warnings"] == ["the channels may be swapped"]
    assert [each["id"] for each in earlier["analyses"]] == ["later", "analysis-1"]


@pytest.mark.parametrize("path", ["", "/audio", "/peaks", "/export/json"])
def test_an_unknown_call_is_not_found(client, calls, path):
    refused(client.get(f"/api/calls/nobody{path}"), 404, "not_found")


def test_an_unknown_analysis_is_not_found(client, calls):
    refused(client.get("/api/calls/call-1?analysis=nothing"), 404, "not_found")


@pytest.mark.parametrize(
    "name", ["..%2f..%2fetc%2fpasswd", "%2e%2e", "x" * 300, "%00", "'%20OR%201=1--", "%F0%9F%8E%A7"]
)
def test_names_that_try_something_find_nothing(client, calls, name):
    for path in ("", "/audio", "/export/json"):
        answer = client.get(f"/api/calls/{name}{path}")
        assert answer.status_code in (400, 404)
        refused(answer, answer.status_code)


def test_the_waveform_is_a_row_of_pairs_a_channel(client, calls):
    found = client.get("/api/calls/call-1/peaks").json
    assert found == {"rate_hz": 10.0, "channels": [list(range(-8, 0)), list(range(8))]}


def test_audio_comes_whole_or_in_ranges(client, calls):
    whole = client.get("/api/calls/call-1/audio")
    assert (whole.status_code, whole.data) == (200, AUDIO)
    assert whole.mimetype == "audio/flac"
    assert whole.headers["Accept-Ranges"] == "bytes"

    part = client.get("/api/calls/call-1/audio", headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.data) == (206, AUDIO[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(AUDIO)}"

    end = client.get("/api/calls/call-1/audio", headers={"Range": "bytes=-5"})
    assert end.data == AUDIO[-5:]


def test_a_range_beyond_the_audio_is_refused(client, calls):
    answer = client.get("/api/calls/call-1/audio", headers={"Range": "bytes=999999-"})
    refused(answer, 416)


@pytest.mark.parametrize("value", ["bytes=x-y", "lines=1-2", "bytes=5-1"])
def test_a_range_that_makes_no_sense_does_not_break(client, calls, value):
    answer = client.get("/api/calls/call-1/audio", headers={"Range": value})
    assert answer.status_code in (200, 416)


def test_audio_is_not_sent_again_when_the_browser_has_it(client, calls):
    etag = client.get("/api/calls/call-1/audio").headers["ETag"]
    assert etag.strip('"') == hashlib.sha256(AUDIO).hexdigest()
    again = client.get("/api/calls/call-1/audio", headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


def test_audio_that_somebody_removed_is_not_found(client, calls):
    calls.audio_path("call-1").unlink()
    refused(client.get("/api/calls/call-1/audio"), 404)
    assert client.get("/api/calls/call-1").json["audio_url"] is None


@pytest.mark.parametrize("name", FORMATS)
def test_a_call_can_be_exported_in_every_format(client, calls, name):
    answer = client.get(f"/api/calls/call-1/export/{name}")
    assert answer.status_code == 200
    assert answer.mimetype == FORMATS[name].media_type
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    found = calls.analysis("call-1")
    assert answer.data.decode() == FORMATS[name].render(found, found.call.source)


def test_an_unknown_format_is_refused(client, calls):
    refused(client.get("/api/calls/call-1/export/docx"), 400)


def test_analysing_anew_becomes_a_job(client, calls, jobs):
    answer = client.post("/api/calls/call-1/again")
    assert answer.status_code == 202
    assert (answer.json["state"], answer.json["call_id"]) == ("queued", "call-1")
    assert client.get(f"/api/jobs/{answer.json['id']}").json == answer.json
    refused(client.post("/api/calls/nobody/again"), 404)


def test_jobs_are_listed_newest_first_with_their_errors(client, store, tmp_path):
    from voicemon.errors import AudioError

    first = store.jobs.add(tmp_path / "1", "one.wav")
    second = store.jobs.add(tmp_path / "2", "two.wav")
    store.jobs.claim()
    store.jobs.fail(first.id, AudioError("not audio", "send a recording"), file="a.wav")
    items = client.get("/api/jobs").json["items"]
    assert [item["id"] for item in items] == [second.id, first.id]
    assert items[1]["error"] == {"code": "audio", "message": "not audio", "fix": "send a recording"}
    assert client.get("/api/jobs?limit=1").json["items"] == items[:1]
    refused(client.get("/api/jobs/nothing"), 404, "not_found")


def test_a_store_that_is_locked_asks_to_come_again(client, calls, settings):
    other = sqlite3.connect(settings.data_dir / "voicemon.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    answer = client.post("/api/calls/call-1/again")
    refused(answer, 503, "store_busy")
    assert answer.headers["Retry-After"]
    assert client.get("/api/calls").status_code == 200  # reading goes on
    other.close()
    assert client.post("/api/calls/call-1/again").status_code == 202


@pytest.mark.parametrize("what", ["audio", "peaks"])
def test_an_unknown_call_is_said_to_be_unknown(client, what):
    answer = client.get(f"/api/calls/nowhere/{what}")
    refused(answer, 404, "not_found")
    assert "no call" in answer.json["message"]


def test_a_time_out_of_range_is_the_askers_mistake(client, calls):
    refused(client.get("/api/calls?from=0001-01-01T00:00:00%2B10:00"), 400, "input")
