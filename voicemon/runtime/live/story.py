"""What has become of a running call so far: every piece of news in its place."""

from __future__ import annotations

from collections.abc import Iterable

from voicemon.runtime.live.changes import (
    Ended,
    Flagged,
    Marked,
    News,
    Noticed,
    Partial,
    Phase,
    Provisional,
    Renamed,
    Snapshot,
    Started,
    Status,
    Suggested,
    Weighed,
)
from voicemon.types import (
    Call,
    EmpathyMoment,
    Flag,
    Frustration,
    Role,
    Stretch,
    StretchKind,
    SuggestedStep,
)

_Place = tuple[StretchKind, Role | None, float]


class Story:
    """The state after a run of news. Not for several threads at once."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.number = 0
        self.status = Status(Phase.LIVE, 0.0, 0.0)
        self.weighed: dict[str, Weighed] = {}
        self.flags: list[Flag] = []
        self.stretches: dict[_Place, Stretch] = {}
        self.partials: dict[str, Partial] = {}
        self.provisional: Frustration | None = None
        self.moments: dict[str, EmpathyMoment] = {}
        self.step: SuggestedStep | None = None
        self.ended: str | None = None

    def tell(self, news: News) -> None:
        """Take in what happened."""
        self.number += 1
        match news:
            case Started(call) | Renamed(call):
                self.call = call
            case Weighed():
                self._weighed(news)
            case Flagged(flags):
                self.flags += flags
            case Marked(stretch):
                self._marked(stretch)
            case Partial():
                self._partial(news)
            case Provisional(frustration):
                self.provisional = frustration
            case Noticed() | Suggested():
                self._coached(news)
            case Status():
                self.status = news
            case Ended(reason):
                self.ended = reason
                self.partials.clear()
                self.step = None

    def replay(self, news: Iterable[News]) -> None:
        """All of it, in order."""
        for each in news:
            self.tell(each)

    def snapshot(self) -> Snapshot:
        """The call as it stands now."""
        return Snapshot(
            number=self.number,
            call=self.call,
            status=self.status,
            weighed=tuple(self.weighed.values()),
            stretches=tuple(self.stretches.values()),
            flags=tuple(self.flags),
            partials=tuple(self.partials.values()),
            provisional=self.provisional,
            moments=tuple(self.moments.values()),
            step=self.step,
        )

    def _weighed(self, news: Weighed) -> None:
        """The same utterance once more is a correction: its words changed, its flags stand."""
        known = news.utterance.id in self.weighed
        self.weighed[news.utterance.id] = news
        self.partials.pop(news.utterance.id, None)
        if not known:
            self.flags += news.flags
        if news.frustration is not None:
            self.provisional = None

    def _coached(self, news: Noticed | Suggested) -> None:
        if isinstance(news, Suggested):
            self.step = news.step
        else:
            self.moments |= {moment.id: moment for moment in news.moments}

    def _marked(self, stretch: Stretch) -> None:
        place = (stretch.kind, stretch.role, stretch.start_s)
        if stretch.end_s <= stretch.start_s:
            self.stretches.pop(place, None)
        else:
            self.stretches[place] = stretch

    def _partial(self, partial: Partial) -> None:
        if partial.stable or partial.unsure:
            self.partials[partial.utterance_id] = partial
        else:
            self.partials.pop(partial.utterance_id, None)
