"""`/api/flags`: the ledger of flags, and the moves that people make; figures of rules."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Response, make_response

from voicemon.errors import NotFound
from voicemon.exports import figures_csv
from voicemon.flags.cards import FlagCard, Mover
from voicemon.flags.figures import last_weeks, totals, weekly
from voicemon.server import flag_asks as asks
from voicemon.server import flag_shapes as shapes
from voicemon.server import flag_wire as out
from voicemon.server.answers import api, json_response
from voicemon.server.rights import Right, me, needs
from voicemon.server.services import interventions, services
from voicemon.server.trail import note
from voicemon.store.ledger_rows import LedgerQuery
from voicemon.store.people_records import Person, PersonRole
from voicemon.types import FlagOutcome, FlagState

blueprint = api("flags", "/api/flags", "Flags: calls for a human, and what people did about them.")
figures = api("figures", "/api/figures", "How well rules call for people.")


@blueprint.get("", summary="List flags", responses={HTTPStatus.OK: out.FlagList})
@needs(Right.SEE_LIVE)
def list_flags(query: asks.FlagsQuery) -> Response:
    """Newest first. Of one call all of them; else those that the budget held back are listed only
    when asked for.
    """
    held_back = query.suppressed if query.call or query.suppressed is not None else False
    page = services().store.ledger.find(
        LedgerQuery(
            is_open=query.open,
            suppressed=held_back,
            ended=query.ended,
            since=asks.aware(query.since),
            call_id=query.call,
            teams=teams_of(me()),
            offset=query.offset,
            limit=query.limit,
        )
    )
    items = [shapes.card(card) for card in page.cards]
    return json_response(out.FlagList(items=items, total=page.total))


@blueprint.get("/budget", summary="The alert budget", responses={HTTPStatus.OK: out.BudgetOut})
@needs(Right.SEE_LIVE)
def get_budget() -> Response:
    """Flags to act on in the last hour against how many may be, of the teams that one sees."""
    return json_response(shapes.budget(interventions().standing(teams_of(me()))))


@blueprint.get("/<flag_id>", summary="One flag", responses={HTTPStatus.OK: out.FlagDetail})
@needs(Right.SEE_LIVE)
def get_flag(path: asks.FlagPath) -> Response:
    """The flag as it is, and every move of it, oldest first."""
    card = _seen(path.flag_id)
    history = [shapes.move(each) for each in services().store.ledger.history(card.id)]
    return json_response(out.FlagDetail(flag=shapes.card(card), history=history))


@blueprint.post("/<flag_id>/move", summary="Move a flag", responses={HTTPStatus.OK: out.FlagCard})
@needs(Right.ACT_ON_FLAGS)
def move_flag(path: asks.FlagPath, body: out.MoveIn) -> Response:
    """See it, take it, act, resolve, snooze, escalate, reopen; 409 says who was first."""
    known = _seen(path.flag_id)
    card = interventions().move(
        path.flag_id,
        body.number,
        FlagState(body.to),
        _mover(me()),
        body.why,
        FlagOutcome(body.outcome) if body.outcome else None,
        body.until,
    )
    if card.number != known.number:
        _note(card)
    return json_response(shapes.card(card))


@blueprint.post("/<flag_id>/undo", summary="Undo a move", responses={HTTPStatus.OK: out.FlagCard})
@needs(Right.ACT_ON_FLAGS)
def undo_flag(path: asks.FlagPath, body: out.UndoIn) -> Response:
    """Take one's own last move back, within ten minutes and while nobody moved it since."""
    _seen(path.flag_id)
    card = interventions().undo(path.flag_id, body.number, _mover(me()))
    _note(card, undone=True)
    return json_response(shapes.card(card))


@figures.get(
    "/flags",
    summary="Figures of rules",
    responses={
        HTTPStatus.OK: {
            "description": "OK",
            "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/FlagFigures"}},
                "text/csv": {"schema": {"type": "string"}},
            },
        }
    },
)
@needs(Right.SEE_FIGURES)
def flag_figures(query: asks.FiguresQuery) -> Response:
    """Precision, lead time, alerts an hour and supervisor: by week, rule and team."""
    found, mine = services(), teams_of(me())
    zone = found.settings.zone
    weeks, begun = last_weeks(datetime.now(UTC), zone, query.weeks)
    since = begun.astimezone(UTC)
    lived, served = found.store.duty.lived(since), found.store.duty.hours(since)
    rows = weekly(lived, served, zone, mine)
    whole = totals(lived, served, zone, mine, weeks)
    if query.format == "csv":
        names = {each.id: each.rule.name for each in found.store.rules.all()}
        return _file(
            f"flags-{weeks[-1]}-{weeks[0]}.csv", figures_csv.render([*whole, *rows], names)
        )
    return json_response(
        out.FlagFigures(
            since=since,
            weeks=weeks,
            rows=[shapes.rule_week(each) for each in rows],
            totals=[shapes.rule_week(each) for each in whole],
        )
    )


def _file(name: str, text: str) -> Response:
    note("figures.export", name)
    response = make_response(text)
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def teams_of(person: Person) -> frozenset[str] | None:
    """The teams that somebody sees; None: every one."""
    return None if person.role is PersonRole.ADMIN else person.teams


def _seen(flag_id: str) -> FlagCard:
    """A flag of a team that one sees; else it is as if it were not there."""
    card = services().store.ledger.get(flag_id)
    if not me().sees_team(card.team):
        raise NotFound(f"there is no flag {flag_id!r}", "GET /api/flags lists them")
    return card


def _mover(person: Person) -> Mover:
    return Mover(person.id, person.name)


def _note(card: FlagCard, **more: object) -> None:
    outcome = {"outcome": card.outcome.value} if card.outcome else {}
    note("flag.move", card.id, call=card.call_id, to=card.state.value, **outcome, **more)
