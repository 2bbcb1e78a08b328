"""A secret that is said: never in finals, in open speech, on the tape, or in the kept audio."""

import subprocess

import numpy as np
import pytest

from tests.runtime.live.fakes import RATE_HZ, Script, opening, play, quiet, turns, until
from voicemon.audio.decode import open_recording
from voicemon.runtime.live.changes import Marked, Partial, Weighed
from voicemon.runtime.live.masking import masked
from voicemon.types import Role, StretchKind

CARD = "4111 1111 1111 1111"


def _say(segment):
    if segment.role is Role.AGENT:
        return "what is your card number please?"
    return f"it is {CARD}" if segment.start_s < 8 else "thank you"


SOUND = {
    "outbound": turns(14.0, (0.5, 2.5), hz=180),
    "inbound": turns(14.0, (4.0, 7.0), (10.0, 12.0)),
}


def test_a_spoken_card_number_is_seen_nowhere(make_office):
    with make_office(script=Script(_say)) as office:
        line = office.desk.open(opening("c1"))
        for at in range(0, 14 * RATE_HZ, RATE_HZ):
            play(line, {k: v[at : at + RATE_HZ] for k, v in SOUND.items()}, start=at)
        until(lambda: len(office.watcher.of("c1", Weighed)) >= 2)
        (tape,) = office.settings.tapes_dir.iterdir()
        line.end("hangup")
        office.ended("c1")
        written = tape.read_bytes()
        assert b"1111" not in written
        assert b"thank you" not in written
        shown = [str(change.news) for change in office.watcher.changes]
        assert not any("1111" in each for each in shown)
        assert "[card" in " ".join(office.watcher.texts("c1"))
        kinds = {each.stretch.kind for each in office.watcher.of("c1", Marked)}
        assert StretchKind.REDACTED in kinds
        office.analyse_tapes()
        for version in office.store.analyses("c1"):
            assert "1111" not in str(office.store.analysis("c1", version.id))
        recording = open_recording(office.store.audio_path("c1"))
        sound = np.concatenate(list(recording.blocks()), axis=1)[1]
        assert np.abs(sound[16_000 * 5 : 16_000 * 6]).max() < 0.001
        assert np.abs(sound[16_000 * 10 : 16_000 * 11]).max() > 0.05
    found = subprocess.run(
        ["grep", "-rlaE", "1111 1111|4111", str(office.settings.data_dir)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stdout == ""


def test_open_speech_shows_no_answer_to_a_question_for_a_secret(make_office):
    def say(segment):
        if segment.role is Role.AGENT:
            return "what is your password please?"
        return "my favourite bluebird"

    with make_office(script=Script(say)) as office:
        line = office.desk.open(opening("c1"))
        play(line, {"outbound": turns(4.0, (0.5, 2.5)), "inbound": quiet(4.0)})
        until(lambda: office.watcher.of("c1", Weighed))
        play(line, {"inbound": turns(5.0, (0.0, 5.0)), "outbound": quiet(5.0)}, start=4 * RATE_HZ)
        line.end("hangup")
        office.ended("c1")
        said = [p for p in office.watcher.of("c1", Partial) if p.role is Role.CUSTOMER]
        assert not any("bluebird" in p.stable + p.unsure for p in said)


@pytest.mark.parametrize(
    ("stable", "unsure", "shown"),
    [
        ("my number is 4111 1111", "1111", ("my number is [number]", "[number]")),
        ("it is four one one one", "two two", ("it is [number]", "[number]")),
        ("I waited for", "two hours now", ("I waited for", "two hours now")),
        ("the total is", "four", ("the total is", "[number]")),
        ("write to anna@example.org", "now", ("write to [e-mail]", "now")),
    ],
)
def test_open_speech_is_masked_on_suspicion(stable, unsure, shown):
    assert masked(stable, unsure, "en") == shown
