"""What an agent could say now: from a call's empathy moments to the suggested step that is told.

Moments are told by the weigher that found them; sentences by the one thread here, because the
site's playbook is asked for in the store, which may wait. A language model may put a sentence into
other words later; it is told anew if it still stands.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from queue import SimpleQueue
from typing import Protocol

import structlog

from voicemon.coaching.playbook import Playbook, language_of
from voicemon.coaching.suggestion import most_pressing, reason, suggested
from voicemon.runtime.live.changes import Noticed, Suggested
from voicemon.runtime.live.story import Story
from voicemon.runtime.live.teller import Teller
from voicemon.runtime.playbooks import SitePlaybooks
from voicemon.runtime.rephrase import RephraseAsk, Rephraser
from voicemon.settings import Settings
from voicemon.store import Store
from voicemon.types import EmpathyMoment, MomentKind, Role, SuggestedStep

LAST_WORDS = 6  # utterances that a language model is shown

log = structlog.get_logger(__name__)


class Playbooks(Protocol):
    """The playbooks in force (`runtime.playbooks.SitePlaybooks`)."""

    def of(self, language: str) -> Playbook:
        """One language's."""


class Prompter:
    """The thread that all calls share. `language`: the site's."""

    def __init__(
        self, playbooks: Playbooks, language: str | None, rephrases: Rephraser | None = None
    ) -> None:
        self.playbooks = playbooks
        self.language = language
        self.rephrases = rephrases
        self._work: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="live-prompter", daemon=True)

    def start(self) -> None:
        """Begin."""
        if self.rephrases is not None:
            self.rephrases.start()
        self._thread.start()

    def stop(self) -> None:
        """Tell what waits, then end."""
        self._work.put(None)
        self._thread.join()
        if self.rephrases is not None:
            self.rephrases.stop()

    def later(self, what: Callable[[], None]) -> None:
        """Do this on the thread, in its turn."""
        self._work.put(what)

    def _run(self) -> None:
        while (what := self._work.get()) is not None:
            try:
                what()
            except Exception:
                log.exception("a suggestion failed")


def prompter(settings: Settings, store: Store) -> Prompter | None:
    """The one that the settings ask for; None where coaching is switched off."""
    if not settings.coaching:
        return None
    rephraser = None
    if settings.llm_url:
        rephraser = Rephraser(settings.llm_url, settings.llm_model, settings.llm_key)
    return Prompter(SitePlaybooks(store.playbook), settings.language or None, rephraser)


class Prompting:
    """One call's. `noticed` and `drop` from a weigher's thread, one at a time."""

    def __init__(self, story: Story, teller: Teller, prompter: Prompter) -> None:
        self._story = story
        self._teller = teller
        self._prompter = prompter
        self._moments: dict[str, EmpathyMoment] = {}
        self._said: tuple[tuple[Role, str], ...] = ()
        self._language: str | None = None  # as it was heard
        # of the prompter's thread
        self._steps: dict[str, SuggestedStep] = {}  # by moment: its sentence stays
        self._turns: Counter[MomentKind] = Counter()
        self._told: SuggestedStep | None = None

    def noticed(self, moments: Sequence[EmpathyMoment]) -> None:
        """These opened, changed or ended."""
        self._teller.tell(Noticed(tuple(moments)))
        self._moments = self._moments | {moment.id: moment for moment in moments}
        last = [each.utterance for each in list(self._story.weighed.values())[-LAST_WORDS:]]
        self._said = tuple((each.role, each.text) for each in last)
        self._language = next((each.language for each in last if each.language), self._language)
        self._prompter.later(self._look)

    def drop(self) -> None:
        """Nobody follows the call any more: what was suggested is taken back."""
        self._moments = {}
        self._prompter.later(self._look)

    def _look(self) -> None:
        moment = most_pressing(self._moments.values())
        step = self._step(moment) if moment is not None else None
        if step == self._told:
            return
        self._told = step
        self._teller.tell(Suggested(step))

    def _step(self, moment: EmpathyMoment) -> SuggestedStep:
        """The moment's step: the sentence that it had, with the reason of now."""
        known = self._steps.get(moment.id)
        if known is None:
            known = suggested(moment, self._playbook(), self._turns[moment.kind])
            self._turns[moment.kind] += 1
            self._rephrase(known)
        self._steps[moment.id] = replace(known, reason=reason(moment))
        return self._steps[moment.id]

    def _playbook(self) -> Playbook:
        said = self._story.call.language or self._language
        return self._prompter.playbooks.of(language_of(said, self._prompter.language))

    def _rephrase(self, step: SuggestedStep) -> None:
        if self._prompter.rephrases is None:
            return

        def done(sentence: str) -> None:
            self._prompter.later(lambda: self._rephrased(step.moment_id, sentence))

        self._prompter.rephrases.ask(RephraseAsk(step, self._said), done)

    def _rephrased(self, moment_id: str, sentence: str) -> None:
        self._steps[moment_id] = replace(self._steps[moment_id], sentence=sentence, rephrased=True)
        self._look()
