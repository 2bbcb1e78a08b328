"""`voicemon models show`: the cards of the models, and which models judge."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from voicemon import weights
from voicemon.errors import ModelError
from voicemon.settings import Settings, current

CARD = "CARD.md"
USES = {
    "words": "what is said (recordings)",
    "words again": "what is said, once more where unsure",
    "live words": "what is said (running calls)",
    "voice": "how a customer sounds",
    "text": "what the words mean",
    "speech": "where speech is",
    "speakers": "who speaks on a mixed channel",
}


@click.command("show")
@click.argument("name", default="")
@click.option("--plain", is_flag=True, help="The card as it is written (Markdown).")
def show(name: str, plain: bool) -> None:
    """The card of model NAME; without a name, which model does what, and the cards there are."""
    if not name:
        _overview()
        return
    text = card(weights.find(_full(name)))
    if plain or not _watched():
        click.echo(text)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(text))


def _watched() -> bool:
    return sys.stdout.isatty()


def card(model: weights.Model) -> str:
    """A model's card: its own CARD*.md, or what the registry says of weights made elsewhere."""
    pages = cards(model)
    if pages:
        return "\n\n".join(page.read_text(encoding="utf-8").rstrip() for page in pages) + "\n"
    where = f"https://huggingface.co/{model.hub}" if model.hub else ", ".join(_packages(model))
    return (
        f"# {model.name}\n\n{model.about}.\n\nVersion: {model.version}\n\n"
        f"Licence: {model.licence} ({model.licence_from})\n\nFrom: {where}\n\n"
        "Made elsewhere: its makers' card holds there. How it does here: models/RESULTS.md\n"
    )


def cards(model: weights.Model) -> Sequence[Path]:
    """The pages that come with a model of voicemon's own."""
    return sorted(weights.bundled(model.folder).glob("CARD*.md")) if model.folder else []


def _packages(model: weights.Model) -> list[str]:
    return sorted({piece.partition(":")[0] for file in model.files for piece in file.pieces})


def _full(name: str) -> str:
    """`voice` for `voicemon-voice`, and `voice-base` as analyses name the head in use."""
    known = weights.registry()
    for own in (name, f"voicemon-{name}", *(f"voicemon-{part}" for part in name.split("-"))):
        if own in known:
            return own
    for own in known:
        if name.startswith(own):
            return own
    return name


def _overview() -> None:
    from rich.console import Console
    from rich.table import Table

    used = Table(box=None, pad_edge=False, title="who judges", title_justify="left")
    for title in ("what", "model", "card"):
        used.add_column(title, overflow="fold")
    for use, name in in_use(current()).items():
        used.add_row(USES[use], name, f"voicemon models show {name}" if _has_card(name) else "—")
    Console().print(used)
    own = [model.name for model in weights.registry().values() if cards(model)]
    Console().print(f"\ncards of voicemon's own weights: {', '.join(own)}")


def _has_card(name: str) -> bool:
    try:
        weights.find(_full(name))
    except ModelError:
        return False
    return True


def in_use(settings: Settings) -> dict[str, str]:
    """Use → model, by the settings, as analyses name them."""
    from voicemon.runtime.models import VOCAL_HEADS

    voice = dict.fromkeys((settings.model, settings.live_model))
    heads = [f"voice-{name}" for name in voice if name in VOCAL_HEADS]
    return {
        "words": settings.model,
        "words again": settings.second_model or "none",
        "live words": settings.live_model,
        "voice": ", ".join(heads) or "none",
        "text": "voicemon-text",
        "speech": "silero-vad",
        "speakers": "voicemon-speaker",
    }
