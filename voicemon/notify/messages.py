"""What a message says: as data for webhooks, as words for people, in a target's language. Redacted
at this door.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import cast
from urllib.parse import quote

from voicemon.exports.identity import masked_customer
from voicemon.flags import sentences
from voicemon.flags.cards import VOICEMON
from voicemon.flags.conditions.found import Part, Value
from voicemon.flags.rule import Rule
from voicemon.notify import weeks
from voicemon.notify.catalogue import Catalogue, catalogue
from voicemon.notify.filters import QUIET, TOO_MANY
from voicemon.notify.notice import Notice, Text
from voicemon.privacy.redaction import redact_text
from voicemon.store.notice_records import Delivery
from voicemon.types import FlagState

Body = Mapping[str, object]
DIGEST_FLAGS = 50
DIGEST_LINES = 20
WHYS = {QUIET: "why.quiet", TOO_MANY: "why.many"}


def flag_body(notice: Notice, public_url: str, rule: Rule | None = None) -> dict[str, object]:
    """A notice as it is kept and sent; nothing in it is secret."""
    link = f"{public_url}/#/live/{quote(notice.call_id, safe='')}" if public_url else None
    asked = sentences.asked(rule, notice.severity) if rule is not None else None
    return {
        "event": f"flag.{notice.state.value}",
        "at": notice.at.isoformat(timespec="milliseconds"),
        "flag": {
            "id": notice.flag_id,
            "number": notice.number,
            "rule": _masked(notice.rule),
            "severity": notice.severity.value,
            "state": notice.state.value,
            "at_s": round(notice.at_s, 1),
            "reason": _masked(notice.reason),
            "by": _masked(notice.by),
            "outcome": notice.outcome.value if notice.outcome else None,
            "score": None if notice.score is None else round(notice.score, 2),
        },
        "call": {
            "id": notice.call_id,
            "team": _masked(notice.team),
            "queue": _masked(notice.queue),
            "agent_id": _masked(masked_customer(notice.agent_id)),
            "url": link,
        },
        "rule": {
            "name": _masked(rule.name) if rule is not None else None,
            "asks": _as_data(asked) if asked is not None else None,
        },
    }


def digest_body(held: Sequence[Delivery], why: str, now: datetime) -> dict[str, object]:
    """What was held back, in one message: each flag once, as it stands now."""
    newest: dict[str, Body] = {}
    for each in held:
        newest[str(_part(each.body, "flag").get("id"))] = each.body
    kept = ("at", "flag", "call", "rule")
    flags = [{key: body[key] for key in kept if key in body} for body in newest.values()]
    return {
        "event": "digest",
        "at": now.isoformat(timespec="milliseconds"),
        "why": why,
        "since": held[0].created_at.isoformat(timespec="seconds"),
        "count": len(newest),
        "flags": flags[:DIGEST_FLAGS],
    }


def test_body(now: datetime, language: str) -> dict[str, object]:
    """A message that says no more than that it arrived."""
    text = catalogue(language).say("test.text")
    return {"event": "test", "at": now.isoformat(timespec="milliseconds"), "text": text}


def words(body: Body, zone: tzinfo, language: str = "en") -> Text:
    """A message for people, times in the site's zone."""
    said = catalogue(language)
    event = str(body["event"])
    if event == "test":
        return Text(said.say("test.title"), str(body["text"]))
    if event == "digest":
        return _digest_words(body, zone, said)
    if event == "week":
        return weeks.words(body, zone, said)
    call = _part(body, "call")
    lines = [*_why(body, said), _about(body, zone, said)]
    if call["url"]:
        lines.append(str(call["url"]))
    return Text(_title(body, said), "\n".join(lines))


def _title(body: Body, said: Catalogue) -> str:
    flag, call = _part(body, "flag"), _part(body, "call")
    headline = said.say(f"headline.{flag['severity']}")
    state = str(flag["state"])
    if state == FlagState.ESCALATED.value and flag["by"] != VOICEMON.name:
        state = "called"
    before = said.say(f"before.{state}")
    title = f"{before}{headline if not before else headline[0].lower() + headline[1:]}"
    where = ", ".join(str(call[key]) for key in ("team", "queue") if call[key])
    return f"{title} ({where})" if where else title


def _why(body: Body, said: Catalogue) -> list[str]:
    """The reason as it was found is an English sentence; what the rule asks for is said in every
    language.
    """
    lines = [said.say("about.found", reason=_part(body, "flag")["reason"])]
    asks = _rule(body).get("asks")
    if said.language != "en" and isinstance(asks, Mapping):
        lines.insert(0, said.asked(_as_part(asks)))
    return lines


def _digest_words(body: Body, zone: tzinfo, said: Catalogue) -> Text:
    count = int(str(body["count"]))
    flags = _list(body, "flags")
    lines = [_line(each, zone, said) for each in flags[:DIGEST_LINES]]
    if count > len(lines):
        lines.append(said.say("digest.more", n=count - len(lines)))
    since = datetime.fromisoformat(str(body["since"])).astimezone(zone)
    why = str(body["why"])
    why = said.say(WHYS[why]) if why in WHYS else why
    return Text(said.count("digest", count, time=f"{since:%H:%M}", why=why), "\n".join(lines))


def _line(body: Body, zone: tzinfo, said: Catalogue) -> str:
    flag, call = _part(body, "flag"), _part(body, "call")
    at = datetime.fromisoformat(str(body["at"])).astimezone(zone)
    where = f" {call['queue']}" if call["queue"] else ""
    link = f" {call['url']}" if call["url"] else ""
    severity, state = (said.say(f"{key}.{flag[key]}") for key in ("severity", "state"))
    what = str(flag["reason"])
    if said.language != "en":
        what = f"{_rule_name(body, said)}: {what}"
    return f"{at:%H:%M} {severity}, {state}{where}: {what}{link}"


def _about(body: Body, zone: tzinfo, said: Catalogue) -> str:
    flag, call = _part(body, "flag"), _part(body, "call")
    at = datetime.fromisoformat(str(body["at"])).astimezone(zone)
    minutes, seconds = divmod(int(float(str(flag["at_s"]))), 60)
    told = [
        f"{at:%H:%M:%S}",
        said.say("about.rule", name=_rule_name(body, said)),
        said.say("about.into", time=f"{minutes}:{seconds:02d}"),
    ]
    if flag.get("score") is not None:
        told.append(said.say("about.score", score=said.number(float(str(flag["score"])), 2)))
    if call["agent_id"]:
        told.append(said.say("about.agent", id=call["agent_id"]))
    if flag["by"] != VOICEMON.name:
        told.append(said.say("about.by", name=flag["by"]))
    if flag["outcome"]:
        told.append(said.say("about.outcome", outcome=said.say(f"outcome.{flag['outcome']}")))
    return " · ".join(told)


def _rule_name(body: Body, said: Catalogue) -> str:
    name = _rule(body).get("name")
    return said.rule(str(_part(body, "flag")["rule"]), None if name is None else str(name))


def _rule(body: Body) -> Body:
    """What is told of the rule; nothing in messages of an earlier version."""
    found = body.get("rule")
    return found if isinstance(found, Mapping) else {}


def _part(body: Body, name: str) -> Body:
    found = body[name]
    assert isinstance(found, Mapping)
    return found


def _list(body: Body, name: str) -> list[Body]:
    found = body[name]
    assert isinstance(found, Iterable)
    return list(found)


def _masked(text: str | None) -> str | None:
    return redact_text(text) if text else text


def _as_data(part: Part) -> dict[str, object]:
    values = {
        name: _words(value) if name in sentences.QUOTED else value
        for name, value in part.values.items()
    }
    return {"id": part.id, "values": values, "of": [_as_data(each) for each in part.of]}


def _words(value: Value) -> object:
    """What people wrote into a rule, redacted too."""
    if isinstance(value, float | int):
        return value
    return _masked(value) if isinstance(value, str) else [_masked(each) for each in value]


def _as_part(told: Body) -> Part:
    values = {
        name: cast(Value, tuple(value) if isinstance(value, list) else value)
        for name, value in _part(told, "values").items()
    }
    return Part(str(told["id"]), values, tuple(_as_part(each) for each in _list(told, "of")))
