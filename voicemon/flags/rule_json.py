"""Rules as JSON, checked word for word on the way in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from voicemon.errors import InputError
from voicemon.flags.rule import Rule

FIX = "docs/rules.md shows every condition with an example"
MOST_TOLD = 5
WITHIN = ("when", "of")  # behind these pydantic names the kind of condition that it tried


def parse(data: object) -> Rule:
    """The rule that a JSON value describes; InputError names every place that is wrong."""
    try:
        return _adapter().validate_python(data)
    except ValidationError as error:
        raise InputError(f"this is no rule: {wrong(error)}", FIX) from None


def written(rule: Rule) -> dict[str, Any]:
    """The JSON form of a rule, which `parse` takes back."""
    made: dict[str, Any] = _adapter().dump_python(rule, mode="json")
    return made


def schema() -> dict[str, Any]:
    """What JSON a rule may be, as JSON Schema."""
    return _adapter().json_schema()


def wrong(error: ValidationError) -> str:
    """What is wrong, each with its place: `cases[0].when.at_least: …`; the first few of many."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    places = [item["loc"] for item in found]
    told = [
        f"{place(item['loc']) or 'the whole'}: {item['msg'].removeprefix('Value error, ')}"
        for item in found
        if not any(len(at) > len(item["loc"]) and _begins(at, item["loc"]) for at in places)
    ]
    return "; ".join(told[:MOST_TOLD])


def _begins(place: tuple[int | str, ...], beginning: tuple[int | str, ...]) -> bool:
    """An item that is wrong makes its list too short: only the item is told."""
    return place[: len(beginning)] == beginning


def place(steps: Iterable[int | str]) -> str:
    """A place in JSON as people write it, without the kinds that were tried on the way there."""
    written, kind_follows = "", False
    for step in steps:
        if kind_follows and isinstance(step, str):
            kind_follows = False
            continue
        if isinstance(step, int):
            written += f"[{step}]"
            continue
        written += f".{step}" if written else step
        kind_follows = step in WITHIN
    return written


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Rule]:
    return TypeAdapter(Rule)
