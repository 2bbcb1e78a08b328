"""Roles on mono: two-channel calls mixed into one, who spoke when and who is the customer.

Reference: each channel's own speech (Silero's frames on that channel alone, pauses under 0.2 s
closed). Ours: the turns of the recorded-call path, where the mix itself has speech by the same
rule. DER without collar, overlap scored: (missed + false + of the wrong speaker) / all reference
speech, the calls of a group taken as one. Wrong roles: time with a role above the floor that is
not the speaker's, of all speech. The baseline is the usual one without a network: two clusters of
windows' mean and spread of MFCC. Both at once is measured on the same calls drawn together until
turns overlap (`mixes`), for as they are hardly any of these calls has overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from models.eval import verification
from models.eval.der import pooled
from models.eval.mixes import TUNED_ON, drawn_together, mixed
from models.eval.mono import Marked, Measured, marked, measured
from models.eval.table import Row, bootstrap
from voicemon.runtime import models
from voicemon.settings import load
from voicemon.utterances.diarization import CEPSTRA, SpeakerEmbedder

AIMS = {"harper": 0.15, "gorkow": 0.08}
OTHERS = ("aws_auto_repairs_40", "genesys_order_questions")
WRONG_AIM = 0.02
TASK = "Roles on mono"


def rows(data: Path) -> list[Row]:
    """Rows of each group of calls, of those that decided nothing, of each call; voices beside."""
    settings = load(model="base")
    loaded = models.load(settings)
    assert loaded.embedder is not None
    paths = {path.stem: path for path in sorted((data / "calls").glob("*.flac"))}
    names = [name for name in paths if name.startswith(tuple(AIMS)) or name in OTHERS]
    found = [measured(mixed(paths[name]), loaded, settings) for name in names]
    drawn = [drawn_together(paths[name]) for name in names if name not in TUNED_ON]
    groups = [
        *((name, aim, [e for e in found if e.name.startswith(name)]) for name, aim in AIMS.items()),
        ("aws, genesys", None, [each for each in found if each.name in OTHERS]),
        ("all", None, found),
        ("all that nothing was tuned on", None, [e for e in found if e.name not in TUNED_ON]),
    ]
    return [
        *(row for name, aim, calls in groups for row in _rows(name, calls, aim)),
        *(_call(each) for each in found),
        *_both([marked(mix, loaded) for mix in drawn], found),
        *voices(data, loaded.embedder),
    ]  # fmt: skip


def _rows(name: str, calls: Sequence[Measured], aim: float | None) -> list[Row]:
    ours = pooled(each.ours for each in calls)
    baseline = pooled(each.baseline for each in calls)
    worst = max(calls, key=lambda each: each.wrong_share)
    over = sum(each.wrong_share > WRONG_AIM for each in calls)
    unknown = sum(each.unknown for each in calls) / sum(each.voiced for each in calls)
    of = f"mono mixes of calls/: {name} ({len(calls)})"
    parts = [part / max(1, ours.spoken) for part in (ours.missed, ours.false, ours.confused)]
    return [
        Row(
            TASK, "DER, no collar, overlap scored", of, f"MFCC clusters {baseline.rate:.3f}",
            ours.rate, *bootstrap(calls, _der), f"≤ {aim}" if aim else "",
            ours.rate <= aim if aim else None,
            "missed {:.3f}, false {:.3f}, wrong speaker {:.3f}; ".format(*parts)
            + f"worst call {max(each.ours.rate for each in calls):.3f}",
        ),
        Row(
            TASK, "time with a confident wrong role, worst call", of, "", worst.wrong_share,
            *bootstrap(calls, _wrong), f"≤ {WRONG_AIM}", worst.wrong_share <= WRONG_AIM,
            f"mean {_wrong(calls):.4f} (the interval is the mean's); {over} calls above; "
            f"role unknown {unknown:.2f} of the time",
        ),
    ]  # fmt: skip


def _call(each: Measured) -> Row:
    unknown = each.unknown / max(1, each.voiced)
    tuned = "; thresholds were tuned on it" if each.name in TUNED_ON else ""
    return Row(
        TASK, "DER of one call", each.name, f"MFCC clusters {each.baseline.rate:.3f}",
        each.ours.rate, None, None, "", None,
        f"confident wrong role {each.wrong_share:.4f}, role unknown {unknown:.2f}{tuned}",
    )  # fmt: skip


def _both(drawn: Sequence[Marked], found: Sequence[Measured]) -> list[Row]:
    """Marks on calls that decided nothing: of those drawn together, and wrong ones as they are."""
    alone = pooled(each.one_at_a_time for each in drawn)
    with_marks = pooled(each.with_marks for each in drawn)
    real = sum(each.real for each in drawn) / sum(each.voiced for each in drawn)
    natural = [each for each in found if each.name not in TUNED_ON]
    false = sum(each.marked - each.marked_right for each in natural)
    talk = sum(each.voiced for each in natural)
    task, of = "Both at once on mono", f"{len(drawn)} calls drawn together, none tuned on"
    return [
        Row(
            task, "precision of marked time", of, f"all speech marked {real:.3f}",
            _precision(drawn), *bootstrap(drawn, _precision), "≥ 0.5", _precision(drawn) >= 0.5,
            f"overlap is {real:.3f} of speech",
        ),
        Row(
            task, "recall of time", of, "nothing marked 0", _recall(drawn),
            *bootstrap(drawn, _recall), "", None,
        ),
        Row(
            task, "DER with the marks", of, f"without them {alone.rate:.3f}", with_marks.rate,
            None, None, "< without", with_marks.rate < alone.rate,
        ),
        Row(
            task, "wrongly marked seconds an hour of talk",
            f"{len(natural)} calls as they are, none tuned on", "", 3600 * false / max(1, talk),
            None, None, "", None,
        ),
    ]  # fmt: skip


def _precision(calls: Sequence[object]) -> float:
    known = [each for each in calls if isinstance(each, Marked)]
    return sum(each.right for each in known) / max(1, sum(each.said for each in known))


def _recall(calls: Sequence[object]) -> float:
    known = [each for each in calls if isinstance(each, Marked)]
    return sum(each.right for each in known) / max(1, sum(each.real for each in known))


def _der(calls: Sequence[object]) -> float:
    return pooled(each.ours for each in calls if isinstance(each, Measured)).rate


def _wrong(calls: Sequence[object]) -> float:
    known = [each for each in calls if isinstance(each, Measured)]
    return sum(each.wrong_share for each in known) / max(1, len(known))


def voices(data: Path, embedder: SpeakerEmbedder) -> list[Row]:
    """Equal error rate on all acted sets."""
    clips = verification.clips(data)
    ours, pairs = verification.equal_error(clips, verification.embedded(clips, embedder))
    plain, _ = verification.equal_error(clips, verification.plain(clips))
    return [
        Row(
            "Speaker embedder", "equal error rate, one window of 1.2 s, same gender",
            f"ser/, {clips.speakers} actors, all emotions", f"MFCC mean and spread {plain:.3f}",
            ours, None, None, "", None, f"{CEPSTRA} cepstra; {pairs} pairs",
        )
    ]  # fmt: skip
