"""What every running call uses, and how a call gets its judge from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voicemon.flags.rules import RuleBook
from voicemon.runtime.live.changes import Change
from voicemon.runtime.live.chronicle import Chronicle
from voicemon.runtime.live.judge import Judge
from voicemon.runtime.live.language import Understood, withheld
from voicemon.runtime.live.means import Means
from voicemon.runtime.live.ports import Engine
from voicemon.runtime.live.prompting import Prompter
from voicemon.runtime.live.teller import Teller
from voicemon.runtime.live.tracks import Channel
from voicemon.runtime.models import Models
from voicemon.types import Call

if TYPE_CHECKING:
    from voicemon.runtime.live.call import LiveCall

SOUND_ALONE = "words are withheld, the sound of the voice is weighed"


@dataclass(frozen=True, slots=True)
class Service:
    """`ready` is told of calls that have something to weigh, `over` of those that are over, `lag`
    of each final's lag in seconds. `language`: the calls' where their sender does not say.
    `rules`: those in force now. `prompter` suggests what agents could say; None: nobody does.
    """

    models: Models
    engine: Engine
    ready: Callable[[LiveCall], None]
    over: Callable[[LiveCall], None]
    tell: Callable[[Change], None]
    lag: Callable[[float], None]
    language: str | None
    rules: Callable[[], RuleBook]
    prompter: Prompter | None = None

    def judge(
        self,
        news: Chronicle,
        channels: Sequence[Channel],
        ready: Callable[[], None],
        begins_s: float = 0.0,
    ) -> Judge:
        """One for the call of `news`, which hears it from `begins_s` on."""
        story = news.story
        engine = Understood(self.engine, lambda: self.words_withheld(story.call))
        teller = Teller(news.tell, news.warn, ready, self.lag)
        language = story.call.language or self.language
        means = Means(self.models, self.rules(), self.prompter)
        return Judge(story, channels, means, engine, teller, language, begins_s)

    def words_withheld(self, call: Call) -> str:
        """Why nobody writes down what is said in this call; "" where it is written down."""
        if not self.models.english_only:
            return ""
        return withheld(self.models.transcriber.name, call.language or self.language)

    def check_language(self, news: Chronicle) -> None:
        """Warn where words are withheld."""
        if why := self.words_withheld(news.story.call):
            news.warn(f"{why}: {SOUND_ALONE}")
