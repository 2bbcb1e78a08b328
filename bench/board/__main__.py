"""`python -m bench.board [--only page,boards] [--calls 500] [--changes 100] [--boards 200]`: the
board under load, in the Chromium that the system has. The page must be built (`make dashboard`).
"""

from __future__ import annotations

import argparse
from pathlib import Path

from bench import report
from bench.board import boards, page

PACKAGES = ("flask", "flask-socketio", "playwright")
HOW = "The server, what plays the calls and the browser are processes on this one machine."


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.board", description=__doc__)
    parser.add_argument("--only", default="page,boards", help="comma-separated parts")
    parser.add_argument("--calls", type=int, default=500)
    parser.add_argument("--changes", type=float, default=100, help="a second, over all calls")
    parser.add_argument("--boards", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--write", type=Path, default=Path("bench"), help="folder of RESULTS.md")
    options = parser.parse_args()
    wrong = set(options.only.split(",")) - {"page", "boards"}
    if wrong:
        parser.error(f"no part {', '.join(sorted(wrong))}; there are page, boards")
    parts = {
        "page": lambda: page.section(options.calls, options.changes, options.seconds),
        "boards": lambda: boards.section(
            options.boards, options.calls, options.changes, options.seconds
        ),
    }
    for part in options.only.split(","):
        head = report.header("make bench-board", HOW, PACKAGES)
        report.write(part, f"{head}\n{parts[part]()}", options.write)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
