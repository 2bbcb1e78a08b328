"""What a WAV header promises (RIFF, Microsoft and IBM 1991)."""

from __future__ import annotations

from pathlib import Path

_UNKNOWN = 0x7FFFFF00  # a length from here on means "not known yet"


def promised_s(path: Path) -> float | None:
    """The length that a WAV header claims beyond the end of the file; FFmpeg hides the difference.

    Recorders that stream write 0 or the largest number there, which promises nothing.
    """
    with path.open("rb") as file:
        if file.read(12)[8:] != b"WAVE":
            return None
        bytes_per_s = 0
        while len(head := file.read(8)) == 8:
            size = int.from_bytes(head[4:], "little")
            if head[:4] == b"data":
                beyond = file.tell() + size > path.stat().st_size
                return size / bytes_per_s if beyond and bytes_per_s and size < _UNKNOWN else None
            body = file.read(min(size + size % 2, 64))
            file.seek(size + size % 2 - len(body), 1)
            if head[:4] == b"fmt ":
                bytes_per_s = int.from_bytes(body[8:12], "little")
    return None
