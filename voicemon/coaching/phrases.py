"""Short lists of phrases, one TOML file a language: what the lexicon of evidence does not look for.

A pattern is a regular expression over lower-case words without punctuation or apostrophes, matched
on whole words. English relies on the text model and the lexicon as well; German and Spanish have no
other way to an agent's acts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from voicemon.types import AgentAct, MomentKind

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language's: what a customer's words open, which acts an agent's words are."""

    customer: Mapping[MomentKind, re.Pattern[str]]
    agent: Mapping[AgentAct, re.Pattern[str]]

    def opens(self, text: str) -> tuple[MomentKind, ...]:
        """The kinds of moment in a customer's words."""
        said = plain(text)
        return tuple(kind for kind, pattern in self.customer.items() if pattern.search(said))

    def acts(self, text: str) -> tuple[AgentAct, ...]:
        """The acts in an agent's words."""
        said = plain(text)
        return tuple(act for act, pattern in self.agent.items() if pattern.search(said))


NONE = Phrases({}, {})


def plain(text: str) -> str:
    """Words in lower case with a blank between, nothing else."""
    return " ".join(re.sub("['’]", "", word) for word in _WORD.findall(text.lower()))


@lru_cache(maxsize=8)
def phrases(language: str) -> Phrases:
    """Those that ship for a language; none where there is no file."""
    path = files(__package__).joinpath("phrases", f"{language}.toml")
    if not path.is_file():
        return NONE
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return Phrases(
        {MomentKind(name): _one(patterns) for name, patterns in table["customer"].items()},
        {AgentAct(name): _one(patterns) for name, patterns in table["agent"].items()},
    )


def _one(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{'|'.join(patterns)})(?!\S)")
