import os
import tracemalloc

import numpy as np
import pytest

from tests.audio.made import bytes_of, encode, pitch_hz, riff, tones, write_wav
from voicemon.audio.codecs import Encoding
from voicemon.audio.codecs import encode as g711
from voicemon.audio.decode import open_recording
from voicemon.errors import AudioError

WRITTEN = [  # (file, codec, container, rate, sample format)
    ("a.mp3", "mp3", None, 44_100, None),
    ("a.m4a", "aac", "ipod", 48_000, None),
    ("a.aac", "aac", "adts", 16_000, None),
    ("a.opus", "libopus", "ogg", 48_000, None),
    ("a.ogg", "vorbis", "ogg", 44_100, None),
    ("a.webm", "libopus", "webm", 48_000, None),
    ("a.flac", "flac", None, 96_000, "s32"),
    ("a.wav", "pcm_s24le", None, 48_000, None),
    ("a.wav", "pcm_s32le", None, 192_000, None),
    ("a.wav", "pcm_f32le", None, 22_050, None),
    ("a.wav", "pcm_f64le", None, 11_025, None),
    ("a.wav", "pcm_u8", None, 6_000, None),
    ("a.wav", "pcm_alaw", None, 8_000, None),
    ("a.wav", "pcm_mulaw", None, 8_000, None),
    ("a.mkv", "flac", "matroska", 16_000, None),
]


def heard(path, **options):
    recording = open_recording(path, **options)
    return np.concatenate(list(recording.blocks()), axis=1), recording


@pytest.mark.parametrize(("name", "codec", "container", "rate_hz", "form"), WRITTEN)
def test_every_common_format_gives_both_channels_at_16_khz(
    tmp_path, name, codec, container, rate_hz, form
):
    path = encode(tmp_path / name, codec, tones(1.0, rate_hz), rate_hz, container, form)
    sound, recording = heard(path)
    assert recording.sample_rate_hz == rate_hz
    assert recording.warnings == []
    assert sound.dtype == np.float32
    assert sound.shape[0] == 2
    assert sound.shape[1] == pytest.approx(16_000, abs=1500)  # lossy codecs pad
    middle = sound[:, 4000:12_000]
    assert pitch_hz(middle[0]) == pytest.approx(300, abs=5)
    assert pitch_hz(middle[1]) == pytest.approx(600, abs=5)
    assert np.abs(middle).max() == pytest.approx(0.4, abs=0.15)


def test_the_sound_of_a_video_is_heard(tmp_path):
    path = encode(tmp_path / "a.mp4", "aac", tones(1.0, 48_000), 48_000, "mp4", picture=True)
    sound, recording = heard(path)
    assert recording.codec == "aac"
    assert pitch_hz(sound[1, 4000:12_000]) == pytest.approx(600, abs=5)


def test_amr_is_heard(tmp_path):
    sound = tones(1.0, 8_000, channels=1)
    path = encode(tmp_path / "a.amr", "libopencore_amrnb", sound, 8_000, "amr")
    decoded, recording = heard(path)
    assert recording.codec in {"amrnb", "amr_nb", "libopencore_amrnb"}
    assert pitch_hz(decoded[0, 4000:12_000]) == pytest.approx(300, abs=8)


def test_gsm_in_wav_is_heard(tmp_path):
    """50 Microsoft GSM 6.10 blocks of 65 bytes hold 320 samples each: 2 s at 8 kHz."""
    blocks = np.random.default_rng(1).bytes(65 * 50)
    wav = riff(0x31, 1, 8_000, 0, blocks, block=65, extra=b"\x02\x00\x40\x01")
    path = tmp_path / "gsm.wav"
    path.write_bytes(wav)
    sound, recording = heard(path)
    assert recording.codec == "gsm_ms"
    assert sound.shape == (1, 32_000)
    assert np.abs(sound).max() > 0.01


@pytest.mark.parametrize(("tag", "encoding"), [(7, Encoding.ULAW), (6, Encoding.ALAW)])
def test_g711_in_wav_agrees_with_the_tables(tmp_path, tag, encoding):
    sound = tones(1.0, 16_000, channels=1)[0]
    path = tmp_path / "g711.wav"
    path.write_bytes(riff(tag, 1, 16_000, 8, g711(sound, encoding)))
    decoded, _ = heard(path)
    assert np.abs(decoded[0] - sound).max() < 0.02


def test_sixteen_kilohertz_pcm_comes_through_bit_for_bit(tmp_path):
    sound = tones(1.0)
    decoded, _ = heard(write_wav(tmp_path / "a.wav", sound))
    assert (np.round(decoded * 32768) == np.round(sound * 32767)).all()


def test_blocks_have_the_size_asked_for_and_join_to_the_same_sound(tmp_path):
    path = write_wav(tmp_path / "a.wav", tones(2.3, 8_000), 8_000)
    recording = open_recording(path)
    parts = list(recording.blocks(0.5))
    assert [part.shape[1] for part in parts[:-1]] == [8000] * 4
    assert parts[-1].shape[1] == pytest.approx(0.3 * 16_000, abs=2)
    whole, _ = heard(path)
    assert (np.concatenate(parts, axis=1) == whole).all()


def test_a_recording_can_be_read_twice(tmp_path):
    recording = open_recording(write_wav(tmp_path / "a.wav", tones()))
    first, second = (np.concatenate(list(recording.blocks()), axis=1) for _ in range(2))
    assert (first == second).all()
    assert recording.decoded_s == pytest.approx(1.0)


@pytest.mark.parametrize("name", ["new\nline.wav", "calls 📞 café.wav", "-rf.wav", "a:b%20.wav"])
def test_odd_file_names_are_read(tmp_path, name):
    sound, _ = heard(write_wav(tmp_path / name, tones()))
    assert sound.shape == (2, 16_000)


def test_the_shortest_recording_has_a_fifth_of_a_second(tmp_path):
    sound, _ = heard(write_wav(tmp_path / "a.wav", tones(0.2)))
    assert sound.shape == (2, 3200)
    with pytest.raises(AudioError, match=r"0\.190 s"):
        open_recording(write_wav(tmp_path / "b.wav", tones(0.19)))


def test_one_sample_is_too_short(tmp_path):
    with pytest.raises(AudioError, match="at least 0.2 s"):
        open_recording(write_wav(tmp_path / "a.wav", tones(1 / 16_000)))


def test_four_hours_are_read_in_bounded_memory(tmp_path):
    """14,400 s of stereo at 8 kHz (460 MB as a sparse file) need less than 60 MB of arrays."""
    path = tmp_path / "long.wav"
    size = 14_400 * 8_000 * 4
    head = riff(1, 2, 8_000, 16, b"")[:-4] + size.to_bytes(4, "little")
    with path.open("wb") as file:
        file.write(head)
        file.truncate(len(head) + size)
    recording = open_recording(path)
    assert recording.duration_s == pytest.approx(14_400)
    tracemalloc.start()
    blocks = recording.blocks()
    for _ in range(40):
        next(blocks)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60e6


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / "a.wav"
    path.touch()
    with pytest.raises(AudioError, match="is empty"):
        open_recording(path)


def test_a_header_without_sound_is_refused(tmp_path):
    path = tmp_path / "a.wav"
    path.write_bytes(riff(1, 2, 8_000, 16, b""))
    with pytest.raises(AudioError, match="no sound|0.000 s|not a recording"):
        open_recording(path)


@pytest.mark.parametrize("name", ["a.wav", "a.mp3", "a.flac"])
def test_text_with_the_name_of_a_recording_is_refused(tmp_path, name):
    path = tmp_path / name
    path.write_text("Dear colleague,\nthis is not a recording.\n" * 200)
    with pytest.raises(AudioError, match=r"not a recording|no sound") as refused:
        open_recording(path)
    assert refused.value.fix


def test_a_playlist_cannot_name_other_files(tmp_path):
    write_wav(tmp_path / "secret.wav", tones())
    path = tmp_path / "list.wav"
    path.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{tmp_path}/secret.wav\n")
    with pytest.raises(AudioError):
        open_recording(path)


def test_a_picture_has_no_sound(tmp_path):
    import av

    path = tmp_path / "a.mp4"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 16
        stream.pix_fmt = "yuv420p"
        out.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8), "rgb24")))
        out.mux(stream.encode(None))
    with pytest.raises(AudioError, match="has no sound in it"):
        open_recording(path)


@pytest.mark.parametrize("rate_hz", [0, 1, 4_000, 400_000, 2_000_000_000])
def test_an_absurd_sample_rate_is_refused(tmp_path, rate_hz):
    path = tmp_path / "a.wav"
    path.write_bytes(riff(1, 1, rate_hz, 16, bytes(64_000)))
    with pytest.raises(AudioError) as refused:
        open_recording(path)
    assert refused.value.fix


def test_a_truncated_recording_gives_what_there_is_and_a_warning(tmp_path):
    whole = bytes_of(tones(4.0))
    path = tmp_path / "cut.wav"
    path.write_bytes(whole[: len(whole) // 2])
    sound, recording = heard(path)
    assert sound.shape[1] == pytest.approx(32_000, abs=100)
    assert len(recording.warnings) == 1
    assert "breaks off" in recording.warnings[0]


@pytest.mark.parametrize("name", ["a.flac", "a.mp3", "a.ogg"])
def test_a_truncated_compressed_recording_gives_what_there_is(tmp_path, name):
    codec = {"a.flac": "flac", "a.mp3": "mp3", "a.ogg": "libopus"}[name]
    path = encode(tmp_path / name, codec, tones(4.0, 48_000), 48_000)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    sound, _ = heard(path)
    assert 16_000 < sound.shape[1] < 48_000


def test_damage_in_the_middle_loses_only_a_part(tmp_path):
    noise = np.random.default_rng(1).uniform(-0.5, 0.5, (1, 128_000)).astype(np.float32)
    path = encode(tmp_path / "a.flac", "flac", noise, 16_000)
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 30_000] = bytes(30_000)
    path.write_bytes(data)
    sound, recording = heard(path)
    assert 5 * 16_000 < sound.shape[1] < 8 * 16_000
    assert np.abs(sound).max() < 0.6
    assert recording.warnings


def test_samples_that_are_no_numbers_become_silence_and_a_warning(tmp_path):
    sound = tones(1.0, channels=1)[0].astype("<f4")
    sound[100:200] = np.nan
    sound[300] = np.inf
    path = tmp_path / "a.wav"
    path.write_bytes(riff(3, 1, 16_000, 32, sound.tobytes()))
    decoded, recording = heard(path)
    assert np.isfinite(decoded).all()
    assert (decoded[0, 100:200] == 0).all()
    assert "not numbers" in recording.warnings[0]


def test_twelve_channels_want_a_choice(tmp_path):
    path = encode(tmp_path / "a.wav", "pcm_s16le", tones(1.0, channels=12), 16_000)
    with pytest.raises(AudioError, match="12 channels"):
        open_recording(path)
    sound, recording = heard(path, channels=(7, 2))
    assert recording.channel_count == 2
    assert pitch_hz(sound[0]) == pytest.approx(2400, abs=5)
    assert pitch_hz(sound[1]) == pytest.approx(900, abs=5)


def test_a_channel_that_is_not_there_cannot_be_chosen(tmp_path):
    path = write_wav(tmp_path / "a.wav", tones())
    with pytest.raises(AudioError, match="no channel 3; it has 2"):
        open_recording(path, channels=(0, 2))


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(AudioError, match="cannot be read: No such file"):
        open_recording(tmp_path / "none.wav")
    with pytest.raises(AudioError, match="cannot be read"):
        open_recording(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything: permissions unseen")
def test_a_file_without_permission_is_refused(tmp_path):
    path = write_wav(tmp_path / "a.wav", tones())
    path.chmod(0)
    with pytest.raises(AudioError, match="Permission"):
        open_recording(path)
