"""The registry of formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from voicemon.exports import contact_lens, html_report, json_lines, srt, table_csv, webvtt
from voicemon.types import Analysis


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write an analysis: its name, file suffix, media type, and how.

    `render` takes the analysis and the path or name of its recording.
    """

    name: str
    suffix: str
    media_type: str
    render: Callable[[Analysis, str], str]


_ALL = (
    Format("json", ".jsonl", "application/x-ndjson", json_lines.render),
    Format("contact-lens", ".contact-lens.json", "application/json", contact_lens.render),
    Format("vtt", ".vtt", "text/vtt", webvtt.render),
    Format("srt", ".srt", "application/x-subrip", srt.render),
    Format("csv", ".csv", "text/csv", table_csv.render),
    Format("html", ".html", "text/html", html_report.render),
)
FORMATS: Mapping[str, Format] = {each.name: each for each in _ALL}
