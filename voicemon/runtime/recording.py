"""A recording from file to `Analysis`, in bounded memory.

The audio is heard block by block; speech waits until a stretch of `STRETCH_S` of audio time is
full and is then transcribed, redacted, read and weighed at once. A segment that starts within
`HOLD_BACK_S` of the stretch's end waits for the next one, because an earlier segment of the other
side may still be open. Redaction comes before anything else sees the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TypeVar
from uuid import uuid4

from voicemon.audio.channels import ChannelCheck, Fault
from voicemon.audio.crosstalk import LeakCanceller
from voicemon.audio.decode import Recording, open_recording
from voicemon.errors import InputError
from voicemon.flags.rules import BUILT_IN, RuleBook
from voicemon.monitor import Monitor, Weighed, utterance_id
from voicemon.privacy.redaction import CallRedactor, RedactedSpan, cover
from voicemon.runtime.intake import Intake
from voicemon.runtime.models import Models
from voicemon.runtime.stated import FOUND, STATED, written
from voicemon.settings import Settings
from voicemon.types import (
    SAMPLE_RATE_HZ,
    Analysis,
    AudioChunk,
    ConsentStatus,
    EmpathyMoment,
    Evidence,
    Flag,
    Frustration,
    Heard,
    Progress,
    Role,
    RolesFrom,
    Samples,
    SpeechSegment,
    Stretch,
    StretchKind,
    Utterance,
    Withheld,
    spoken_text,
)
from voicemon.utterances.roles import (
    DOUBTED,
    MixedRoles,
    channel_roles,
    swapped_warning,
    without_fake_stereo,
    words_doubt,
)

STRETCH_S = 600.0
HOLD_BACK_S = 32.0
BLOCK_S = 30.0
_T = TypeVar("_T")
RECORDED_SETTINGS = ("model", "beam_size", "batch_size", "hotwords")


@dataclass(frozen=True, slots=True)
class Result:
    """An analysis with what is needed to store its audio: a role a channel, what to silence."""

    analysis: Analysis
    roles: tuple[Role, ...]
    spans: tuple[RedactedSpan, ...]


def analyse(
    intake: Intake,
    models: Models,
    settings: Settings,
    progress: Progress | None = None,
    rules: RuleBook = BUILT_IN,
) -> Result:
    """The whole way of one recording. Raises AudioError, InputError, ModelError."""
    if intake.call.consent.status in (ConsentStatus.REFUSED, ConsentStatus.WITHDRAWN):
        raise InputError(
            f"the customer's consent to analysing {intake.name!r} is "
            f"{intake.call.consent.status.value}",
            "leave this recording out, or correct the consent in its sidecar",
        )
    recording = open_recording(intake.path)
    roles = recording_roles(recording, intake, settings)
    course = _Course(intake, roles, models, settings, progress or _silent, rules)
    return course.run(recording)


def _silent(stage: str, done: float) -> None:
    """Progress that nobody watches."""


def recording_roles(recording: Recording, intake: Intake, settings: Settings) -> tuple[Role, ...]:
    """Whose each channel is, by options, sidecar or settings; InputError when one is missing."""
    count = recording.channel_count
    named = intake.stated if intake.stated and count > 1 else intake.roles
    if named and count > 1 and Role.CUSTOMER in named[count:]:
        raise InputError(
            f"{intake.name!r} has {count} channels; channel {named.index(Role.CUSTOMER) + 1}, said "
            "to be the customer's, is not there",
            "mend --customer-channel, or the channels in its sidecar",
        )
    return channel_roles(",".join(named) if named else settings.channels, count)


@dataclass
class _Course:
    """One recording on its way."""

    intake: Intake
    roles: tuple[Role, ...]
    models: Models
    settings: Settings
    progress: Progress
    rules: RuleBook
    waiting: list[SpeechSegment] = field(default_factory=list)
    found: list[Weighed] = field(default_factory=list)
    words_dropped: int = 0
    heard_s: float = 0.0

    def __post_init__(self) -> None:
        self.language = self.intake.call.language or self.settings.language or None
        self.check = ChannelCheck(len(self.roles))
        self.leaks = LeakCanceller()
        self.redactor = CallRedactor(self.language or "en")
        self.mixed = self._mixed()
        self.said: list[tuple[Role, str]] = []  # by declared role
        self.monitor = Monitor(
            self.intake.call,
            self.models.detector,
            self.models.voice,
            self.language or "en",
            coached=self.settings.coaching,
            rules=self.rules,
        )

    def run(self, recording: Recording) -> Result:
        for block in recording.blocks(BLOCK_S):
            self._hear(block)
            self.progress("listening", self._share(recording) * 0.2)
            if self.heard_s % STRETCH_S < BLOCK_S <= self.heard_s:
                self._weigh(until_s=self.heard_s - HOLD_BACK_S)
        self.waiting += self.monitor.hush()
        self.progress("transcribing", 0.25)
        self._weigh(until_s=float("inf"))
        self.found += self.monitor.end(self.heard_s)
        self.progress("done", 1.0)
        return Result(self._analysis(recording), self._certain_roles(), tuple(self.redactor.spans))

    def _hear(self, block: Samples) -> None:
        self.check.feed(block)
        if len(self.roles) > 1 and not self._fake_stereo():
            block = self.leaks.feed(block)
        chunks = []
        for channel, role in enumerate(self.roles):
            self.monitor.expect(role, channel)
            chunks.append(AudioChunk(self.intake.call.id, role, self.heard_s, block[channel]))
        with ThreadPoolExecutor(len(chunks)) as pool:
            for found in pool.map(self.monitor.hear, chunks, range(len(chunks))):
                self.waiting += found
        self.heard_s += block.shape[1] / SAMPLE_RATE_HZ

    def _share(self, recording: Recording) -> float:
        return min(1.0, self.heard_s / recording.duration_s) if recording.duration_s else 0.5

    def _weigh(self, until_s: float) -> None:
        """Everything that began before `until_s`, in order of start."""
        ready = [segment for segment in self.waiting if segment.start_s < until_s]
        self.waiting = [segment for segment in self.waiting if segment.start_s >= until_s]
        ready.sort(key=lambda segment: (segment.start_s, segment.role.value))
        ready = self.mixed.turns(ready) if self.mixed else self._believed(ready)
        heard = self.models.transcriber.transcribe(ready, self.language)
        self.progress("weighing", 0.8)
        self.words_dropped += sum(each.transcript.words_dropped for each in heard)
        spoken = next((each for each in heard if each.transcript.words), None)
        if spoken:
            self.language = self.language or spoken.transcript.language
        self._judge(self._with_roles(self._redacted(heard)))

    def _mixed(self) -> MixedRoles | None:
        """Both sides on one channel: who speaks is found out."""
        if self.roles != (Role.UNKNOWN,) or self.models.embedder is None:
            return None
        stated = self.intake.stated
        first = stated[0] if stated else None
        return MixedRoles(self.models.embedder, first, ear=self.models.ear)

    def _with_roles(self, heard: list[Heard]) -> list[Heard]:
        """Found out on a mixed channel; uncertain where the words speak against the channels."""
        language = self.language or "en"
        if self.mixed:
            return self.mixed.assign(heard, language)
        self.said += [(each.segment.role, each.transcript.text) for each in heard]
        if self.intake.stated or not words_doubt(self.said, language):
            return heard
        return [
            replace(each, segment=replace(each.segment, role_confidence=DOUBTED), states=None)
            for each in heard
        ]

    def _believed(self, segments: Sequence[SpeechSegment]) -> list[SpeechSegment]:
        """Fake stereo is one mixed channel: the first is kept, and nobody knows who speaks."""
        if not self._fake_stereo():
            return list(segments)
        return [
            replace(segment, role=Role.UNKNOWN, role_confidence=0.0)
            for segment in segments
            if segment.role is self.roles[0]
        ]

    def _redacted(self, heard: Sequence[Heard]) -> list[Heard]:
        said = [(each.segment.role, each.transcript) for each in heard]
        masked = self.redactor.feed(said)
        return [replace(each, transcript=text) for each, text in zip(heard, masked, strict=True)]

    def _judge(self, heard: Sequence[Heard]) -> None:
        texts = [(utterance_id(each.segment), each.transcript.text) for each in heard]
        for each, reading in zip(heard, self.models.reader.read(texts), strict=True):
            self.found += self.monitor.weigh(each.segment, each.transcript, each.states, reading)

    def _roles_from(self, utterances: tuple[Utterance, ...]) -> RolesFrom:
        if self.mixed:
            told = any(each.role is not Role.UNKNOWN for each in utterances)
            return RolesFrom.DIARIZED if told else RolesFrom.UNKNOWN
        return RolesFrom.CHANNEL if Role.CUSTOMER in self._certain_roles() else RolesFrom.UNKNOWN

    def _fake_stereo(self) -> bool:
        return any(finding.fault is Fault.SAME for finding in self.check.findings())

    def _certain_roles(self) -> tuple[Role, ...]:
        return without_fake_stereo(self.roles, self._fake_stereo())

    def _analysis(self, recording: Recording) -> Analysis:
        utterances = tuple(map(self._covered, _only(Utterance, self.found)))
        return Analysis(
            id=uuid4().hex[:12],
            call=replace(self.intake.call, language=self.language),
            made_at=datetime.now(UTC),
            duration_s=round(self.heard_s, 3),
            roles=self._roles_from(utterances),
            models=self.models.names,
            utterances=utterances,
            evidence=_only(Evidence, self.found),
            withheld=_only(Withheld, self.found),
            frustration=_only(Frustration, self.found),
            flags=_only(Flag, self.found),
            stretches=(*self.monitor.stretches, *map(_silenced, self.redactor.spans)),
            moments=_newest(_only(EmpathyMoment, self.found)),
            warnings=self._warnings(recording, utterances),
            words_dropped=self.words_dropped,
            settings=self._recorded(),
        )

    def _recorded(self) -> dict[str, str]:
        """The settings and the roles that made this analysis."""
        found = {key: str(getattr(self.settings, key)) for key in RECORDED_SETTINGS}
        if self.intake.stated:
            found[STATED] = written(self.intake.stated)
        elif self.mixed and (roles := self.mixed.found(self.language or "en")):
            found[FOUND] = written(roles)
        return found

    def _covered(self, utterance: Utterance) -> Utterance:
        """Once more, for a number that only a later stretch of the call told to be a secret."""
        spans = [span for span in self.redactor.spans if self.mixed or span.role is utterance.role]
        words = cover(utterance.words, spans)
        if words == utterance.words:
            return utterance
        return replace(utterance, words=words, text=spoken_text(words))

    def _warnings(self, recording: Recording, utterances: tuple[Utterance, ...]) -> tuple[str, ...]:
        swapped = None if self.mixed else swapped_warning(utterances)
        found = [finding.note for finding in self.check.findings()]
        return (*recording.warnings, *found, *([swapped] if swapped else []))


def _only(kind: type[_T], items: Sequence[object]) -> tuple[_T, ...]:
    return tuple(item for item in items if isinstance(item, kind))


def _newest(moments: Sequence[EmpathyMoment]) -> tuple[EmpathyMoment, ...]:
    """Each moment as it is at the end, in the order in which they arose."""
    return tuple({moment.id: moment for moment in moments}.values())


def _silenced(span: RedactedSpan) -> Stretch:
    return Stretch(StretchKind.REDACTED, span.start_s, span.end_s, span.role)
