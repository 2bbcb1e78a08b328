"""`python -m models.frustration.repeats FOLDER`: what the two tests for a repetition let through.

`repeats.tsv` holds pairs that say the same again; every other pair of customer turns of one
dialogue says something else. FOLDER holds the text model (`models/text`).
"""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path

import numpy as np

from models.frustration.dialogues import dialogues
from voicemon.evidence.repetition import Turn, nearness, turn_of
from voicemon.reading.reader import OnnxReader
from voicemon.types import Role, Utterance, Word

HERE = Path(__file__).parent


def turn(reader: OnnxReader, text: str, start_s: float) -> Turn:
    words = (Word(text, start_s, start_s + 3, 1.0),)
    said = Utterance("u", "c", Role.CUSTOMER, start_s, start_s + 3, text, words, "en", 0.0, 0.0)
    return turn_of(said, reader.read([("u", text)])[0])


def main(folder: Path) -> None:
    reader = OnnxReader(folder)
    lines = (HERE / "repeats.tsv").read_text(encoding="utf-8").splitlines()
    again = [tuple(line.split("\t")) for line in lines]
    other = [
        pair
        for dialogue in dialogues()
        for pair in combinations(
            [said.text for said in dialogue.turns if said.level is not None], 2
        )
    ]
    for name, pairs in (("the same again", again), ("something else", other)):
        turns = [(turn(reader, a, 0.0), turn(reader, b, 60.0)) for a, b in pairs]
        cosines = [float(a.embedding @ b.embedding) for a, b in turns]
        low, middle, high = np.percentile(cosines, [5, 50, 95])
        found = sum(nearness(b, a) > 0 for a, b in turns)
        print(f"{name}: cosine {low:.2f} {middle:.2f} {high:.2f} (5, 50, 95 %), ", end="")
        print(f"told as repetition {found} of {len(turns)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
