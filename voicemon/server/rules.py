"""`/api/rules`: the site's rules, their versions, and rehearsals of them.

Everybody with the right sees the rules that concern their teams: those of every team, and their
own. A supervisor changes rules that are for teams of theirs and no others; an admin all of them. A
supervisor's rehearsal plays the calls of their own teams.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from http import HTTPStatus

from flask import Flask, Response, current_app

from voicemon.errors import Conflict, NotAllowed, NotFound
from voicemon.flags.rule import Rule
from voicemon.runtime.rehearsing import Rehearser
from voicemon.server import rules_shapes as shapes
from voicemon.server import rules_wire as wire
from voicemon.server.answers import api, json_response
from voicemon.server.rights import Right, me, needs, visitor
from voicemon.server.rules_outcomes import may_calibrate
from voicemon.server.services import services
from voicemon.server.trail import note
from voicemon.store.people_records import Person, PersonRole
from voicemon.store.rules_records import Author, RehearsalEntry, RuleState, StoredRule

REHEARSER = "voicemon rehearser"

blueprint = api("rules", "/api/rules", "Rules: when a human is called, and what they would do.")


def rehearsed_by(app: Flask, rehearser: Rehearser) -> None:
    """Whoever rehearses rules for this app."""
    app.extensions[REHEARSER] = rehearser


@blueprint.get("", summary="List rules", responses={HTTPStatus.OK: wire.RuleList})
@needs(Right.SEE_RULES)
def list_rules() -> Response:
    """Those that concern one's teams, in the order in which calls are asked."""
    found = [each for each in services().store.rules.all() if _concerns(each.rule)]
    items = [shapes.rule(each, _may_change(each.rule)) for each in found]
    is_admin = me().role is PersonRole.ADMIN
    ready = is_admin and may_calibrate(services().store, datetime.now(UTC))
    return json_response(wire.RuleList(items=items, may_add=_may(), may_calibrate=ready))


@blueprint.post(
    "/preview", summary="How a rule would read", responses={HTTPStatus.OK: wire.RuleTold}
)
@needs(Right.SEE_RULES)
def preview_rule(body: wire.RuleIn) -> Response:
    """Checks a rule and says it in words; nothing is kept."""
    return json_response(shapes.told(body.definition))


@blueprint.get("/<rule_id>", summary="One rule", responses={HTTPStatus.OK: wire.RuleDetail})
@needs(Right.SEE_RULES)
def get_rule(path: wire.RulePath) -> Response:
    """The rule as it is, and every version of it, newest first."""
    stored = _seen(path.rule_id)
    versions = services().store.rules.versions(path.rule_id)
    return json_response(
        wire.RuleDetail(
            rule=shapes.rule(stored, _may_change(stored.rule)),
            versions=[shapes.version(each) for each in versions if _concerns(each.rule)],
        )
    )


@blueprint.post("", summary="Add a draft", responses={HTTPStatus.CREATED: wire.RuleOut})
@needs(Right.CHANGE_RULES)
def add_rule(body: wire.RuleIn) -> tuple[Response, int]:
    """A draft calls nobody; rehearse it, then switch it on."""
    _check(body.definition)
    made = services().store.rules.add(body.definition, _author(), datetime.now(UTC))
    note("rule.add", made.id, name=made.rule.name)
    return json_response(shapes.rule(made, True)), HTTPStatus.CREATED


@blueprint.put("/<rule_id>", summary="Change a rule", responses={HTTPStatus.OK: wire.RuleOut})
@needs(Right.CHANGE_RULES)
def change_rule(path: wire.RulePath, body: wire.RuleChange) -> Response:
    """Another version, for calls that begin from now on; the earlier ones are kept."""
    _check(_seen(path.rule_id).rule)
    _check(body.definition)
    changed = services().store.rules.change(
        path.rule_id, body.number, body.definition, _author(), datetime.now(UTC)
    )
    note("rule.change", path.rule_id, number=changed.newest.number)
    return json_response(shapes.rule(changed, True))


@blueprint.post(
    "/<rule_id>/state", summary="Switch a rule", responses={HTTPStatus.OK: wire.RuleOut}
)
@needs(Right.CHANGE_RULES)
def switch_rule(path: wire.RulePath, body: wire.RuleSwitch) -> Response:
    """On or off, for calls that begin from now on."""
    _check(_seen(path.rule_id).rule)
    state = RuleState(body.state)
    changed = services().store.rules.switch(
        path.rule_id, body.number, state, _author(), datetime.now(UTC)
    )
    note("rule.switch", path.rule_id, state=state.value, number=changed.newest.number)
    return json_response(shapes.rule(changed, True))


@blueprint.delete("/<rule_id>", summary="Delete a draft", responses={HTTPStatus.NO_CONTENT: None})
@needs(Right.CHANGE_RULES)
def delete_rule(path: wire.RulePath, query: wire.RuleNumber) -> tuple[str, int]:
    """Drafts only: flags name the others."""
    _check(_seen(path.rule_id).rule)
    gone = services().store.rules.delete(path.rule_id, query.number)
    note("rule.delete", path.rule_id, name=gone.rule.name)
    return "", HTTPStatus.NO_CONTENT


@blueprint.post(
    "/<rule_id>/rehearsals",
    summary="Rehearse a rule",
    responses={HTTPStatus.ACCEPTED: wire.RehearsalOut},
)
@needs(Right.CHANGE_RULES)
def rehearse_rule(path: wire.RulePath, body: wire.RehearsalIn) -> tuple[Response, int]:
    """Plays the stored calls of the last days to this version; ask for it until it is done."""
    stored = _seen(path.rule_id)
    asked = _rehearser().ask(stored.id, body.number, body.days, _played(stored.rule), _author())
    note("rule.rehearse", path.rule_id, number=body.number, days=body.days)
    return json_response(shapes.rehearsal(asked, me().sees_team)), HTTPStatus.ACCEPTED


@blueprint.get(
    "/<rule_id>/rehearsals",
    summary="Rehearsals of a rule",
    responses={HTTPStatus.OK: wire.RehearsalList},
)
@needs(Right.SEE_RULES)
def list_rehearsals(path: wire.RulePath, query: wire.RehearsalsQuery) -> Response:
    """Newest first, without what they found."""
    stored = _seen(path.rule_id)
    found = [each for each in services().store.rehearsals.of(stored.id) if _is_ours(each)]
    return json_response(shapes.rehearsals(found[: query.limit]))


@blueprint.get(
    "/<rule_id>/rehearsals/<rehearsal_id>",
    summary="One rehearsal",
    responses={HTTPStatus.OK: wire.RehearsalOut},
)
@needs(Right.SEE_RULES)
def get_rehearsal(path: wire.RehearsalPath) -> Response:
    """How far it is, and what it found."""
    stored = _seen(path.rule_id)
    found = services().store.rehearsals.get(path.rehearsal_id)
    if found.rule_id != stored.id or not _is_ours(found):
        raise NotFound(f"there is no rehearsal {path.rehearsal_id!r}", "the rule's page lists them")
    return json_response(shapes.rehearsal(found, me().sees_team))


def _rehearser() -> Rehearser:
    found = current_app.extensions.get(REHEARSER)
    if found is None:
        raise Conflict("nobody rehearses rules here", "start voicemon with `voicemon serve`")
    assert isinstance(found, Rehearser)
    return found


def _seen(rule_id: str) -> StoredRule:
    """The rule, for whoever may see it; to others it is not there."""
    stored = services().store.rules.get(rule_id)
    if not _concerns(stored.rule):
        raise NotFound(f"there is no rule {rule_id!r}", "GET /api/rules lists them")
    return stored


def _concerns(rule: Rule) -> bool:
    """Whether calls of one's own may be asked by it."""
    teams = rule.scope.teams
    return not teams or any(me().sees_team(team) for team in teams)


def _may() -> bool:
    found = visitor()
    return found is not None and found.may(Right.CHANGE_RULES)


def _may_change(rule: Rule) -> bool:
    return _may() and _is_within(rule.scope.teams, me())


def _is_within(teams: Collection[str], person: Person) -> bool:
    if person.role is PersonRole.ADMIN:
        return True
    return bool(teams) and all(person.sees_team(team) for team in teams)


def _check(rule: Rule) -> None:
    if not _is_within(rule.scope.teams, me()):
        raise NotAllowed(
            "this rule is not for your teams alone", "name teams of yours, or ask an admin"
        )


def _played(rule: Rule) -> frozenset[str] | None:
    """The teams whose calls are played; None: all of them."""
    wanted = frozenset(rule.scope.teams)
    person = me()
    if person.role is PersonRole.ADMIN:
        return wanted or None
    return wanted & person.teams if wanted else person.teams


def _is_ours(entry: RehearsalEntry) -> bool:
    """Its figures are of calls that one sees, all of them."""
    person = me()
    if person.role is PersonRole.ADMIN:
        return True
    return entry.teams is not None and all(person.sees_team(team) for team in entry.teams)


def _author() -> Author:
    person = me()
    return Author(person.id, person.name)
