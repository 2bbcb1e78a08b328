"""From messages and running calls to the shapes of `desk_wire`."""

from __future__ import annotations

from collections.abc import Sequence

from voicemon.runtime.live.changes import Snapshot
from voicemon.server import desk_wire as out
from voicemon.server import live_shapes, shapes
from voicemon.server.phone_joins import Joined
from voicemon.server.rights import LOCAL
from voicemon.store import Store
from voicemon.store.desk_records import DeskMessage


def named(person_id: str, names: dict[str, str]) -> out.NamedOut:
    """Somebody; by the id where the name is not known any more."""
    name = LOCAL.name if person_id == LOCAL.id else names.get(person_id, person_id)
    return out.NamedOut(id=person_id, name=name)


def messages(store: Store, found: Sequence[DeskMessage]) -> list[out.DeskMessageOut]:
    """Messages, with the names of today."""
    people = {name for each in found for name in (each.note.to_person, each.note.from_person)}
    names = store.people.names(people) if people else {}
    return [_message(each, names) for each in found]


def call(snapshot: Snapshot, joined: Sequence[Joined] = ()) -> out.DeskCall:
    """A running call, as its agent sees it."""
    return out.DeskCall(
        id=snapshot.call.id,
        call=live_shapes.facts(snapshot.call),
        step=shapes.step(snapshot.step),
        listeners=snapshot.status.listeners,
        joined=[
            out.JoinedOut(action=each.action.value, name=each.name, since=each.since)
            for each in joined
        ],
    )


def _message(message: DeskMessage, names: dict[str, str]) -> out.DeskMessageOut:
    note = message.note
    by = named(note.from_person, {note.from_person: note.from_name, **names})
    return out.DeskMessageOut(
        id=message.id,
        call_id=note.call_id,
        to=named(note.to_person, names),
        by=by,
        text=note.text,
        step=shapes.step(note.step),
        sent_at=message.sent_at,
        delivered_at=message.delivered_at,
        read_at=message.read_at,
    )
