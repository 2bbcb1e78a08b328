"""The eight sample calls are what their sidecars say: format, length, speech where a turn is."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

FOLDER = Path(__file__).parents[2] / "samples"
CALLS = sorted(FOLDER.glob("*.flac"))
RATE_HZ = 8_000
ROLES = ["agent", "customer"]
READ = {
    "channels",
    "agent_id",
    "customer_id",
    "started_at",
    "queue",
    "team",
    "direction",
    "language",
    "consent",
}
RULES = {
    "sustained-high",
    "steep-rise",
    "asked-for-manager",
    "churn-or-legal",
    "voice-words-disagree",
    "ended-unresolved",
}
SPEECH_DBFS = -35.0
QUIET_DBFS = -50.0


def sidecar(call: Path) -> dict[str, Any]:
    """The JSON beside a recording."""
    loaded: dict[str, Any] = json.loads(call.with_suffix(".json").read_text(encoding="utf-8"))
    return loaded


def sound_of(call: Path) -> NDArray[np.float32]:
    """[samples, channels] of a recording."""
    sound, _ = soundfile.read(call, dtype="float32", always_2d=True)
    return np.asarray(sound, np.float32)


def level_dbfs(sound: NDArray[np.float32]) -> float:
    """RMS level."""
    return float(10 * np.log10(np.mean(np.square(sound, dtype=np.float64)) + 1e-12))


def span(turn: dict[str, Any]) -> slice:
    """Samples of a turn."""
    return slice(round(turn["start_s"] * RATE_HZ), round(turn["end_s"] * RATE_HZ))


def beside(turn: dict[str, Any], others: list[dict[str, Any]]) -> bool:
    """Whether anything on the other channel sounds during the turn."""
    return any(o["start_s"] < turn["end_s"] and turn["start_s"] < o["end_s"] for o in others)


def test_there_are_eight_calls_of_at_most_20_mb() -> None:
    assert len(CALLS) == 8
    assert sum(call.stat().st_size for call in CALLS) <= 20_000_000


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.stem)
class TestEachCall:
    """Every sample call on its own."""

    def test_is_a_two_channel_telephone_recording_of_one_to_three_minutes(self, call: Path) -> None:
        info = soundfile.info(call)
        assert (info.samplerate, info.channels, info.subtype) == (RATE_HZ, 2, "PCM_16")
        assert 60 <= info.duration <= 180

    def test_has_a_sidecar_with_what_the_product_reads_and_what_must_be_found(
        self, call: Path
    ) -> None:
        data = sidecar(call)
        assert set(data) == READ | {"expected"}
        assert data["channels"] == ROLES
        assert data["direction"] in {"inbound", "outbound"}
        assert datetime.fromisoformat(data["started_at"]).utcoffset() is not None

    def test_names_rules_that_exist_and_never_the_same_twice(self, call: Path) -> None:
        expected = sidecar(call)["expected"]
        fire, never = set(expected["flags"]), set(expected["flags_never"])
        assert fire <= RULES
        assert never <= RULES
        assert not fire & never

    def test_keeps_turns_in_order_inside_the_file_and_labels_every_customer_turn(
        self, call: Path
    ) -> None:
        turns = sidecar(call)["expected"]["turns"]
        starts = [turn["start_s"] for turn in turns]
        assert starts == sorted(starts)
        assert all(0 <= t["start_s"] < t["end_s"] < soundfile.info(call).duration for t in turns)
        assert all(t["text"] for t in turns)
        assert all((t["role"] == "customer") == (t.get("level") in range(5)) for t in turns)

    def test_has_speech_on_its_own_channel_in_every_turn(self, call: Path) -> None:
        sound = sound_of(call)
        for turn in sidecar(call)["expected"]["turns"]:
            own = sound[span(turn), ROLES.index(turn["role"])]
            assert level_dbfs(own) > SPEECH_DBFS, turn["text"]
            assert level_dbfs(own[: RATE_HZ // 5]) > QUIET_DBFS, f"late: {turn['text']}"
            assert level_dbfs(own[-RATE_HZ // 5 :]) > QUIET_DBFS, f"early: {turn['text']}"

    def test_is_quiet_on_the_other_channel_while_one_speaks_alone(self, call: Path) -> None:
        sound, expected = sound_of(call), sidecar(call)["expected"]
        alone = 0
        for turn in expected["turns"]:
            others = [t for t in expected["turns"] if t["role"] != turn["role"]]
            others += expected["holds"] if turn["role"] == "customer" else []
            if not beside(turn, others):
                alone += 1
                other = sound[span(turn), 1 - ROLES.index(turn["role"])]
                assert level_dbfs(other) < QUIET_DBFS, turn["text"]
        assert alone > len(expected["turns"]) / 2

    def test_neither_clips_nor_is_dead(self, call: Path) -> None:
        sound = sound_of(call)
        assert 0.2 < float(np.abs(sound).max()) < 0.99
        frames = sound[: len(sound) // 800 * 800].reshape(-1, 800, 2)
        floor = 10 * np.log10(np.mean(frames**2, axis=1) + 1e-12).min(axis=0)
        assert np.all((floor > -66) & (floor < -52))


def test_the_angry_customer_is_louder_where_more_frustrated() -> None:
    call = FOLDER / "01_angry_unresolved.flac"
    sound = sound_of(call)
    levels: dict[int, list[float]] = {2: [], 4: []}
    for turn in sidecar(call)["expected"]["turns"]:
        if turn.get("level") in levels:
            levels[turn["level"]].append(level_dbfs(sound[span(turn), 1]))
    assert np.mean(levels[4]) > np.mean(levels[2]) + 3


def test_the_long_hold_plays_music_to_the_customer_and_falls_silent_later() -> None:
    call = FOLDER / "08_long_hold.flac"
    sound, expected = sound_of(call), sidecar(call)["expected"]
    assert sum(hold["end_s"] - hold["start_s"] for hold in expected["holds"]) > 50
    for hold in expected["holds"]:
        assert level_dbfs(sound[span(hold), 0]) > SPEECH_DBFS
    assert expected["dead_air"]
    for silence in expected["dead_air"]:
        assert level_dbfs(sound[span(silence)].ravel()) < QUIET_DBFS


def test_the_calls_hold_a_card_number_a_phone_number_and_an_email_to_hide() -> None:
    kinds = {kind for call in CALLS for kind in sidecar(call)["expected"]["redacted"]}
    assert {"card_number", "phone_number", "email"} <= kinds
