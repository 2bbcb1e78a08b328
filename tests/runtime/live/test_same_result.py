"""With the real small models: the same sound gives the same, and what `analyze` gives."""

from __future__ import annotations

import wave

import numpy as np
import pytest

from tests.runtime.live.fakes import Watcher, opening, until
from tests.sounds import sample
from voicemon.audio.decode import open_recording
from voicemon.runtime.analyst import Analyst
from voicemon.runtime.jobs import JobPool
from voicemon.runtime.live.changes import Noticed, Weighed
from voicemon.runtime.live.desk import LiveDesk
from voicemon.runtime.live.engine import Engine
from voicemon.runtime.models import Models
from voicemon.settings import load
from voicemon.store import JobState, Store
from voicemon.types import Role
from voicemon.utterances.live_transcriber import LiveTranscriber

pytestmark = pytest.mark.model
RATE_HZ = 8000
SECONDS = 40
TRACKS = {"a": Role.AGENT, "c": Role.CUSTOMER}


@pytest.fixture(scope="module")
def sound() -> np.ndarray:
    """40 s of a sample call, [2, n] int16 at 8 kHz."""
    import av

    with av.open(str(sample("01_angry_unresolved"))) as file:
        frames = [frame.to_ndarray() for frame in file.decode(audio=0)]
    assert open_recording(sample("01_angry_unresolved")).sample_rate_hz == RATE_HZ
    whole = np.concatenate([frame.reshape(-1, 2).T for frame in frames], axis=1)
    return whole[:, : SECONDS * RATE_HZ].astype(np.int16)


@pytest.fixture(scope="module")
def followed(sound, small_models: Models, tmp_path_factory):
    """The call three times, cut and mixed otherwise each time; then the passes after them."""
    folder = tmp_path_factory.mktemp("live")
    settings = load(data_dir=folder / "data", model="tiny.en", live_model="tiny.en")
    store = Store(settings.store_url, settings.audio_dir)
    analyst = Analyst(settings, store, lambda _: small_models)
    jobs = JobPool(store, analyst)
    engine = Engine(LiveTranscriber(small_models.transcriber.inner.whisper), degrade=False)
    desk = LiveDesk(settings, store, small_models, engine, jobs)
    watcher = Watcher()
    desk.listen(watcher)
    desk.start()
    for number in range(3):
        _play(desk.open(opening(f"c{number}", TRACKS)), sound, number, engine)
    until(lambda: not desk.calls(), 240)
    jobs.start()
    busy = (JobState.QUEUED, JobState.RUNNING)
    until(lambda: all(job.state not in busy for job in store.jobs.recent()), 240)
    desk.stop()
    jobs.stop()
    yield store, watcher, analyst, folder
    store.close()


def _play(line, sound, number, engine):
    """A second at a time, then random pieces with the tracks apart; never more than the engine
    takes at once.
    """
    rng = np.random.default_rng(number)
    at = dict.fromkeys(TRACKS, 0)
    while min(at.values()) < sound.shape[1]:
        track = min(at, key=lambda name: at[name] + rng.integers(0, 4000))
        size = int(rng.integers(1, 3000)) if number else RATE_HZ
        part = sound[list(TRACKS).index(track), at[track] : at[track] + size]
        line.hear(track, at[track], part.astype(np.float32) / np.float32(32768), RATE_HZ)
        at[track] += len(part)
        until(lambda: engine.load().finals_waiting == 0, 240)
    line.end("hangup")


def _shape(weighed):
    """Words, flags and score; the aligner may set a word's time one frame (20 ms) aside when
    another window shares its batch, which moves a score by less than this rounding.
    """
    score = weighed.frustration and round(weighed.frustration.score, 2)
    rules = [(flag.rule, flag.state) for flag in weighed.flags]
    return weighed.utterance.id, weighed.utterance.text, score, rules


def _without_id(item, call_id):
    return str(item).replace(call_id, "")


def test_the_same_samples_give_the_same_words_scores_and_flags(followed):
    _, watcher, _, _ = followed
    told = [[_shape(each) for each in watcher.of(f"c{number}", Weighed)] for number in range(3)]
    assert len(told[0]) > 8
    assert told[0] == told[1]
    assert told[0] == told[2]


def test_the_same_samples_give_the_same_moments_and_the_analysis_holds_them(followed):
    store, watcher, _, _ = followed
    told = []
    for number in range(3):
        call_id = f"c{number}"
        now = {m.id: m for each in watcher.of(call_id, Noticed) for m in each.moments}
        live = store.analysis(call_id, store.analyses(call_id)[-1].id)
        assert live.moments == tuple(now.values())
        told.append([(m.kind, m.opportunity_utterance_id, m.times, m.met) for m in now.values()])
    assert told[0]
    assert told[0] == told[1] == told[2]


def test_the_pass_after_the_call_is_what_analyze_gives(followed, sound):
    store, _, analyst, folder = followed
    path = folder / "same.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(sound.T.astype("<i2").tobytes())
    recorded = analyst.analyse(path).analysis
    after = store.analysis("c1")
    assert after.settings["pass"] == "after the call"
    assert after.settings["words_changed"].endswith(
        str(sum(len(u.words) for u in after.utterances))
    )
    parts = "utterances evidence withheld frustration flags stretches moments"
    for name in parts.split():
        mine, theirs = getattr(after, name), getattr(recorded, name)
        assert [_without_id(item, "c1") for item in mine] == [
            _without_id(item, recorded.call.id) for item in theirs
        ], name
    assert after.duration_s == recorded.duration_s
    assert after.warnings == recorded.warnings


def test_the_flags_of_the_time_stay_in_their_own_version(followed):
    store, watcher, _, _ = followed
    live = store.analysis("c0", store.analyses("c0")[-1].id)
    told = [flag for each in watcher.of("c0", Weighed) for flag in each.flags]
    assert told
    assert list(live.flags[: len(told)]) == told
    assert live.settings["pass"] == "live"
