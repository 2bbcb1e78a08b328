"""Whose calls, running calls, jobs and uploads somebody is told of."""

import base64
from dataclasses import replace

import pytest

from tests.made import analysis
from tests.scripted_desk import CALL
from voicemon.store import RecordingInfo
from voicemon.types import Role

STEREO = (Role.AGENT, Role.CUSTOMER)
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture
def two(store, tmp_path):
    """`call-north` of dana.w, `call-south` of lee.k, both with audio and a waveform."""
    import numpy as np

    from tests.server.conftest import AUDIO
    from voicemon.store import StoredPeaks

    for number, (team, agent) in enumerate((("north", "dana.w"), ("south", "lee.k"))):
        made = analysis(analysis_id=f"of-{team}")
        call = replace(made.call, id=f"call-{team}", team=team, agent_id=agent)
        file = tmp_path / f"{team}.flac"
        file.write_bytes(AUDIO + bytes([number]))
        pairs = np.zeros((2, 4, 2), dtype=np.int8)
        info = RecordingInfo(str(number) * 64, 1, "x", 8000, STEREO)
        store.add_analysis(replace(made, call=call), info, file, StoredPeaks(10.0, pairs))
    return store


WAYS = (
    ("GET", ""),
    ("GET", "/audio"),
    ("GET", "/peaks"),
    ("GET", "/export/csv"),
    ("POST", "/again"),
    ("POST", "/roles"),
)


@pytest.mark.parametrize("login", ["nora", "quinn"])
@pytest.mark.parametrize(("method", "rest"), WAYS)
def test_a_call_of_another_team_is_not_there(signed_in, two, login, method, rest):
    opened = signed_in(login)
    assert opened.send(method, f"/api/calls/call-north{rest}", {}).status_code in (200, 202)
    foreign = opened.send(method, f"/api/calls/call-south{rest}", {})
    missing = opened.send(method, f"/api/calls/call-nowhere{rest}", {})
    assert foreign.status_code == missing.status_code == 404
    assert foreign.json["message"] == missing.json["message"].replace("nowhere", "south")
    assert foreign.json["fix"] == missing.json["fix"]


def test_a_list_holds_the_own_teams_calls(signed_in, two):
    def listed(login, ask=""):
        found = signed_in(login).get(f"/api/calls{ask}").json
        assert found["total"] == len(found["items"])
        return {row["id"] for row in found["items"]}

    assert listed("ada") == {"call-north", "call-south"}
    assert listed("nora") == listed("quinn") == listed("dana") == {"call-north"}
    assert listed("sam") == {"call-south"}
    assert listed("dana", "?agent=lee.k") == set()


def test_an_agent_hears_the_own_calls_and_exports_none(signed_in, two):
    dana = signed_in("dana")
    assert dana.get("/api/calls/call-north").status_code == 200
    assert dana.get("/api/calls/call-north/audio").status_code == 200
    assert dana.get("/api/calls/call-south/audio").status_code == 404
    assert dana.get("/api/calls/call-north/export/csv").status_code == 403
    assert dana.post("/api/calls/call-north/again").status_code == 403


def test_what_was_not_shown_is_not_in_the_log(signed_in, two, ada):
    signed_in("nora").get("/api/calls/call-south")
    assert ada.get("/api/audit?action=call").json["items"] == []


def test_running_calls_are_those_of_the_own_teams(signed_in, desk):
    desk.start("call-s", team="south")
    desk.start("call-n", team="north")

    def live(login):
        return {row["id"] for row in signed_in(login).get("/api/live").json["rows"]}

    assert live("ada") == {CALL, "call-s", "call-n"}
    assert live("nora") == {"call-n"}
    assert signed_in("nora").get("/api/live/call-n").status_code == 200
    assert signed_in("nora").get("/api/live/call-s").status_code == 404
    assert signed_in("nora").get(f"/api/live/{CALL}").status_code == 404
    assert signed_in("dana").get("/api/live").status_code == 403


# Recordings on their way


def upload(opened, *metadata):
    said = ",".join(
        f"{key} {base64.b64encode(value.encode()).decode()}"
        for key, value in (("filename", "a.wav"), *metadata)
    )
    headers = {**TUS, "Upload-Length": "4", "Upload-Metadata": said}
    return opened.send("POST", "/api/uploads", None, **headers)


def finish(opened, place):
    headers = {**TUS, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    headers["X-CSRF-Token"] = opened.csrf
    return opened.client.patch(place, data=b"RIFF", headers=headers)


def test_an_upload_is_its_senders_and_its_call_of_their_team(signed_in, store):
    nora, sam, quinn = signed_in("nora"), signed_in("sam"), signed_in("quinn")
    place = upload(nora).headers["Location"]
    assert finish(sam, place).status_code == 404
    assert sam.send("DELETE", place, None, **TUS).status_code == 404
    job_id = finish(nora, place).headers["Upload-Job"]
    job = store.jobs.get(job_id)
    assert (job.team, store.people.get(job.person_id).login) == ("north", "nora")
    for opened, known in ((nora, True), (quinn, True), (sam, False)):
        assert (opened.get(f"/api/jobs/{job_id}").status_code == 200) is known
        assert bool(opened.get("/api/jobs").json["items"]) is known
    assert sam.get(f"/api/jobs/{job_id}").json["fix"] == sam.get("/api/jobs/x").json["fix"]


def test_a_team_is_named_where_there_is_a_choice_and_only_an_own_one(signed_in, store, people):
    store.people.change(people["nora"].id, replace_teams(people["nora"], {"north", "east"}))
    nora = signed_in("nora")
    refused = upload(nora)
    assert refused.status_code == 400
    assert "east, north" in refused.json["fix"]
    assert upload(nora, ("team", "south")).status_code == 400
    assert upload(nora, ("team", "east")).status_code == 201


def test_an_admin_may_leave_the_team_out(signed_in, store):
    ada = signed_in("ada")
    job_id = finish(ada, upload(ada).headers["Location"]).headers["Upload-Job"]
    assert store.jobs.get(job_id).team is None


def replace_teams(account, teams):
    from voicemon.store.people_records import NewPerson

    person = account.person
    return NewPerson(account.login, person.name, person.role, frozenset(teams), person.agent_id)
