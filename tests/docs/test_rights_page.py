from __future__ import annotations

import runpy
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_table_of_rights_is_that_of_the_code():
    made = runpy.run_path(str(DOCS / "make_rights.py"))["made"]()
    assert (DOCS / "rights.md").read_text(encoding="utf-8") == made, "run docs/make_rights.py"
