"""`voicemon serve` itself, with real models and calls, ends in the middle and is started again."""

import os
import signal
import subprocess
import sys
import threading
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from models.eval.running import wait_for
from tests.browser.team import TEAM, hire, signed_in
from tests.browser.test_flags import beside, row
from tests.browser.test_recovery import back, cut_off
from tests.live.conftest import spoken
from tests.notify.receivers import free_port
from voicemon.cli.alone import where
from voicemon.flags.ledger import raised
from voicemon.settings import load
from voicemon.simulate.play import PlayError, Target, play
from voicemon.store import KeySettings, Store
from voicemon.types import Call, Flag, FlagState, Severity

pytestmark = [pytest.mark.e2e, pytest.mark.model, pytest.mark.timeout(600)]

PATIENCE_MS = 180_000
SECONDS = 120.0


@contextmanager
def served(data_dir, port, log):
    """The program itself, once it takes calls; it is told to end at the latest at the end."""
    chosen = {
        "VOICEMON_DATA_DIR": str(data_dir),
        "VOICEMON_MODEL": "tiny.en",
        "VOICEMON_LIVE_MODEL": "tiny.en",
        "VOICEMON_SIGN_IN": "true",
        "VOICEMON_INGEST_PORT": "0",
        "VOICEMON_AUDIOSOCKET_PORT": "0",
    }
    command = [sys.executable, "-m", "voicemon", "serve", "--port", str(port)]
    with (
        log.open("ab") as said,
        subprocess.Popen(command, stdout=said, stderr=said, env={**os.environ, **chosen}) as made,
    ):
        try:
            wait_for(lambda: where(data_dir) is not None or made.poll() is not None)
            assert made.poll() is None, log.read_text("utf-8")
            yield made, where(data_dir)
        finally:
            if made.poll() is None:
                made.terminate()
            made.wait(120)


@contextmanager
def calling(there, key, agent):
    """A call comes in for as long as this lasts, or the service."""
    hang_up = threading.Event()
    target = Target(there.live.rstrip("/"), there.audiosocket, there.page, key)
    call = replace(spoken(SECONDS), facts={"agent": agent})

    def run():
        with suppress(PlayError, OSError):
            play("twilio", call, target, stop=hang_up)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        hang_up.set()
        thread.join()


def a_flag_from_before(store):
    reason = "Frustrated for 20 s"
    flag = Flag("f1", "c1", "high", Severity.ACT, FlagState.RAISED, 14.0, reason, ())
    now = datetime.now(UTC)
    store.ledger.add(raised(flag, Call("c1", now, team=TEAM, agent_id="max.o"), now, {}, 0.8))


@pytest.mark.parametrize("ends", [signal.SIGTERM, signal.SIGKILL])
def test_the_board_comes_back_after_a_restart_of_the_program(tmp_path, open_page, ends):
    data_dir, log, port = tmp_path / "data", tmp_path / "log", free_port()
    settings = load(data_dir=data_dir)
    data_dir.mkdir()
    with closing(Store(settings.store_url, settings.audio_dir)) as store:
        hire(store)
        a_flag_from_before(store)
        key = store.keys.add(KeySettings("played", team=TEAM))[1]
        with served(data_dir, port, log) as (process, there), calling(there, key, "dana.w"):
            page = signed_in(open_page, f"{there.page}#/board", "nora")
            expect(row(page, "dana.w")).to_contain_text("“", timeout=PATIENCE_MS)  # words
            from_before = page.locator(".after__flag", has_text="max.o")
            expect(from_before).to_be_visible()
            row(page, "dana.w").get_by_role("link").click()
            beside(page).get_by_role("textbox", name="Message the agent").fill("Ask for her number")
            process.send_signal(ends)
            process.wait(120)
            expect(cut_off(page)).to_be_visible(timeout=PATIENCE_MS)
        before = store.ledger.history("f1")
        with served(data_dir, port, log) as (_, there), calling(there, key, "lee.k"):
            expect(back(page)).to_be_visible(timeout=PATIENCE_MS)
            expect(row(page, "lee.k")).to_contain_text("“", timeout=PATIENCE_MS)
            expect(row(page, "dana.w")).to_have_count(0)
            expect(page.get_by_role("heading", level=1)).to_have_text("Board")
            expect(beside(page).get_by_label("This was not sent")).to_have_value(
                "Ask for her number"
            )
            expect(from_before).to_be_visible()
            assert store.ledger.history("f1")[: len(before)] == before
    assert "Traceback" not in log.read_text("utf-8")
