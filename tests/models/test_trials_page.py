"""What was tried: no part that misses an aim is left out, and what the page names is there."""

import json
import re
from pathlib import Path

MODELS = Path(__file__).parents[2] / "models"
PAGE = (MODELS / "TRIALS.md").read_text(encoding="utf-8")


def test_every_part_that_misses_an_aim_has_a_line():
    parts = json.loads((MODELS / "results.json").read_text(encoding="utf-8"))
    missed = {
        name for name, part in parts.items() if any(row["met"] is False for row in part["rows"])
    }
    told = {found.group(1) for found in re.finditer(r"^\| ([\w-]+): ", PAGE, re.MULTILINE)}
    assert missed <= told


def test_the_files_that_it_names_are_there():
    named = re.findall(r"\]\(([^)]+)\)", PAGE)
    assert named
    assert [name for name in named if not (MODELS / name).is_file()] == []


def test_the_results_lead_to_it():
    assert "](TRIALS.md)" in (MODELS / "RESULTS.md").read_text(encoding="utf-8")
