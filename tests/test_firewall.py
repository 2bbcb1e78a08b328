"""The agent-emotion firewall with the real models, however an angry agent's voice comes in."""

from __future__ import annotations

import numpy as np
import pytest

from tests.sounds import sample, write_wav
from voicemon.audio.decode import open_recording
from voicemon.runtime import recording
from voicemon.runtime.intake import Options, take_in
from voicemon.types import Role, RolesFrom

pytestmark = pytest.mark.model

SECONDS = 60
VOCAL = ("voice.", "prosody.")
RATE_HZ = 16_000


def channels(name):
    """(agent, customer) of a sample call, its first minute."""
    blocks = list(open_recording(sample(name)).blocks())
    return np.concatenate(blocks, axis=1)[:, : SECONDS * RATE_HZ]


@pytest.fixture(scope="module")
def angry_voice():
    """Somebody furious, for a minute."""
    return channels("01_angry_unresolved")[1]


@pytest.fixture(scope="module")
def calm():
    """(agent, customer), both calm."""
    return channels("04_calm")


@pytest.fixture(scope="module")
def heard(tmp_path_factory, small_models, small_settings):
    """Analyses the sound of channels."""

    def analyse(sound, **options):
        path = write_wav(tmp_path_factory.mktemp("call") / "call.wav", sound, RATE_HZ)
        intake = take_in(path, options=Options(**options))
        return recording.analyse(intake, small_models, small_settings).analysis

    return analyse


def vocal(analysis):
    """Evidence that came from how somebody sounded."""
    return [each for each in analysis.evidence if each.cue.startswith(VOCAL)]


def power(samples, start_s, end_s):
    return float(np.square(samples[round(start_s * RATE_HZ) : round(end_s * RATE_HZ)]).mean())


def test_an_angry_agent_on_the_own_channel_leaves_no_vocal_trace(heard, angry_voice, calm):
    analysis = heard(np.stack([angry_voice, calm[1]]))
    role = {each.id: each.role for each in analysis.utterances}
    assert Role.AGENT in role.values()
    assert vocal(analysis)
    assert {role[each.utterance_id] for each in vocal(analysis)} == {Role.CUSTOMER}


def test_swapped_channels_give_no_vocal_evidence_of_the_agent(heard, calm):
    analysis = heard(calm, customer_channel=1)
    assert vocal(analysis) == []
    assert any(each.witness == "voice" for each in analysis.withheld)
    assert any("swapped" in each for each in analysis.warnings)


@pytest.mark.parametrize("name", ["01_angry_unresolved", "04_calm"])
def test_on_mono_only_the_customers_turns_are_heard_for_their_sound(heard, name):
    agent, customer = channels(name)
    analysis = heard((agent + customer)[None, :])
    assert analysis.roles is RolesFrom.DIARIZED
    found = vocal(analysis)
    assert found
    for each in found:
        theirs = power(customer, each.start_s, each.end_s)
        assert theirs > power(agent, each.start_s, each.end_s)


def test_an_angry_agent_on_mono_is_not_taken_for_the_customer(heard, calm):
    agent, customer = calm
    loud = np.clip(agent * 4.0, -1.0, 1.0)  # shouting, and the words are still an agent's
    analysis = heard((loud + customer)[None, :])
    for each in vocal(analysis):
        assert power(customer, each.start_s, each.end_s) > power(agent, each.start_s, each.end_s)


def test_one_angry_voice_alone_on_mono_is_nobodys(heard, angry_voice):
    analysis = heard(angry_voice[None, :])
    assert all(each.role is not Role.AGENT for each in analysis.utterances) or not vocal(analysis)


def test_fake_stereo_is_nobodys(heard, angry_voice, calm):
    mixed = (angry_voice + calm[1]) * 0.5
    analysis = heard(np.stack([mixed, mixed * 0.9]))
    assert analysis.roles is RolesFrom.UNKNOWN
    assert vocal(analysis) == []
    assert analysis.withheld


def test_an_angry_agent_who_bleeds_into_the_customers_channel_moves_no_score(
    heard, angry_voice, calm
):
    clean = heard(np.stack([angry_voice, calm[1]]))
    bled = heard(np.stack([angry_voice, calm[1] + 0.1 * angry_voice]))
    before = {each.utterance_id: each.score for each in clean.frustration}
    after = {each.utterance_id: each.score for each in bled.frustration}
    assert before
    assert max(abs(after[at] - before[at]) for at in before if at in after) < 0.02
    assert after.keys() == before.keys()
