"""whisper-live in an environment of its own, and its server in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parents[1] / ".cache" / "bench" / "whisper-live"
WHEEL = "whisper-live==0.10.0"
# what its server and its faster-whisper backend import, that backend's pins where they install
IMPORTS = (
    "faster-whisper==1.2.0",
    "requests",
    "fastapi",
    "uvicorn",
    "python-multipart",
    "scipy",
    "numpy<2.5",
)
SAME = ("torch", "ctranslate2", "onnxruntime", "tokenizers", "av", "websockets")
START_S = 120.0


def environment() -> Path:
    """Its Python; made at the first call, from the package index."""
    python = FOLDER / "bin" / "python"
    if not (FOLDER / "complete").is_file():
        print(f"Installing {WHEEL} into {FOLDER} (some minutes)", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(FOLDER)], check=True)
        pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        same = [f"{name}=={version(name).partition('+')[0]}" for name in SAME]
        subprocess.run([*pip, *same, *IMPORTS], check=True)
        subprocess.run([*pip, "--no-deps", WHEEL], check=True)
        (FOLDER / "complete").touch()
    return python


@contextmanager
def serving(model: Path, clients: int, seconds: float, *, batch: bool) -> Iterator[str]:
    """Its server; gives the WebSocket address."""
    python, port = environment(), _free_port()
    arguments = [str(port), str(model), str(clients), str(round(seconds))]
    env = {**os.environ, "OMP_NUM_THREADS": str(os.cpu_count() or 1)}
    log = FOLDER / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [python, HERE / "peer_server.py", *arguments, *(["batch"] if batch else [])],
            env=env,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_for(port, process, log)
        yield f"ws://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise RuntimeError(f"whisper-live did not start: see {log}")
