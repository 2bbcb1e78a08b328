import errno
import os
import stat

import numpy as np
import pytest

from voicemon.audio.decode import open_recording
from voicemon.errors import StoreError
from voicemon.runtime.live import journal, tape
from voicemon.runtime.live.reel import Reel, is_in_use
from voicemon.runtime.live.sealing import site_key
from voicemon.runtime.live.tape import Tape
from voicemon.types import Role

RATE_HZ = 8000


@pytest.fixture
def site(tmp_path):
    return site_key(tmp_path / "tape.key")


@pytest.fixture
def made(tmp_path, site):
    tapes = []

    def make(name="c1"):
        tapes.append(Tape(tmp_path / f"{name}.tape", site, name))
        return tapes[-1]

    yield make
    for each in tapes:
        each.close()


def ramp(count, start=0):
    return ((np.arange(start, start + count) % 2000) - 1000).astype(np.int16)


def sound_of(path, site):
    with Reel(path, site).wav() as wav:
        return np.concatenate(list(_native(wav)), axis=0)


def _native(path):
    import wave

    with wave.open(str(path)) as file:
        yield np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(
            -1, file.getnchannels()
        )


def test_what_was_heard_is_on_the_tape_sample_by_sample(made, site):
    one = made()
    one.note(journal.note("channel", number=0, role="customer"))
    one.note(journal.note("channel", number=1, role="agent"))
    for at in range(0, 8000, 160):
        one.hear(0, at, RATE_HZ, ramp(160, at))
        one.hear(1, at + 400, RATE_HZ, -ramp(160, at))
        if at % 1600 == 0:
            one.write()
    one.close()
    reel = Reel(one.path, site)
    assert reel.channels() == [(1, Role.AGENT), (0, Role.CUSTOMER)]
    sound = sound_of(one.path, site)
    assert np.array_equal(sound[:8000, 1], ramp(8000))
    assert np.array_equal(sound[400:8400, 0], -ramp(8000))
    assert not sound[:400, 0].any()


def test_only_the_owner_may_read_key_and_tape(made, tmp_path):
    one = made()
    for path in (one.path, tmp_path / "tape.key"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nothing_of_it_is_readable_without_the_key(made, site):
    one = made()
    one.note(b"secret words were said")
    one.hear(0, 0, RATE_HZ, np.full(8000, 0x4141, np.int16))
    one.close()
    written = one.path.read_bytes()
    assert b"secret" not in written
    assert b"AAAAAAAA" not in written
    with pytest.raises(StoreError, match="another key"):
        Reel(one.path, bytes(32))


@pytest.mark.parametrize("cut", [1, 3, 20, 900])
def test_a_torn_last_block_is_no_fault(made, site, cut):
    one = made()
    one.hear(0, 0, RATE_HZ, ramp(8000))
    one.write()
    whole = one.path.stat().st_size
    one.hear(0, 8000, RATE_HZ, ramp(8000))
    one.write(all_of_it=True)
    os.truncate(one.path, max(whole + 1, one.path.stat().st_size - cut))
    reel = Reel(one.path, site)
    assert reel.torn
    assert reel.duration_s == 0.75  # the rest was held back, then torn


def test_blocks_cannot_be_left_out_or_changed_unseen(made, site):
    one = made()
    for at in range(0, 24000, 8000):
        one.hear(0, at, RATE_HZ, ramp(8000))
        one.write(all_of_it=True)
    one.close()
    data = bytearray(one.path.read_bytes())
    data[-9000] ^= 1
    one.path.write_bytes(data)
    reel = Reel(one.path, site)
    assert reel.torn
    assert reel.duration_s == 2.0


def test_a_tone_is_silenced_before_it_is_written(made, site):
    one = made()
    one.hear(0, 0, RATE_HZ, np.full(8000, 500, np.int16))
    one.write()
    one.silence(0, 0.8, 1.3)
    one.hear(0, 8000, RATE_HZ, np.full(8000, 500, np.int16))
    one.close()
    sound = sound_of(one.path, site)[:, 0]
    assert not sound[6400:10400].any()
    assert (sound[:6400] == 500).all()
    assert (sound[10400:] == 500).all()


def test_a_full_disk_ends_the_tape_and_not_the_call(made, site, monkeypatch):
    one = made()
    told = []
    one.on_failure(told.append)
    one.hear(0, 0, RATE_HZ, ramp(8000))
    one.write(all_of_it=True)

    def full(_file, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tape.os, "write", full)
    one.hear(0, 8000, RATE_HZ, ramp(8000))
    one.write(all_of_it=True)
    one.hear(0, 16000, RATE_HZ, ramp(8000))
    one.write(all_of_it=True)
    monkeypatch.undo()
    assert told == ["No space left on device"]
    reel = Reel(one.path, site)
    assert not reel.torn
    assert reel.duration_s == 1.0


def test_half_a_block_that_a_full_disk_left_is_taken_away(made, site, monkeypatch):
    one = made()
    one.hear(0, 0, RATE_HZ, ramp(8000))
    one.write(all_of_it=True)
    really = os.write
    monkeypatch.setattr(tape.os, "write", lambda file, data: really(file, data[: len(data) // 2]))
    one.hear(0, 8000, RATE_HZ, ramp(8000))
    one.write(all_of_it=True)
    monkeypatch.undo()
    assert not Reel(one.path, site).torn


def test_a_tape_is_known_to_be_in_use_while_it_is_written(made):
    one = made()
    assert is_in_use(one.path)
    one.close()
    assert not is_in_use(one.path)


def test_channels_of_other_rates_meet_at_the_highest(made, site):
    one = made()
    one.hear(0, 0, 8000, ramp(8000))
    one.hear(1, 0, 16000, ramp(16000))
    one.close()
    with Reel(one.path, site).wav() as path:
        recording = open_recording(path)
        assert recording.sample_rate_hz == 16000
        assert recording.channel_count == 2
    assert len(sound_of(one.path, site)) == 16000


def test_a_file_that_is_no_tape_says_so(tmp_path, site):
    path = tmp_path / "x.tape"
    path.write_bytes(b"hello")
    with pytest.raises(StoreError, match="no tape"):
        Reel(path, site)
    path.write_bytes(tape.MAGIC + b'{"call": ')
    with pytest.raises(StoreError, match="broke off"):
        Reel(path, site)


def test_a_damaged_key_is_told(tmp_path):
    path = tmp_path / "tape.key"
    path.write_bytes(b"short")
    with pytest.raises(StoreError, match="damaged"):
        site_key(path)
