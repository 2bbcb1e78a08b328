"""One self-contained page about a call: curve, flags, transcript with reasons; needs no script."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files

from voicemon.exports import curve_svg
from voicemon.exports.identity import masked_customer
from voicemon.exports.phrases import SPEAKERS, clock, customers_points, score_word
from voicemon.types import Analysis, FlagState, Frustration, Utterance, summarise

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
WORTH_TELLING = 0.25  # log-odds; weaker cues are in the other formats
MEANING = (
    "The score is the probability that a trained reviewer who heard the call up to that moment "
    "would call the customer frustrated; the band holds it with 90 % certainty. It is a hint with "
    "its reasons, and a person decides. Voices are weighed for customers only."
)


def render(analysis: Analysis, file: str) -> str:
    """The page as HTML."""
    title = escape(f"Call {analysis.call.id}")
    parts = [
        f"<h1>{title}</h1>",
        _facts(analysis, file),
        _tiles(analysis),
        curve_svg.draw(analysis) or "<p>The customer was not heard, so there is no curve.</p>",
        _flags(analysis),
        _warnings(analysis),
        "<h2>What was said</h2>",
        _turns(analysis),
        _footer(analysis),
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<title>{title} · voicemon</title><style>{_style()}</style></head>\n"
        f"<body><main>\n{chr(10).join(filter(None, parts))}\n</main></body></html>\n"
    )


@cache
def _style() -> str:
    return files("voicemon.exports").joinpath("report.css").read_text(encoding="utf-8")


def _facts(analysis: Analysis, file: str) -> str:
    call = analysis.call
    facts = [
        file,
        call.started_at.strftime("%Y-%m-%d %H:%M %Z"),
        clock(analysis.duration_s),
        call.direction.value if call.direction.value != "unknown" else None,
        call.agent_id and f"agent {call.agent_id}",
        call.customer_id and f"customer {masked_customer(call.customer_id)}",
        call.queue and f"queue {call.queue}",
        call.language and f"language {call.language}",
    ]
    return f'<p class="facts">{" · ".join(escape(fact) for fact in facts if fact)}</p>'


def _tiles(analysis: Analysis) -> str:
    found = summarise(analysis)
    raised = {flag.id for flag in analysis.flags if flag.state is FlagState.RAISED}
    tiles = [
        ("Highest", found.peak, found.peak_at_s),
        ("At the end", found.end, None),
        ("Mean", found.mean, None),
    ]
    scores = "".join(
        f"<li>{name}<strong>{score:.2f}</strong>{score_word(score)}"
        f"{'' if at_s is None else f' at {clock(at_s)}'}</li>"
        for name, score, at_s in tiles
        if score is not None
    )
    return f'<ul class="tiles">{scores}<li>Flags<strong>{len(raised)}</strong>raised</li></ul>'


def _flags(analysis: Analysis) -> str:
    items = "".join(
        f'<li><b class="{flag.severity.value}">{flag.severity.value}</b> '
        f"<time>{clock(flag.at_s)}</time> {escape(flag.rule)}, {flag.state.value}: "
        f"{escape(flag.reason)}</li>"
        for flag in analysis.flags
    )
    return f'<h2>Flags</h2><ul class="flags">{items}</ul>' if items else ""


def _warnings(analysis: Analysis) -> str:
    said = list(analysis.warnings)
    if analysis.words_dropped:
        said.append(f"{analysis.words_dropped} words without a voice under them were left out")
    items = "".join(f"<li>{escape(warning)}</li>" for warning in said)
    return f'<h2>To bear in mind</h2><ul class="warnings">{items}</ul>' if items else ""


def _turns(analysis: Analysis) -> str:
    points = customers_points(analysis)
    turns = "".join(_turn(analysis, item, points.get(item.id)) for item in analysis.utterances)
    return f'<ol class="turns">{turns}</ol>' if turns else "<p>Nothing was said.</p>"


def _turn(analysis: Analysis, item: Utterance, point: Frustration | None) -> str:
    why = "; ".join(_why(analysis, item, point))
    reasons = f'<p class="why">{why}</p>' if why else ""
    return (
        f'<li class="{item.role.value}" id="{escape(item.id)}"><time>{clock(item.start_s)}</time>'
        f'<span class="speaker">{SPEAKERS[item.role]}</span><p>{escape(item.text)}</p>'
        f"{reasons}</li>"
    )


def _why(analysis: Analysis, item: Utterance, point: Frustration | None) -> Iterator[str]:
    if point is not None:
        yield (
            f'<span class="score">{point.score:.2f}</span> '
            f"({point.low:.2f}–{point.high:.2f}) {score_word(point.score)}"
        )
    for evidence in analysis.evidence:
        if evidence.utterance_id == item.id and abs(evidence.log_odds) >= WORTH_TELLING:
            yield f"{escape(evidence.note)} ({_signed(evidence.log_odds)})"
    for withheld in analysis.withheld:
        if withheld.utterance_id == item.id:
            yield f"{escape(withheld.witness)} not weighed: {escape(withheld.reason)}"


def _signed(odds: float) -> str:
    return f"{odds:+.1f}".replace("-", "−")  # a minus sign, not a hyphen


def _footer(analysis: Analysis) -> str:
    models = ", ".join(f"{name} {model}" for name, model in analysis.models.items())
    made = analysis.made_at.strftime("%Y-%m-%d %H:%M %Z")
    return f"<footer>{MEANING}<br>Analysed {made} with {escape(models)}.</footer>"
