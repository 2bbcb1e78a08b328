"""Fetches model files from a hub: on command only, resumable, checked before they count.

The hub speaks Hugging Face's API (huggingface.co/docs/hub/api): `/api/models/REPO/revision/REV?
blobs=true` states commit, sizes and checksums, `/REPO/resolve/COMMIT/FILE` gives the bytes and
honours Range. Large files state a SHA-256, small ones git's blob id.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from voicemon import weights
from voicemon.errors import ModelError

TIMEOUT_S = 30.0
_TRIES = 3  # a broken connection is taken up again so many times before giving up
_BLOCK = 1 << 18
_SPARE = 100 << 20  # bytes of disk left free

Advance = Callable[[str, int, int], None]
"""Called with (file, bytes here, bytes in all)."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What the hub says of one file."""

    path: str
    bytes: int
    sha256: str
    blob_id: str


def fetch(model: weights.Model, models_dir: Path, hub_url: str, advance: Advance) -> Path:
    """Downloads the model's files into `models_dir`; returns the folder.

    Raises ModelError when the hub cannot be reached, a file is not there or does not match its
    checksum. What was loaded before a break stays and is taken up by the next call.
    """
    if not model.hub:
        raise ModelError(f"{model.name} is on no hub", "it comes with voicemon: install it again")
    hub = _Hub(hub_url.rstrip("/"), model, models_dir)
    commit, stated = hub.listing()
    draft = models_dir / f".{model.name.replace('/', '--')}.fetching"
    _make_room(draft, sum(file.bytes for file in stated))
    sums = {file.path: hub.load(commit, file, draft, advance) for file in stated}
    record = {"hub": hub.url, "repository": model.hub, "commit": commit, "sha256": sums}
    (draft / weights.RECORD).write_text(json.dumps(record, indent=1), "utf-8")
    place = models_dir / model.name
    shutil.rmtree(place, ignore_errors=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    draft.rename(place)
    return place


def _make_room(draft: Path, needed: int) -> None:
    try:
        draft.mkdir(parents=True, exist_ok=True)
        held = sum(path.stat().st_size for path in draft.iterdir())
        free = shutil.disk_usage(draft).free
    except OSError as error:
        raise ModelError(
            f"{draft.parent} cannot be written: {error.strerror}",
            "set VOICEMON_DATA_DIR to a folder that can be written",
        ) from error
    if needed - held + _SPARE > free:
        raise ModelError(
            f"the model needs {needed >> 20} MB, {draft.parent} has {free >> 20} MB free",
            "free some disk space, or set VOICEMON_DATA_DIR to a larger disk",
        )


class _Hub:
    """One model's repository on a hub."""

    def __init__(self, url: str, model: weights.Model, models_dir: Path) -> None:
        self.url = url
        self.model = model
        self.models_dir = models_dir

    def listing(self) -> tuple[str, list[Stated]]:
        """The commit that the registry's revision stands for, and the files as the hub has them."""
        revision = quote(self.model.revision or "main", safe="")
        url = f"{self.url}/api/models/{self.model.hub}/revision/{revision}?blobs=true"
        try:
            with _open(url) as answer:
                told = json.load(answer)
            there = {row["rfilename"]: row for row in told["siblings"]}
            commit = str(told["sha"])
        except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError) as error:
            raise self._unreachable(error) from error
        absent = [file.path for file in self.model.files if file.path not in there]
        if absent:
            raise ModelError(
                f"{self.model.hub} has no {', '.join(absent)} any more",
                "update voicemon: its registry names other files",
            )
        return commit, [_stated(file, there[file.path]) for file in self.model.files]

    def load(self, commit: str, file: Stated, draft: Path, advance: Advance) -> str:
        """One file into `draft`, checked; returns its SHA-256."""
        target = draft / file.path
        part = draft / f"{file.path}.part"
        if not target.is_file():
            self._load_part(commit, file, part, advance)
            self._check(file, part)
            part.rename(target)
        advance(file.path, file.bytes, file.bytes)
        return weights.sha256(target)

    def _load_part(self, commit: str, file: Stated, part: Path, advance: Advance) -> None:
        url = f"{self.url}/{self.model.hub}/resolve/{quote(commit)}/{quote(file.path)}"
        broken: Exception | None = None
        for _ in range(_TRIES):
            try:
                _continue(url, part, file, advance)
                broken = None
            except (OSError, http.client.HTTPException) as error:
                broken = error
                if isinstance(error, urllib.error.HTTPError):
                    error.close()
            if broken is None and _size(part) >= file.bytes:
                return
        raise ModelError(
            f"the connection broke at {_size(part)} of {file.bytes} bytes of {file.path}"
            + (f": {broken}" if broken else ""),
            f"run `voicemon models fetch {self.model.name}` again: it goes on from there",
        )

    def _check(self, file: Stated, part: Path) -> None:
        if file.sha256:
            good = weights.sha256(part) == file.sha256
        else:
            good = not file.blob_id or _blob_id(part) == file.blob_id
        if not good:
            part.unlink()
            raise ModelError(
                f"{file.path} does not match its checksum; it was removed",
                f"run `voicemon models fetch {self.model.name}` again; if this happens twice, "
                "something on the way changes files: copy the model by hand",
            )

    def _unreachable(self, error: Exception) -> ModelError:
        missing = isinstance(error, urllib.error.HTTPError) and error.code in {401, 404}
        if isinstance(error, urllib.error.HTTPError):
            error.close()
        here = ", ".join(weights.available(self.models_dir)) or "none"
        files = ", ".join(file.path for file in self.model.files)
        return ModelError(
            f"{self.url} has no {self.model.hub}"
            if missing
            else f"the model hub {self.url} cannot be reached ({getattr(error, 'reason', error)})",
            f"usable without it are: {here}. Or copy {files} from a machine that reaches the hub "
            f"into {self.models_dir / self.model.name}",
        )


def _stated(file: weights.ModelFile, row: dict[str, object]) -> Stated:
    """The registry's checksum where it has one, else what the hub says."""
    lfs = row.get("lfs")
    told = str(lfs.get("sha256", "")) if isinstance(lfs, dict) else ""
    size = lfs.get("size") if isinstance(lfs, dict) else row.get("size")
    if file.sha256 and told and told != file.sha256:
        raise ModelError(
            f"the hub's {file.path} is not the one that voicemon's registry names",
            "update voicemon, or copy the model by hand",
        )
    return Stated(
        path=file.path,
        bytes=int(str(size or file.bytes)),
        sha256=file.sha256 or told,
        blob_id=str(row.get("blobId", "")),
    )


def _open(url: str, start: int = 0) -> http.client.HTTPResponse:
    headers = {"User-Agent": "voicemon"} | ({"Range": f"bytes={start}-"} if start else {})
    if not url.startswith(("http://", "https://")):
        raise ValueError("the hub's URL does not begin with http:// or https://")
    answer = urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=TIMEOUT_S)
    assert isinstance(answer, http.client.HTTPResponse)
    return answer


def _continue(url: str, part: Path, file: Stated, advance: Advance) -> None:
    """Appends to `part` what is missing; begins anew where the hub does not honour Range."""
    start = _size(part)
    if start > file.bytes:
        part.unlink()
        start = 0
    if file.bytes and start == file.bytes:
        return
    with _open(url, start) as answer, part.open("ab") as out:
        if answer.status != http.client.PARTIAL_CONTENT:
            out.truncate(0)
            start = 0
        while block := answer.read(_BLOCK):
            out.write(block)
            start += len(block)
            advance(file.path, start, file.bytes)


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _blob_id(path: Path) -> str:
    """Git's name of a file's content: SHA-1 over "blob", its size, a zero byte and the content."""
    digest = hashlib.sha1(f"blob {_size(path)}\0".encode(), usedforsecurity=False)
    digest.update(path.read_bytes())
    return digest.hexdigest()
