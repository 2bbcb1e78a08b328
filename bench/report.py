"""Where figures end up: one section a part, kept in `results.json`, all of them in `RESULTS.md`."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

TITLE = "# Speed and size\n"
ORDER = ("speed", "size", "calls", "turnover", "peer", "idle", "overload", "soak", "page", "boards")


def write(part: str, section: str, folder: Path) -> None:
    """Put a part's section in place of its last one; `part` may name a model behind a space."""
    print(section)
    kept = folder / "results.json"
    sections = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
    sections[part] = section
    kept.write_text(json.dumps(sections, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    report = "\n".join([TITLE, *(sections[name] for name in in_order(sections))])
    (folder / "RESULTS.md").write_text(report, encoding="utf-8")


def in_order(parts: Iterable[str]) -> list[str]:
    """Parts as a reader wants them; unknown ones last."""
    names = list(parts)

    def place(part: str) -> tuple[int, int]:
        head = part.split(maxsplit=1)[0]
        return (ORDER.index(head) if head in ORDER else len(ORDER)), names.index(part)

    return sorted(names, key=place)


def header(command: str, how: str, packages: Sequence[str]) -> str:
    """Machine, versions, and how it was measured, in one paragraph."""
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    return (
        f"Made by `{command}` on {datetime.now(UTC).date()}: {os.cpu_count()} cores of "
        f"{cpu_name()}, Python {platform.python_version()}, {versions}. {how}\n"
    )


def cpu_name() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def table(rows: Iterable[Sequence[str]], head: Sequence[str] = ("", "measured", "aim")) -> str:
    """Rows of cells as Markdown."""
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)]) + "\n"
