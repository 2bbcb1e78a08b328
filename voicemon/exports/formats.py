"""The registry of formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from voicemon.types import Analysis


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write an analysis: its name, file suffix, media type, and how.

    `render` takes the analysis and the recording's path or name.
    """

    name: str
    suffix: str
    media_type: str
    render: Callable[[Analysis, str], str]


FORMATS: Mapping[str, Format] = {
    n: Format(n, s, m, lambda a, f: "")
    for n, s, m in [
        ("json", ".json", "application/json"),
        ("contact-lens", ".contact-lens.json", "application/json"),
        ("vtt", ".vtt", "text/vtt"),
        ("srt", ".srt", "application/x-subrip"),
        ("csv", ".csv", "text/csv"),
        ("html", ".html", "text/html"),
    ]
}
