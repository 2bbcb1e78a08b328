"""Writes the checksums of the small weights that ship into the registry: `python -m models.seal`.

Run it after a recipe has made new weights; a test fails until it has been.
"""

import re
from pathlib import Path

from voicemon import weights

REGISTRY = Path(__file__).with_name("registry.toml")


def sealed(text: str) -> str:
    """The registry's text with the checksum of every shipped file as it lies there now."""
    for model in weights.registry(REGISTRY).values():
        for file in model.files if model.folder else ():
            path = weights.bundled(model.folder, file.path)
            if path.is_file():
                text = _with(text, model.name, file.path, path)
    return text


def _with(text: str, name: str, file: str, path: Path) -> str:
    head, mark, rest = text.partition(f'name = "{name}"')
    row = f'{{ path = "{file}", sha256 = "{weights.sha256(path)}", bytes = {path.stat().st_size} }}'
    return head + mark + re.sub(rf'\{{ path = "{re.escape(file)}"[^}}]*\}}', row, rest, count=1)


if __name__ == "__main__":
    REGISTRY.write_text(sealed(REGISTRY.read_text("utf-8")), "utf-8")
    print(f"sealed {REGISTRY}")
