from __future__ import annotations

import json
import math
import shutil

import numpy as np
import pytest

from tests.sounds import dtmf, hiss, hold_music, sample, write_wav
from voicemon.audio.decode import open_recording
from voicemon.errors import AudioError, InputError
from voicemon.runtime import recording
from voicemon.runtime.intake import Options, take_in
from voicemon.types import Role, RolesFrom, Severity, StretchKind, summarise

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def angry(small_models, small_settings):
    return recording.analyse(take_in(sample("01_angry_unresolved")), small_models, small_settings)


def analyse(path, small_models, small_settings, **options):
    intake = take_in(path, options=Options(**options))
    return recording.analyse(intake, small_models, small_settings).analysis


def test_both_sides_are_heard_and_the_curve_has_its_reasons(angry):
    analysis = angry.analysis
    assert {each.role for each in analysis.utterances} == {Role.CUSTOMER, Role.AGENT}
    assert analysis.roles is RolesFrom.CHANNEL
    assert summarise(analysis).peak > 0.7
    for point in analysis.frustration:
        log_odds = math.log(point.score / (1 - point.score))
        assert sum(point.contributions.values()) == pytest.approx(log_odds, abs=1e-6)
        assert point.low <= point.score <= point.high


def test_an_angry_call_is_flagged_with_a_quote_and_a_time(angry):
    raised = [flag for flag in angry.analysis.flags if flag.severity is not Severity.INFORMATION]
    assert raised
    assert all(flag.reason and flag.utterance_ids for flag in raised)


def test_no_vocal_evidence_belongs_to_an_agents_utterance(angry):
    roles = {each.id: each.role for each in angry.analysis.utterances}
    vocal = [e for e in angry.analysis.evidence if e.cue.startswith(("voice.", "prosody."))]
    assert vocal
    assert all(roles[each.utterance_id] is Role.CUSTOMER for each in vocal)


def test_the_result_does_not_depend_on_the_run(angry, small_models, small_settings):
    again = recording.analyse(
        take_in(sample("01_angry_unresolved")), small_models, small_settings
    ).analysis
    assert again.utterances == angry.analysis.utterances
    assert again.frustration == angry.analysis.frustration
    assert again.flags == angry.analysis.flags


def test_a_long_call_is_weighed_stretch_by_stretch(
    small_models, small_settings, monkeypatch, angry
):
    monkeypatch.setattr(recording, "STRETCH_S", 60.0)
    cut = analyse(sample("01_angry_unresolved"), small_models, small_settings)
    whole = angry.analysis
    assert [each.id for each in cut.utterances] == [each.id for each in whole.utterances]
    assert summarise(cut).peak == pytest.approx(summarise(whole).peak, abs=0.15)


def test_swapped_channels_are_told_from_the_opening_words(small_models, small_settings):
    swapped = analyse(sample("04_calm"), small_models, small_settings, customer_channel=1)
    assert any("swapped" in warning for warning in swapped.warnings)


def test_fake_stereo_leaves_the_roles_unknown_and_the_voice_withheld(
    tmp_path, small_models, small_settings
):
    blocks = list(open_recording(sample("01_angry_unresolved")).blocks())
    mixed = np.concatenate(blocks, axis=1).sum(axis=0)[: 16_000 * 40]
    path = write_wav(tmp_path / "fake.wav", np.stack([mixed, mixed]) * 0.5, 16_000)
    analysis = analyse(path, small_models, small_settings)
    assert analysis.roles is RolesFrom.UNKNOWN
    assert analysis.utterances
    assert all(each.role is Role.UNKNOWN for each in analysis.utterances)
    assert not [e for e in analysis.evidence if e.cue.startswith(("voice.", "prosody."))]
    assert analysis.withheld
    assert any("same sound" in warning for warning in analysis.warnings)


def test_a_spoken_card_number_is_masked_and_marked(small_models, small_settings):
    for path in sorted(sample("x").parent.glob("[0-9]*.json")):
        expected = json.loads(path.read_text())["expected"]
        if "card_number" not in expected["redacted"]:
            continue
        analysis = analyse(path.with_suffix(".flac"), small_models, small_settings)
        digits = "".join(c for u in analysis.utterances for c in u.text if c.isdigit())
        assert "1111111" not in digits
        assert any(each.kind is StretchKind.REDACTED for each in analysis.stretches)
        return
    pytest.fail("no sample holds a card number")


def test_a_refused_consent_is_kept_to(tmp_path, small_models, small_settings):
    path = tmp_path / "call.flac"
    shutil.copy(sample("04_calm"), path)
    path.with_suffix(".json").write_text('{"consent": "refused"}')
    with pytest.raises(InputError, match="refused"):
        recording.analyse(take_in(path), small_models, small_settings)


@pytest.mark.parametrize(
    "sound",
    [
        np.zeros((2, 80_000)),
        np.stack([hold_music(30), hiss(30)]),
        np.stack([hiss(20), dtmf(20)]),
        np.stack([np.sign(hiss(20)), np.sign(hiss(20, seed=2))]),
    ],
    ids=["silence", "hold music", "dtmf", "clipped noise"],
)
def test_where_nobody_speaks_there_are_no_words_and_no_score(
    tmp_path, sound, small_models, small_settings
):
    analysis = analyse(write_wav(tmp_path / "x.wav", sound), small_models, small_settings)
    assert analysis.utterances == ()
    assert analysis.frustration == ()
    assert analysis.flags == ()


def test_a_truncated_recording_gives_what_can_be_heard(tmp_path, small_models, small_settings):
    whole = sample("04_calm").read_bytes()
    path = tmp_path / "cut.flac"
    path.write_bytes(whole[: len(whole) // 2])
    analysis = analyse(path, small_models, small_settings)
    assert analysis.utterances
    assert analysis.warnings


def test_text_that_calls_itself_a_recording_is_refused(tmp_path, small_models, small_settings):
    path = tmp_path / "notes.wav"
    path.write_text("Dear diary")
    with pytest.raises(AudioError) as refusal:
        recording.analyse(take_in(path), small_models, small_settings)
    assert refusal.value.fix


def test_a_customer_on_a_channel_that_is_not_there_is_refused(
    tmp_path, small_models, small_settings
):
    two = write_wav(tmp_path / "two.wav", np.stack([hiss(1), hiss(1, seed=2)]))
    with pytest.raises(InputError, match="2 channels; channel 5"):
        analyse(two, small_models, small_settings, customer_channel=5)


def test_a_mono_recording_is_nobodys_though_two_roles_are_declared(
    tmp_path, small_models, small_settings
):
    mono = write_wav(tmp_path / "mono.wav", hiss(1)[None, :])
    for channel in (1, 2):
        analysis = analyse(mono, small_models, small_settings, customer_channel=channel)
        assert analysis.roles is RolesFrom.UNKNOWN
