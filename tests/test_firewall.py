"""The agent-emotion firewall with the real models, however an angry agent's voice comes in."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from tests.runtime.live.fakes import Watcher, opening, until
from tests.sounds import sample, write_wav
from voicemon.audio.decode import open_recording
from voicemon.runtime import recording
from voicemon.runtime.analyst import Analyst
from voicemon.runtime.intake import Options, take_in
from voicemon.runtime.jobs import JobPool
from voicemon.runtime.live.changes import Provisional, Weighed
from voicemon.runtime.live.desk import LiveDesk
from voicemon.runtime.live.engine import Engine
from voicemon.runtime.live.whose import SWAPPED
from voicemon.settings import load
from voicemon.store import Store
from voicemon.types import Role, RolesFrom, Word
from voicemon.utterances.live_transcriber import LiveTranscriber

pytestmark = pytest.mark.model

SECONDS = 60
VOCAL = ("voice.", "prosody.")
RATE_HZ = 16_000


def channels(name, seconds=SECONDS):
    """(agent, customer) of a sample call, its first minute."""
    blocks = list(open_recording(sample(name)).blocks())
    return np.concatenate(blocks, axis=1)[:, : seconds * RATE_HZ]


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


class Ears(LiveTranscriber):
    """Hears as ever; while `plain`, it writes the same down for whatever sounds like speech."""

    plain = False

    def finals(self, windows):
        found = super().finals(windows)
        return [self._plain(each) for each in found] if self.plain else found

    def _plain(self, heard):
        segment = heard.segment
        edges = np.linspace(
            segment.start_s, segment.end_s, round(2 * (segment.end_s - segment.start_s)) + 2
        )
        words = tuple(Word(" well", *each, 0.9) for each in pairwise(edges.tolist()))
        return replace(heard, transcript=replace(heard.transcript, words=words))


@pytest.fixture(scope="module")
def followed(tmp_path_factory, small_models):
    """Plays the sound of tracks into a running call; returns its live analysis and its news.

    `plain`: the words are made up of the same one, so that what is judged is the sound alone.
    """
    settings = load(data_dir=tmp_path_factory.mktemp("live"), live_model="tiny.en")
    store = Store(settings.store_url, settings.audio_dir)
    ears = Ears(small_models.transcriber.inner.whisper)
    engine = Engine(ears, degrade=False)
    jobs = JobPool(store, Analyst(settings, store, lambda _: small_models))
    desk, watcher = LiveDesk(settings, store, small_models, engine, jobs), Watcher()
    desk.listen(watcher)
    desk.start()
    numbers = iter(range(100))

    def follow(tracks, sounds, plain=False):
        call_id, ears.plain = f"c{next(numbers)}", plain
        line = desk.open(opening(call_id, tracks))

        def ahead_s():
            weighed = watcher.of(call_id, Weighed)
            return at / RATE_HZ - max((each.utterance.end_s for each in weighed), default=0.0)

        for at in range(0, max(map(len, sounds.values())), RATE_HZ // 2):
            for track, sound in sounds.items():
                line.hear(track, at, sound[at : at + RATE_HZ // 2], RATE_HZ)
            until(lambda: engine.load().finals_waiting == 0, 240)
            until(lambda: ahead_s() < SECONDS * 0.75, 240)  # as much as a call may let wait
        line.end("hangup")
        until(lambda: watcher.ended(call_id), 240)
        until(lambda: not desk.calls())
        return store.analysis(call_id), watcher.of(call_id, object)

    yield follow
    desk.stop()
    store.close()


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


BOTH_SIDES = {"both": Role.UNKNOWN}
TWO = {"a": Role.AGENT, "c": Role.CUSTOMER}


@pytest.mark.parametrize("gain", [1.0, 4.0])
def test_in_a_running_mono_call_only_the_customers_turns_are_heard_for_their_sound(followed, gain):
    agent, customer = channels("04_calm", 96)
    agent = np.clip(agent * gain, -1.0, 1.0)  # at 4 shouting, in an agent's words
    analysis, news = followed(BOTH_SIDES, {"both": np.clip(agent + customer, -1.0, 1.0)})
    told = [each for each in news if isinstance(each, Weighed)]
    roles = {each.utterance.id: each.utterance.role for each in told}
    found = vocal(analysis)
    if gain == 1.0:
        assert analysis.roles is RolesFrom.DIARIZED
        assert found
    for each in found:
        assert roles[each.utterance_id] is Role.CUSTOMER
        assert power(customer, each.start_s, each.end_s) > power(agent, each.start_s, each.end_s)
    withheld = {each.utterance_id for each in analysis.withheld if each.witness == "voice"}
    unknown = {name for name, role in roles.items() if role is Role.UNKNOWN}
    assert unknown
    assert unknown <= withheld
    assert not any(isinstance(each, Provisional) for each in news)


def test_one_angry_voice_alone_in_a_running_mono_call_is_nobodys(followed, angry_voice):
    analysis, _ = followed(BOTH_SIDES, {"both": angry_voice})
    assert analysis.utterances
    assert {each.role for each in analysis.utterances} == {Role.UNKNOWN}
    assert vocal(analysis) == []


def test_a_running_call_withholds_the_voice_once_the_words_say_that_channels_are_swapped(
    followed, calm
):
    agent, customer = calm
    analysis, news = followed(TWO, {"a": customer, "c": agent})
    assert analysis.warnings.count(SWAPPED) == 1
    told = [each for each in news if isinstance(each, Weighed)]
    sure = [any(e.cue.startswith(VOCAL) for e in each.evidence) for each in told]
    theirs = [each.utterance.role is Role.CUSTOMER for each in told]
    assert any(theirs[4:])
    assert not any(sure[4:])  # the greeting and the first question tell


def test_an_angry_agent_who_bleeds_into_a_running_calls_other_channel_moves_no_score(
    followed, angry_voice, calm
):
    """The agent begins calmly: by the time of the anger the leak is measured."""
    agent = np.concatenate([calm[0][: 12 * RATE_HZ], angry_voice[12 * RATE_HZ :]])
    clean, _ = followed(TWO, {"a": agent, "c": calm[1]}, plain=True)
    bled, _ = followed(TWO, {"a": agent, "c": calm[1] + 0.1 * agent}, plain=True)
    before, after = (
        {each.utterance_id: each.score for each in analysis.frustration}
        for analysis in (clean, bled)
    )
    assert len(before) > 4
    assert after.keys() == before.keys()
    assert max(abs(after[at] - before[at]) for at in before) < 0.02
    theirs = {each.id for each in bled.utterances if each.role is Role.CUSTOMER}
    for each in vocal(bled):
        assert each.utterance_id in theirs
        said = power(calm[1], each.start_s, each.end_s)
        assert said > power(0.1 * agent, each.start_s, each.end_s)
