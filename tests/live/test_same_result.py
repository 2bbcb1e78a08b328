"""The same samples give the same over every feed, and after the call what `analyze` gives."""

from __future__ import annotations

import os
import subprocess
import sys
import wave
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from models.eval.running import RATE_HZ, Way, differences, told
from tests.live.conftest import human, spoken
from voicemon.audio.codecs import to_int16
from voicemon.settings import load
from voicemon.simulate.wire import FEEDS
from voicemon.store import Store
from voicemon.types import Role

pytestmark = [pytest.mark.model, pytest.mark.timeout(900)]
WAYS = (
    Way("twilio", seed=1),
    Way("audiohook", "PCMU", seed=2),
    Way("audiohook", "L16", seed=3),
    Way("audiosocket", seed=4),
)


@pytest.fixture(scope="module")
def played():
    return human(32.0)


@pytest.fixture(scope="module")
def call_ids(service, played):
    """The same call, once each way."""
    return [service.play(played, way) for way in WAYS]


def test_feeds_and_chunks_make_no_difference(service, call_ids):
    first, *others = (told(service.live(call_id)) for call_id in call_ids)
    assert len(first["utterances"]) >= 3
    assert first["frustration"]
    for way, other in zip(WAYS[1:], others, strict=True):
        assert differences(first, other) == [], way


def test_words_come_in_by_every_feed(service):
    ways = [Way(name) for name in FEEDS]
    call = spoken(12.0)
    with ThreadPoolExecutor(len(ways)) as pool:
        found = list(pool.map(lambda way: service.play(call, way), ways))
    first, *others = (told(service.live(call_id)) for call_id in found)
    assert {each.role for each in service.live(found[0]).utterances} == {Role.AGENT, Role.CUSTOMER}
    for way, other in zip(ways[1:], others, strict=True):
        assert differences(first, other) == [], way


def test_the_pass_after_the_call_is_what_analyze_gives(service, played, call_ids, tmp_path):
    after = [service.after(call_id) for call_id in call_ids]
    for way, other in zip(WAYS[1:], after[1:], strict=True):
        assert differences(told(after[0]), told(other)) == [], way
    sides = sorted(zip(played.roles, played.channels, strict=True), key=lambda side: side[0])
    assert [role for role, _ in sides] == [Role.AGENT, Role.CUSTOMER]
    recorded = analyzed(np.stack([to_int16(sound) for _, sound in sides]), tmp_path)
    assert differences(told(after[0]), told(recorded)) == []
    assert after[0].duration_s == recorded.duration_s
    assert after[0].settings["pass"] == "after the call"


def analyzed(levels, folder):
    """What the command makes of a file, in a data folder of its own."""
    path, data_dir = folder / "call.wav", folder / "other"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(len(levels))
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(levels.T.astype("<i2").tobytes())
    subprocess.run(
        [sys.executable, "-m", "voicemon", "analyze", str(path), "--model", "tiny.en"],
        env={**os.environ, "VOICEMON_DATA_DIR": str(data_dir)},
        check=True,
        capture_output=True,
        timeout=600,
    )
    settings = load(data_dir=data_dir)
    store = Store(settings.store_url, settings.audio_dir)
    try:
        (entry,) = store.calls().entries
        return store.analysis(entry.call.id)
    finally:
        store.close()
