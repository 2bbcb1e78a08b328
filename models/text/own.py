"""Sentences written for this project: what agents do, what customers signal, how displeased.

Files in `sets/`, tab-separated with a header. They were written by hand in the words of eight
industries, mostly as speech recognition writes, some with its mistakes:

* `acts.tsv`: agents' sentences; `acts` they do (several are possible), `not`: acts that they only
  look like. Acts that stand in neither column are absent too. `bad_news` is no act but what a
  customer's irony answers to.
* `cues.tsv`: customers' sentences in the same shape. A cue that stands in neither column is absent
  too, but for `OPEN` ones, which other cues' sentences often hold.
* `context.tsv`: a customer's answer to an agent's turn (`before`, may be blank), ironic or not.
* `tone.tsv`: displeased or not, for negation and for anger in polite words.
* `challenge.tsv`: pairs to be ordered; frozen before any training, read by `models.eval` alone.

The industries `HELD_OUT` are kept from training and make the test of acts and cues.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
HELD_OUT = frozenset({"insurance", "saas"})
ACTS = (
    "acknowledge validate apologise open_question summarise_back ownership next_step reassure "
    "personalise"
).split()
BAD_NEWS = "bad_news"
CUES = "manager repeat churn legal confusion gratitude resolved problem".split()
OPEN = frozenset({"problem", "repeat"})
KINDS = ("frustrated", "satisfied", "calm")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with the marks it has and the marks it only seems to have."""

    text: str
    has: frozenset[str]
    looks_like: frozenset[str]
    industry: str
    scenario: str = ""

    @property
    def held_out(self) -> bool:
        """Whether it is kept for the test."""
        return self.industry in HELD_OUT


@dataclass(frozen=True, slots=True)
class Answer:
    """What a customer says after an agent's turn."""

    before: str
    text: str
    ironic: bool


def acts() -> list[Marked]:
    """Agents' sentences."""
    return [
        Marked(text, _names(has), _names(looks_like), industry, scenario)
        for has, looks_like, industry, scenario, text in _rows("sets/acts.tsv")
    ]


def cues() -> list[Marked]:
    """Customers' sentences."""
    return [
        Marked(text, _names(has), _names(looks_like), industry)
        for has, looks_like, industry, text in _rows("sets/cues.tsv")
    ]


def answers() -> list[Answer]:
    """Customers' answers, ironic or not."""
    return [
        Answer(before, text, ironic == "1") for ironic, _, before, text in _rows("sets/context.tsv")
    ]


def tones() -> list[tuple[bool, str]]:
    """(displeased, text)."""
    return [(displeased == "1", text) for displeased, text in _rows("sets/tone.tsv")]


def service() -> list[tuple[str, str]]:
    """(one of `KINDS`, text): what customers say when frustrated, satisfied or calm."""
    return [(kind, text) for kind, text in _rows("sets/service.tsv")]


def _names(cell: str) -> frozenset[str]:
    return frozenset(cell.split(",")) - {""}


def _rows(name: str) -> list[list[str]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()[1:]
    return [line.split("\t") for line in lines]
