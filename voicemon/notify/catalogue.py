"""What notices say in each language: one file of texts a language, in `texts/`.

Names of people's own (rules, teams, queues) stay as they were written, and so do a flag's reasons,
which are kept as English sentences. What a rule asks for is data, and is said in every language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from voicemon.flags.conditions.found import Part
from voicemon.flags.rules import RULES
from voicemon.flags.sentences import ENGLISH, Language, said

LANGUAGES = ("en", "de", "es")
FALLBACK = "en"
SHIPPED = {rule.id: rule.name for rule in RULES}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The texts of one language by `group.name`; `rules` are its words for a rule's parts."""

    language: str
    texts: Mapping[str, str]
    rules: Language

    def say(self, key: str, **values: object) -> str:
        """A text, filled in; KeyError for one that there is not."""
        return self.texts[key].format(**values)

    def count(self, group: str, n: int, **values: object) -> str:
        """A text that differs for one and for many."""
        return self.say(f"{group}.{'one' if n == 1 else 'other'}", n=n, **values)

    def number(self, value: float, digits: int) -> str:
        """With the language's decimal sign."""
        return f"{value:.{digits}f}".replace(".", self.rules.decimal)

    def share(self, value: float) -> str:
        """A share as per cent."""
        space = "" if self.language == "en" else " "
        return f"{value:.0%}".replace("%", f"{space}%")

    def rule(self, rule_id: str, name: str | None) -> str:
        """A rule's name: of one that ships, and was not renamed, in this language."""
        is_own = name is not None and name != SHIPPED.get(rule_id)
        return str(name) if is_own else self.texts.get(f"rule.{rule_id}", name or rule_id)

    def asked(self, part: Part) -> str:
        """What a rule asks for, as a sentence."""
        words = said(part, self.rules)
        return f"{words[:1].upper()}{words[1:]}."


def language_of(wanted: str, site: str) -> str:
    """A target's language, or where it has none the site's, or English."""
    return next((each for each in (wanted, site) if each in LANGUAGES), FALLBACK)


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> Catalogue:
    """The texts of one of `LANGUAGES`."""
    text = files(__package__).joinpath("texts", f"{language}.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    rules = ENGLISH
    if "parts" in table:
        rules = Language(
            table["parts"],
            table["names"],
            {kind: table["join"][kind] for kind in ("all", "any")},
            table["join"]["quote"],
            ",",
        )
    texts = {
        f"{group}.{name}": words
        for group, each in table.items()
        if group not in ("parts", "names", "join")
        for name, words in each.items()
    }
    return Catalogue(language, texts, rules)
