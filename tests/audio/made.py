"""Sounds and files made for the audio tests."""

import io
import struct
import wave
from fractions import Fraction
from pathlib import Path

import av
import numpy as np


def tones(seconds=1.0, rate_hz=16_000, channels=2, level=0.4):
    """[channels, n] float32: channel k is a sine of 300 · (k + 1) Hz."""
    at_s = np.arange(round(seconds * rate_hz)) / rate_hz
    rows = [np.sin(2 * np.pi * 300 * (k + 1) * at_s) for k in range(channels)]
    return (level * np.stack(rows)).astype(np.float32)


def pitch_hz(samples, rate_hz=16_000):
    """The strongest frequency of a channel."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * rate_hz / len(samples))


def write_wav(path: Path, sound, rate_hz=16_000):
    levels = np.round(sound.T * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(sound.shape[0])
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(levels.tobytes())
    return path


def riff(tag, channels, rate_hz, bits, data, block=None, extra=b""):
    """A WAV file with any format tag and any claims."""
    block = channels * bits // 8 if block is None else block
    head = struct.pack("<HHIIHH", tag, channels, rate_hz, rate_hz * block, block, bits) + extra
    chunks = b"fmt " + struct.pack("<I", len(head)) + head
    chunks += b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def encode(path: Path, codec, sound, rate_hz, container=None, sample_format=None, picture=False):
    """A file of any format that FFmpeg can write."""
    layout = {1: "mono", 2: "stereo"}.get(sound.shape[0], f"{sound.shape[0]}c")
    with av.open(str(path), "w", format=container) as out:
        if picture:
            video = out.add_stream("mpeg4", rate=10)
            video.width = video.height = 16
            video.pix_fmt = "yuv420p"
        stream = out.add_stream(codec, rate=rate_hz, layout=layout)
        stream.codec_context.options = {"strict": "experimental"}  # FFmpeg's own vorbis encoder
        if sample_format:
            stream.format = sample_format
        if picture:
            for index in range(10):
                shown = av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8), format="rgb24")
                shown.pts, shown.time_base = index, Fraction(1, 10)
                out.mux(video.encode(shown))
            out.mux(video.encode(None))
        packed = np.ascontiguousarray(sound.T).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(packed, "flt", layout)
        frame.sample_rate, frame.pts, frame.time_base = rate_hz, 0, Fraction(1, rate_hz)
        resampler = av.AudioResampler(stream.format.name, layout, rate_hz, frame_size=1024)
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            out.mux(stream.encode(part))
        out.mux(stream.encode(None))
    return path


def bytes_of(sound, rate_hz=16_000):
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(sound.shape[0])
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(np.round(sound.T * 32767).astype("<i2").tobytes())
    return buffer.getvalue()
