"""Models, settings and store together: what `analyze`, `watch` and the server's jobs call."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from voicemon.errors import AudioError, InputError, VoicemonError
from voicemon.runtime import archive, models, recording
from voicemon.runtime.intake import Intake, Options, take_in
from voicemon.runtime.live import after
from voicemon.runtime.models import Models
from voicemon.runtime.rulebook import RulesInForce
from voicemon.runtime.stated import stated_roles
from voicemon.settings import Settings
from voicemon.store import Store, Stored
from voicemon.types import Analysis, Progress, Role, Stretch, StretchKind


@dataclass(frozen=True, slots=True)
class Outcome:
    """An analysis and where it is stored; `stored` None when nothing is kept."""

    analysis: Analysis
    stored: Stored | None


class Analyst:
    """Analyses recordings, from any number of threads. Models are loaded at the first one."""

    def __init__(
        self,
        settings: Settings,
        store: Store | None,
        load: Callable[[Settings], Models] = models.load,
    ) -> None:
        self.settings = settings
        self.store = store
        self._load = load
        self._models: Models | None = None
        self._loading = threading.Lock()
        self._rules = RulesInForce(store, lambda: self.models.reader, settings.zone)

    @property
    def models(self) -> Models:
        """The models, loaded now if they were not."""
        with self._loading:
            if self._models is None:
                self._models = self._load(self.settings)
        return self._models

    def analyse(
        self,
        path: Path,
        options: Options | None = None,
        again: bool = False,
        progress: Progress | None = None,
    ) -> Outcome:
        """A recording that is known is not analysed anew unless `again`. Raises VoicemonError."""
        intake = take_in(path, self.settings.filename_pattern, options)
        if not again and (found := self._known(intake)):
            return found
        try:
            result = self._heard(intake, progress)
            if self.store is None:
                return Outcome(result.analysis, None)
            stored = archive.keep(self.store, intake, result, again=again)
        except AudioError as error:  # it names the file on disk, which may be a spooled upload
            raise AudioError(error.message.replace(path.name, intake.name), error.fix) from None
        except MemoryError:
            raise VoicemonError(
                f"the memory does not suffice for {intake.name!r}",
                "analyse fewer recordings at once (--jobs 1), or choose a smaller model",
            ) from None
        return Outcome(result.analysis, stored)

    def analyse_again(
        self, call_id: str, progress: Progress | None = None, roles: Sequence[Role] = ()
    ) -> Stored:
        """Add a version to a stored call, from its kept audio. Raises VoicemonError.

        What was silenced stays marked: its words are gone from the audio. `roles` that a reviewer
        stated hold from then on.
        """
        assert self.store is not None
        path = self.store.audio_path(call_id)
        info = self.store.recording(call_id)
        if path is None:
            raise InputError(
                "this call was stored without its audio", "analyse the recording with --again"
            )
        before = self.store.analysis(call_id)
        stated = tuple(roles) or stated_roles(before)
        source, sha256, channels = before.call.source, info.source_sha256, info.channels
        intake = Intake(path, source, sha256, before.call, channels, stated)
        result = self._heard(intake, progress)
        silenced = _silenced(before, dict(zip(channels, result.roles, strict=False)))
        analysis = replace(result.analysis, stretches=(*result.analysis.stretches, *silenced))
        return self.store.add_analysis(
            analysis, replace(info, channels=result.roles if stated else channels), again=True
        )

    def analyse_tape(self, path: Path, progress: Progress | None = None) -> Stored:
        """The pass after a running call, over its tape. Raises VoicemonError."""
        assert self.store is not None
        rules = self._rules.book()
        return after.analyse_tape(path, self.settings, self.store, self.models, progress, rules)

    def _heard(self, intake: Intake, progress: Progress | None) -> recording.Result:
        """By the rules in force now."""
        rules = self._rules.book()
        return recording.analyse(intake, self.models, self.settings, progress, rules)

    def _known(self, intake: Intake) -> Outcome | None:
        if self.store is None:
            return None
        call_id = self.store.known(intake.sha256)
        if call_id is None:
            return None
        analysis = self.store.analysis(call_id)
        return Outcome(analysis, Stored(call_id, analysis.id, known=True))


def _silenced(before: Analysis, now: Mapping[Role, Role]) -> list[Stretch]:
    """What an earlier version silenced, under the role that its channel has now."""
    return [
        replace(each, role=now.get(each.role, each.role) if each.role else None)
        for each in before.stretches
        if each.kind is StretchKind.REDACTED
    ]
