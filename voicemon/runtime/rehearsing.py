"""Rehearsals run one after the other, in a thread that gives way to calls.

A rehearsal plays every stored call of the last days to one version of a rule: of a call that was
heard while it ran, the version of that time, because that is what the rule would have seen.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

import structlog
from pydantic import TypeAdapter

from voicemon.errors import InputError, NotFound, StoreBusy, StoreError, VoicemonError
from voicemon.flags.conditions import Meaning, leaves
from voicemon.flags.conditions.limits import SaidBy
from voicemon.flags.conditions.words import READ_LANGUAGE
from voicemon.flags.memory import Embedding
from voicemon.flags.rehearsal import Played, Rehearsed, Told, play, stepped, summed
from voicemon.flags.rule import Rule
from voicemon.flags.rules import RuleBook, open_book
from voicemon.runtime.jobs import give_way
from voicemon.runtime.rulebook import embedder
from voicemon.store import Store
from voicemon.store.rehearsals import RehearsedCall
from voicemon.store.rules_records import Author, RehearsalEntry
from voicemon.types import Analysis, Reader, Role

log = structlog.get_logger(__name__)

LONGEST_DAYS = 366
MOST_CALLS = 20_000
MOST_WAITING = 20
IDLE_S = 2.0
STEP = 0.02  # progress worth writing down
ENDED = "voicemon ended before the rehearsal did: rehearse again"
FAULT = "the rehearsal failed by a fault of voicemon itself; the server's log says more"
RESULT: TypeAdapter[Rehearsed] = TypeAdapter(Rehearsed)


@dataclass(frozen=True, slots=True)
class _Stage:
    """What every call of one rehearsal is played to."""

    book: RuleBook
    told: dict[str, list[Told]]
    speakers: frozenset[Role]  # whose words must be read


class Rehearser:
    """`start` it; `ask` from any thread; `stop` ends the rehearsal that runs."""

    def __init__(
        self,
        store: Store,
        reader: Callable[[], Reader],
        zone: tzinfo,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._embed = embedder(reader)
        self._zone = zone
        self._now = now
        self._work = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="rehearsals", daemon=True)

    def start(self) -> None:
        """What an earlier process left running has failed; begin with what waits."""
        self._store.rehearsals.give_up(self._now(), ENDED)
        self._thread.start()

    def stop(self) -> None:
        """Take no further one; the one that runs ends soon, and is said to have failed."""
        self._stopping.set()
        self._work.set()
        if self._thread.ident is not None:
            self._thread.join(10)

    def ask(
        self, rule_id: str, number: int, days: int, teams: Collection[str] | None, by: Author
    ) -> RehearsalEntry:
        """Queue a rehearsal of that version over the calls of the last days, of these teams (None:
        of all). NotFound; InputError when too many wait.
        """
        self._version(rule_id, number)
        if self._store.rehearsals.undone() >= MOST_WAITING:
            raise InputError(f"{MOST_WAITING} rehearsals wait already", "wait for one of them")
        asked = self._store.rehearsals.add(rule_id, number, days, teams, by, self._now())
        self._work.set()
        return asked

    # -- the thread

    def _serve(self) -> None:
        give_way()
        while not self._stopping.is_set():
            self._work.clear()
            try:
                entry = self._store.rehearsals.waiting()
                if entry is not None:
                    self._run(entry)
                    continue
            except StoreError as error:
                log.warning("rehearsals are not readable", message=error.message)
            self._work.wait(IDLE_S)

    def _run(self, entry: RehearsalEntry) -> None:
        self._store.rehearsals.running(entry.id, 0.0)
        try:
            result = RESULT.dump_python(self._rehearsed(entry), mode="json")
        except VoicemonError as error:
            why = error.message
            self._end(lambda: self._store.rehearsals.failed(entry.id, why, self._now()))
        except Exception:
            log.exception("a rehearsal failed", rehearsal=entry.id)
            self._end(lambda: self._store.rehearsals.failed(entry.id, FAULT, self._now()))
        else:
            self._end(lambda: self._store.rehearsals.done(entry.id, result, self._now()))

    def _end(self, write: Callable[[], None]) -> None:
        """Write how it ended, however long the store fails to take it."""
        while True:
            try:
                return write()
            except StoreError as error:
                log.warning("a rehearsal's end waits for the store", message=error.message)
                if self._stopping.wait(IDLE_S):
                    return None

    def _rehearsed(self, entry: RehearsalEntry) -> Rehearsed:
        since = self._now() - timedelta(days=entry.days)
        stage = self._stage(self._version(entry.rule_id, entry.number), since)
        calls = self._store.rehearsals.calls(since, entry.teams, MOST_CALLS)
        played: list[Played] = []
        written = 0.0
        for count, call in enumerate(calls):
            if self._stopping.is_set():
                raise VoicemonError(ENDED)
            if count / len(calls) - written >= STEP:
                written = count / len(calls)
                with suppress(StoreBusy):  # a step that nobody sees harms nothing
                    self._store.rehearsals.running(entry.id, written)
            played += self._played(call, stage)
        return summed(played)

    def _stage(self, rule: Rule, since: datetime) -> _Stage:
        told = judged_since(self._store, since)
        return _Stage(open_book([rule], self._embed, self._zone), told, speakers(rule))

    def _played(self, call: RehearsedCall, stage: _Stage) -> Iterator[Played]:
        """Nothing of a call that was deleted meanwhile."""
        try:
            analysis = self._store.analysis(call.call_id, call.analysis_id)
        except NotFound:
            return
        told = stage.told.get(call.call_id, ())
        vectors = read_again(analysis, stage.speakers, self._embed)
        yield play(analysis, stage.book, told, vectors)

    def _version(self, rule_id: str, number: int) -> Rule:
        for version in self._store.rules.versions(rule_id):
            if version.number == number:
                return version.rule
        raise NotFound(f"the rule {rule_id!r} has no version {number}", "see its versions")


def judged_since(store: Store, since: datetime) -> dict[str, list[Told]]:
    """Flags raised since whose outcome a person told, by call."""
    told: dict[str, list[Told]] = {}
    for card in store.ledger.outcomes(since):
        if card.outcome is not None:
            judged = Told(card.call_id, card.rule, card.at_s, card.outcome)
            told.setdefault(card.call_id, []).append(judged)
    return told


def read_again(
    analysis: Analysis, whose: frozenset[Role], embed: Callable[[Sequence[str]], list[Embedding]]
) -> dict[str, Embedding]:
    """The stored words of these speakers, read again as they were; by utterance."""
    said = [
        each
        for each in stepped(analysis)
        if each.role in whose and each.text and each.language in ("", READ_LANGUAGE)
    ]
    vectors = embed([each.text for each in said]) if said else ()
    return {each.id: vector for each, vector in zip(said, vectors, strict=True)}


def speakers(rule: Rule) -> frozenset[Role]:
    """Whose words the rule compares by their meaning."""
    asked: Sequence[SaidBy] = [
        each.whose for case in rule.cases for each in leaves(case.when) if isinstance(each, Meaning)
    ]
    customer = {Role.CUSTOMER, Role.UNKNOWN}
    wanted: set[Role] = set()
    for whose in asked:
        wanted |= set() if whose is SaidBy.CUSTOMER else {Role.AGENT}
        wanted |= set() if whose is SaidBy.AGENT else customer
    return frozenset(wanted)
