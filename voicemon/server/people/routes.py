"""Every group of routes about people."""

from __future__ import annotations

from voicemon.server.people import accounts, keys_of_people, log, me, sign_in, sso

BLUEPRINTS = (
    me.blueprint,
    sign_in.blueprint,
    sso.blueprint,
    accounts.blueprint,
    keys_of_people.blueprint,
    log.blueprint,
)
