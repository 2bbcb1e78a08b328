import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.made import STARTED, analysis
from voicemon.cli.alone import Where, alone, tell_where
from voicemon.cli.demo_lines import RAN, tidy
from voicemon.cli.places import demo_of, here_or_demo
from voicemon.cli.replay import local_target
from voicemon.runtime.live.tape import SUFFIX
from voicemon.settings import load
from voicemon.store import RecordingInfo, Store
from voicemon.types import Role


@pytest.fixture
def store(tmp_path):
    opened = Store(f"sqlite:///{tmp_path / 'v.db'}", tmp_path / "audio")
    yield opened
    opened.close()


def keep(store, tmp_path, call_id, minutes=0, source=RAN):
    made = analysis(analysis_id=f"of-{call_id}")
    call = replace(
        made.call, id=call_id, source=source, started_at=STARTED + timedelta(minutes=minutes)
    )
    file = tmp_path / "sound.flac"
    file.write_bytes(call_id.encode())
    info = RecordingInfo(call_id.ljust(64, "0"), 1, "flac", 8000, (Role.AGENT, Role.CUSTOMER))
    store.add_analysis(replace(made, call=call), info, file)
    return store.audio_path(call_id)


def known(store):
    return {entry.call.id for entry in store.calls().entries}


def test_only_the_newest_calls_that_ran_are_kept_and_every_other_call(store, tmp_path):
    sample = keep(store, tmp_path, "sample", minutes=-60, source="01.flac")
    audio = [keep(store, tmp_path, f"ran-{number}", minutes=number) for number in range(4)]
    tidy(store, tmp_path, kept=2)
    assert known(store) == {"sample", "ran-2", "ran-3"}
    assert sample.exists()
    assert [path.exists() for path in audio] == [False, False, True, True]


def test_what_waits_to_be_heard_again_goes_with_its_call(store, tmp_path):
    keep(store, tmp_path, "old")
    tape = tmp_path / f"old{SUFFIX}"
    tape.write_bytes(b"sealed")
    store.jobs.add(tape, "call")
    tidy(store, tmp_path, kept=0)
    assert known(store) == set()
    assert not tape.exists()
    assert store.jobs.waiting() == 0


def test_a_call_that_is_being_analysed_stays_for_now(store, tmp_path):
    keep(store, tmp_path, "old")
    tape = tmp_path / f"old{SUFFIX}"
    tape.write_bytes(b"sealed")
    store.jobs.add(tape, "call")
    store.jobs.claim()
    tidy(store, tmp_path, kept=0)
    assert known(store) == {"old"}
    assert tape.exists()


def test_a_replay_goes_to_the_demo_while_that_alone_runs(tmp_path):
    site = load(data_dir=tmp_path)
    assert here_or_demo(site) is site
    demo = load(**demo_of(site))
    with alone(demo.data_dir):
        tell_where(demo.data_dir, Where("http://127.0.0.1:1/", "ws://127.0.0.1:2/", ""))
        found = here_or_demo(site)
        assert found.store_url == demo.store_url
        assert local_target(found).websocket == "ws://127.0.0.1:2"
        with alone(site.data_dir):
            assert here_or_demo(site) is site


@pytest.mark.e2e
@pytest.mark.parametrize("live", ["--live", "--no-live"])
def test_the_demo_shows_its_calls_and_hears_a_live_one(tmp_path, live):
    ended = subprocess.run(
        [sys.executable, "-m", "voicemon", "demo", "--once", live],
        capture_output=True,
        text=True,
        env={**os.environ, "VOICEMON_DATA_DIR": str(tmp_path)},
        timeout=600,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert "shows 8 calls" in ended.stdout
    assert ("A live call is heard: “" in ended.stdout) is (live == "--live")
    assert "terminate called" not in ended.stderr
