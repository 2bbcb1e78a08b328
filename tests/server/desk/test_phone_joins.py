"""The agent's desk says who has joined the call by telephone, where the site lets it."""

from dataclasses import replace

import pytest

from tests.notify.receivers import Web
from tests.scripted_desk import CALL
from voicemon.runtime.live.changes import Renamed
from voicemon.server import desk_wire

REFUSED = (409, {"Content-Type": "application/json"}, b'{"message": "nobody answers"}')


@pytest.fixture
def shown():
    return True


@pytest.fixture
def settings(settings, shown):
    more = {"notify_private_networks": "127.0.0.0/8", "listen_in_shown": shown}
    return settings.model_copy(update=more)


@pytest.fixture
def pbx(signed_in):
    """A telephone system that takes every wish, unless it is told to answer otherwise."""
    with Web((200, {}, b"")) as web:
        target = {"name": "pbx", "kind": "pbx", "address": web.url}
        assert signed_in("ada").post("/api/notices/targets", target).status_code == 201
        yield web


@pytest.fixture
def nora(signed_in):
    return signed_in("nora")


@pytest.fixture
def watching(signed_in, connect):
    page = connect(signed_in("dana"))
    page.emit("desk.watch")
    desk_wire.DeskOut.model_validate(page.wait("desk.snapshot"))
    return page


def join(browser, action, call=CALL):
    return browser.post(f"/api/live/{call}/phone", {"action": action, "extension": "201"})


def told(page):
    change = desk_wire.DeskChange.model_validate(page.wait("desk.call"))
    return [(each.action, each.name) for each in change.call.joined]


def test_who_whispers_or_barges_in_is_named_who_only_listens_is_not(pbx, nora, watching):
    join(nora, "listen")
    assert told(watching) == [("listen", None)]
    join(nora, "whisper")
    assert told(watching) == [("whisper", "Nora North")]
    join(nora, "barge")
    assert told(watching) == [("barge", "Nora North")]


def test_it_lasts_until_the_receiver_is_down(pbx, nora, watching, signed_in, connect):
    join(nora, "whisper")
    assert told(watching) == [("whisper", "Nora North")]
    again = connect(signed_in("dana"))
    again.emit("desk.watch")
    (call,) = again.wait("desk.snapshot")["calls"]
    assert [each["action"] for each in call["joined"]] == ["whisper"]
    assert nora.delete(f"/api/live/{CALL}/phone").status_code == 204
    assert told(watching) == []


def test_it_goes_with_the_call_and_does_not_come_back_with_the_next(pbx, nora, watching, desk):
    join(nora, "barge")
    told(watching)
    desk.end(CALL)
    assert watching.wait("desk.call") == {"id": CALL, "call": None}
    desk.start(CALL, agent_id="dana.w", team="north")
    assert watching.wait("desk.call")["call"]["joined"] == []


def test_a_call_that_is_handed_on_takes_it_along(pbx, nora, watching, desk):
    join(nora, "whisper")
    told(watching)
    call = desk.snapshot(CALL).call
    desk.tell(CALL, Renamed(replace(call, agent_id="kim.k")))
    assert watching.wait("desk.call") == {"id": CALL, "call": None}
    desk.tell(CALL, Renamed(call))
    assert told(watching) == [("whisper", "Nora North")]


def test_whom_the_telephone_system_refuses_has_not_joined(pbx, nora, watching):
    pbx.answers = [REFUSED]
    assert join(nora, "whisper").status_code == 502
    assert watching.quiet("desk.call")


@pytest.mark.parametrize("shown", [False])
@pytest.mark.parametrize("action", ["listen", "whisper", "barge"])
def test_a_site_that_does_not_show_who_listens_shows_nobody_by_telephone(
    pbx, nora, watching, action
):
    assert join(nora, action).status_code == 200
    assert watching.quiet("desk.call")
