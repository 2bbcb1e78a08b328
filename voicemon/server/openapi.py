"""`python -m voicemon.server.openapi [FILE]` writes the interface's description.

The page's types are made from it; it also holds the shapes that Socket.IO carries.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from voicemon.server.app import bare_app


def description() -> dict[str, object]:
    """The OpenAPI 3.1 document; the same code gives the same document."""
    return dict(bare_app().api_doc)


def main(arguments: list[str]) -> None:
    """Write it to the file named, or to standard output."""
    text = json.dumps(description(), indent=1, sort_keys=True) + "\n"
    if arguments:
        Path(arguments[0]).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main(sys.argv[1:])
