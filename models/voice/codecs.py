"""What telephone networks do to sound at 8 kHz: G.711, AMR, Opus, packets that never came."""

from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
from numpy.typing import NDArray

RATE_HZ = 8_000
_PACKET = 160  # 20 ms
_FADE = 0.5  # a repeated packet is halved each time: G.711 Appendix I in its simplest form
_ENCODERS = {"amr": ("libopencore_amrnb", "amrnb"), "opus": ("libopus", "libopus")}

Narrow = NDArray[np.floating]
"""Sound at 8 kHz, ± 1."""


def coded(samples: Narrow, coding: str, bit_rate: int) -> Narrow:
    """`samples` after `coding`: mu, a, amr or opus; the last two really encoded and decoded."""
    if coding in _ENCODERS:
        return _through_codec(samples, coding, bit_rate if coding == "amr" else 8_000)
    return companded(samples, coding)


def companded(samples: Narrow, law: str) -> Narrow:
    """`samples` after 8-bit companding, continuous form of ITU-T G.711 (µ = 255, A = 87.6)."""
    size = np.abs(samples)
    if law == "mu":
        code = np.log1p(255 * size) / np.log(256)
        code = np.round(code * 127) / 127
        return np.sign(samples) * (256**code - 1) / 255
    a = 87.6
    scale = 1 + np.log(a)
    code = np.where(size < 1 / a, a * size, 1 + np.log(np.maximum(a * size, 1))) / scale
    code = np.round(code * 127) / 127
    size = np.where(code < 1 / scale, code * scale / a, np.exp(code * scale - 1) / a)
    return np.sign(samples) * size


def with_losses(samples: Narrow, share: float, rng: np.random.Generator) -> Narrow:
    """`samples` with `share` of their packets replaced by the one before, fading; in bursts."""
    packets = np.pad(samples, (0, -samples.size % _PACKET)).reshape(-1, _PACKET).copy()
    gone = False
    for at in range(1, len(packets)):
        gone = bool(rng.random() < (0.5 if gone else share / 2))
        if gone:
            packets[at] = packets[at - 1] * _FADE
    return packets.ravel()[: samples.size]


def _through_codec(samples: Narrow, coding: str, bit_rate: int) -> Narrow:
    encoder_name, decoder_name = _ENCODERS[coding]
    encoder = av.CodecContext.create(encoder_name, "w")
    encoder.sample_rate, encoder.layout, encoder.format = RATE_HZ, "mono", "s16"
    encoder.bit_rate, encoder.time_base = bit_rate, Fraction(1, RATE_HZ)
    encoder.open()
    decoder = av.CodecContext.create(decoder_name, "r")
    decoder.sample_rate, decoder.layout = RATE_HZ, "mono"
    if encoder.extradata:
        decoder.extradata = encoder.extradata
    same = av.AudioResampler(format="s16", layout="mono", rate=RATE_HZ)
    frames = [
        same.resample(frame)
        for packet in _packets(encoder, samples)
        for frame in decoder.decode(packet)
    ]
    heard = np.concatenate([each.to_ndarray()[0] for group in frames for each in group])
    return np.resize(heard, samples.size) / 32768 if heard.size else samples


def _packets(encoder: av.AudioCodecContext, samples: Narrow) -> list[av.Packet]:
    size = encoder.frame_size or _PACKET
    pcm = (np.clip(samples, -1, 1) * 32767).astype(np.int16)
    pcm = np.pad(pcm, (0, -pcm.size % size + size))  # one more: codecs answer late
    packets = []
    for at in range(0, pcm.size, size):
        frame = av.AudioFrame.from_ndarray(pcm[None, at : at + size], format="s16", layout="mono")
        frame.sample_rate, frame.pts = RATE_HZ, at
        packets += encoder.encode(frame)
    return [*packets, *encoder.encode(None)]
