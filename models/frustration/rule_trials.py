"""`python -m models.frustration.rule_trials [--data PATH]`: other figures of the rules that ship.

Each rule's figures are changed one at a time. Beside the false flags, the delay and the calls
flagged in time of composed tuning calls (heard with sound, read by heads that never learnt from
their words) stand the sample calls, of which it is known which flags must and must never be raised.
Held-out scenarios and real recordings are not looked at. Prints a row a way.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from models.eval.courses import AT_END, calm_s, delays_s, false_flags, in_time, median
from models.eval.frustration import sample_courses, sample_flags
from models.frustration.course import Course, followed
from models.frustration.tune import courses
from voicemon.flags.conditions import Condition, Disagreement, Ends, Rise, ScoreAtLeast
from voicemon.flags.rules import BUILT_IN, RuleBook

HEAD = (
    "| way | false, at the end (composed, {hours:.1f} h) | delay, s | flagged while they ran "
    "| samples: right | … false | … delay, s | … wrong |\n|---|---|---|---|---|---|---|---|"
)
_DISAGREE = Disagreement(times=2)


def other(rule_id: str, *conditions: Condition) -> RuleBook:
    """The shipped book with other conditions of one rule, case by case."""
    rules = []
    for rule in BUILT_IN.rules:
        if rule.id == rule_id:
            cases = [
                replace(case, when=when) for case, when in zip(rule.cases, conditions, strict=True)
            ]
            rule = replace(rule, cases=tuple(cases))  # noqa: PLW2901
        rules.append(rule)
    return RuleBook(tuple(rules))


def _rise(by: float = 0.3, within_s: float = 60.0, reaching: float = 0.55) -> RuleBook:
    return other("steep-rise", Rise(by=by, within_s=within_s, reaching=reaching))


def _high(at_least: float, for_s: float) -> RuleBook:
    return other("sustained-high", ScoreAtLeast(at_least=at_least, for_s=for_s))


def _disagree(**figures: float) -> RuleBook:
    often = replace(_DISAGREE, **figures)  # type: ignore[arg-type]
    return other("voice-words-disagree", often, replace(often, times=1))


def _end(score: float, share: float) -> RuleBook:
    return other("ended-unresolved", Ends(score=score, peak=0.7, share=share))


WAYS: tuple[tuple[str, RuleBook], ...] = (
    ("as shipped", BUILT_IN),
    ("steep rise by 0.25, for 0.3", _rise(by=0.25)),
    ("steep rise by 0.4", _rise(by=0.4)),
    ("steep rise within 40 s, for 60", _rise(within_s=40.0)),
    ("steep rise to 0.5, for 0.55", _rise(reaching=0.5)),
    ("steep rise to 0.6", _rise(reaching=0.6)),
    ("steep rise to 0.65", _rise(reaching=0.65)),
    ("sustained from 0.6, for 0.7", _high(0.6, 20.0)),
    ("sustained for 10 s, for 20", _high(0.7, 10.0)),
    ("disagree: tense from 0.7, for 1", _disagree(tense=0.7)),
    ("disagree: prosody alone may be tense", _disagree(heard=-9.0)),
    ("disagree: words up to 0.8, for 0.3", _disagree(hardest=0.8)),
    ("disagree: tense from 0.7, words up to 0.8", _disagree(tense=0.7, hardest=0.8)),
    ("ended from 0.6, or 80 % of the peak", _end(0.6, 0.8)),
    ("ended from 0.7, or 100 % of the peak", _end(0.7, 1.0)),
)  # fmt: skip


def row(book: RuleBook, composed: Sequence[Course], samples: Sequence[Course]) -> str:
    """The figures of one book of rules, cell by cell."""
    false, delay, in_time = _figures(book, composed)
    own_false, own_delay, _ = _figures(book, samples)
    right, wrong = sample_flags(samples, book)
    share = f"{right} of {right + len(wrong)}"
    return " | ".join([false, delay, in_time, share, own_false, own_delay, "; ".join(wrong)])


def _figures(book: RuleBook, given: Sequence[Course]) -> tuple[str, str, str]:
    """False flags and those at the end, the median delay, the share flagged in time."""
    found = [(course, followed(course, book=book)[1]) for course in given]
    false = [flag for course, flags in found for flag in false_flags(course, flags)]
    late = sum(flag.rule == AT_END for flag in false)
    delays = [delay for course, flags in found for delay in delays_s(course, flags)]
    told = [in_time(course, flags) for course, flags in found if course.frustrated_s is not None]
    share = sum(told) / max(1, len(told))
    return f"{len(false)}, {late}", f"{median(delays):.1f}", f"{share:.2f}"


def rows(data: Path, calls: int) -> Iterator[str]:
    """The table, line by line."""
    composed, samples = [course for course, _ in courses(data, calls)], sample_courses()
    yield HEAD.format(hours=sum(map(calm_s, composed)) / 3600)
    for name, book in WAYS:
        yield f"| {name} | {row(book, composed, samples)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--calls", type=int, default=900)
    options = parser.parse_args()
    for line in rows(options.data, options.calls):
        print(line, flush=True)


if __name__ == "__main__":
    main()
