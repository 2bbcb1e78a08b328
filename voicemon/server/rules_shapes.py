"""From rules and rehearsals to the shapes of `rules_wire`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from voicemon.flags import sentences
from voicemon.flags.conditions import Part
from voicemon.flags.rule import Rule
from voicemon.runtime.rehearsing import RESULT
from voicemon.server import rules_wire as out
from voicemon.store.rules_records import Author, RehearsalEntry, RuleVersion, StoredRule
from voicemon.types import Severity


def told(rule: Rule) -> out.RuleTold:
    """How a rule reads."""
    return out.RuleTold(
        sentence=sentences.sentence(rule),
        in_full=sentences.in_full(rule),
        parts=[_part(each) for each in sentences.parts(rule)],
        severity=max((case.severity for case in rule.cases), key=list(Severity).index).value,
    )


def rule(stored: StoredRule, may_change: bool) -> out.RuleOut:
    """A rule as it is now."""
    newest = stored.newest
    return out.RuleOut(
        **dict(told(newest.rule)),
        id=stored.id,
        name=newest.rule.name,
        state=newest.state.value,
        number=newest.number,
        built_in=stored.built_in,
        made_at=stored.made_at,
        changed_at=newest.changed_at,
        changed_by=_author(newest.by),
        definition=newest.rule,
        may_change=may_change,
    )


def version(each: RuleVersion) -> out.RuleVersionOut:
    """One of its versions."""
    return out.RuleVersionOut(
        **dict(told(each.rule)),
        number=each.number,
        state=each.state.value,
        changed_at=each.changed_at,
        changed_by=_author(each.by),
        why=each.why,
        definition=each.rule,
    )


def rehearsal_row(entry: RehearsalEntry) -> out.RehearsalRow:
    """A rehearsal of the list."""
    return out.RehearsalRow(
        id=entry.id,
        rule_id=entry.rule_id,
        number=entry.number,
        days=entry.days,
        teams=None if entry.teams is None else list(entry.teams),
        state=entry.state.value,
        progress=entry.progress,
        asked_at=entry.asked_at,
        ended_at=entry.ended_at,
        by=_author(entry.by),
        error=entry.error,
    )


def rehearsal(entry: RehearsalEntry, sees: Callable[[str | None], bool]) -> out.RehearsalOut:
    """A rehearsal with what it found; calls of teams that one does not see are not named."""
    result = None
    if entry.result is not None:
        found = RESULT.validate_python(entry.result)
        hits = [out.HitOut.model_validate(each) for each in found.hits if sees(each.team)]
        overlaps = [out.OverlapOut.model_validate(each) for each in found.overlaps]
        counts = {
            name: getattr(found, name)
            for name in out.RehearsedOut.model_fields
            if name not in {"hits", "overlaps"}
        }
        result = out.RehearsedOut(**counts, hits=hits, overlaps=overlaps)
    return out.RehearsalOut(**dict(rehearsal_row(entry)), result=result)


def rehearsals(entries: Sequence[RehearsalEntry]) -> out.RehearsalList:
    """Those of a rule."""
    return out.RehearsalList(items=[rehearsal_row(entry) for entry in entries])


def _author(by: Author) -> out.AuthorOut:
    return out.AuthorOut(id=by.id, name=by.name)


def _part(part: Part) -> out.PartOut:
    values: dict[str, float | str | list[str]] = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in part.values.items()
    }
    return out.PartOut(id=part.id, values=values, of=[_part(each) for each in part.of])
