"""Which calls, running calls and jobs somebody may know of; others are said not to be there."""

from __future__ import annotations

from voicemon.errors import InputError, NotFound
from voicemon.runtime.live.changes import Snapshot
from voicemon.server.rights import me
from voicemon.server.services import services
from voicemon.store import CallEntry, Job
from voicemon.store.people_records import Person, PersonRole


def call_seen(call_id: str) -> CallEntry:
    """A stored call; NotFound, in the store's own words, where it is none of theirs."""
    entry = services().store.call(call_id)
    if not me().sees_call(entry.call):
        raise NotFound(f"there is no call {call_id!r}", "GET /api/calls or the page lists them")
    return entry


def live_seen(call_id: str) -> Snapshot:
    """A running call; NotFound, in the desk's own words, where it is none of theirs."""
    desk = services().desk
    if desk is None:
        raise NotFound("this service takes no live calls", "stored calls are under /api/calls")
    snapshot = desk.snapshot(call_id)
    if not me().sees_call(snapshot.call):
        raise not_running(call_id)
    return snapshot


def not_running(call_id: str) -> NotFound:
    """What the desk says of a call that is over, or never was."""
    return NotFound(f"no call {call_id!r} is running", "GET /api/live lists the running calls")


def team_of_new_call(said: str | None) -> str | None:
    """The team of a call that somebody sends: the one they say, or the only one they belong to.
    InputError for another's, and when there is a choice.
    """
    who = me()
    if said is not None:
        if not who.sees_team(said):
            raise InputError("you do not belong to this team", f"one of: {_list(who)}")
        return said or None
    if who.role is PersonRole.ADMIN:
        return None
    if len(who.teams) != 1:
        raise InputError("it is not said for which team", f"say one of: {_list(who)}")
    return next(iter(who.teams)) or None


def _list(who: Person) -> str:
    return ", ".join(team or '"" (no team)' for team in sorted(who.teams)) or "none: ask an admin"


def job_seen(job_id: str) -> Job:
    """A job; NotFound, in the store's own words, where it is none of theirs."""
    found = services().store.jobs
    job = found.get(job_id)
    if not found.is_known_to(job_id, me().within, me().id):
        raise NotFound(f"there is no job {job_id!r}", "GET /api/jobs lists the recent ones")
    return job
