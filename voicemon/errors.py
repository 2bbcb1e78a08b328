"""The one error tree. Each error says what happened and what the operator can do about it."""

from __future__ import annotations


class VoicemonError(Exception):
    """`message` for people, `fix` says what to do, `code` is stable for programs."""

    code = "error"
    retry = False  # at a boundary: may the same request succeed later?

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


class AudioError(VoicemonError):
    """The audio cannot be used: damaged, empty, not audio."""

    code = "audio"


class ModelError(VoicemonError):
    """A model file is missing, unknown or does not match its checksum."""

    code = "model"


class SettingsError(VoicemonError):
    """A setting is wrong."""

    code = "settings"


class StoreError(VoicemonError):
    """The database or the audio folder could not take or give something."""

    code = "store"


class StoreBusy(StoreError):
    """The store is locked or full now; the same request may succeed later."""

    code = "store_busy"
    retry = True


class NotFound(VoicemonError):
    """There is no such thing."""

    code = "not_found"


class InputError(VoicemonError):
    """What was asked for cannot be done as asked."""

    code = "input"


class Conflict(VoicemonError):
    """Somebody else was first."""

    code = "conflict"


class NotSignedIn(VoicemonError):
    """Nobody is known to ask."""

    code = "not_signed_in"


class Throttled(VoicemonError):
    """Too often of late; `wait_s` says when again."""

    code = "throttled"
    retry = True

    def __init__(self, message: str, fix: str, wait_s: int) -> None:
        super().__init__(message, fix)
        self.wait_s = wait_s


class NotAllowed(VoicemonError):
    """Who asks may not do this."""

    code = "forbidden"
