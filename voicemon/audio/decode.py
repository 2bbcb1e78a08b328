"""The one door to PyAV for reading: a recording of any common format as blocks at 16 kHz.

Reads wav (PCM 8–32 bit, float, µ-law, A-law, GSM 6.10), mp3, m4a/aac, ogg/opus, flac, amr, webm and
the sound of video files; mono, stereo or more channels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from voicemon.audio.resample import Resampler
from voicemon.audio.wav_header import promised_s
from voicemon.errors import AudioError
from voicemon.types import SAMPLE_RATE_HZ, Samples

if TYPE_CHECKING:
    from av.container import InputContainer

LOWEST_HZ, HIGHEST_HZ = 6_000, 192_000
SHORTEST_S = 0.2
MOST_CHANNELS = 8  # beyond it somebody has to say which channels are meant
_SHORT_BY_S = 0.5  # a recording shorter than its header by this much was cut off
_DAMAGED_IN_A_ROW = 200  # packets; then the rest is given up
_PIECE = 1 << 16  # native samples converted and resampled at once

# Containers only: FFmpeg's playlist and scripting formats could open other files or hosts.
_FORMATS = (
    "wav,w64,aiff,au,caf,voc,mp3,aac,mp4,mov,m4a,3gp,matroska,webm,ogg,flac,amr,gsm,avi,asf,"
    "mpeg,mpegts,flv"
)
_NEEDED = {  # what people call it: FFmpeg's decoder
    "wav": "pcm_s16le",
    "µ-law": "pcm_mulaw",
    "A-law": "pcm_alaw",
    "GSM 6.10": "gsm_ms",
    "mp3": "mp3float",
    "m4a": "aac",
    "opus": "opus",
    "vorbis": "vorbis",
    "flac": "flac",
    "amr": "amrnb",
}
_OPTIONS = {"format_whitelist": _FORMATS, "protocol_whitelist": "", "max_size": str(_PIECE)}

_Native = NDArray[np.generic]


class Recording:
    """An opened recording. `warnings` grows while `blocks` is read."""

    def __init__(
        self, path: Path, probe: _Probe, channels: Sequence[int] | None, file_channels: int
    ) -> None:
        self.path = path
        self.codec = probe.codec
        self.sample_rate_hz = probe.rate_hz  # of the file; blocks are at SAMPLE_RATE_HZ
        self.file_channel_count = file_channels
        self.channels = tuple(channels) if channels is not None else tuple(range(file_channels))
        self.duration_s = probe.duration_s  # by its header; None where it does not say
        self.decoded_s = 0.0  # what blocks() has given so far
        self.warnings: list[str] = []

    @property
    def channel_count(self) -> int:
        """How many channels a block has: the chosen ones, or all."""
        return len(self.channels)

    def blocks(self, seconds: float = 30.0) -> Iterator[Samples]:
        """Float32 blocks [channels, n] at 16 kHz of `seconds` each, the last one shorter.

        Reads the file from its start at every call, holding one block in memory.
        """
        size = max(1, round(seconds * SAMPLE_RATE_HZ))
        self.warnings.clear()
        self.decoded_s = 0.0
        held: list[Samples] = []
        count = 0
        for piece in self._resampled():
            self.decoded_s += len(piece) / SAMPLE_RATE_HZ
            held.append(piece)
            count += len(piece)
            while count >= size:
                whole = np.concatenate(held)
                yield np.ascontiguousarray(whole[:size].T)
                held, count = [whole[size:]], count - size
        if count:
            yield np.ascontiguousarray(np.concatenate(held).T)
        self._compare_with_header()

    def native(self) -> Iterator[Samples]:
        """Float32 pieces [n, channels] at `sample_rate_hz`, the file's own."""
        chosen = None if self.channels == tuple(range(self.file_channel_count)) else self.channels
        for piece in self._finite():
            yield piece if chosen is None else piece[:, chosen]

    def _resampled(self) -> Iterator[Samples]:
        resampler = Resampler(self.sample_rate_hz, self.channel_count)
        for piece in self.native():
            yield resampler.feed(piece)
        yield resampler.flush()

    def _finite(self) -> Iterator[Samples]:
        """Native-rate pieces [n, channels]; what is not a number becomes silence."""
        wrong = 0
        with _open(self.path) as file:
            for piece in _pieces(_container(file, self.path), self):
                finite = np.isfinite(piece)
                if not finite.all():
                    wrong += int(piece.size - np.count_nonzero(finite))
                    piece[~finite] = 0.0
                yield piece
        if wrong:
            self.warnings.append(f"{wrong} samples are not numbers; they are taken as silence")

    def _compare_with_header(self) -> None:
        missing_s = (self.duration_s or 0.0) - self.decoded_s
        if missing_s > max(_SHORT_BY_S, 0.01 * self.decoded_s):
            self.warnings.append(
                f"the recording breaks off after {self.decoded_s:.1f} s; "
                f"its header promises {self.duration_s:.1f} s"
            )


def open_recording(path: Path | str, channels: Sequence[int] | None = None) -> Recording:
    """Opens a recording and decodes its first 0.2 s to be sure of it.

    `channels` (0-based) picks channels and their order; without it all are given, up to
    `MOST_CHANNELS`. Raises AudioError for what cannot be heard.
    """
    path = Path(path)
    probe = _Probe(path)
    _check_rate(path, probe.rate_hz)
    if probe.heard_s < SHORTEST_S:
        raise AudioError(
            f"{path.name} holds {probe.heard_s:.3f} s of sound; at least {SHORTEST_S} s are needed",
            "check that the recording was finished before it was copied",
        )
    if channels is None and probe.channel_count > MOST_CHANNELS:
        raise AudioError(
            f"{path.name} has {probe.channel_count} channels; voicemon cannot guess whose they are",
            "say which two are meant: VOICEMON_CHANNELS='agent,customer,-,-,…', one word a channel",
        )
    wrong = [channel for channel in channels or () if not 0 <= channel < probe.channel_count]
    if wrong:
        raise AudioError(
            f"{path.name} has no channel {wrong[0] + 1}; it has {probe.channel_count}",
            "correct the channel map (VOICEMON_CHANNELS or --customer-channel)",
        )
    return Recording(path, probe, channels, probe.channel_count)


def _check_rate(path: Path, rate_hz: int) -> None:
    if not LOWEST_HZ <= rate_hz <= HIGHEST_HZ:
        raise AudioError(
            f"{path.name} claims {rate_hz} samples a second; "
            f"voicemon hears {LOWEST_HZ} to {HIGHEST_HZ}",
            "its header is probably damaged: export the recording again",
        )


class _Probe:
    """What the first moments of a file say: rate and channels as decoded, not as declared."""

    def __init__(self, path: Path) -> None:
        self.rate_hz = self.channel_count = 0
        self.heard_s = 0.0
        with _open(path) as file:
            container = _container(file, path)
            stream = container.streams.audio[0]
            self.codec = stream.codec_context.name
            self.duration_s = promised_s(path) or _duration_s(container)
            if stream.rate:
                _check_rate(path, stream.rate)
            self._listen(container)
        if not self.rate_hz:
            raise AudioError(
                f"{path.name} holds no sound that can be decoded ({self.codec})",
                "check that it plays; if so, convert it to wav or flac and try again",
            )

    def _listen(self, container: InputContainer) -> None:
        for frame, rate_hz in _frames(container, None):
            self.rate_hz = self.rate_hz or rate_hz
            self.channel_count = self.channel_count or frame.shape[1]
            self.heard_s += len(frame) / rate_hz
            if self.heard_s >= SHORTEST_S:
                return


def _open(path: Path) -> IO[bytes]:
    try:
        file = path.open("rb")
        if file.seek(0, 2) == 0:
            file.close()
            raise AudioError(f"{path.name} is empty", "copy the recording again")
        file.seek(0)
    except OSError as error:
        raise AudioError(
            f"{path.name} cannot be read: {error.strerror}",
            "check the path and that this user may read it",
        ) from error
    return file


def _container(file: IO[bytes], path: Path) -> InputContainer:
    import av

    try:
        container = av.open(file, "r", options=_OPTIONS, metadata_errors="ignore")
    except (av.error.FFmpegError, ValueError) as error:
        raise AudioError(
            f"{path.name} is not a recording that can be read ({_words(error)})",
            "check that it plays; known are wav, mp3, m4a, ogg, opus, flac, amr, webm and video",
        ) from error
    if not container.streams.audio:
        raise AudioError(f"{path.name} has no sound in it", "choose the file that holds the call")
    context = container.streams.audio[0].codec_context
    if context.name == "flac":  # its checksums are exact; without this, damage comes out as noise
        context.options = {"err_detect": "crccheck+explode"}
    return container


def _words(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)


def _duration_s(container: InputContainer) -> float | None:
    stream = container.streams.audio[0]
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return container.duration / 1e6 if container.duration and container.duration > 0 else None


def _pieces(container: InputContainer, recording: Recording) -> Iterator[Samples]:
    """Decoded audio in pieces [n, channels] of about `_PIECE` samples."""
    held: list[_Native] = []
    count = 0
    for frame, rate_hz in _frames(container, recording.warnings):
        if rate_hz != recording.sample_rate_hz or frame.shape[1] != recording.file_channel_count:
            recording.warnings.append("its format changes on the way; only the first part is used")
            break
        held.append(frame)
        count += frame.size
        if count >= _PIECE:
            yield _float(np.concatenate(held))
            held, count = [], 0
    if held:
        yield _float(np.concatenate(held))


def _frames(container: InputContainer, warnings: list[str] | None) -> Iterator[tuple[_Native, int]]:
    """Every decodable frame as ([n, channels], rate); damaged packets are skipped."""
    import av

    damaged = in_a_row = 0
    packets = container.demux(container.streams.audio[0])
    while in_a_row < _DAMAGED_IN_A_ROW:
        try:
            frames = next(packets).decode()
        except StopIteration:
            break
        except (av.error.FFmpegError, OSError):
            damaged, in_a_row = damaged + 1, in_a_row + 1
            continue
        in_a_row = 0
        for frame in frames:
            array = frame.to_ndarray()
            planar = frame.format.is_planar
            yield (
                array.T if planar else array.reshape(-1, frame.layout.nb_channels),
                frame.sample_rate,
            )
    if damaged and warnings is not None:
        warnings.append(f"{damaged} damaged packets were skipped")


def _float(native: _Native) -> Samples:
    """FFmpeg's sample formats (u8, s16, s32, float, double) → float32 −1…1; NaN stays NaN."""
    if native.dtype == np.uint8:
        return (native.astype(np.float32) - 128.0) / 128.0
    if np.issubdtype(native.dtype, np.integer):
        scale = np.float32(1.0 / (1 << (8 * native.dtype.itemsize - 1)))
        return native.astype(np.float32) * scale
    with np.errstate(over="ignore"):
        return np.clip(native.astype(np.float32), -1.0, 1.0)


def missing_decoders() -> list[str]:
    """The formats that this build of PyAV cannot read; empty when all is well."""
    import av

    return [name for name, codec in _NEEDED.items() if codec not in av.codecs_available]
