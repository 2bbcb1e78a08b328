"""`python -m models.text [--data PATH] [--to FOLDER]`: the whole recipe, step after step.

Each step is a process of its own, as CARD.md lists them; 14 minutes on two cores that know
bfloat16. What one made before it was broken off stays, so the steps after it can be run by hand.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def steps(data: Path, to: Path, threads: int) -> list[list[str]]:
    """The commands, each a module and its options."""
    read = ["--data", str(data)]
    return [
        ["models.text.train", *read, "--threads", str(threads)],
        ["models.text.joint", *read, "--threads", str(threads)],
        ["models.text.export", *read, "--to", str(to)],
        ["models.text.levels", "--to", str(to)],
        ["models.text.calibrate", *read, "--weights", str(to)],
    ]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m models.text", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--to", type=Path, default=HERE, help="folder of the weights")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    for step in steps(options.data, options.to, options.threads):
        print(f"\n# python -m {' '.join(step)}", flush=True)
        done = subprocess.run([sys.executable, "-m", *step], check=False)
        if done.returncode:
            print(f"{step[0]} failed; the steps before it are kept", file=sys.stderr)
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
