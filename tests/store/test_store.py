import sqlite3
import threading
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from tests.made import STARTED, analysis, calm_analysis, utterance
from voicemon.errors import Conflict, NotFound, StoreBusy, StoreError
from voicemon.store import (
    CallQuery,
    CallSort,
    RecordingInfo,
    Store,
    StoredPeaks,
)
from voicemon.types import Evidence, Role, Severity

STEREO = (Role.AGENT, Role.CUSTOMER)


def recording(sha256="a" * 64):
    return RecordingInfo(sha256, 1234, "pcm_s16le", 8000, STEREO)


def waveform():
    return StoredPeaks(10.0, np.arange(-8, 8, dtype=np.int8).reshape(2, 4, 2))


def flac(tmp_path, content=b"fLaC made up"):
    file = tmp_path / "redacted.flac"
    file.write_bytes(content)
    return file


def rows(tmp_path, table):
    with sqlite3.connect(tmp_path / "data" / "voicemon.db") as database:
        return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_an_analysis_comes_back_as_it_was(store):
    made = analysis()
    stored = store.add_analysis(made, recording())
    assert (stored.call_id, stored.analysis_id, stored.known) == ("call-1", "analysis-1", False)
    assert store.analysis("call-1") == made


def test_the_order_of_weighing_comes_back_with_it(store):
    store.add_analysis(analysis(steps=("u2", "u1", "u4")), recording())
    assert store.analysis("call-1").steps == ("u2", "u1", "u4")


def test_an_analysis_without_anything_heard_comes_back_too(store):
    made = analysis(
        utterances=(), evidence=(), withheld=(), frustration=(), flags=(), stretches=(), warnings=()
    )
    store.add_analysis(made, recording())
    assert store.analysis("call-1") == made
    digest = store.call("call-1").digest
    assert digest.summary.peak is None
    assert set(digest.sparkline) == {None}
    assert digest.top_reason is None


def test_a_file_name_that_is_no_text_can_be_stored(store):
    made = analysis()
    strange = replace(made, call=replace(made.call, source="bad\udcff\n🎧.wav"))
    store.add_analysis(strange, recording())
    assert store.call("call-1").call.source == "bad?\n🎧.wav"


def test_audio_channels_and_waveform_are_kept(store, tmp_path):
    file = flac(tmp_path)
    store.add_analysis(analysis(), recording(), file, waveform())
    assert not file.exists()
    kept = store.audio_path("call-1")
    assert kept.read_bytes() == b"fLaC made up"
    assert kept.suffix == ".flac"
    assert store.channels("call-1") == STEREO
    peaks = store.peaks("call-1")
    assert peaks.rate_hz == 10.0
    np.testing.assert_array_equal(peaks.pairs, waveform().pairs)
    assert store.recording("call-1") == recording()


def test_a_call_without_audio_has_no_path_and_no_peaks(store):
    store.add_analysis(analysis(), recording())
    assert store.audio_path("call-1") is None
    assert store.peaks("call-1") is None


def test_the_same_file_twice_is_one_call(store, tmp_path):
    store.add_analysis(analysis(), recording())
    second = flac(tmp_path)
    stored = store.add_analysis(analysis("other", "analysis-9"), recording(), second)
    assert (stored.call_id, stored.analysis_id, stored.known) == ("call-1", "analysis-1", True)
    assert store.known("a" * 64) == "call-1"
    assert store.known("b" * 64) is None
    assert store.calls().total == 1
    assert second.exists()


def test_many_senders_of_one_call_at_once_make_one_call(store, tmp_path):
    def send(number):
        file = tmp_path / f"{number}.flac"
        file.write_bytes(b"the same audio")
        made = analysis(f"call-{number}", f"analysis-{number}")
        found.append(store.add_analysis(made, recording(), file))

    store._busy_s = 5.0
    found = []
    threads = [threading.Thread(target=send, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({stored.call_id for stored in found}) == 1
    assert [stored.known for stored in found].count(False) == 1
    assert store.calls().total == 1
    assert len(list((tmp_path / "audio").iterdir())) == 1


def test_analysing_again_adds_a_version_and_keeps_the_earlier_flags(store):
    first = analysis()
    store.add_analysis(first, recording())
    later = calm_analysis("call-1", "analysis-2")
    later = replace(later, made_at=first.made_at + timedelta(days=1))
    stored = store.add_analysis(later, recording(), again=True)
    assert (stored.call_id, stored.known) == ("call-1", False)
    assert [version.id for version in store.analyses("call-1")] == ["analysis-2", "analysis-1"]
    assert store.analysis("call-1").id == "analysis-2"
    assert store.analysis("call-1", "analysis-1") == first
    assert store.call("call-1").digest.flags == 0
    assert store.calls().total == 1


def test_two_recordings_do_not_share_a_call_id(store):
    store.add_analysis(analysis(), recording())
    with pytest.raises(Conflict):
        store.add_analysis(analysis(analysis_id="x"), recording("b" * 64))
    assert store.known("b" * 64) is None


def test_unknown_ids_are_not_found(store):
    store.add_analysis(analysis(), recording())
    for ask in (store.call, store.analysis, store.analyses, store.recording):
        with pytest.raises(NotFound):
            ask("nobody")
    with pytest.raises(NotFound):
        store.analysis("call-1", "analysis-9")


def test_a_failed_write_leaves_nothing_and_gives_the_audio_back(store, tmp_path):
    file = flac(tmp_path)
    twice = (utterance(1, Role.AGENT, 0, 1, "a"), utterance(1, Role.AGENT, 1, 2, "b"))
    broken = analysis(utterances=twice, evidence=(), frustration=(), flags=())
    with pytest.raises(StoreError):
        store.add_analysis(broken, recording(), file, waveform())
    for table in ("calls", "recordings", "analyses", "utterances", "words", "peaks", "channels"):
        assert rows(tmp_path, table) == 0
    assert file.read_bytes() == b"fLaC made up"
    assert list((tmp_path / "audio").iterdir()) == []


def test_a_full_disk_leaves_nothing_and_says_so(store, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    file = flac(tmp_path)
    monkeypatch.setattr("voicemon.store.audio_files.os.fsync", full)
    with pytest.raises(StoreBusy, match="full") as caught:
        store.add_analysis(analysis(), recording(), file)
    assert caught.value.fix
    assert rows(tmp_path, "calls") == 0
    assert file.exists()
    assert list((tmp_path / "audio").iterdir()) == []


def test_a_database_that_may_not_grow_is_a_full_disk(store, tmp_path):
    file = flac(tmp_path)
    with store._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        many = tuple(utterance(n, Role.CUSTOMER, n, n + 1, "word " * 50) for n in range(200))
    with pytest.raises(StoreBusy, match="full"):
        store.add_analysis(analysis(utterances=many, evidence=()), recording(), file)
    assert rows(tmp_path, "calls") == 0
    assert file.exists()


def test_a_locked_database_is_busy_and_succeeds_later(store, tmp_path):
    other = sqlite3.connect(tmp_path / "data" / "voicemon.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy, match="locked") as caught:
        store.add_analysis(analysis(), recording(), flac(tmp_path))
    assert caught.value.retry
    assert store.calls().total == 0  # readers are not held up
    other.execute("ROLLBACK")
    other.close()
    assert store.add_analysis(analysis(), recording(), flac(tmp_path)).known is False


def test_an_agents_voice_cannot_be_stored(store):
    heard = Evidence("u1", "voice.anger", 0, 3, 0.9, "probability", None, 1.0, 0.9, "Angry")
    with pytest.raises(TypeError, match="customers"):
        store.add_analysis(analysis(evidence=(heard,)), recording())
    assert store.calls().total == 0


@pytest.fixture
def three_calls(store):
    store.add_analysis(analysis(), recording("1" * 64))
    store.add_analysis(calm_analysis(), recording("2" * 64))
    quiet = analysis("call-3", "analysis-3", utterances=(), evidence=(), frustration=(), flags=())
    call = replace(
        quiet.call, started_at=STARTED + timedelta(days=2), agent_id="b2", queue="100%_off"
    )
    store.add_analysis(replace(quiet, call=call, duration_s=90.0), recording("3" * 64))
    return store


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (CallQuery(), ["call-3", "call-1", "call-2"]),
        (CallQuery(sort=CallSort.OLDEST), ["call-1", "call-2", "call-3"]),
        (CallQuery(sort=CallSort.PEAK), ["call-1", "call-2", "call-3"]),
        (CallQuery(sort=CallSort.LONGEST), ["call-3", "call-1", "call-2"]),
        (CallQuery(sort=CallSort.FLAGS, limit=1), ["call-1"]),
        (CallQuery(offset=1, limit=1), ["call-1"]),
        (CallQuery(agent_id="b2"), ["call-3"]),
        (CallQuery(queue="billing"), ["call-1", "call-2"]),
        (CallQuery(since=STARTED + timedelta(days=1)), ["call-3"]),
        (CallQuery(until=STARTED), []),
        (CallQuery(min_peak=0.5), ["call-1"]),
        (CallQuery(flagged=True), ["call-1"]),
        (CallQuery(flagged=False), ["call-3", "call-2"]),
        (CallQuery(text="third TIME"), ["call-1", "call-2"]),
        (CallQuery(text="third nonsense"), []),
        (CallQuery(text="100%_"), ["call-3"]),
        (CallQuery(text="%"), ["call-3"]),
        (CallQuery(text="'; DROP TABLE calls --"), []),
    ],
)
def test_calls_are_filtered_sorted_and_paged(three_calls, query, ids):
    assert [entry.call.id for entry in three_calls.calls(query).entries] == ids


def test_the_total_counts_beyond_the_page(three_calls):
    assert three_calls.calls(CallQuery(limit=1)).total == 3


def test_the_list_says_what_matters_of_a_call(three_calls):
    digest = three_calls.call("call-1").digest
    assert digest.summary.peak == 0.71
    assert digest.flags == 1
    assert digest.worst_severity is Severity.WATCH
    assert digest.top_reason.startswith("Frustration 0.71")
    assert len(digest.sparkline) == 40
    assert digest.sparkline[0] is None
    assert digest.sparkline[-1] == 0.2


def test_without_a_flag_the_reason_is_that_of_the_peak(store):
    store.add_analysis(analysis(flags=()), recording())
    assert store.call("call-1").digest.top_reason == "Says it is the third time"


def test_a_store_opened_again_holds_the_same(tmp_path):
    url = f"sqlite:///{tmp_path / 'data' / 'voicemon.db'}"
    first = Store(url, tmp_path / "audio")
    first.add_analysis(analysis(), recording())
    first.close()
    second = Store(url, tmp_path / "audio")
    assert second.analysis("call-1") == analysis()
    second.close()
