import os
import signal
import subprocess
import sys

import pytest

from tests.runtime.live.fakes import opening, play, quiet
from voicemon.runtime.live.after import INTERRUPTED
from voicemon.runtime.live.tape import SUFFIX

KILLED_AT_S = 9.0


@pytest.fixture
def killed(tmp_path):
    """A folder that a service with four running calls left at `kill -9`, and what it had heard."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.runtime.live.crash_me", str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
    )
    heard_s = 0.0
    with child:
        assert child.stdout is not None
        for line in child.stdout:
            heard_s = float(line)
            if heard_s >= KILLED_AT_S:
                break
        os.kill(child.pid, signal.SIGKILL)
    assert child.returncode == -signal.SIGKILL
    return heard_s


def test_calls_that_a_crash_cut_off_hold_what_was_heard(killed, make_office):
    with make_office() as office:
        office.analyse_tapes()
        for number in range(4):
            versions = office.store.analyses(f"c{number}")
            after, live = (office.store.analysis(f"c{number}", v.id) for v in versions)
            assert after.duration_s >= killed - 2.0
            assert INTERRUPTED in live.warnings
            assert INTERRUPTED in after.warnings
            assert live.settings["ended"] == "interrupted"
            assert {u.id for u in live.utterances}
            assert len(after.utterances) >= 3
            assert after.call.ended_at is not None
            assert office.store.audio_path(f"c{number}") is not None
        assert not list(office.settings.tapes_dir.glob(f"*{SUFFIX}"))


def test_a_tape_of_a_running_call_is_left_alone(make_office):
    from voicemon.runtime.live import after

    with make_office() as office:
        line = office.desk.open(opening("c1"))
        play(line, {"inbound": quiet(1.0), "outbound": quiet(1.0)})
        assert after.recover(office.settings, office.store, office.jobs) == []
