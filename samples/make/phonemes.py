"""English text to the phonemes Kokoro was trained on, by way of espeak-ng.

The table follows misaki's espeak fallback (Apache-2.0, hexgrad): one letter for a diphthong or
affricate.
"""

import re
import subprocess

MARKS = re.compile(r"([,.!?;:—…]+)")
COMMON = {
    "ʔˌn\u0329": "tᵊn",
    "a^ɪ": "I",
    "a^ʊ": "W",
    "d^ʒ": "ʤ",
    "e^ɪ": "A",
    "t^ʃ": "ʧ",
    "ɔ^ɪ": "Y",
    "ə^l": "ᵊl",
    "ʔ": "t",
    "ɐ": "ə",
    "r": "ɹ",
    "ɬ": "l",
    "x": "k",
    "\u0329": "",
    "\u0303": "",
}
AMERICAN = {"o^ʊ": "O", "ɚ": "əɹ", "ɜːɹ": "ɜɹ", "ɜː": "ɜɹ", "ɪə": "iə", "ɾ": "T", "ː": ""}
BRITISH = {"e^ə": "ɛː", "iə": "ɪə", "ə^ʊ": "Q", "ɚ": "ə"}


def phonemes(text: str, *, british: bool) -> str:
    """The phonemes of one phrase, its punctuation kept where Kokoro reads melody from it."""
    accent = BRITISH if british else AMERICAN
    spoken = (
        f"{part[0]} " if MARKS.fullmatch(part) else _said(part, "en-gb" if british else "en-us")
        for part in MARKS.split(text)
        if part.strip()
    )
    joined = "".join(spoken)
    for old, new in (COMMON | accent).items():
        joined = joined.replace(old, new)
    return joined.replace("^", "").strip()


def _said(words: str, language: str) -> str:
    command = ["espeak-ng", "-q", "--ipa", "--tie=^", "-v", language, words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())
