"""`voicemon doctor`: is everything here that voicemon needs, and if not, what mends it."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import resource
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable
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
THREADS_A_PAGE = 2  # its Socket.IO connection, and what it asks
FEW_PAGES = 5
OWN_FILES = 200  # database, tapes, models, pipes
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
    """The recognisers that the settings name, and the weights that ship."""
    models_dir = settings.models_dir
    named = (settings.model, settings.second_model, settings.live_model)
    shipped = [model for model in weights.registry().values() if model.folder]
    return [
        *(
            _verified(name, partial(weights.whisper, name, models_dir))
            for name in dict.fromkeys(filter(None, named))
        ),
        *(_verified(model.name, partial(weights.folder, model, models_dir)) for model in shipped),
    ]


def _verified(name: str, find: Callable[[], Path]) -> Finding:
    try:
        return Finding(f"model {name}", State.OK, str(find()))
    except VoicemonError as error:
        return Finding(f"model {name}", State.FAULT, error.message, error.fix)


def check_languages(settings: Settings) -> list[Finding]:
    """Whisper's `.en` models write every language down as English."""
    from voicemon.runtime.live.language import withheld

    name = settings.live_model
    if not name.endswith(".en"):
        return []
    message = f"{name} hears English only: words of calls told to be in another are withheld"
    state = State.WARN if withheld(name, settings.language) else State.OK
    return [Finding("live language", state, message, "set VOICEMON_LIVE_MODEL=base")]


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
    from voicemon.sources.microphone import devices

    try:
        found = devices()
    except VoicemonError as error:
        return [Finding("microphone", State.WARN, error.message, error.fix)]
    if not found:
        message = "no microphone is connected; recordings can be analysed all the same"
        return [Finding("microphone", State.WARN, message, "connect one to listen live")]
    names = ", ".join(device.name for device in found[:3])
    return [Finding("microphone", State.OK, names)]


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
    """Whether the page's server could take its address now."""
    return [_address("port", settings.host, settings.port, "")]


def check_doors(settings: Settings) -> list[Finding]:
    """The same for the addresses that senders of live calls connect to."""
    findings = []
    if settings.ingest_host:
        found = _address("live calls", settings.ingest_host, settings.ingest_port, "INGEST_")
        findings.append(found if found.state is not State.OK else _open_door(settings, found))
    if settings.audiosocket_host:
        host, port = settings.audiosocket_host, settings.audiosocket_port
        findings.append(_address("AudioSocket", host, port, "AUDIOSOCKET_"))
    return findings


def _address(name: str, host: str, port: int, prefix: str) -> Finding:
    address = f"{host}:{port}"
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            fix = f"if it is not a running voicemon, set VOICEMON_{prefix}PORT to another port"
            return Finding(name, State.WARN, f"something listens at {address} already", fix)
        fix = f"set VOICEMON_{prefix}HOST to 127.0.0.1 and VOICEMON_{prefix}PORT to one above 1023"
        return Finding(name, State.FAULT, f"{address} cannot be used: {error.strerror}", fix)
    return Finding(name, State.OK, f"{address} is free")


def _open_door(settings: Settings, found: Finding) -> Finding:
    """Keys and voices must not travel in the clear between machines."""
    from voicemon.server.guard import is_loopback

    if settings.ingest_tls_cert or is_loopback(settings.ingest_host):
        return found
    message = f"{found.message}, open to other machines without encryption"
    fix = (
        "set VOICEMON_INGEST_TLS_CERT, or let a proxy with TLS or a private network stand before it"
    )
    return Finding(found.name, State.WARN, message, fix)


def check_limits(settings: Settings) -> list[Finding]:
    """Threads for open pages, which take two each, and files for all connections."""
    pages = settings.web_threads // THREADS_A_PAGE
    message = f"{settings.web_threads} threads serve {pages} open pages"
    few = Finding("threads", State.WARN, message, "set VOICEMON_WEB_THREADS to 64 or more")
    threads = Finding("threads", State.OK, message) if pages >= FEW_PAGES else few
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    wanted = settings.ingest_connections + settings.web_threads + OWN_FILES
    files = Finding("open files", State.OK, f"{limit} may be open, {wanted} are wanted at most")
    if limit < wanted:
        fix = f"run `ulimit -n {wanted}` before, or lower VOICEMON_INGEST_CONNECTIONS"
        files = Finding("open files", State.WARN, files.message, fix)
    return [threads, files]


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
    check_languages,
    check_decoding,
    check_microphone,
    check_database,
    check_page,
    check_port,
    check_doors,
    check_limits,
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
