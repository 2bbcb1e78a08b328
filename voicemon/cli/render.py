"""An analysis for the terminal: curve as a sparkline, flags with reasons, who said what."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from voicemon.types import Analysis, Flag, FlagState, Frustration, Role, Severity, summarise

BARS = "▁▂▃▄▅▆▇█"
STEPS = 48
SIGNS = {Severity.ACT: "▲ act", Severity.WATCH: "◆ watch", Severity.INFORMATION: "● information"}
COLOURS = {Severity.ACT: "red", Severity.WATCH: "yellow", Severity.INFORMATION: "cyan"}
WORDS = ((0.3, "calm"), (0.5, "uneasy"), (0.7, "frustrated"))


def word(score: float) -> str:
    """The score in a word, as the page says it."""
    return next((name for limit, name in WORDS if score < limit), "very frustrated")


def clock(at_s: float) -> str:
    """Seconds of the call as 1:05 or 1:02:05."""
    minutes, seconds = divmod(int(at_s), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def sparkline(points: tuple[Frustration, ...], duration_s: float, steps: int = STEPS) -> str:
    """The curve over the call in `steps` characters; a dot before the customer was heard."""
    drawn = []
    for step in range(steps):
        before = [p for p in points if p.at_s <= (step + 1) * duration_s / steps]
        drawn.append(BARS[min(7, int(before[-1].score * 8))] if before else "·")
    return "".join(drawn)


def show(analysis: Analysis, console: Console) -> None:
    """Print the whole result."""
    call = analysis.call
    facts = [clock(analysis.duration_s), call.language, call.queue, call.agent_id]
    known = " · ".join(escape(fact) for fact in facts if fact)
    console.print(f"\n[bold]{escape(call.source)}[/bold]  {known}  [dim]call {call.id}[/dim]")
    console.print(_curve(analysis))
    for warning in analysis.warnings:
        console.print(f"[yellow]! {escape(warning)}[/yellow]")
    for flag in analysis.flags:
        console.print(_flag(flag))
    console.print(_transcript(analysis))


def _curve(analysis: Analysis) -> str:
    summary = summarise(analysis)
    if summary.peak is None or summary.peak_at_s is None or summary.end is None:
        return "[dim]No frustration curve: no speech of the customer was heard.[/dim]"
    return (
        f"{sparkline(analysis.frustration, analysis.duration_s)}  "
        f"peak [bold]{summary.peak:.2f}[/bold] {word(summary.peak)} at {clock(summary.peak_at_s)}, "
        f"end [bold]{summary.end:.2f}[/bold] {word(summary.end)}"
    )


def _flag(flag: Flag) -> str:
    if flag.state is not FlagState.RAISED:
        return (
            f"[dim]  {clock(flag.at_s)} {flag.rule} {flag.state.value}: {escape(flag.reason)}[/dim]"
        )
    colour = COLOURS[flag.severity]
    sign = f"[{colour}]{SIGNS[flag.severity]}[/{colour}]"
    return f"{sign} {clock(flag.at_s)} [bold]{flag.rule}[/bold]: {escape(flag.reason)}"


def _transcript(analysis: Analysis) -> Table:
    scores = {point.utterance_id: point.score for point in analysis.frustration}
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1))
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    for utterance in analysis.utterances:
        mine = utterance.role is not Role.AGENT
        score = scores.get(utterance.id)
        table.add_row(
            clock(utterance.start_s),
            f"[bold]{utterance.role.value}[/bold]" if mine else utterance.role.value,
            escape(utterance.text),
            f"{score:.2f}" if score is not None and mine else "",
        )
    return table
