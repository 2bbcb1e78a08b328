from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from voicemon.errors import AudioError, InputError, SettingsError
from voicemon.runtime.intake import Options, take_in
from voicemon.types import ConsentStatus, Direction, Role


@pytest.fixture
def recording(tmp_path):
    path = tmp_path / "a17_+15551234567_20260314-092653_billing_in.wav"
    path.write_bytes(b"RIFF")
    return path


PATTERN = r"(?P<agent>\w+?)_(?P<customer>\+\d+)_(?P<time>[\d-]+)_(?P<queue>\w+)_(?P<direction>\w+)"


def test_a_file_name_tells_agent_customer_time_queue_and_direction(recording):
    call = take_in(recording, PATTERN).call
    assert call.agent_id == "a17"
    assert call.customer_id == "+15551234567"
    assert call.started_at == datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)
    assert call.queue == "billing"
    assert call.direction is Direction.INBOUND


def test_a_sidecar_wins_over_the_name_and_options_win_over_both(recording):
    recording.with_suffix(".json").write_text(json.dumps({"agent_id": "b2", "queue": "sales"}))
    call = take_in(recording, PATTERN, Options(facts={"queue": "vip"})).call
    assert (call.agent_id, call.queue) == ("b2", "vip")


def test_a_sidecars_transcript_is_never_read(recording):
    sidecar = {"turns": [{"text": "secret"}], "language": "en", "consent": {"status": "granted"}}
    recording.with_suffix(".json").write_text(json.dumps(sidecar))
    intake = take_in(recording)
    assert "secret" not in repr(intake)
    assert intake.call.language == "en"
    assert intake.call.consent.status is ConsentStatus.GRANTED


def test_the_same_content_under_another_name_is_the_same_call(recording, tmp_path):
    copy = tmp_path / "copy.wav"
    copy.write_bytes(recording.read_bytes())
    assert take_in(copy).call.id == take_in(recording).call.id


def test_without_a_start_time_the_files_own_time_stands_in(recording):
    assert take_in(recording).call.started_at.tzinfo is UTC


@pytest.mark.parametrize(
    ("channel", "roles"),
    [(1, (Role.CUSTOMER, Role.AGENT)), (2, (Role.AGENT, Role.CUSTOMER))],
)
def test_the_customer_channel_is_counted_from_one(recording, channel, roles):
    assert take_in(recording, options=Options(customer_channel=channel)).roles == roles


def test_channel_roles_come_from_the_sidecar(recording):
    recording.with_suffix(".json").write_text('{"channels": ["customer", "agent"]}')
    assert take_in(recording).roles == (Role.CUSTOMER, Role.AGENT)


@pytest.mark.parametrize(
    "sidecar",
    [
        "{not json",
        "[1, 2]",
        '{"channels": ["customer", "boss"]}',
        '{"channels": 5}',
        '{"started_at": "yesterday"}',
        '{"consent": "perhaps"}',
        '{"agent_id": {"a": 1}}',
    ],
)
def test_a_wrong_sidecar_is_refused_with_advice(recording, sidecar):
    recording.with_suffix(".json").write_text(sidecar)
    with pytest.raises(InputError) as refusal:
        take_in(recording)
    assert refusal.value.fix


def test_a_missing_file_is_refused_with_advice(tmp_path):
    with pytest.raises(AudioError) as refusal:
        take_in(tmp_path / "none.wav")
    assert refusal.value.fix


def test_a_wrong_pattern_is_refused(recording):
    with pytest.raises(SettingsError, match="regular expression"):
        take_in(recording, "(?P<agent")


@pytest.mark.parametrize("name", ["two\nlines.wav", "grüße 📞.wav", "a b'c\".wav"])
def test_any_file_name_is_taken(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"x")
    assert take_in(path).name == name


@pytest.mark.parametrize("consent", [False, ["refused"], 0])
def test_a_consent_that_is_not_understood_is_refused_not_taken_for_unknown(recording, consent):
    recording.with_suffix(".json").write_text(json.dumps({"consent": consent}))
    with pytest.raises(InputError, match="consent"):
        take_in(recording)


def test_a_start_time_before_all_time_is_refused(recording):
    early = {"started_at": "0001-01-01T00:00:00+10:00"}
    recording.with_suffix(".json").write_text(json.dumps(early))
    with pytest.raises(InputError, match="0001"):
        take_in(recording)
