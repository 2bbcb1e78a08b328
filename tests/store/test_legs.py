from datetime import timedelta

import pytest

from voicemon.errors import Conflict, NotFound
from voicemon.store import Leg, LegState
from voicemon.types import Role

MINUTE = timedelta(minutes=1)
LEG = Leg("uuid-1", "call-1", Role.CUSTOMER, {"agent": "a17"})


def test_an_announced_leg_is_claimed_once(store):
    store.legs.add(LEG, MINUTE)
    claimed = store.legs.claim("uuid-1")
    assert (claimed.call, claimed.role, claimed.facts) == ("call-1", Role.CUSTOMER, LEG.facts)
    with pytest.raises(Conflict, match="in use or over"):
        store.legs.claim("uuid-1")


def test_a_leg_that_ended_by_a_word_is_over(store):
    store.legs.add(LEG, MINUTE)
    store.legs.claim("uuid-1")
    store.legs.release("uuid-1", lost=False)
    assert store.legs.get("uuid-1").state is LegState.OVER
    with pytest.raises(Conflict):
        store.legs.claim("uuid-1")
    with pytest.raises(Conflict, match="announced before"):
        store.legs.add(LEG, MINUTE)


@pytest.mark.parametrize("restarted", [False, True])
def test_a_leg_whose_line_was_lost_may_come_again(store, restarted):
    store.legs.add(LEG, MINUTE)
    store.legs.claim("uuid-1")
    if restarted:
        store.legs.reopen()
    else:
        store.legs.release("uuid-1", lost=True)
    assert store.legs.claim("uuid-1").call == "call-1"


def test_a_leg_that_comes_too_late_or_unannounced_is_not_known(store):
    store.legs.add(LEG, timedelta(seconds=-1))
    with pytest.raises(NotFound, match="too late"):
        store.legs.claim("uuid-1")
    with pytest.raises(NotFound):
        store.legs.claim("uuid-2")
    assert store.legs.find("uuid-2") is None


def test_what_expired_long_ago_is_forgotten(store):
    store.legs.add(LEG, timedelta(days=-2))
    store.legs.add(Leg("uuid-2", "call-1", Role.AGENT), MINUTE)
    assert store.legs.find("uuid-1") is None
