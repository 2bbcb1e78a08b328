"""What waits to be sent to a page, folded."""

from dataclasses import replace

from tests.made import point
from tests.scripted_desk import CALL, flag, partial, said
from voicemon.runtime.live.changes import (
    Change,
    Marked,
    Noticed,
    Phase,
    Provisional,
    Status,
    Suggested,
)
from voicemon.server import live_wire
from voicemon.server.live_outbox import MOST_FINALS, BoardOutbox, CallOutbox
from voicemon.types import (
    AgentAct,
    EmpathyMoment,
    MomentKind,
    Stretch,
    StretchKind,
    SuggestedStep,
)

MOMENT = EmpathyMoment(
    f"{CALL}-m1",
    CALL,
    "u1",
    MomentKind.MANAGER,
    14.0,
    14.0,
    1,
    "asked for a manager",
    (AgentAct.OWNERSHIP, AgentAct.NEXT_STEP),
)
STEP = SuggestedStep(
    MOMENT.id, MOMENT.kind, 14.0, "Let me see who is free.", "asked for a manager at 0:14", "en"
)


def taken(outbox, *all_news):
    for news in all_news:
        outbox.take(Change(CALL, outbox.after + 1, news))


def opened(desk):
    outbox = CallOutbox()
    name, body = outbox.snapshot(desk.snapshot(CALL))
    assert name == "live.snapshot"
    outbox.turn.answered(body["number"])
    return outbox


def test_of_status_score_and_partials_the_newest_wins_and_finals_keep_their_order(desk):
    outbox = opened(desk)
    taken(outbox, partial(1), Status(Phase.LIVE, 1.0, 0.1), partial(1, "that is wrong", ""))
    taken(outbox, said(1), Status(Phase.LIVE, 2.0, 0.9), said(2))
    taken(outbox, partial(3), Provisional(point("u3", 33, 0.5)), Provisional(point("u3", 34, 0.6)))
    taken(outbox, Marked(Stretch(StretchKind.HOLD, 5, 6)), Marked(Stretch(StretchKind.HOLD, 5, 9)))
    name, body = outbox.change(CALL)
    change = live_wire.LiveChange.model_validate(body)
    assert (name, change.number) == ("live.change", 2)
    assert change.status.lag_s == 0.9
    assert [each.utterance.id for each in change.weighed] == ["u1", "u2"]
    assert [each.utterance_id for each in change.partials] == ["u3"]
    assert change.provisional.score == 0.6
    assert [each.end_s for each in change.stretches] == [9]
    assert not outbox.waiting


def test_moments_fold_by_id_and_of_steps_the_newest_is_told_even_when_it_takes_back(desk):
    outbox = opened(desk)
    taken(outbox, Noticed((MOMENT,)), Suggested(STEP))
    _, body = outbox.change(CALL)
    change = live_wire.LiveChange.model_validate(body)
    assert [each.ended_s for each in change.moments] == [None]
    assert change.suggested.step.sentence == STEP.sentence
    taken(outbox, Noticed((MOMENT,)), Noticed((replace(MOMENT, ended_s=20.0),)), Suggested(None))
    _, body = outbox.change(CALL)
    change = live_wire.LiveChange.model_validate(body)
    assert [each.ended_s for each in change.moments] == [20.0]
    assert change.suggested.step is None
    taken(outbox, said(1))
    _, body = outbox.change(CALL)
    assert (body["suggested"], body["moments"]) == (None, [])


def test_a_snapshot_holds_the_moments_and_the_step(desk):
    desk.tell(CALL, Noticed((MOMENT,)), Suggested(STEP))
    _, body = CallOutbox().snapshot(desk.snapshot(CALL))
    call = live_wire.LiveCall.model_validate(body)
    assert call.moments[0].reason == "asked for a manager"
    assert call.step.reason == STEP.reason


def test_a_correction_of_what_was_not_sent_yet_takes_its_place(desk):
    outbox = opened(desk)
    taken(outbox, said(1, flags=[flag("f1")]), said(1, "That was wrong"))
    _, body = outbox.change(CALL)
    assert [each["utterance"]["text"] for each in body["weighed"]] == ["That was wrong"]
    assert [each["id"] for each in body["weighed"][0]["flags"]] == ["f1"]


def test_nothing_leaves_until_the_last_message_was_answered(desk):
    outbox = opened(desk)
    taken(outbox, said(1))
    _, first = outbox.change(CALL)
    taken(outbox, said(2))
    assert outbox.waiting
    assert not outbox.turn.free
    outbox.turn.answered(first["number"] - 1)
    assert not outbox.turn.free
    outbox.turn.answered(first["number"])
    assert outbox.turn.free


def test_finals_beyond_the_bound_become_a_fresh_snapshot(desk):
    outbox = opened(desk)
    for number in range(1, MOST_FINALS + 2):
        desk.tell(CALL, said(number))
        taken(outbox, said(number))
    assert outbox.fresh
    _, body = outbox.snapshot(desk.snapshot(CALL))
    assert len(body["weighed"]) == MOST_FINALS + 1


def test_a_change_that_never_came_makes_a_fresh_snapshot(desk):
    outbox = opened(desk)
    outbox.take(Change(CALL, outbox.after + 2, said(2)))
    assert outbox.fresh


def test_a_board_is_told_of_each_call_once_however_often_it_changed():
    outbox = BoardOutbox()
    rows = {"a": {"id": "a"}, "b": {"id": "b"}}

    def seen(ids):
        return {key: row for key, row in rows.items() if ids is None or key in ids}

    name, body = outbox.message(seen)
    live_wire.Board.model_validate(body | {"rows": []})
    assert (name, body["number"], [row["id"] for row in body["rows"]]) == (
        "board.snapshot", 1, ["a", "b"],
    )  # fmt: skip
    outbox.changed |= {"a", "b", "never seen"}
    del rows["b"]
    name, body = outbox.message(seen)
    assert (name, body) == (
        "board.change", {"number": 2, "rows": [{"id": "a"}], "gone": ["b"]},
    )  # fmt: skip
