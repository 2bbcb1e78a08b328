"""`voicemon doctor`: is everything here that voicemon needs, and if not, what mends it."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

import click

from voicemon import weights
from voicemon.cli import FAILED
from voicemon.errors import VoicemonError
from voicemon.settings import Settings, current

MEMORY_GB = 1.5  # what analysing one recording may take
LITTLE_DISK_GB, NO_DISK_GB = 2.0, 0.2


class State(StrEnum):
    """How a check went."""

    OK = "ok"
    WARN = "warn"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor: what was looked at, how it is, what to do about it."""

    name: str
    state: State
    message: str
    fix: str = ""


def check_models(settings: Settings) -> list[Finding]:
    """The recogniser that the settings name, and the weights that ship."""
    models_dir = settings.models_dir
    shipped = [model for model in weights.registry().values() if model.folder]
    return [
        _verified(settings.model, partial(weights.whisper, settings.model, models_dir)),
        *(_verified(model.name, partial(weights.folder, model, models_dir)) for model in shipped),
    ]


def _verified(name: str, find: Callable[[], Path]) -> Finding:
    try:
        return Finding(f"model {name}", State.OK, str(find()))
    except VoicemonError as error:
        return Finding(f"model {name}", State.FAULT, error.message, error.fix)


def check_decoding(_: Settings) -> list[Finding]:
    """Writes a second of sound, reads it back, and asks the decoder which formats it lacks."""
    import numpy as np

    from voicemon.audio.decode import missing_decoders, open_recording
    from voicemon.audio.encode import write_flac

    sound = (0.5 * np.sin(np.arange(16_000) / 8)).astype(np.float32)[None, :]
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "tone.flac")
            write_flac(path, [sound], 1, 16_000)
            heard = np.concatenate(list(open_recording(path).blocks()), axis=1)
        missing = missing_decoders()
    except (VoicemonError, ImportError, OSError) as error:
        return [Finding("decoding", State.FAULT, str(error), "pip install --force-reinstall av")]
    if heard.shape != sound.shape or np.abs(heard - sound).max() > 1e-3:
        message = "a tone did not come back as it was written"
        return [Finding("decoding", State.FAULT, message, "pip install --force-reinstall av")]
    if missing:
        message = f"this build of PyAV cannot read {', '.join(missing)}"
        return [Finding("decoding", State.WARN, message, "pip install --force-reinstall av")]
    return [Finding("decoding", State.OK, "every format, without an ffmpeg program")]


def check_microphone(_: Settings) -> list[Finding]:
    """Only live listening needs one, so that its absence is a warning."""
    try:
        with _quiet_stderr():
            import pyaudio

            audio = pyaudio.PyAudio()
            devices = [audio.get_device_info_by_index(at) for at in range(audio.get_device_count())]
            audio.terminate()
    except ImportError:
        fix = "apt-get install portaudio19-dev && pip install 'voicemon[mic]'"
        return [Finding("microphone", State.WARN, "PyAudio is not installed", fix)]
    inputs = [str(device["name"]) for device in devices if device["maxInputChannels"]]
    if not inputs:
        message = "no microphone is connected; recordings can be analysed all the same"
        return [Finding("microphone", State.WARN, message, "connect one to listen live")]
    return [Finding("microphone", State.OK, ", ".join(inputs[:3]))]


@contextlib.contextmanager
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


def check_database(settings: Settings) -> list[Finding]:
    """Opens the store, which brings its schema up to date, and reads from it."""
    try:
        from voicemon.store import Store

        with contextlib.closing(Store(settings.store_url, settings.audio_dir)) as store:
            calls = store.calls().total
    except VoicemonError as error:
        return [Finding("database", State.FAULT, error.message, error.fix)]
    except ImportError as error:
        fix = "pip install --force-reinstall voicemon"
        return [Finding("database", State.FAULT, f"{error.name} is not installed", fix)]
    shown = settings.store_url.rsplit("@", maxsplit=1)[-1]  # never a password
    return [Finding("database", State.OK, f"{calls} calls, schema up to date ({shown})")]


def check_page(_: Settings) -> list[Finding]:
    """The built page, from the wheel or the source tree."""
    page = weights.bundled("dashboard", "index.html")
    if page.is_file():
        return [Finding("page", State.OK, str(page.parent))]
    fix = "install Node 20 or newer and run `make dashboard`, or install voicemon from its wheel"
    return [Finding("page", State.FAULT, f"the page is not built ({page})", fix)]


def check_port(settings: Settings) -> list[Finding]:
    """Whether the server could take its address now."""
    address = f"{settings.host}:{settings.port}"
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((settings.host, settings.port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            fix = "if it is not a running voicemon, set VOICEMON_PORT to another port"
            return [Finding("port", State.WARN, f"something listens at {address} already", fix)]
        fix = "set VOICEMON_HOST to 127.0.0.1 and VOICEMON_PORT to a port above 1023"
        return [Finding("port", State.FAULT, f"{address} cannot be used: {error.strerror}", fix)]
    return [Finding("port", State.OK, f"{address} is free")]


def check_memory(_: Settings) -> list[Finding]:
    """Memory that is available now, against what one recording takes."""
    import psutil

    free_gb = psutil.virtual_memory().available / 2**30
    message = f"{free_gb:.1f} GB available"
    if free_gb < MEMORY_GB:
        fix = "close other programs, or set VOICEMON_MODEL=tiny.en"
        return [Finding("memory", State.WARN, f"{message}; {MEMORY_GB} GB are wanted", fix)]
    return [Finding("memory", State.OK, message)]


def check_disk(settings: Settings) -> list[Finding]:
    """Room in the data folder, or where it will be made."""
    folder = settings.data_dir.absolute()
    while not folder.is_dir():
        folder = folder.parent
    if not os.access(folder, os.W_OK):
        fix = "set VOICEMON_DATA_DIR to a folder that can be written"
        return [Finding("disk", State.FAULT, f"{folder} cannot be written", fix)]
    free_gb = shutil.disk_usage(folder).free / 2**30
    message = f"{free_gb:.1f} GB free for {settings.data_dir}"
    fix = "free some space, or set VOICEMON_DATA_DIR to a larger disk"
    if free_gb < NO_DISK_GB:
        return [Finding("disk", State.FAULT, message, fix)]
    if free_gb < LITTLE_DISK_GB:
        return [Finding("disk", State.WARN, message, fix)]
    return [Finding("disk", State.OK, message)]


CHECKS = (
    check_models,
    check_decoding,
    check_microphone,
    check_database,
    check_page,
    check_port,
    check_memory,
    check_disk,
)
_COLOURS = {State.OK: "green", State.WARN: "yellow", State.FAULT: "red"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON array for programs.")
def command(as_json: bool) -> None:
    """Check models, audio, database, page, ports; print a fix for each fault."""
    settings = current()
    findings = [finding for check in CHECKS for finding in check(settings)]
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=1))
    else:
        for finding in findings:
            _show(finding)
    if any(finding.state is State.FAULT for finding in findings):
        sys.exit(FAILED)


def _show(finding: Finding) -> None:
    state = click.style(f"{finding.state:<5}", fg=_COLOURS[finding.state])
    click.echo(f"{state}  {finding.name:<22} {finding.message}")
    if finding.state is not State.OK and finding.fix:
        click.echo(f"       → {finding.fix}")
