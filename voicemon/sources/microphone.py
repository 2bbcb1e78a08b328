"""The one door to PyAudio: microphones as tracks of a call, taken up again when they go away.

PortAudio's own thread only puts what it recorded into a bounded queue; one thread of ours counts
the samples and passes them on. A track's time is the wall clock's: what was not recorded, because
the device was away or we were too slow, is left out by a leap of `start`.

PortAudio knows only the devices of its start, so that a device that went away is looked for with a
new start, every `RETRY_S[0]` to `RETRY_S[-1]` seconds, for as long as the call lasts.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from queue import Empty, Full, Queue
from typing import Any

from voicemon.audio.codecs import Encoding, decode
from voicemon.errors import VoicemonError
from voicemon.types import SAMPLE_RATE_HZ, Samples

BLOCK_S = 0.02
QUEUE = 500  # blocks between PortAudio and us: 10 s
SILENT_S = (
    1.5  # a device that gives nothing for so long is gone; one that hears nothing gives zeros
)
FIRST_S = 10.0  # it may take so long to give its first sound
LEAP_S = 0.5  # a track this far behind the clock has lost samples
RETRY_S = (0.5, 1.0, 2.0, 5.0)
INSTALL = "apt-get install portaudio19-dev && pip install 'voicemon[mic]'"


class MicrophoneError(VoicemonError):
    """There is no such device, it cannot be opened, or PyAudio is not there."""

    code = "microphone"


@dataclass(frozen=True, slots=True)
class Device:
    """Something that records. `rate_hz` is its own rate."""

    index: int
    name: str
    channels: int
    rate_hz: int
    is_default: bool


Hear = Callable[[str, int, Samples, int], None]
"""(track, first sample, float32 samples, rate)."""
Tell = Callable[[str], None]
"""A sentence about what happened to a device; "" when all is well again."""


def devices() -> list[Device]:
    """What can record on this machine now; MicrophoneError without PyAudio."""
    with _portaudio() as audio:
        return _devices(audio)


def choose(found: list[Device], wanted: str) -> Device:
    """The device of this number, or whose name has this in it; the default one for ""."""
    inputs = {str(device.index): device for device in found}
    if not found:
        raise MicrophoneError(
            "no microphone is connected", "connect one, then see `voicemon listen --devices`"
        )
    if not wanted:
        return next((device for device in found if device.is_default), found[0])
    if wanted in inputs:
        return inputs[wanted]
    named = [device for device in found if wanted.lower() in device.name.lower()]
    exact = [device for device in named if device.name.lower() == wanted.lower()]
    named = exact or named
    if len(named) == 1:
        return named[0]
    problem = "several microphones are" if named else "no microphone is"
    raise MicrophoneError(f"{problem} called {wanted!r}", "`voicemon listen --devices` lists them")


class Microphones:
    """Records from one device a track, until `stop`. `wanted` is as `choose` takes it."""

    def __init__(self, wanted: Mapping[str, str], hear: Hear, tell: Tell) -> None:
        self._wanted = wanted
        self._hear = hear
        self._tell = tell
        self._blocks: Queue[_Block] = Queue(QUEUE)
        self._tracks = {track: _Track() for track in wanted}
        self._stopping = threading.Event()
        self._opened = threading.Event()
        self._fault: MicrophoneError | None = None
        self._thread = threading.Thread(target=self._run, name="microphone", daemon=True)

    def start(self) -> None:
        """Open the devices; MicrophoneError when one cannot be opened now."""
        self._thread.start()
        self._opened.wait()
        if self._fault is not None:
            self._thread.join()
            raise self._fault

    def stop(self) -> None:
        """Close the devices."""
        self._stopping.set()
        self._thread.join(5)

    def _run(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            try:
                with _portaudio() as audio:
                    self._record(audio)
            except MicrophoneError as error:
                if not self._opened.is_set():
                    self._fault = error
                    self._opened.set()
                    return
                recorded = any(track.fresh for track in self._tracks.values())
                for track in self._tracks.values():
                    track.fresh = False
                failures = 0 if recorded else failures + 1
                pause_s = RETRY_S[min(failures, len(RETRY_S) - 1)]
                self._tell(f"{error.message}; trying again")
                self._stopping.wait(pause_s)

    def _record(self, audio: Any) -> None:  # noqa: ANN401 - PyAudio has no types
        found = _devices(audio)
        streams: list[Any] = []
        try:
            for track, wanted in self._wanted.items():
                streams.append(self._open(audio, track, choose(found, wanted)))
            now = time.monotonic()
            for opened in self._tracks.values():
                opened.heard_at = now
            self._opened.set()
            self._pass_on(streams)
        finally:
            for stream in streams:
                with suppress(OSError):
                    stream.close()

    def _open(self, audio: Any, track: str, device: Device) -> Any:  # noqa: ANN401
        import pyaudio

        rate_hz, channels = _form(audio, device)

        def came(data: bytes, *_: object) -> tuple[None, int]:
            with suppress(Full):  # we are too slow; the track leaps
                self._blocks.put_nowait(_Block(track, data, rate_hz, channels, time.monotonic()))
            return None, pyaudio.paContinue

        try:
            with _quiet_stderr():
                return audio.open(
                    format=pyaudio.paInt16,
                    channels=channels,
                    rate=rate_hz,
                    input=True,
                    input_device_index=device.index,
                    frames_per_buffer=round(BLOCK_S * rate_hz),
                    stream_callback=came,
                )
        except (OSError, ValueError) as error:
            raise MicrophoneError(
                f"the microphone {device.name!r} cannot be opened: {error.args[-1]}",
                "see that no other program holds it, or choose another one",
            ) from None

    def _pass_on(self, streams: list[Any]) -> None:
        """Until `stop`, or until a device gives nothing any more."""
        told = False
        while not self._stopping.is_set():
            with suppress(Empty):
                block = self._blocks.get(timeout=0.25)
                self._place(block)
            if not told and all(track.fresh for track in self._tracks.values()):
                told = True
                self._tell("")
            now = time.monotonic()
            for (name, track), stream in zip(self._tracks.items(), streams, strict=True):
                patience_s = SILENT_S if track.fresh else FIRST_S
                if now - track.heard_at > patience_s or not stream.is_active():
                    raise MicrophoneError(f"the microphone of {name!r} went away")

    def _place(self, block: _Block) -> None:
        samples = decode(block.data, Encoding.S16LE)[:: block.channels]
        track = self._tracks[block.track]
        track.heard_at, track.fresh = block.at, True
        start = track.place(len(samples), block.rate_hz, block.at)
        self._hear(block.track, start, samples, block.rate_hz)


@dataclass(frozen=True, slots=True)
class _Block:
    track: str
    data: bytes
    rate_hz: int
    channels: int
    at: float


@dataclass(slots=True)
class _Track:
    """Where a track stands: seconds recorded, against the clock."""

    began_at: float | None = None
    next_s: float = 0.0
    heard_at: float = 0.0
    fresh: bool = field(default=False)  # has the device, as opened last, given anything

    def place(self, count: int, rate_hz: int, now: float) -> int:
        """The first sample of a block of `count` that was complete at `now`."""
        if self.began_at is None:
            self.began_at = now - count / rate_hz
        should_s = now - self.began_at - count / rate_hz
        if should_s - self.next_s > LEAP_S:
            self.next_s = should_s
        start = round(self.next_s * rate_hz)
        self.next_s = (start + count) / rate_hz
        return start


@contextmanager
def _portaudio() -> Iterator[Any]:
    try:
        import pyaudio
    except ImportError:
        raise MicrophoneError("PyAudio is not installed", INSTALL) from None
    with _quiet_stderr():
        try:
            audio = pyaudio.PyAudio()
        except OSError as error:
            raise MicrophoneError(f"PortAudio does not start: {error}", INSTALL) from None
    try:
        yield audio
    finally:
        with _quiet_stderr():
            audio.terminate()


def _devices(audio: Any) -> list[Device]:  # noqa: ANN401
    try:
        default = audio.get_default_input_device_info()["index"]
    except OSError:
        default = None
    all_of_them = [audio.get_device_info_by_index(at) for at in range(audio.get_device_count())]
    return [
        Device(
            int(info["index"]),
            str(info["name"]),
            int(info["maxInputChannels"]),
            int(info["defaultSampleRate"]),
            info["index"] == default,
        )
        for info in all_of_them
        if info["maxInputChannels"] > 0
    ]


def _form(audio: Any, device: Device) -> tuple[int, int]:  # noqa: ANN401
    """(rate, channels) that a device records with: 16 kHz mono where it can."""
    import pyaudio

    for rate_hz in (SAMPLE_RATE_HZ, device.rate_hz):
        for channels in (1, min(2, device.channels)):
            with suppress(ValueError, OSError), _quiet_stderr():
                audio.is_format_supported(
                    rate_hz,
                    input_device=device.index,
                    input_channels=channels,
                    input_format=pyaudio.paInt16,
                )
                return rate_hz, channels
    return device.rate_hz, 1


@contextmanager
def _quiet_stderr() -> Iterator[None]:
    """ALSA and JACK write to file descriptor 2 whatever they do not find."""
    held = os.dup(2)
    try:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(held, 2)
        os.close(held)
