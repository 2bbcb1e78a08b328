import numpy as np
import pytest

from voicemon.audio.codecs import Encoding, decode, encode, to_int16


@pytest.mark.parametrize("law", [Encoding.ULAW, Encoding.ALAW])
def test_every_code_decodes_and_encodes_to_the_same_level(law):
    codes = bytes(range(256))
    levels = decode(codes, law)
    assert (decode(encode(levels, law), law) == levels).all()


def test_known_levels_of_the_standard():
    """G.711 tables 2a and 1a: silence, the extremes, and the sign bit."""
    assert decode(b"\xff\x7f", Encoding.ULAW).tolist() == [0.0, 0.0]
    assert decode(b"\x80\x00", Encoding.ULAW).tolist() == [32124 / 32768, -32124 / 32768]
    assert decode(b"\xd5\x55", Encoding.ALAW).tolist() == [8 / 32768, -8 / 32768]
    assert decode(b"\xaa\x2a", Encoding.ALAW).tolist() == [32256 / 32768, -32256 / 32768]


@pytest.mark.parametrize("law", [Encoding.ULAW, Encoding.ALAW])
def test_speech_levels_survive_with_the_laws_usual_noise(law):
    sound = (0.3 * np.sin(np.arange(8000) / 7)).astype(np.float32)
    noise = decode(encode(sound, law), law) - sound
    assert 10 * np.log10(np.mean(sound**2) / np.mean(noise**2)) > 33


def test_sixteen_bit_bytes_come_back_exactly_and_an_odd_byte_is_left_out():
    data = np.array([-32768, -1, 0, 1, 32767], "<i2").tobytes()
    assert encode(decode(data, Encoding.S16LE), Encoding.S16LE) == data
    assert len(decode(data + b"\x01", Encoding.S16LE)) == 5


def test_what_is_beyond_full_scale_is_clipped_and_nan_is_silence():
    assert to_int16(np.array([2.0, -2.0, np.nan], np.float32)).tolist() == [32767, -32768, 0]


@pytest.mark.parametrize("encoding", list(Encoding))
def test_nothing_gives_nothing(encoding):
    assert decode(b"", encoding).shape == (0,)
    assert encode(np.zeros(0, np.float32), encoding) == b""
