"""The board's mirror of a call, kept up by its changes."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.made import point
from tests.scripted_desk import CALL, flag, partial, said
from voicemon.flags.cards import Mover
from voicemon.flags.ledger import raised
from voicemon.runtime.live.changes import (
    Change,
    Ended,
    Flagged,
    Phase,
    Provisional,
    Renamed,
    Status,
)
from voicemon.server import live_mirror, live_shapes, live_wire
from voicemon.server.live_mirror import Mirror, sparkline, tail
from voicemon.server.sockets import Json
from voicemon.types import Call, FlagState, Role

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


def mirror_of(desk):
    return Mirror(desk.snapshot(CALL))


def test_a_mirror_kept_up_by_changes_equals_one_made_anew(desk):
    mirror = mirror_of(desk)
    desk.listen(mirror.take)
    desk.status(CALL, heard_s=14.0, lag_s=0.7)
    desk.tell(CALL, said(1, cues=[("prosody_loudness", 0.9)], flags=[flag("f1")]), partial(2))
    assert mirror.row() == mirror_of(desk).row()
    desk.tell(CALL, Provisional(point("u2", 22, 0.6, CALL)))
    desk.tell(CALL, Renamed(replace(desk.running[CALL].call, agent_id="lee.k")))
    desk.tell(CALL, said(2), Flagged((flag("f1", FlagState.RESOLVED),)), partial(3))
    assert mirror.row() == mirror_of(desk).row()


def test_what_is_sent_is_the_row_written_once_a_change(desk):
    mirror = mirror_of(desk)
    desk.listen(mirror.take)
    desk.tell(CALL, said(1, cues=[("prosody_loudness", 0.9)], flags=[flag("f1")]))
    sent = mirror.packed()
    assert json.loads(Json.dumps([sent])) == [mirror.row()]
    assert mirror.packed() is sent
    desk.tell(CALL, said(2))
    assert json.loads(Json.dumps(mirror.packed())) == mirror.row()


def test_a_row_is_what_the_wire_says(desk):
    desk.status(CALL, heard_s=14.0, lag_s=0.7)
    desk.tell(CALL, said(1, cues=[("prosody_loudness", 0.9)], flags=[flag("f1")]))
    row = live_wire.LiveRow.model_validate(mirror_of(desk).row())
    assert row.call.customer_id == "•••143"
    assert (row.score.score, row.score.trend, row.score.provisional) == (0.4, "steady", False)
    assert row.last_words.text == "That is wrong"
    assert [(chip.note, chip.log_odds) for chip in row.reasons] == [("prosody_loudness rose", 0.9)]
    assert (row.flags_open, row.worst_flag.severity, row.worst_flag.id) == (1, "act", "f1")
    assert row.ended is None


def test_a_change_that_is_missing_is_noticed_and_an_old_one_ignored(desk):
    mirror = mirror_of(desk)
    assert mirror.take(Change(CALL, 1, Ended("old")))
    assert mirror.ended is None
    assert not mirror.take(Change(CALL, mirror.number + 2, Ended("hangup")))


def test_the_customer_not_the_agent_has_the_last_words(desk):
    desk.tell(CALL, said(1, "I am cross"), said(2, "Let me see", None, Role.AGENT))
    desk.tell(CALL, partial(3, role=Role.AGENT))
    assert mirror_of(desk).row()["last_words"]["text"] == "I am cross"
    desk.tell(CALL, partial(4))
    assert mirror_of(desk).row()["last_words"] == {"text": "that is", "unsure": "wro", "at_s": 42.0}
    desk.tell(CALL, partial(4, "", ""))
    assert mirror_of(desk).row()["last_words"]["text"] == "I am cross"


def test_an_utterance_told_again_is_corrected_and_its_flags_stand(desk):
    desk.tell(CALL, said(1, "I am cross", 0.4, flags=[flag("f1")]), said(2, "Well"))
    mirror = mirror_of(desk)
    desk.listen(mirror.take)
    desk.tell(CALL, Flagged((flag("f1", FlagState.RESOLVED),)))
    desk.tell(CALL, said(1, "I was cross", 0.7, flags=[flag("f1")]), said(2, "Well then", 0.2))
    row = mirror.row()
    assert row["flags_open"] == 0
    assert row["last_words"]["text"] == "Well then"
    assert row["score"]["score"] == 0.2
    assert [point.score for point in mirror._curve] == [0.7, 0.2]


def test_a_call_not_heard_yet_has_no_score_and_no_zeros(desk):
    row = mirror_of(desk).row()
    assert row["score"] is None
    assert set(row["sparkline"]) == {None}


def test_a_reason_is_told_until_a_minute_of_talk_after_it(desk):
    desk.status(CALL, heard_s=14.0)
    desk.tell(CALL, said(1, cues=[("wording_repeat", 1.3), ("voice_anger", 0.1)]))
    mirror = mirror_of(desk)
    assert [chip["cue"] for chip in mirror.row()["reasons"]] == ["wording_repeat"]
    desk.listen(mirror.take)
    desk.status(CALL, heard_s=500.0)
    assert len(mirror.row()["reasons"]) == 1
    desk.tell(CALL, said(9, "Hm"))
    assert mirror.row()["reasons"] == []


def test_a_long_call_leaves_a_mirror_small(desk):
    mirror = mirror_of(desk)
    desk.listen(mirror.take)
    for number in range(1, 500):
        desk.tell(CALL, said(number))
    assert len(mirror._recent) <= 15
    assert len(mirror._curve) <= 40


def test_the_sparkline_ends_now_and_is_empty_before_the_call():
    curve = [point("u1", 5.0, 0.2), point("u2", 95.0, 0.8)]
    line = sparkline(curve, 100.0)
    assert len(line) == live_mirror.SPARK_STEPS
    assert line[-1] == 0.8
    assert line[-2] == 0.2
    assert line[:19] == [None] * 19


def test_of_long_words_the_end_is_shown_from_a_word_on():
    assert tail("short", 20) == "short"
    assert tail("one two three four five", 12) == "… four five"


@pytest.mark.parametrize(
    ("changes", "feed"),
    [
        ({}, "live"),
        ({"lag_s": 4.0}, "catching_up"),
        ({"stalled": True, "lag_s": 4.0}, "stalled"),
        ({"phase": Phase.PAUSED}, "paused"),
        ({"phase": Phase.WAITING, "stalled": True}, "waiting"),
        ({"phase": Phase.ENDED}, "ended"),
    ],
)
def test_the_state_of_a_feed_is_the_gravest_that_holds(changes, feed):
    assert live_shapes.feed_state(replace(Status(Phase.LIVE, 10.0, 0.5), **changes)) == feed


# Flags as the ledger has them


def card_of(found, **changes):
    made, _ = raised(found, Call(CALL, NOON, team="north"), NOON, {}, 0.8)
    return replace(made, **changes)


def test_the_ledger_says_where_a_flag_stands_and_who_has_it(desk):
    desk.tell(CALL, said(1, flags=[flag("f1")]))
    mirror = mirror_of(desk)
    assert mirror.row()["flag"] is None
    ann = Mover("p1", "Ann Lee")
    mirror.keep(card_of(flag("f1"), number=2, state=FlagState.CLAIMED, owner=ann, by=ann))
    row = live_wire.LiveRow.model_validate(mirror.row())
    assert (row.flag.state, row.flag.owner.name) == ("claimed", "Ann Lee")
    assert (row.worst_flag.state, row.worst_flag.by) == ("claimed", "Ann Lee")


def test_an_older_card_does_not_undo_a_newer_one(desk):
    desk.tell(CALL, said(1, flags=[flag("f1")]))
    newer = card_of(flag("f1"), number=3, state=FlagState.RESOLVED)
    mirror = Mirror(desk.snapshot(CALL), [newer])
    mirror.keep(card_of(flag("f1")))
    assert (mirror.row()["flags_open"], mirror.needs_somebody) == (0, False)


def test_what_the_ledger_keeps_open_is_open_though_the_call_is_calm(desk):
    desk.tell(CALL, said(1, flags=[flag("f1")]), Flagged((flag("f1", FlagState.RESOLVED),)))
    mirror = Mirror(desk.snapshot(CALL), [card_of(flag("f1"), state=FlagState.CLAIMED)])
    assert mirror.row()["flags_open"] == 1


def test_what_the_budget_holds_back_is_nothing_on_the_board(desk):
    desk.tell(CALL, said(1, flags=[flag("f1")]))
    mirror = mirror_of(desk)
    mirror.keep(card_of(flag("f1"), suppressed=True))
    row = mirror.row()
    assert (row["flags_open"], row["worst_flag"], row["flag"]) == (0, None, None)
    assert not mirror.needs_somebody
