"""What a page does behind its back: faults on its console, and what the server refused it."""

from urllib.parse import urlsplit

TOLD_ELSEWHERE = "Failed to load resource"  # `refused` has it
LEFT = "closed before the connection is established"  # the page went away in its first moments


class Watched:
    """Everything of a page from now on; `clear` forgets it. A refused request is told as such, not
    as the line that the browser writes about it.
    """

    def __init__(self, page):
        self.errors = []
        self.answers = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("response", self._answered)

    def clear(self):
        self.errors.clear()
        self.answers.clear()

    @property
    def asked(self):
        """Paths of the interface that were asked."""
        return {path for path, _ in self.answers if path.startswith("/api/")}

    @property
    def refused(self):
        """(path, status) of what was."""
        return sorted({answer for answer in self.answers if answer[1] >= 400})

    def _said(self, message):
        text = message.text
        if message.type == "error" and TOLD_ELSEWHERE not in text and LEFT not in text:
            self.errors.append(text)

    def _answered(self, response):
        self.answers.append((urlsplit(response.url).path, response.status))
