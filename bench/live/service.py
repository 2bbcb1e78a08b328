"""`voicemon serve` as a user runs it, in a process and a folder of its own, and what it takes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from voicemon.cli.alone import Where, where

VOICEMON = str(Path(sys.executable).parent / "voicemon")
START_S, STOP_S = 180.0, 90.0
MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Usage:
    """A process at a moment: CPU seconds so far, memory in bytes, threads, open files."""

    at: float
    cpu_s: float
    rss: int
    threads: int
    files: int


class Service:
    """A running service: where it is, by which key calls come in, what it uses."""

    def __init__(self, process: subprocess.Popen[bytes], here: Where, key: str, log: Path) -> None:
        self._process = process
        self._seen = psutil.Process(process.pid)
        self.page = here.page.rstrip("/")
        self.stream = f"{here.live.rstrip('/')}/ingest/stream/{key}"
        self.log = log

    @property
    def crashed(self) -> bool:
        """Whether it ended by itself."""
        return self._process.poll() is not None

    def usage(self) -> Usage:
        """Now, its children included."""
        return usage(self._seen)

    def peak_mb(self) -> float:
        """The most memory it ever had."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8")
        line = next(each for each in status.splitlines() if each.startswith("VmHWM"))
        return int(line.split()[1]) / 1024


def usage(process: psutil.Process) -> Usage:
    """What a process and its children use."""
    cpu = process.cpu_times()
    total_s = cpu.user + cpu.system
    for child in process.children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            times = child.cpu_times()
            total_s += times.user + times.system
    rss = process.memory_info().rss
    return Usage(time.monotonic(), total_s, rss, process.num_threads(), process.num_fds())


@contextmanager
def serving(**settings: object) -> Iterator[Service]:
    """Start it with these settings; end it as Ctrl-C does."""
    with tempfile.TemporaryDirectory(prefix="voicemon-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        env = _environment(folder, settings)
        added = subprocess.run(
            [VOICEMON, "keys", "add", "bench", "--vendor", "twilio", "--json"],
            env=env, cwd=folder, capture_output=True, check=True,
        )  # fmt: skip
        log = folder / "serve.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [VOICEMON, "serve"], env=env, cwd=folder, stdout=out, stderr=subprocess.STDOUT
            )
        try:
            here = _wait_for(folder, process, log)
            yield Service(process, here, json.loads(added.stdout)["key"], log)
        finally:
            _end(process)


def _environment(folder: Path, settings: dict[str, object]) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("VOICEMON_")}
    chosen: dict[str, object] = {
        "data_dir": folder,
        "port": 0,
        "sign_in": False,
        "ingest_port": 0,
        "audiosocket_host": "",
        "ingest_connects_per_s": 1000,
        "ingest_key_connections": 500,
        **settings,
    }
    return plain | {f"VOICEMON_{name.upper()}": str(value) for name, value in chosen.items()}


def _wait_for(folder: Path, process: subprocess.Popen[bytes], log: Path) -> Where:
    until = time.monotonic() + START_S
    while time.monotonic() < until and process.poll() is None:
        here = where(folder)
        if here is not None and here.live:
            return here
        time.sleep(0.2)
    raise RuntimeError(f"voicemon did not start:\n{log.read_text(encoding='utf-8')[-3000:]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Sampler(threading.Thread):
    """Notes the service's and this process's usage, and the whole machine's, every `every_s`."""

    def __init__(self, service: Service, every_s: float = 1.0) -> None:
        super().__init__(name="sampler", daemon=True)
        self._service = service
        self._every_s = every_s
        self._stopping = threading.Event()
        self._own = psutil.Process()
        self.service: list[Usage] = []
        self.client: list[Usage] = []
        self.machine_s: list[float] = []  # CPU seconds of everybody
        self.stolen_s: list[float] = []  # that the host gave to its other guests

    def run(self) -> None:  # noqa: D102
        while True:
            try:
                self.service.append(self._service.usage())
            except psutil.NoSuchProcess:
                return
            self.client.append(usage_of_self(self._own))
            self.machine_s.append(_busy_s())
            self.stolen_s.append(_stolen_s())
            if self._stopping.wait(self._every_s):
                return

    def stop(self) -> None:
        """Take the last sample."""
        self._stopping.set()
        self.join()

    def cores(self) -> tuple[float, float, float, float]:
        """Cores taken on average by the service, by this client, by everybody else, and by the
        host for its other guests.
        """
        took_s = max(self.service[-1].at - self.service[0].at, 1e-9)
        service = self.service[-1].cpu_s - self.service[0].cpu_s
        client = self.client[-1].cpu_s - self.client[0].cpu_s
        others = self.machine_s[-1] - self.machine_s[0] - service - client
        stolen = self.stolen_s[-1] - self.stolen_s[0]
        return service / took_s, client / took_s, max(others, 0.0) / took_s, stolen / took_s


def usage_of_self(process: psutil.Process) -> Usage:
    """This process without its children, which are the services."""
    cpu = process.cpu_times()
    return Usage(time.monotonic(), cpu.user + cpu.system, process.memory_info().rss, 0, 0)


def _stolen_s() -> float:
    return float(getattr(psutil.cpu_times(), "steal", 0.0))  # Linux alone knows it


def _busy_s() -> float:
    cpu = psutil.cpu_times()
    return float(cpu.user + cpu.system + cpu.nice + cpu.irq + cpu.softirq)
