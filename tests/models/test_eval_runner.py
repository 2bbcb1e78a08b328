"""`make eval`: which parts there are, side by side, and one that fails."""

import json
import subprocess
import sys
from pathlib import Path

from models.eval.__main__ import BY_ITSELF, LANES, PARTS, Together

EVAL = Path(__file__).parents[2] / "models" / "eval"
ROW = {
    "task": "t", "metric": "m", "data": "d", "baseline": "—", "ours": 1.0, "low": None,
    "high": None, "aim": "", "met": None, "note": "",
}  # fmt: skip
WRITES = """
import json, pathlib, sys
part, folder = sys.argv[1:]
if part == "noise":
    sys.exit(1)
row = json.loads({row!r})
found = {{part: {{"made": "today", "rows": [row | {{"task": part}}]}}}}
pathlib.Path(folder, "results.json").write_text(json.dumps(found))
"""


class Quick(Together):
    """Parts that write one row at once; `noise` fails."""

    def command(self, part, folder):
        return [sys.executable, "-c", WRITES.format(row=json.dumps(ROW)), part, folder]


def test_every_part_has_a_module_and_one_place():
    assert len(PARTS) == len(set(PARTS)) == len(BY_ITSELF) + sum(map(len, LANES))
    assert [part for part in PARTS if not (EVAL / f"{part.replace('-', '_')}.py").is_file()] == []


def test_every_section_of_the_results_is_a_part():
    parts = json.loads((EVAL.parent / "results.json").read_text(encoding="utf-8"))
    assert set(parts) == set(PARTS)


def test_parts_side_by_side_leave_all_their_rows(tmp_path):
    wanted = ["levels", "voice", "live-determinism", "words"]
    assert Quick(tmp_path, tmp_path).run(wanted, 2) == []
    parts = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert {name: part["rows"][0]["task"] for name, part in parts.items()} == {
        name: name for name in wanted
    }


def test_what_fails_keeps_its_section(tmp_path):
    (tmp_path / "results.json").write_text(json.dumps({"noise": {"made": "before", "rows": [ROW]}}))
    assert Quick(tmp_path, tmp_path).run(["noise", "words"], 1) == ["noise"]
    parts = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert parts["noise"]["made"] == "before"
    assert parts["words"]["made"] == "today"


def test_an_unknown_part_is_named(tmp_path):
    (tmp_path / "calls").mkdir()
    told = subprocess.run(
        [sys.executable, "-m", "models.eval", "--data", str(tmp_path), "--only", "words,wrds"],
        capture_output=True,
        text=True,
        check=False,
        cwd=EVAL.parents[1],
    )
    assert told.returncode == 2
    assert "no part wrds" in told.stderr
    assert "live-words" in told.stderr
