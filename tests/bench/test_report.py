"""A part that is measured again takes its old section's place."""

from __future__ import annotations

from bench import report


def test_sections_stand_in_the_readers_order(tmp_path):
    for part in ("soak", "calls base", "calls", "speed"):
        report.write(part, f"[{part}]", tmp_path)
    report.write("calls", "[calls, again]", tmp_path)
    text = (tmp_path / "RESULTS.md").read_text(encoding="utf-8")
    found = [line for line in text.splitlines() if line.startswith("[")]
    assert found == ["[speed]", "[calls base]", "[calls, again]", "[soak]"]
