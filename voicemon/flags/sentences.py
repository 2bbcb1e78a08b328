"""A rule as a sentence: parts that any language can put into its own words, and the English ones.

`parts` gives the structure, `TEXTS` the English text of each part's `id`; a page in another
language has texts of its own for the same ids. `{of}` stands for the parts within a part, and a
value that names something (cue, weekday, direction, side) has a name in `NAMES`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voicemon.flags.conditions.found import Part, Value
from voicemon.flags.cues import CUES
from voicemon.flags.rule import Rule
from voicemon.flags.scope import WEEK, Hours, Scope
from voicemon.types import Severity

TEXTS: Mapping[str, str] = {
    "act": "act when {of}",
    "watch": "watch when {of}",
    "information": "inform when {of}",
    "all": "{of}",
    "any": "{of}",
    "within": "{of} within the last {within_s} s",
    "times": "{of} at least {times} times within {within_s} s",
    "score_at_least": "the frustration is at least {score}",
    "score_at_least_for": "the frustration is at least {score} for {for_s} s",
    "score_below": "the frustration is below {score}",
    "score_below_for": "the frustration is below {score} for {for_s} s",
    "rise": "the frustration rises by {by} within {within_s} s",
    "rise_to": "the frustration rises by {by} within {within_s} s, to at least {reaching}",
    "slope": "the frustration rises by {per_min} a minute or faster",
    "ends": "the call ends at {score} or more, or above {share} of a peak of at least {peak}",
    "cue": "the customer {cues}",
    "phrase": "{whose} says {phrases}",
    "pattern": "{whose} says words like {text}",
    "meaning": "{whose} says something like {examples} (similarity at least {similarity})",
    "disagreement": "the voice is tense while the words are polite",
    "silence": "nobody speaks for {at_least_s} s",
    "silence_or_hold": "nobody speaks for {at_least_s} s, holds included",
    "hold": "the customer is on hold for {at_least_s} s",
    "interruption": "the agent interrupts the customer",
    "interruptions": "the agent interrupts the customer {times} times in a minute",
    "queues": "only in the queue {queues}",
    "teams": "only for the team {teams}",
    "directions": "only {directions} calls",
    "languages": "only calls in {languages}",
    "hours": "only {days} {opens}–{closes}",
    "hours_all_day": "only {days}",
    "cooldown": "not again within {cooldown_s} s",
    "suppress": "not while a person is at work on a flag of the call",
    "ends_itself": "ends by itself when the customer is calm",
    "ends_by_hand": "ends by a person's hand only",
}
NAMES: Mapping[str, str] = {
    **CUES,
    "customer": "the customer",
    "agent": "the agent",
    "anybody": "anybody",
    "inbound": "inbound",
    "outbound": "outbound",
    "unknown": "of unknown direction",
    "mon": "Mon",
    "tue": "Tue",
    "wed": "Wed",
    "thu": "Thu",
    "fri": "Fri",
    "sat": "Sat",
    "sun": "Sun",
}
QUOTED = ("phrases", "text", "examples")
NAMED = ("cues", "whose", "days", "directions")
JOINED = ("all", "any")


@dataclass(frozen=True, slots=True)
class Language:
    """How a language tells parts: `texts` by a part's id, `names`, what joins the parts of `all`
    and `any`, how a phrase is quoted, the decimal sign.
    """

    texts: Mapping[str, str]
    names: Mapping[str, str]
    joins: Mapping[str, str]
    quote: str
    decimal: str


ENGLISH = Language(TEXTS, NAMES, {"all": " and ", "any": " or "}, "“{text}”", ".")


def parts(rule: Rule) -> tuple[Part, ...]:
    """Everything that a rule says of itself, the gravest case first."""
    cases = sorted(rule.cases, key=lambda case: -list(Severity).index(case.severity))
    asked = [Part(case.severity.value, {}, (case.when.part(),)) for case in cases]
    return (*asked, *_scope(rule.scope), *map(_hours, rule.hours), *_habits(rule))


def asked(rule: Rule, severity: Severity) -> Part | None:
    """What a rule asks for before it calls with this severity; None where it has no such case."""
    for case in rule.cases:
        if case.severity is severity:
            return Part(severity.value, {}, (case.when.part(),))
    return None


def sentence(rule: Rule) -> str:
    """When the rule calls, and for which calls: one English sentence."""
    asked = _told(parts(rule)[: -len(_habits(rule))])
    return f"{asked[:1].upper()}{asked[1:]}."


def in_full(rule: Rule) -> str:
    """All of `parts` in English, as two sentences."""
    habits = _told(_habits(rule))
    return f"{sentence(rule)} {habits[:1].upper()}{habits[1:]}."


def _told(told: Sequence[Part]) -> str:
    return "; ".join(said(part) for part in told)


def said(part: Part, language: Language = ENGLISH, inside: str = "") -> str:
    """A part in words; `inside` is the kind of part that it stands in."""
    between = language.joins.get(part.id, " ")
    within = between.join(said(each, language, part.id) for each in part.of)
    values = {name: _value(name, value, language) for name, value in part.values.items()}
    text = language.texts[part.id].format(of=within, **values)
    return f"({text})" if part.id in JOINED and inside in {*JOINED, "within", "times"} else text


def _value(name: str, value: Value, language: Language) -> str:
    if isinstance(value, float | int):
        return f"{value:g}".replace(".", language.decimal)
    several = (value,) if isinstance(value, str) else value
    if name in QUOTED:
        several = tuple(language.quote.format(text=each) for each in several)
    if name in NAMED:
        several = tuple(language.names[each] for each in several)
    return (", " if name == "days" else language.joins["any"]).join(several)


def _scope(scope: Scope) -> list[Part]:
    wanted: dict[str, tuple[str, ...]] = {
        "queues": scope.queues,
        "teams": scope.teams,
        "directions": tuple(each.value for each in scope.directions),
        "languages": scope.languages,
    }
    return [Part(name, {name: names}) for name, names in wanted.items() if names]


def _hours(hours: Hours) -> Part:
    days = tuple(day.value for day in WEEK if day in hours.days)
    if hours.opens == hours.closes:
        return Part("hours_all_day", {"days": days})
    return Part("hours", {"days": days, "opens": hours.opens, "closes": hours.closes})


def _habits(rule: Rule) -> tuple[Part, ...]:
    suppress = (Part("suppress"),) if rule.suppress_while_acknowledged else ()
    return (
        Part("cooldown", {"cooldown_s": rule.cooldown_s}),
        *suppress,
        Part("ends_itself" if rule.ends_itself else "ends_by_hand"),
    )
