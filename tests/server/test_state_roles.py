from dataclasses import replace

from tests.made import analysis
from tests.server.conftest import STEREO
from voicemon.runtime.stated import FOUND
from voicemon.store import RecordingInfo
from voicemon.types import Role


def test_swapping_the_roles_of_two_channels_becomes_a_job(client, calls, store):
    answer = client.post("/api/calls/call-1/roles", json={})
    assert answer.status_code == 202, answer.text
    assert store.jobs.get(answer.json["id"]).roles == tuple(reversed(STEREO))


def test_roles_of_a_mono_recording_are_swapped_against_what_was_found(
    client, calls, store, tmp_path
):
    audio = tmp_path / "mono.flac"
    audio.write_bytes(b"flac")
    mono = replace(analysis("call-9", "analysis-9"), settings={FOUND: "agent,customer"})
    store.add_analysis(mono, RecordingInfo("e" * 64, 1, "x", 8000, (Role.UNKNOWN,)), audio)
    answer = client.post("/api/calls/call-9/roles", json={})
    assert store.jobs.get(answer.json["id"]).roles == (Role.CUSTOMER, Role.AGENT)


def test_roles_can_be_stated_and_wrong_ones_are_refused_with_words(client, calls, store):
    answer = client.post("/api/calls/call-1/roles", json={"roles": ["customer", "agent"]})
    assert store.jobs.get(answer.json["id"]).roles == (Role.CUSTOMER, Role.AGENT)
    refused = client.post("/api/calls/call-1/roles", json={"roles": ["customer"]})
    assert refused.status_code == 400
    assert refused.json["fix"]
    assert client.post("/api/calls/call-1/roles", json={"roles": ["boss"]}).status_code == 400


def test_roles_of_a_call_without_audio_cannot_be_stated(client, calls):
    assert client.post("/api/calls/call-2/roles", json={}).status_code == 404
    assert client.post("/api/calls/nobody/roles", json={}).status_code == 404
