"""Every language says everything, with the same blanks; what rules ask for reads as on the page."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest

from voicemon.flags.rules import RULES
from voicemon.flags.sentences import NAMES, TEXTS
from voicemon.notify.catalogue import LANGUAGES, catalogue, language_of
from voicemon.types import FlagOutcome, FlagState, Severity

OTHERS = [each for each in LANGUAGES if each != "en"]
PAGE = Path(__file__).parents[2] / "dashboard" / "src" / "strings"
STRING = re.compile(r'"((?:part|name|rule|state|outcome)\.[\w.]+)":\s*"((?:[^"\\]|\\.)*)"')


def blanks(text):
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def page_texts(language, room="."):
    file = PAGE / room / f"{language}.ts"
    return dict(STRING.findall(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_there_and_has_the_same_blanks(language):
    english, other = catalogue("en").texts, catalogue(language).texts
    assert set(other) == set(english)
    assert {key: blanks(text) for key, text in other.items()} == {
        key: blanks(text) for key, text in english.items()
    }
    assert [key for key, text in other.items() if not text.strip() and english[key].strip()] == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_was_left_in_english(language):
    english, other = catalogue("en").texts, catalogue(language).texts
    wordy = [key for key, text in english.items() if re.sub(r"\{\w+\}|\W", "", text)]
    same = {key for key in wordy if other[key] == english[key]}
    assert same <= {"week.all", "week.rule"}


@pytest.mark.parametrize("language", OTHERS)
def test_every_part_of_a_rule_is_said_as_on_the_page(language):
    said, page = catalogue(language).rules, page_texts(language, "rules")
    assert (set(said.texts), set(said.names)) == (set(TEXTS), set(NAMES))
    assert {f"part.{key}": text for key, text in said.texts.items()} == {
        key: text for key, text in page.items() if key.startswith("part.")
    }
    assert {f"name.{key}": text for key, text in said.names.items()} == {
        key: text for key, text in page.items() if key.startswith("name.")
    }
    for key, text in TEXTS.items():
        assert blanks(said.texts[key]) == blanks(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_that_ship_are_called_as_on_the_page(language):
    page = page_texts(language)
    for rule in RULES:
        assert (
            catalogue(language).rule(rule.id, rule.name)
            == page[f"rule.{rule.id.replace('-', '_')}"]
        )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("group", "kinds", "room"), [("state", FlagState, "."), ("outcome", FlagOutcome, "board")]
)
def test_states_and_outcomes_are_called_as_on_the_page(language, group, kinds, room):
    texts, page = catalogue(language).texts, page_texts(language, room)
    for kind in kinds:
        key = f"{group}.{kind.value}"
        assert texts[key] == page[key]


def test_a_rule_that_people_named_keeps_its_name():
    assert catalogue("de").rule("sustained-high", "Very angry") == "Very angry"
    assert catalogue("de").rule("our-own", "Our own") == "Our own"
    assert catalogue("de").rule("our-own", None) == "our-own"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_thing_has_its_words(language):
    texts = catalogue(language).texts
    for severity in Severity:
        assert texts[f"severity.{severity.value}"]
        assert texts[f"headline.{severity.value}"]
    for state in FlagState:
        assert texts[f"state.{state.value}"]
        assert f"before.{state.value}" in texts
    for outcome in FlagOutcome:
        assert texts[f"outcome.{outcome.value}"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_of_a_language_is_no_more_than_texts(language):
    text = files("voicemon.notify").joinpath("texts", f"{language}.toml").read_text("utf-8")
    for group in tomllib.loads(text).values():
        assert all(isinstance(each, str) for each in group.values())


def test_a_targets_language_wins_over_the_sites_and_english_is_left():
    assert language_of("es", "de") == "es"
    assert language_of("", "de") == "de"
    assert language_of("", "fr") == "en"
    assert language_of("", "") == "en"


def test_numbers_are_written_as_the_language_does():
    assert (catalogue("en").number(0.82, 2), catalogue("de").number(0.82, 2)) == ("0.82", "0,82")
    assert (catalogue("en").share(0.5), catalogue("es").share(0.5)) == ("50%", "50 %")


def test_rules_ship_by_their_english_names():
    """By which the page and notices see that nobody renamed them."""
    shipped = {rule.id: rule.name for rule in RULES}
    assert {rule: catalogue("en").rule(rule, None) for rule in shipped} == shipped
