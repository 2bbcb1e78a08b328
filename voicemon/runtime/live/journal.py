"""News as sealed tapes keep them: a kind and JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pydantic import TypeAdapter

from voicemon.runtime.live.changes import (
    Ended,
    Flagged,
    Marked,
    News,
    Noticed,
    Renamed,
    Started,
    Weighed,
)

_KEPT: Mapping[str, TypeAdapter[News]] = {
    kind.__name__.lower(): TypeAdapter(kind)
    for kind in (Started, Renamed, Weighed, Flagged, Noticed, Marked, Ended)
}


def is_kept(news: News) -> bool:
    """Whether a tape keeps it: what is passing (status, words of open speech) is not kept."""
    return type(news).__name__.lower() in _KEPT


def written(news: News) -> bytes:
    """`news` as a line of JSON."""
    kind = type(news).__name__.lower()
    return kind.encode() + b" " + _KEPT[kind].dump_json(news)


def read(line: bytes) -> News | None:
    """What `written` wrote; None for a note that is not news."""
    kind, _, data = line.partition(b" ")
    adapter = _KEPT.get(kind.decode())
    return adapter.validate_json(data) if adapter else None


def note(kind: str, **facts: object) -> bytes:
    """A line that is not news."""
    return kind.encode() + b" " + json.dumps(facts).encode()


def noted(line: bytes) -> tuple[str, dict[str, object]]:
    """What `note` wrote."""
    kind, _, data = line.partition(b" ")
    return kind.decode(), dict(json.loads(data))
