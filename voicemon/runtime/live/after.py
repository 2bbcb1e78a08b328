"""After the call: the live analysis is stored, then the recorded-call path hears the tape.

The pass after the call gives exactly what `voicemon analyze` gives for the same audio in a file. It
becomes a second version of the call, under the id that the call had while it ran; the first, with
the flags of the time, is never changed. What the second made of the first stands in its settings
(`words_changed`, `flags_not_confirmed`). The tape is deleted once its audio is archived.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher
from pathlib import Path
from typing import Protocol

import structlog

from voicemon.errors import AudioError, Conflict, StoreError
from voicemon.flags.rules import BUILT_IN, RuleBook
from voicemon.runtime import archive, recording
from voicemon.runtime.intake import Intake
from voicemon.runtime.live import facts as say
from voicemon.runtime.live.analysis import AFTER, PASS, live_analysis
from voicemon.runtime.live.call import LiveCall
from voicemon.runtime.live.reel import Reel, in_order, is_in_use
from voicemon.runtime.live.sealing import site_key
from voicemon.runtime.live.story import Story
from voicemon.runtime.live.tape import SUFFIX
from voicemon.runtime.models import Models
from voicemon.settings import Settings
from voicemon.store import RecordingInfo, Store, Stored
from voicemon.types import (
    Analysis,
    Call,
    ConsentStatus,
    FlagState,
    Progress,
    Role,
    Stretch,
    StretchKind,
)

log = structlog.get_logger(__name__)

KEY_FILE = "tape.key"
CODEC = "pcm_s16le"
MOST_FAILURES = 3
INTERRUPTED = "the call was interrupted: voicemon ended in the middle of it"


class Jobs(Protocol):
    """Where the pass after the call is queued (`jobs.JobPool`)."""

    def submit(self, path: Path, name: str, *, owned: bool = False) -> str:
        """Queue a recording."""


def source_hash(call_id: str) -> str:
    """What stands for the hash of the source file: two calls of one sound are two calls."""
    return hashlib.sha256(f"voicemon live call {call_id}".encode()).hexdigest()


def keep_live(call: LiveCall, store: Store, models: Mapping[str, str], reason: str) -> None:
    """The live analysis into the store. A store that fails is tried again by the pass after."""
    if not call.was_analysed or call.due_s <= 0:
        return
    channels = [(each.number, each.role) for each in call.channels if each.began]
    roles = tuple(role for _, role in in_order(channels))
    analysis = live_analysis(call.news.story, call.due_s, roles, models, call.news.warnings)
    analysis = replace(analysis, settings={**analysis.settings, "ended": reason})
    size = call.tape.path.stat().st_size if call.tape and call.tape.path.exists() else 0
    rate_hz = max((each.rate_hz for each in call.channels), default=8_000)
    try:
        store.add_analysis(analysis, _info(call.id, size, rate_hz, roles))
    except (StoreError, Conflict) as error:
        log.warning("a live analysis waits for the store", call=call.id, message=error.message)


def submit(path: Path, jobs: Jobs) -> None:
    """Queue the pass after the call; one that cannot be queued is found at the next start."""
    try:
        jobs.submit(path, f"call {path.name.removesuffix(SUFFIX)}")
    except StoreError as error:
        log.error("a tape waits for the next start", tape=path.name, message=error.message)


def recover(settings: Settings, store: Store, jobs: Jobs) -> list[Path]:
    """Queue every tape that an earlier process left; those of running processes stay alone."""
    known = Counter(store.jobs.files_ending(SUFFIX))
    found = []
    for path in sorted(settings.tapes_dir.glob(f"*{SUFFIX}")):
        if is_in_use(path) or known[path, True]:
            continue
        if known[path, False] >= MOST_FAILURES:
            log.error("a tape could not be analysed and stays", tape=str(path))
            continue
        submit(path, jobs)
        found.append(path)
    return found


def analyse_tape(
    path: Path,
    settings: Settings,
    store: Store,
    models: Models,
    progress: Progress | None = None,
    rules: RuleBook = BUILT_IN,
) -> Stored:
    """The way of a tape into the store. Raises VoicemonError."""
    reel = Reel(path, site_key(settings.data_dir / KEY_FILE))
    call = _call(reel)
    stored = _live_version(reel, call, store)
    if reel.duration_s > 0 and not say.stops(call) and not _has_both(store, stored):
        try:
            stored = _heard_again(reel, call, settings, store, models, progress, rules)
        except AudioError as error:
            if stored is None:
                raise
            log.warning("nothing to hear on a tape", call=call.id, message=error.message)
    path.unlink(missing_ok=True)
    return stored or Stored(call.id, "")


def _call(reel: Reel) -> Call:
    """The call as its journal tells it, closed."""
    changed = datetime.fromtimestamp(reel.path.stat().st_mtime, UTC)
    began = changed - timedelta(seconds=reel.duration_s)
    story = Story(Call(id=reel.call_id, started_at=began))
    story.replay(reel.news)
    ended_at = story.call.started_at + timedelta(seconds=reel.duration_s)
    return replace(story.call, ended_at=story.call.ended_at or ended_at)


def _live_version(reel: Reel, call: Call, store: Store) -> Stored | None:
    """The live analysis, stored now if it was not; None where there is none."""
    sha256 = source_hash(call.id)
    if store.known(sha256) is not None:
        return Stored(call.id, store.analyses(call.id)[-1].id, known=True)
    facts = dict(reel.notes).get("live", {})
    refused = call.consent.status is ConsentStatus.REFUSED
    if refused or not facts.get("analysed") or reel.duration_s <= 0:
        return None
    story = Story(call)
    story.replay(reel.news)
    story.call = call
    ended = str(dict(reel.notes).get("closed", {}).get("reason", "interrupted"))
    warnings = [str(told["text"]) for kind, told in reel.notes if kind == "warning"]
    if ended == "interrupted":
        warnings.append(INTERRUPTED)
    models = facts.get("models")
    names = {str(k): str(v) for k, v in models.items()} if isinstance(models, dict) else {}
    roles = tuple(role for _, role in reel.channels())
    analysis = live_analysis(story, reel.duration_s, roles, names, warnings)
    analysis = replace(analysis, settings={**analysis.settings, "ended": ended})
    size = reel.path.stat().st_size
    return store.add_analysis(analysis, _info(call.id, size, reel.rate_hz, roles))


def _has_both(store: Store, live: Stored | None) -> bool:
    """Whether an earlier try got as far as the second version."""
    return live is not None and len(store.analyses(live.call_id)) > 1


def _heard_again(
    reel: Reel,
    call: Call,
    settings: Settings,
    store: Store,
    models: Models,
    progress: Progress | None,
    rules: RuleBook,
) -> Stored:
    """The recorded-call path over the tape's sound."""
    roles = tuple(role for _, role in reel.channels())
    known = store.known(source_hash(call.id)) is not None
    with reel.wav() as path:
        intake = Intake(path, call.source, source_hash(call.id), call, roles)
        result = recording.analyse(intake, models, settings, progress, rules)
        live = store.analysis(call.id) if known else None
        keyed = _keyed(reel)
        analysis = replace(
            result.analysis,
            stretches=(*result.analysis.stretches, *keyed),
            warnings=(*result.analysis.warnings, *_torn(reel)),
            settings={**result.analysis.settings, PASS: AFTER, **_changes(live, result.analysis)},
        )
        stored = archive.keep(store, intake, replace(result, analysis=analysis), again=known)
        if known:
            store.ledger.confirm(call.id, {flag.rule for flag in result.analysis.flags})
        return stored


def _keyed(reel: Reel) -> list[Stretch]:
    """Where tones of keys were silenced, as the journal marks it."""
    return [
        Stretch(
            StretchKind.REDACTED,
            float(str(at["from_s"])),
            float(str(at["to_s"])),
            Role(str(at["role"])),
        )
        for kind, at in reel.notes
        if kind == "keyed"
    ]


def _torn(reel: Reel) -> list[str]:
    ended = any(kind == "closed" for kind, _ in reel.notes)
    return [] if ended else [INTERRUPTED]


def _changes(live: Analysis | None, after: Analysis) -> dict[str, str]:
    """What the pass after the call changed of what was told while the call ran."""
    if live is None:
        return {}
    since_s = max((s.end_s for s in live.stretches if s.kind is StretchKind.UNHEARD), default=0.0)
    before_words, after_words = _words(live, since_s), _words(after, since_s)
    same = sum(
        block.size
        for role in Role
        for block in SequenceMatcher(
            None, before_words[role], after_words[role], autojunk=False
        ).get_matching_blocks()
    )
    total = sum(map(len, after_words.values()))
    confirmed = {flag.rule for flag in after.flags}
    raised = {flag.rule for flag in live.flags if flag.state is FlagState.RAISED}
    return {
        "words_changed": f"{total - same} of {total}",
        "flags_not_confirmed": ", ".join(sorted(raised - confirmed)),
    }


def _words(analysis: Analysis, since_s: float) -> dict[Role, list[str]]:
    words: dict[Role, list[str]] = {role: [] for role in Role}
    for each in analysis.utterances:
        if each.start_s >= since_s:
            words[each.role] += each.text.lower().split()
    return words


def _info(call_id: str, size: int, rate_hz: int, roles: tuple[Role, ...]) -> RecordingInfo:
    return RecordingInfo(source_hash(call_id), size, CODEC, rate_hz, roles)
