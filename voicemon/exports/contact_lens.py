"""A call as Amazon Transcribe Call Analytics and Contact Lens write it, for tools that read them.

https://docs.aws.amazon.com/transcribe/latest/dg/call-analytics-output.html
https://docs.aws.amazon.com/connect/latest/adminguide/contact-lens-example-output-files.html

The two dialects differ in how a turn names its speaker, and in loudness and issues. Turns carry
both names (`ParticipantRole` and `ParticipantId`); loudness and issues are left out, as voicemon
does not make them. So either kind of reader finds what it looks for. Left out, too, is every
sentiment of the agent: it would be an emotion inferred at work. Unknown speakers are `UNKNOWN`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from voicemon.exports import sentiment
from voicemon.types import Analysis, FlagState, Role, Stretch, StretchKind, Utterance, Word

Json = dict[str, object]

NON_TALK_S = 3.0  # gaps up to this are talk; Contact Lens fixes it
PUNCTUATION = ",.?!;:…"
LOCALES = {
    "de": "de-DE",
    "en": "en-US",
    "es": "es-US",
    "fr": "fr-FR",
    "it": "it-IT",
    "pt": "pt-BR",
}  # Call Analytics knows languages by locale; ours has no region, so the commonest stands


def render(analysis: Analysis, file: str) -> str:
    """The document, indented."""
    return json.dumps(document(analysis, file), ensure_ascii=False, indent=2) + "\n"


def document(analysis: Analysis, file: str) -> Json:
    """The document; times in whole milliseconds of the call."""
    language = analysis.call.language or "en"
    present = {utterance.role for utterance in analysis.utterances}
    roles = [role for role in (Role.AGENT, Role.CUSTOMER, Role.UNKNOWN) if role in present]
    return {
        "JobStatus": "COMPLETED",
        "JobName": file,
        "AccountId": "",
        "Channel": "VOICE",
        "LanguageCode": LOCALES.get(language, language),
        "ContentMetadata": {"Output": "Redacted", "RedactionTypes": ["PII"]},
        "Participants": [
            {"ParticipantId": _name(role), "ParticipantRole": _name(role)} for role in roles
        ],
        "Transcript": [_turn(analysis, utterance) for utterance in analysis.utterances],
        "Categories": _categories(analysis),
        "ConversationCharacteristics": _characteristics(analysis, roles),
    }


def _turn(analysis: Analysis, utterance: Utterance) -> Json:
    turn: Json = {
        "Id": utterance.id,
        "ParticipantId": _name(utterance.role),
        "ParticipantRole": _name(utterance.role),
        "Content": utterance.text,
        **_span(utterance.start_s, utterance.end_s),
        "Items": [item for word in utterance.words for item in _items(word)],
    }
    if utterance.role is Role.CUSTOMER:
        turn["Sentiment"] = sentiment.of_utterance(analysis, utterance.id)
    redacted = [
        _span(stretch.start_s, stretch.end_s)
        for stretch in analysis.stretches
        if stretch.kind is StretchKind.REDACTED
        and stretch.role in (None, utterance.role)
        and stretch.start_s < utterance.end_s
        and stretch.end_s > utterance.start_s
    ]
    if redacted:
        turn["Redaction"] = {"RedactedTimestamps": redacted}
    return turn


def _items(word: Word) -> list[Json]:
    text = word.text.strip()
    bare = text.rstrip(PUNCTUATION)
    items: list[Json] = []
    if bare:
        items.append(
            {
                "Type": "pronunciation",
                "Content": bare,
                "Confidence": round(word.probability, 4),
                **_span(word.start_s, word.end_s),
            }
        )
    items.extend(
        {"Type": "punctuation", "Content": mark, "Confidence": 0.0} for mark in text[len(bare) :]
    )
    return items


def _categories(analysis: Analysis) -> Json:
    spans = {item.id: _span(item.start_s, item.end_s) for item in analysis.utterances}
    found: dict[str, list[Json]] = {}
    for flag in analysis.flags:
        if flag.state is FlagState.RAISED:
            points = [spans[each] for each in flag.utterance_ids if each in spans]
            found.setdefault(flag.rule, []).extend(points)
    return {
        "MatchedCategories": list(found),
        "MatchedDetails": {rule: {"PointsOfInterest": points} for rule, points in found.items()},
    }


def _characteristics(analysis: Analysis, roles: Sequence[Role]) -> Json:
    found: Json = {
        "TotalConversationDurationMillis": _millis(analysis.duration_s),
        "Interruptions": _interruptions(analysis.stretches),
        "NonTalkTime": _non_talk(analysis),
        "TalkTime": _talk_time(analysis, roles),
        "TalkSpeed": {"DetailsByParticipant": _talk_speed(analysis, roles)},
    }
    periods = sentiment.quarters(analysis)
    if periods:
        mean = sum(period.score for period in periods) / len(periods)
        found["Sentiment"] = {
            "OverallSentiment": {"CUSTOMER": round(mean, 1)},
            "SentimentByPeriod": {
                "QUARTER": {
                    "CUSTOMER": [
                        {**_span(p.start_s, p.end_s), "Score": round(p.score, 1)} for p in periods
                    ]
                }
            },
        }
    return found


def _interruptions(stretches: Sequence[Stretch]) -> Json:
    by_role: dict[str, list[Json]] = {}
    total_s = 0.0
    for stretch in stretches:
        if stretch.kind is StretchKind.INTERRUPTION and stretch.role is not None:
            by_role.setdefault(_name(stretch.role), []).append(_lasting(stretch))
            total_s += stretch.end_s - stretch.start_s
    return {
        "TotalCount": sum(len(each) for each in by_role.values()),
        "TotalTimeMillis": _millis(total_s),
        "InterruptionsByInterrupter": by_role,
    }


def _non_talk(analysis: Analysis) -> Json:
    """Gaps above 3 s between turns; silence that redaction made is not one."""
    silenced = [s for s in analysis.stretches if s.kind is StretchKind.REDACTED]
    gaps: list[Stretch] = []
    talked_until: float | None = None
    heard = [(each.start_s, each.end_s) for each in analysis.utterances]
    for start_s, end_s in sorted(heard + [(each.start_s, each.end_s) for each in silenced]):
        if talked_until is not None and start_s - talked_until > NON_TALK_S:
            gaps.append(Stretch(StretchKind.DEAD_AIR, talked_until, start_s))
        talked_until = end_s if talked_until is None else max(talked_until, end_s)
    total_s = sum(gap.end_s - gap.start_s for gap in gaps)
    return {"TotalTimeMillis": _millis(total_s), "Instances": [_lasting(gap) for gap in gaps]}


def _talk_time(analysis: Analysis, roles: Sequence[Role]) -> Json:
    talked = {_name(role): _millis(_talked_s(analysis, role)) for role in roles}
    return {
        "TotalTimeMillis": sum(talked.values()),
        "DetailsByParticipant": {name: {"TotalTimeMillis": ms} for name, ms in talked.items()},
    }


def _talk_speed(analysis: Analysis, roles: Sequence[Role]) -> Json:
    speeds: Json = {}
    for role in roles:
        talked_s = _talked_s(analysis, role)
        count = sum(len(item.words) for item in analysis.utterances if item.role is role)
        if talked_s > 0 and count:
            speeds[_name(role)] = {"AverageWordsPerMinute": round(count * 60 / talked_s)}
    return speeds


def _talked_s(analysis: Analysis, role: Role) -> float:
    return sum(item.end_s - item.start_s for item in analysis.utterances if item.role is role)


def _lasting(stretch: Stretch) -> Json:
    span = _span(stretch.start_s, stretch.end_s)
    return {**span, "DurationMillis": _millis(stretch.end_s) - _millis(stretch.start_s)}


def _span(start_s: float, end_s: float) -> Json:
    return {"BeginOffsetMillis": _millis(start_s), "EndOffsetMillis": _millis(end_s)}


def _millis(seconds: float) -> int:
    return round(seconds * 1000)


def _name(role: Role) -> str:
    return role.value.upper()
