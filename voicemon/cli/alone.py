"""One voicemon a data folder takes its calls and jobs; the others find out where it is."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from voicemon.errors import SettingsError

LOCK, ADDRESSES = "serve.lock", "serve.json"


@dataclass(frozen=True, slots=True)
class Where:
    """Addresses of a running voicemon: its page, and its doors for live calls ("": none). `key` is
    a bearer token by which commands on this machine act as its local admin, while it runs.
    """

    page: str
    live: str
    audiosocket: str
    key: str = field(default="", repr=False)


@contextmanager
def alone(data_dir: Path) -> Iterator[None]:
    """Hold a data folder; SettingsError when another voicemon does: it would lose its jobs."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise SettingsError(
                f"another voicemon serves {data_dir} already",
                "use that one, stop it, or set another VOICEMON_DATA_DIR",
            ) from None
        (data_dir / ADDRESSES).unlink(missing_ok=True)
        try:
            yield
        finally:
            (data_dir / ADDRESSES).unlink(missing_ok=True)


def tell_where(data_dir: Path, where: Where) -> None:
    """Say where the voicemon that holds this folder is; for its holder. Nobody but this user may
    read it.
    """
    file = data_dir / ADDRESSES
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(json.dumps(asdict(where)))


def bearer(key: str) -> dict[str, str]:
    """The header that goes with a request to a voicemon that gave this key."""
    return {"Authorization": f"Bearer {key}"} if key else {}


def is_held(data_dir: Path) -> bool:
    """Whether a voicemon holds this folder now."""
    with suppress(OSError), (data_dir / LOCK).open("r+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def where(data_dir: Path) -> Where | None:
    """Where the voicemon is that holds this folder; None when there is none, or it does not say."""
    if not is_held(data_dir):
        return None
    try:
        return Where(**json.loads((data_dir / ADDRESSES).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
