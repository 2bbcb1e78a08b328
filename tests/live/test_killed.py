"""`kill -9` in the middle of four calls that come in over real sockets."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import urllib.request
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

import pytest

from models.eval.running import wait_for
from tests.live.conftest import spoken
from voicemon.cli.alone import where
from voicemon.errors import VoicemonError
from voicemon.runtime.live.after import INTERRUPTED
from voicemon.settings import load
from voicemon.simulate.play import PlayError, Target, play
from voicemon.store import KeySettings, Store

pytestmark = [pytest.mark.model, pytest.mark.timeout(600)]
FEEDS = ("twilio", "audiohook", "audiosocket", "vonage")
KILLED_AT_S = 11.0
LOST_S = 2.0


@contextmanager
def served(data_dir, log):
    """The program itself, once it takes calls."""
    chosen = {
        "VOICEMON_DATA_DIR": str(data_dir),
        "VOICEMON_MODEL": "tiny.en",
        "VOICEMON_INGEST_PORT": "0",
        "VOICEMON_AUDIOSOCKET_PORT": "0",
    }
    command = [sys.executable, "-m", "voicemon", "serve", "--port", "0"]
    with (
        log.open("ab") as said,
        subprocess.Popen(command, stdout=said, stderr=said, env={**os.environ, **chosen}) as made,
    ):
        try:
            wait_for(lambda: where(data_dir) is not None or made.poll() is not None)
            assert made.poll() is None, log.read_text()
            yield made, where(data_dir)
        finally:
            if made.poll() is None:
                made.terminate()
            made.wait(60)


class Calls:
    """Four calls by as many feeds, as fast as they were spoken."""

    def __init__(self, target):
        self.target = target
        self.agents = [uuid.uuid4().hex[:12] for _ in FEEDS]
        self.sent_s = dict.fromkeys(self.agents, 0.0)
        self.failed = []
        self._call = spoken(60.0)
        self._lock = threading.Lock()

    def play(self, feed, agent):
        call = replace(self._call, call=str(uuid.uuid4()), facts={"agent": agent})

        def progress(at_s):
            self.sent_s[agent] = max(at_s, self.sent_s[agent])

        with pytest.raises(PlayError):
            play(feed, call, self.target, progress=progress)

    def all_have_words(self):
        """Whether something was written down of every call."""
        ids = [row["id"] for row in self._get("/api/live")["rows"]]
        words = [self._get(f"/api/live/{each}")["weighed"] for each in ids]
        return len(words) == len(FEEDS) and all(words)

    def _get(self, path):
        with urllib.request.urlopen(self.target.site.rstrip("/") + path, timeout=10) as said:
            return json.load(said)

    def until_killed(self, process):
        """Kills the service when all have been heard for a while; returns what was sent."""
        with ThreadPoolExecutor(len(FEEDS)) as pool:
            playing = [
                pool.submit(self.play, *each) for each in zip(FEEDS, self.agents, strict=True)
            ]
            wait_for(lambda: min(self.sent_s.values()) >= KILLED_AT_S and self.all_have_words())
            sent_s = dict(self.sent_s)
            os.kill(process.pid, signal.SIGKILL)
            for each in playing:
                each.result()
        return sent_s


def test_calls_that_a_kill_cut_off_hold_what_was_heard(tmp_path):
    data_dir, log = tmp_path / "data", tmp_path / "log"
    settings = load(data_dir=data_dir)
    data_dir.mkdir()
    store = Store(settings.store_url, settings.audio_dir)
    try:
        key = store.keys.add(KeySettings("played"))[1]
        with served(data_dir, log) as (process, there):
            target = Target(there.live.rstrip("/"), there.audiosocket, there.page, key)
            sent_s = Calls(target).until_killed(process)
            assert process.wait(10) == -signal.SIGKILL
        assert not store.calls().entries
        with served(data_dir, log):
            wait_for(lambda: all(heard_again(store, agent) for agent in sent_s))
        for agent, seconds in sent_s.items():
            holds_what_was_heard(store, call_of(store, agent), seconds)
        assert not list(settings.tapes_dir.iterdir())
    finally:
        store.close()


def holds_what_was_heard(store, call_id, sent_s):
    after, live = (store.analysis(call_id, each.id) for each in store.analyses(call_id))
    assert after.duration_s >= sent_s - LOST_S
    assert live.duration_s == after.duration_s
    assert live.settings["ended"] == "interrupted"
    for each in (live, after):
        assert INTERRUPTED in each.warnings
        assert each.utterances
        assert each.call.ended_at is not None
    assert after.utterances[-1].end_s > sent_s - LOST_S - 4.0
    assert store.audio_path(call_id) is not None


def call_of(store, agent):
    try:
        entries = store.calls().entries
    except VoicemonError:
        return None
    return next((each.call.id for each in entries if each.call.agent_id == agent), None)


def heard_again(store, agent):
    call_id = call_of(store, agent)
    return call_id is not None and len(store.analyses(call_id)) > 1
