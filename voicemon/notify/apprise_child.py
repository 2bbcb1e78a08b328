"""`python -m voicemon.notify.apprise_child`: sends one message by apprise, in a process of its own.

Reads one JSON object from standard input, writes one line of JSON to standard output. Apprise has
some two hundred services whose parameters name files, hosts, redirects; here every connection
is checked as it is made, nothing is started, no file outside the installation is read, and whoever
started this process ends it when it takes too long.
"""

from __future__ import annotations

import json
import os
import resource
import smtplib
import sys
import sysconfig
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import unquote

from voicemon.notify.networks import Networks

if TYPE_CHECKING:
    from apprise.plugins.base import NotifyBase

MEMORY_BYTES = 1 << 30  # an answer without an end must not take the machine with it
ON_THIS_MACHINE = frozenset(
    "dbus glib gnome kde qt macosx windows syslog blink1 file".split()
)  # these tell the server's own screen or log, nobody else
CONNECTS = frozenset({"socket.connect", "socket.sendto"})
STARTS = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"})
READABLE = ("/etc/ssl/", "/usr/share/zoneinfo/", "/etc/mime.types", "/dev/null")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
TRANSIENT_HTTP = frozenset({408, 421, 423, 425, 429})


class Overseer:
    """Sees every connection and file before it is opened, and the last answer of the service."""

    def __init__(self, networks: Networks) -> None:
        self._networks = networks
        libraries = {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values()}
        self._readable = (
            *READABLE,
            *(os.path.join(os.path.realpath(each), "") for each in libraries),
        )
        self.refused = ""
        self.http_status = 0
        self.smtp_code = 0

    def watch(self) -> None:
        """From now on, for good."""
        sys.addaudithook(self._see)
        self._listen_to_smtp()

    def listen_to_http(self) -> None:
        """Remember the status of every answer; requests is loaded with apprise."""
        import requests

        inner = requests.Session.send

        def send(
            session: requests.Session, request: requests.PreparedRequest, **options: object
        ) -> requests.Response:
            answer = inner(session, request, **(options | {"allow_redirects": False}))
            self.http_status = answer.status_code
            return answer

        requests.Session.send = send  # type: ignore[method-assign, assignment]

    @property
    def is_permanent(self) -> bool:
        """Whether what was answered will be answered again."""
        status, code = self.http_status, self.smtp_code
        http = 300 <= status < 500 and status not in TRANSIENT_HTTP
        return bool(self.refused) or http or 500 <= code < 600

    @property
    def said(self) -> str:
        """What went wrong, in words."""
        if self.refused:
            return self.refused
        if 300 <= self.http_status < 400:
            return f"the service answers {self.http_status}: it redirects, which is not followed"
        if self.http_status >= 400:
            return f"the service answers {self.http_status}"
        if self.smtp_code >= 400:
            return f"the mail server answers {self.smtp_code}"
        return "the service cannot be reached"

    def _see(self, event: str, arguments: tuple[object, ...]) -> None:
        if event in CONNECTS:
            self._check_address(arguments[1])
        elif event == "open":
            self._check_file(*arguments[:3])
        elif event in STARTS:
            self._refuse("it would start a program")

    def _check_address(self, address: object) -> None:
        host = str(address[0]) if isinstance(address, tuple) and address else ""
        if not self._networks.allow(host):
            where = host or "a socket of this machine"
            self._refuse(f"it would speak to {where}, which is no public address")

    def _check_file(self, path: object, mode: object, flags: object) -> None:
        if not isinstance(path, str | bytes):  # a number of what is open already
            return
        real = os.path.realpath(os.fsdecode(path))
        writes = set(str(mode or "")) & set("wax+") or int(str(flags or 0)) & WRITES
        if writes or not real.startswith(self._readable):
            self._refuse("it would open a file of this machine")

    def _refuse(self, why: str) -> NoReturn:
        self.refused = why
        raise PermissionError(why)

    def _listen_to_smtp(self) -> None:
        inner = smtplib.SMTP.getreply

        def getreply(session: smtplib.SMTP) -> tuple[int, bytes]:
            code, text = inner(session)
            self.smtp_code = max(self.smtp_code, code)  # a goodbye follows what was refused
            return code, text

        smtplib.SMTP.getreply = getreply  # type: ignore[method-assign, assignment]


def main() -> None:
    """One message, or one address to be checked."""
    asked = json.load(sys.stdin)
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a plugin prints is no answer
    os.nice(10)  # a running call goes before
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    overseer = Overseer(Networks.of(asked["networks"]))
    import apprise  # noqa: F401 - before it is watched

    overseer.watch()
    answer = _check(asked["url"]) if asked["do"] == "check" else _send(asked, overseer)
    json.dump(answer, out)
    out.flush()
    os._exit(0)  # threads of a plugin are not waited for


def _check(url: str) -> dict[str, object]:
    service = _service(url)
    if service is None:
        return {"ok": False}
    masked = str(service.url(privacy=True))  # type: ignore[no-untyped-call]
    shown = unquote(masked.partition("?")[0])
    return {"ok": True, "name": str(service.service_name), "shown": shown}


def _send(asked: dict[str, str], overseer: Overseer) -> dict[str, object]:
    import apprise

    service = _service(asked["url"])
    if service is None:
        said = overseer.refused or "apprise does not understand the address"
        return {"ok": False, "permanent": True, "said": said}
    overseer.listen_to_http()
    service.redirects = False
    kind = apprise.NotifyType(asked["kind"])
    ok = bool(service.notify(title=asked["title"], body=asked["body"], notify_type=kind))
    if ok and not overseer.refused:
        return {"ok": True}
    return {"ok": False, "permanent": overseer.is_permanent, "said": overseer.said}


def _service(url: str) -> NotifyBase | None:
    """The service that an address names; None when there is none that may be used."""
    import apprise

    if url.partition("://")[0].lower() in ON_THIS_MACHINE:
        return None
    found = apprise.Apprise.instantiate(url, suppress_exceptions=True)
    if found is None or ON_THIS_MACHINE & set(found.schemas()):  # type: ignore[no-untyped-call]
        return None
    return found


if __name__ == "__main__":
    main()
