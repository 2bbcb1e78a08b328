"""What is said of a message that did not arrive."""

from __future__ import annotations

from voicemon.errors import VoicemonError


class NotDelivered(VoicemonError):
    """A message did not arrive. `permanent`: another try would end the same way. `after_s`: the
    receiver asks to be left alone for that long.
    """

    code = "not_delivered"

    def __init__(
        self, message: str, fix: str = "", *, permanent: bool = False, after_s: float = 0.0
    ) -> None:
        super().__init__(message, fix)
        self.permanent = permanent
        self.after_s = after_s
