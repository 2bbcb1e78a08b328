"""Takes one message to one target, whichever way the target is reached."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from time import time

from voicemon.notify import apprise_door, messages, signing, webhook
from voicemon.notify.catalogue import language_of
from voicemon.notify.networks import Networks
from voicemon.settings import Settings
from voicemon.store.notice_records import Target, TargetKind
from voicemon.types import Severity

Unseal = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: `id` is the same at every try, so that a receiver knows a repetition."""

    id: str
    body: Mapping[str, object]
    severity: Severity = Severity.INFORMATION


class Sender:
    """Sends; for many threads. `unseal` gives the plain address and secret of a target."""

    def __init__(self, settings: Settings, unseal: Unseal) -> None:
        self._unseal = unseal
        self._allowed = settings.notify_private_networks
        self._networks = Networks.of(self._allowed)
        self._zone: tzinfo = settings.zone
        self._site_language = settings.notices_in

    def language(self, target: Target) -> str:
        """In which a target is told."""
        return language_of(target.settings.language, self._site_language)

    def send(self, target: Target, message: Message) -> None:
        """Returns when it has arrived; NotDelivered, or StoreError when the target cannot be
        unsealed.
        """
        address = self._unseal(target.sealed_address).decode()
        if target.settings.kind is TargetKind.APPRISE:
            text = messages.words(message.body, self._zone, self.language(target))
            apprise_door.send(address, text.title, text.body, message.severity, self._allowed)
        else:
            self._post(address, target, message)

    def _post(self, address: str, target: Target, message: Message) -> None:
        told = {"id": message.id, **message.body, **self._said(target, message)}
        content = json.dumps(told, ensure_ascii=False).encode()
        headers = {
            "X-Voicemon-Event": str(message.body["event"]),
            "X-Voicemon-Delivery": message.id,
        }
        if target.sealed_secret is not None:
            secret = self._unseal(target.sealed_secret).decode()
            headers[signing.HEADER] = signing.signature(secret, int(time()), content)
        webhook.post(address, content, headers, self._networks)

    def _said(self, target: Target, message: Message) -> dict[str, object]:
        """What people would read of it; a telephone system reads no words."""
        if target.settings.kind is TargetKind.PBX:
            return {}
        language = self.language(target)
        text = messages.words(message.body, self._zone, language)
        return {"words": {"language": language, "title": text.title, "text": text.body}}
