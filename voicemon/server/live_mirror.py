"""What the board needs of one running call, kept up change by change; bounded for any length."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace

import orjson

from voicemon.flags.cards import FlagCard
from voicemon.runtime.live import changes as news
from voicemon.runtime.live.changes import Change, News, Partial, Phase, Snapshot, Weighed
from voicemon.server import flag_shapes, live_shapes
from voicemon.server import live_wire as out
from voicemon.server.flag_wire import FlagCard as FlagCardOut
from voicemon.server.wire import FlagOut
from voicemon.types import Evidence, Flag, FlagState, Frustration, Role, Severity, Utterance

SPARK_S = 300.0
SPARK_STEPS = 30
REASONS_S = 60.0  # how long a reason is still told as one of the present score
REASONS = 3
LEAST_LOG_ODDS = 0.2
LAST_WORDS = 160  # letters

_RANK = {severity: rank for rank, severity in enumerate(Severity)}
_PRIOR = {"usual", "so far"}


class Mirror:
    """A running call as the board sees it. `number` is that of the last change taken in."""

    def __init__(self, snapshot: Snapshot, cards: Iterable[FlagCard] = ()) -> None:
        self.call = snapshot.call
        self.number = snapshot.number
        self.ended: str | None = None
        self._status = snapshot.status
        self._recent: deque[Weighed] = deque()
        self._curve: deque[Frustration] = deque()
        self._said: Utterance | None = None
        self._known: set[str] = set()
        self._flags: dict[str, Flag] = {}
        self._cards: dict[str, FlagCard] = {card.id: card for card in cards}
        self._partials = {partial.utterance_id: partial for partial in snapshot.partials}
        self._provisional = snapshot.provisional
        self._packed: orjson.Fragment | None = None
        self._needs: bool | None = None
        for weighed in snapshot.weighed:
            self._weigh(weighed)
        self._provisional = snapshot.provisional
        self._flag(snapshot.flags)

    def take(self, change: Change) -> bool:
        """Take a change in; False when one before it is missing (then make a new mirror)."""
        if change.number <= self.number:
            return True
        if change.number != self.number + 1:
            return False
        self.number = change.number
        self._packed = self._needs = None
        self._fold(change.news)
        return True

    def keep(self, card: FlagCard) -> None:
        """A flag of this call moved in the ledger; cards may come in any order."""
        known = self._cards.get(card.id)
        if known is None or known.number <= card.number:
            self._cards[card.id] = card
            self._packed = self._needs = None

    def _fold(self, piece: News) -> None:
        match piece:
            case news.Started(call) | news.Renamed(call):
                self.call = call
            case news.Status() as status:
                self._status = status
            case news.Partial() as partial:
                self._partials[partial.utterance_id] = partial
                if not (partial.stable or partial.unsure):
                    self._partials.pop(partial.utterance_id)
            case Weighed() as weighed:
                self._weigh(weighed)
            case news.Provisional(point):
                self._provisional = point
            case news.Flagged(flags):
                self._flag(flags)
            case news.Ended(reason):
                self.ended = reason
                self._status = replace(self._status, phase=Phase.ENDED)

    @property
    def needs_somebody(self) -> bool:
        """Whether a flag of severity act is open; looked up once a change."""
        if self._needs is None:
            self._needs = any(flag.severity is Severity.ACT for flag in self._open())
        return self._needs

    def row(self) -> dict[str, object]:
        """A `LiveRow` as JSON."""
        return self._shaped().model_dump(mode="json")

    def packed(self) -> orjson.Fragment:
        """The same as it is sent; written once a change, however many watch."""
        if self._packed is None:
            self._packed = orjson.Fragment(self._shaped().model_dump_json())
        return self._packed

    def _weigh(self, weighed: Weighed) -> None:
        utterance = weighed.utterance
        self._partials.pop(utterance.id, None)
        newer = self._said is None or utterance.start_s >= self._said.start_s
        if utterance.role is not Role.AGENT and utterance.text and newer:
            self._said = utterance
        if weighed.frustration:
            self._provisional = None
        if utterance.id in self._known:
            self._correct(weighed)
            return
        self._known.add(utterance.id)
        if weighed.frustration:
            self._curve.append(weighed.frustration)
        self._recent.append(weighed)
        self._flag(weighed.flags)
        now_s = self._curve[-1].at_s if self._curve else utterance.end_s
        while len(self._recent) > 1 and self._recent[0].utterance.end_s < now_s - 2 * REASONS_S:
            self._recent.popleft()
        # One point older than the window, from which the line enters it.
        while len(self._curve) > 1 and self._curve[1].at_s < now_s - SPARK_S:
            self._curve.popleft()

    def _correct(self, weighed: Weighed) -> None:
        """The same utterance once more: its words and score are new, its flags stand."""
        name, point = weighed.utterance.id, weighed.frustration
        self._recent = deque(
            weighed if each.utterance.id == name else each for each in self._recent
        )
        if point:
            self._curve = deque(
                point if each.utterance_id == name else each for each in self._curve
            )

    def _flag(self, flags: Sequence[Flag]) -> None:
        self._flags |= {flag.id: flag for flag in flags}

    def _open(self) -> list[Flag]:
        """Where the ledger knows a flag it is right: people move flags, the budget holds back."""
        found = []
        for flag in self._flags.values():
            card = self._cards.get(flag.id)
            if card is None and flag.state is not FlagState.RESOLVED:
                found.append(flag)
            elif card is not None and card.is_open and not card.suppressed:
                found.append(replace(flag, state=card.state, by=card.by.name))
        return found

    def _shaped(self) -> out.LiveRow:
        flags = self._open()
        point = self._provisional or (self._curve[-1] if self._curve else None)
        worst = max(flags, key=lambda flag: (_RANK[flag.severity], flag.at_s), default=None)
        provisional = self._provisional is not None
        return out.LiveRow(
            id=self.call.id,
            call=live_shapes.facts(self.call),
            status=live_shapes.status(self._status),
            score=live_shapes.score(point, provisional=provisional) if point else None,
            sparkline=sparkline(self._curve, self._status.heard_s),
            last_words=self._last_words(),
            reasons=reasons(self._recent),
            flags_open=len(flags),
            worst_flag=FlagOut.model_validate(worst) if worst else None,
            flag=self._card(worst),
            ended=self.ended,
        )

    def _card(self, flag: Flag | None) -> FlagCardOut | None:
        card = self._cards.get(flag.id) if flag else None
        return flag_shapes.card(card) if card else None

    def _last_words(self) -> out.LastWords | None:
        speaking = [each for each in self._partials.values() if each.role is not Role.AGENT]
        open_speech: Partial | None = max(speaking, key=lambda each: each.start_s, default=None)
        if open_speech:
            text, unsure = open_speech.stable.strip(), open_speech.unsure.strip()
            shown = tail(text, max(0, LAST_WORDS - len(unsure)))
            return out.LastWords(text=shown, unsure=unsure, at_s=open_speech.end_s)
        if self._said:
            said = self._said
            return out.LastWords(text=tail(said.text, LAST_WORDS), unsure="", at_s=said.end_s)
        return None


def tail(text: str, most: int) -> str:
    """The end of a text, from a word's beginning on; `…` stands for what is left out."""
    if len(text) <= most:
        return text
    _, _, kept = text[len(text) - most :].partition(" ")
    return f"… {kept}"


def sparkline(curve: Sequence[Frustration], now_s: float) -> list[float | None]:
    """The score at the end of each of 30 steps of ten seconds up to `now_s`; None before any."""
    step_s = SPARK_S / SPARK_STEPS
    ends = [now_s - step_s * (SPARK_STEPS - 1 - index) for index in range(SPARK_STEPS)]
    found: list[float | None] = []
    at = -1
    for end_s in ends:
        while at + 1 < len(curve) and curve[at + 1].at_s <= end_s + 1e-6:
            at += 1
        found.append(round(curve[at].score, 3) if at >= 0 and end_s >= 0 else None)
    if curve:
        found[-1] = round(curve[-1].score, 3)  # a score may be a moment ahead of the status
    return found


def reasons(recent: Sequence[Weighed]) -> list[out.ReasonChip]:
    """The strongest contributions to the newest point and those of the minute before it, the newest
    of each cue. Silence takes none away: it does not move the score either.
    """
    newest_s = max((each.frustration.at_s for each in recent if each.frustration), default=0.0)
    notes: dict[tuple[str, str], Evidence] = {}
    found: dict[str, out.ReasonChip] = {}
    for weighed in recent:
        notes |= {(item.utterance_id, item.cue): item for item in weighed.evidence}
        notes |= {("", item.cue): item for item in weighed.evidence}
        point = weighed.frustration
        if point is None or point.at_s < newest_s - REASONS_S:
            continue
        for cue, log_odds in point.contributions.items():
            evidence = notes.get((point.utterance_id, cue)) or notes.get(("", cue))
            if cue not in _PRIOR and evidence:
                found[cue] = out.ReasonChip(
                    cue=cue, note=evidence.note, log_odds=round(log_odds, 3)
                )
    strong = [chip for chip in found.values() if abs(chip.log_odds) >= LEAST_LOG_ODDS]
    return sorted(strong, key=lambda chip: -abs(chip.log_odds))[:REASONS]
