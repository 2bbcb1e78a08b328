"""The folder in which uploads wait until they are whole.

An upload is two files named by its random id: `<id>.part`, whose length is the offset, and
`<id>.json`, what its sender said. So a cut-off upload, or a restart, loses nothing. When it is
whole the part becomes `<id>.whole` and belongs to the job queue; the `.json` stays for `KEEP_S`, so
that a sender who missed the last answer can ask again.
"""

from __future__ import annotations

import errno
import json
import re
import shutil
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from voicemon.errors import Conflict, InputError, NotFound, StoreBusy, StoreError

KEEP_S = 7 * 24 * 3600.0
ID = re.compile(r"[0-9a-f]{32}")
NAME_LENGTH = 200
NAMELESS = "recording"
Complete = Callable[[Path, "Upload"], str]
"""Called with the whole file of an upload; returns the job's id."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One upload: `offset` of `length` bytes are here; `job` once it is whole and queued. `team`:
    that of the call; `person_id`: who sends it.
    """

    id: str
    name: str
    length: int
    offset: int = 0
    job: str | None = None
    team: str | None = None
    person_id: str | None = None


class Spool:
    """Uploads under `folder`, none larger than `max_bytes`."""

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self._folder = folder
        self.max_bytes = max_bytes
        self._busy: set[str] = set()
        self._lock = threading.Lock()

    def create(
        self, name: str, length: int, team: str | None = None, person_id: str | None = None
    ) -> Upload:
        """Room for `length` bytes. InputError when too many or none, StoreBusy when the disk is
        full.
        """
        if length < 1:
            raise InputError("the file is empty", "send a recording")
        if length > self.max_bytes:
            raise InputError(
                f"the file is larger than {self.max_bytes // 1_000_000} MB",
                "split it, or raise the setting max_upload_mb",
            )
        upload_id = uuid.uuid4().hex
        upload = Upload(upload_id, clean_name(name), length, team=team, person_id=person_id)
        with _disk():
            self._folder.mkdir(parents=True, exist_ok=True)
            self._require_room(length)
            self._write(upload)
            self._part(upload.id).touch()
        return upload

    def get(self, upload_id: str) -> Upload:
        """NotFound when there is none."""
        if not ID.fullmatch(upload_id):
            raise no_upload(upload_id)
        try:
            upload = Upload(**json.loads(self._note(upload_id).read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError, TypeError):  # none, or not one of ours
            raise no_upload(upload_id) from None
        if upload.job is not None:
            return replace(upload, offset=upload.length)
        part = self._part(upload_id)
        file = part if part.exists() else self._whole(upload_id)
        return replace(upload, offset=file.stat().st_size if file.exists() else 0)

    def append(
        self, upload_id: str, offset: int, blocks: Iterable[bytes], complete: Complete
    ) -> Upload:
        """Write `blocks` at `offset`, which must be where the upload ended; what arrives before
        the sender is cut off is kept. A whole upload goes to `complete`.

        Conflict when the offset differs or another request is writing.
        """
        with self._alone(upload_id):
            upload = self.get(upload_id)
            if offset != upload.offset:
                raise Conflict(
                    f"the upload is at byte {upload.offset}, not {offset}",
                    "ask for its offset and go on from there",
                )
            if upload.offset < upload.length:
                self._write_blocks(upload, blocks)
            return self._finish(self.get(upload_id), complete)

    def remove(self, upload_id: str) -> None:
        """Forget an upload; one that is queued already stays queued."""
        with self._alone(upload_id):
            self._forget(self.get(upload_id))

    def tidy(self, keep_s: float = KEEP_S) -> int:
        """Remove what nobody has gone on with for `keep_s`; returns how many uploads."""
        old = [
            note.stem
            for note in self._folder.glob("*.json")
            if time.time() - self._touched(note) > keep_s
        ]
        for upload_id in old:
            with suppress(NotFound):
                self._forget(self.get(upload_id))
        return len(old)

    def _touched(self, note: Path) -> float:
        part = note.with_suffix(".part")
        return max(file.stat().st_mtime for file in (note, part) if file.exists())

    def _forget(self, upload: Upload) -> None:
        self._part(upload.id).unlink(missing_ok=True)
        if upload.job is None:  # else it is the queue's
            self._whole(upload.id).unlink(missing_ok=True)
        self._note(upload.id).unlink(missing_ok=True)

    def _write_blocks(self, upload: Upload, blocks: Iterable[bytes]) -> None:
        left = upload.length - upload.offset
        with _disk(), self._part(upload.id).open("ab") as file:
            for block in blocks:
                file.write(block[:left])
                file.flush()
                if len(block) > left:
                    raise InputError("more bytes than were announced", "begin the upload anew")
                left -= len(block)

    def _finish(self, upload: Upload, complete: Complete) -> Upload:
        if upload.job is not None or upload.offset < upload.length:
            return upload
        whole = self._whole(upload.id)
        with _disk():
            if not whole.exists():
                self._part(upload.id).rename(whole)
            done = replace(upload, job=complete(whole, upload))
            self._write(done)
        return done

    def _require_room(self, length: int) -> None:
        if shutil.disk_usage(self._folder).free < length:
            raise OSError(errno.ENOSPC, "No space left on device")

    def _write(self, upload: Upload) -> None:
        note = self._note(upload.id)
        draft = note.with_suffix(".draft")
        draft.write_text(json.dumps(asdict(upload)), encoding="utf-8")
        draft.replace(note)

    def _note(self, upload_id: str) -> Path:
        return self._folder / f"{upload_id}.json"

    def _part(self, upload_id: str) -> Path:
        return self._folder / f"{upload_id}.part"

    def _whole(self, upload_id: str) -> Path:
        return self._folder / f"{upload_id}.whole"

    @contextmanager
    def _alone(self, upload_id: str) -> Iterator[None]:
        with self._lock:
            if upload_id in self._busy:
                raise Conflict("another request is writing to this upload", "wait and ask again")
            self._busy.add(upload_id)
        try:
            yield
        finally:
            with self._lock:
                self._busy.discard(upload_id)


def clean_name(name: str) -> str:
    """A file's own name: no folders, no control characters, at most `NAME_LENGTH` characters."""
    last = re.split(r"[/\\]", name)[-1]
    printable = "".join(char for char in last if char.isprintable()).strip()
    if len(printable) > NAME_LENGTH:
        stem, dot, suffix = printable.rpartition(".")
        end = f"{dot}{suffix}" if stem and len(suffix) < 16 else ""
        printable = printable[: NAME_LENGTH - len(end)] + end
    return NAMELESS if printable in {"", ".", ".."} else printable


def no_upload(upload_id: str) -> NotFound:
    """What is said of an upload that is not there."""
    return NotFound(f"there is no upload {upload_id!r}", "begin it anew")


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StoreBusy(
                "the disk that takes uploads is full", "free some space, then go on"
            ) from error
        raise StoreError(
            f"the upload folder cannot be used: {error.strerror or error}",
            "check that data_dir exists and that voicemon may write to it",
        ) from error
