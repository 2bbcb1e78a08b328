"""`/api/playbook`: what agents could say, to be seen and changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from http import HTTPStatus

from flask import Response

from voicemon.coaching.playbook import LANGUAGES, bundled, language_of
from voicemon.server import desk_wire as out
from voicemon.server.answers import api, json_response
from voicemon.server.rights import Right, me, needs
from voicemon.server.services import services
from voicemon.server.trail import note
from voicemon.store.desk_records import PlaybookEdit
from voicemon.types import MomentKind

blueprint = api("playbook", "/api/playbook", "What an agent could say at a moment of a call.")


@blueprint.get("", summary="Every playbook", responses={HTTPStatus.OK: out.PlaybookOut})
@needs(Right.SEE_RULES)
def get_playbook() -> Response:
    """Sentences by language and kind of moment: those in force, and those that ship."""
    found = services()
    edits = {(each.language, each.kind): each for each in found.store.playbook.all()}
    names = found.store.people.names({each.changed_by for each in edits.values()})
    items = [
        _item(language, kind, edits.get((language, kind)), names)
        for language in LANGUAGES
        for kind in MomentKind
    ]
    site = language_of(None, found.settings.language)
    return json_response(out.PlaybookOut.model_validate({"items": items, "site_language": site}))


@blueprint.put(
    "/<language>/<kind>", summary="Own sentences", responses={HTTPStatus.OK: out.PlaybookItem}
)
@needs(Right.CHANGE_RULES)
def change_playbook(path: out.PlaybookPath, body: out.SentencesBody) -> Response:
    """The site's own sentences in the place of those that stand there now."""
    return _changed(path, body.number, _distinct(body.sentences))


@blueprint.post(
    "/<language>/<kind>/reset",
    summary="Sentences as they ship",
    responses={HTTPStatus.OK: out.PlaybookItem},
)
@needs(Right.CHANGE_RULES)
def reset_playbook(path: out.PlaybookPath, body: out.NumberBody) -> Response:
    """Back to the sentences that ship."""
    return _changed(path, body.number, None)


def _changed(path: out.PlaybookPath, number: int, sentences: tuple[str, ...] | None) -> Response:
    kind, now = MomentKind(path.kind), datetime.now(UTC)
    edit = PlaybookEdit(path.language, kind, sentences, number, me().id, now)
    store = services().store
    kept = store.playbook.change(edit)
    note(
        "playbook.change" if sentences is not None else "playbook.reset",
        f"{path.language}/{path.kind}",
        sentences=list(sentences or ()),
    )
    names = store.people.names({kept.changed_by})
    return json_response(_item(path.language, kind, kept, names))


def _distinct(sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sentences))


def _item(
    language: str, kind: MomentKind, edit: PlaybookEdit | None, names: dict[str, str]
) -> out.PlaybookItem:
    shipped = bundled(language).sentences[kind]
    own = edit.sentences if edit else None
    by = edit.changed_by if edit else None
    return out.PlaybookItem.model_validate(
        {
            "language": language,
            "kind": kind.value,
            "sentences": list(own or shipped),
            "bundled": list(shipped),
            "edited": own is not None,
            "number": edit.number if edit else 0,
            "changed_by": {"id": by, "name": names.get(by, by)} if by else None,
            "changed_at": edit.changed_at if edit else None,
        }
    )
