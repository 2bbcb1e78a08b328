from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from voicemon.reading.reader import OnnxReader
from voicemon.reading.why import why
from voicemon.types import Reading

FOLDER = Path(__file__).parents[2] / "models" / "text"


class WordList:
    """A reader that finds a text negative by one word."""

    name = "fake"

    def __init__(self, bad: str) -> None:
        self._bad = bad

    def read(self, texts: Sequence[tuple[str, str]]) -> list[Reading]:
        return [
            Reading(name, {"negativity": self._negative(text)}, np.zeros(2, np.float32), self.name)
            for name, text in texts
        ]

    def _negative(self, text: str) -> float:
        return 0.9 if self._bad in text.split() else 0.1


def test_the_word_that_made_the_difference_is_named():
    reason = why(WordList("useless"), "your app is useless to me")
    assert [word.word for word in reason.strongest()] == ["useless"]
    assert reason.probability == 0.9


def test_places_count_over_the_whole_text():
    text = "Good morning to you all. Your app is useless to me."
    (word,) = why(WordList("useless"), text).strongest()
    assert text.split()[word.place] == "useless"


def test_a_blank_text_has_no_reasons():
    assert why(WordList("useless"), "  ").words == ()


def test_an_unknown_label_is_an_error():
    with pytest.raises(KeyError):
        why(WordList("useless"), "some words", "no such label")


@pytest.mark.model
def test_the_model_names_an_angry_word():
    reason = why(OnnxReader(FOLDER), "i think your service is ridiculous today")
    assert "ridiculous" in [word.word for word in reason.strongest()]
