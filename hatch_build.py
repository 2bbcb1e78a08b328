"""Puts the built page, the samples and the small weights into the wheel.

A wheel without a page cannot be made. An editable install takes all of them from the source tree.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MODEL_FILES = ("*.onnx", "*.json", "*.toml", "*.npz", "*.pt", "*.safetensors", "CARD*.md")


class BundleHook(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        page = root / "dashboard" / "dist"
        if not (page / "index.html").is_file():
            raise FileNotFoundError("the page is not built: run `make dashboard` first")
        include = build_data["force_include"]
        include[str(page)] = "voicemon/_bundled/dashboard"
        for path in sorted((root / "samples").glob("[0-9]*.*")):
            include[str(path)] = f"voicemon/_bundled/samples/{path.name}"
        include[str(root / "models" / "registry.toml")] = "voicemon/_bundled/models/registry.toml"
        for room in ("voice", "text", "speaker"):
            for pattern in MODEL_FILES:
                for path in sorted((root / "models" / room).glob(pattern)):
                    include[str(path)] = f"voicemon/_bundled/models/{room}/{path.name}"
