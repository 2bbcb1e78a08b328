"""Playbooks: what an agent could say, a few sentences a kind of moment, one file a language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from voicemon.types import MomentKind

LANGUAGES = ("en", "de", "es")
FALLBACK = "en"
LONGEST = 200  # characters of a sentence
MOST = 20  # sentences of a kind


@dataclass(frozen=True, slots=True)
class Playbook:
    """The sentences of one language; every kind has at least one."""

    language: str
    sentences: Mapping[MomentKind, tuple[str, ...]]

    def edited(self, edits: Mapping[MomentKind, tuple[str, ...]]) -> Playbook:
        """With a site's own sentences in the place of those that ship."""
        return replace(self, sentences={**self.sentences, **edits})


def language_of(said: str | None, site: str | None) -> str:
    """The playbook's language for a call: the call's, else the site's, else English."""
    for wanted in (said, site):
        short = (wanted or "").split("-")[0].lower()
        if short in LANGUAGES:
            return short
    return FALLBACK


@lru_cache(maxsize=len(LANGUAGES))
def bundled(language: str) -> Playbook:
    """The playbook that ships for one of `LANGUAGES`."""
    text = files(__package__).joinpath("playbooks", f"{language}.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return Playbook(language, {kind: tuple(table[kind.value]) for kind in MomentKind})
