"""`voicemon models calibrate`: the rules' figures refitted to what people told of their flags."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicemon.cli.judge import check_out
from voicemon.cli.places import here_or_demo
from voicemon.cli.progress import progress
from voicemon.settings import current

if TYPE_CHECKING:
    from voicemon.runtime.calibrating import Calibration, Calibrator
    from voicemon.store import Store

DAYS, MOST_DAYS = 90, 366


@click.command("calibrate")
@click.option(
    "--days",
    type=click.IntRange(1, MOST_DAYS),
    default=DAYS,
    show_default=True,
    help="Calls and outcomes of the last so many days.",
)
@click.option("--rule", "wanted", multiple=True, help="Only this rule; once for each.")
@click.option("--apply", "keep", is_flag=True, help="Keep what moves as drafts of the rules.")
@click.option("--out", type=click.Path(path_type=Path), help="JSON file with all figures.")
def calibrate(days: int, wanted: Sequence[str], keep: bool, out: Path | None) -> None:
    """Refit the rules' figures to the outcomes of their flags; see docs/tuning.md.

    Shows the old and the new rule side by side over the stored calls, and changes nothing. With
    --apply, what moves is kept as a draft version of its rule: nobody is called by it until
    somebody has rehearsed it and taken it over on the page.
    """
    from voicemon.cli import calibrated
    from voicemon.runtime.calibrating import Calibrator
    from voicemon.runtime.jobs import give_way
    from voicemon.runtime.models import text_reader
    from voicemon.store import Store

    check_out(out)
    site = here_or_demo(current())
    give_way()
    with closing(Store(site.store_url, site.audio_dir)) as store:
        calibrator = Calibrator(store, cache(text_reader), site.zone)
        with progress() as tell:
            found = calibrator.run(days, wanted, tell)
        calibrated.show(found)
        drafts = _kept(calibrator, store, found) if keep else {}
    if found.moving and not keep:
        click.echo("\nNothing was changed. With --apply, what moves is kept as drafts.")
    if out is not None:
        _write(out, calibrated.as_json(found, drafts))


def _kept(calibrator: Calibrator, store: Store, found: Calibration) -> dict[str, int]:
    """Drafts of all that moves, each with the number of its version; audited where new."""
    from voicemon.store.audit import COMMAND_LINE

    drafts = {}
    for each in found.moving:
        draft, is_new = calibrator.propose(each)
        drafts[each.stored.id] = draft.number
        if is_new:
            moves = {
                move.knob.name: [move.knob.value, move.value] for move in each.fit.chosen.moves
            }
            details = {"number": draft.number, "days": found.days, "moves": moves, "why": draft.why}
            store.audit.add(COMMAND_LINE, "rule.propose", each.stored.id, details)
        how = "is kept" if is_new else "was kept before"
        click.echo(f"\nDraft version {draft.number} of {each.stored.id} {how}.")
    if drafts:
        click.echo("Rehearse and switch them on under Rules on the page, among the versions.")
    return drafts


def _write(out: Path, figures: object) -> None:
    """The whole file or none."""
    from voicemon.cli.writer import save

    text = json.dumps(figures, indent=1, ensure_ascii=False, allow_nan=False)
    save(out.absolute().parent, out.name, f"{text}\n")
    click.echo(f"\nAll figures: {out}")
