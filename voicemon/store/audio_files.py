"""The folder of playable audio: FLAC files named by the SHA-256 of their content."""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from dataclasses import dataclass
from pathlib import Path

SUFFIX = ".flac"


@dataclass(frozen=True, slots=True)
class Placed:
    """A file that stands in the folder; `existed` when the same content did before."""

    sha256: str
    source: Path
    target: Path
    existed: bool

    def settle(self) -> None:
        """It is referred to now: nothing is left where it came from."""
        if self.existed:
            self.source.unlink(missing_ok=True)

    def undo(self) -> None:
        """Nobody refers to it: back to where it came from."""
        if not self.existed and self.target.exists():
            shutil.move(self.target, self.source)


class AudioFolder:
    """Files are put in whole or not at all; `OSError`s are the caller's to explain."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, sha256: str) -> Path:
        """Where the audio with that hash stands."""
        return self._folder / f"{sha256}{SUFFIX}"

    def remove(self, sha256: str) -> None:
        """Delete the audio with that hash."""
        self.path(sha256).unlink(missing_ok=True)

    def make(self) -> None:
        """Make the folder."""
        self._folder.mkdir(parents=True, exist_ok=True)

    def place(self, file: Path) -> Placed:
        """Move `file` in."""
        with file.open("rb") as content:
            sha256 = hashlib.file_digest(content, "sha256").hexdigest()
        target = self.path(sha256)
        existed = target.exists()
        if not existed:
            self._move(file, target)
        return Placed(sha256, file, target, existed)

    def _move(self, file: Path, target: Path) -> None:
        """By way of a draft in the same folder, because `file` may be on another disk."""
        draft = self._folder / f".{uuid.uuid4().hex}.draft"
        try:
            shutil.move(file, draft)
            with draft.open("rb") as written:
                os.fsync(written.fileno())
            draft.replace(target)
        except OSError:
            if draft.exists() and not file.exists():
                shutil.move(draft, file)
            draft.unlink(missing_ok=True)
            raise
