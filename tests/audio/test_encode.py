import errno
import resource

import numpy as np
import pytest

from tests.audio.made import tones
from voicemon.audio.codecs import to_int16
from voicemon.audio.decode import open_recording
from voicemon.audio.encode import write_flac
from voicemon.errors import AudioError


@pytest.mark.parametrize("channels", [1, 2, 4])
@pytest.mark.parametrize("cut", [160, 4096, 30_000])
def test_every_sample_comes_back_bit_for_bit(tmp_path, channels, cut):
    sound = tones(1.37, channels=channels)
    path = tmp_path / "a.flac"
    parts = (sound[:, at : at + cut] for at in range(0, sound.shape[1], cut))
    write_flac(path, parts, channels, 16_000)
    back = np.concatenate(list(open_recording(path).blocks()), axis=1)
    assert (to_int16(back) == to_int16(sound)).all()
    assert open_recording(path).duration_s == pytest.approx(1.37)


def test_sound_beyond_full_scale_is_clipped(tmp_path):
    write_flac(tmp_path / "a.flac", [tones(1.0, level=3.0)], 2, 16_000)
    back = np.concatenate(list(open_recording(tmp_path / "a.flac").blocks()), axis=1)
    assert np.abs(back).max() <= 1.0


def test_a_break_in_the_middle_leaves_nothing_behind(tmp_path):
    def breaking():
        yield tones()
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(AudioError, match="No space left") as refused:
        write_flac(tmp_path / "a.flac", breaking(), 2, 16_000)
    assert "disk" in refused.value.fix
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_takes_no_more_is_told_and_nothing_half_written_stays(tmp_path):
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    noise = np.random.default_rng(1).uniform(-1, 1, (2, 160_000)).astype(np.float32)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(AudioError, match="could not be written"):
            write_flac(tmp_path / "a.flac", [noise], 2, 16_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(AudioError, match="could not be written: No such file"):
        write_flac(tmp_path / "none" / "a.flac", [tones()], 2, 16_000)


def test_an_earlier_file_stays_until_the_new_one_is_whole(tmp_path):
    path = tmp_path / "a.flac"
    write_flac(path, [tones(1.0)], 2, 16_000)
    before = path.read_bytes()

    def breaking():
        yield tones(5.0)
        raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(AudioError):
        write_flac(path, breaking(), 2, 16_000)
    assert path.read_bytes() == before
