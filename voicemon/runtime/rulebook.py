"""The rules in force, as calls take them when they begin."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import tzinfo

import structlog

from voicemon.errors import VoicemonError
from voicemon.flags.memory import Embedding
from voicemon.flags.rules import BUILT_IN, RuleBook, open_book
from voicemon.store import Store
from voicemon.types import Reader

log = structlog.get_logger(__name__)


def embedder(reader: Callable[[], Reader]) -> Callable[[Sequence[str]], list[Embedding]]:
    """Where sentences stand in the text model's space."""

    def embed(texts: Sequence[str]) -> list[Embedding]:
        return [reading.embedding for reading in reader().read([("", text) for text in texts])]

    return embed


class RulesInForce:
    """Of one process, for any thread; without a store those that ship.

    The store is asked at every call's beginning whether a rule has changed. While it cannot be
    asked, or holds a rule that this version does not understand, the rules stay as they were.
    """

    def __init__(self, store: Store | None, reader: Callable[[], Reader], zone: tzinfo) -> None:
        self._store = store
        self._embed = embedder(reader)
        self._zone = zone
        self._lock = threading.Lock()
        self._stamp: object = None
        self._book = RuleBook(BUILT_IN.rules, zone=zone)
        self._numbers: dict[str, int] = {}

    def book(self) -> RuleBook:
        """What a call that begins now is judged by."""
        with self._lock:
            self._refresh()
            return self._book

    def about(self, rule_id: str) -> tuple[int | None, bool]:
        """The version of a rule that calls take now, None of one that is not in force; and whether
        calm ends its flags.
        """
        rules = self.book().rules
        ends_itself = any(rule.id == rule_id and rule.ends_itself for rule in rules)
        return self._numbers.get(rule_id), ends_itself

    def _refresh(self) -> None:
        if self._store is None:
            return
        try:
            stamp = self._store.rules.stamp()
            if stamp != self._stamp:
                self._load(self._store)
                self._stamp = stamp
        except VoicemonError as error:
            log.error("the rules stay as they were", message=error.message)

    def _load(self, store: Store) -> None:
        stored = store.rules.in_force()
        rules = [each.rule for each in stored]
        known = self._book.examples
        new = tuple(
            dict.fromkeys(text for rule in rules for text in rule.examples if text not in known)
        )
        vectors = {**known, **dict(zip(new, self._embed(new) if new else (), strict=True))}
        self._book = open_book(rules, lambda texts: [vectors[each] for each in texts], self._zone)
        self._numbers = {each.id: each.newest.number for each in stored}
