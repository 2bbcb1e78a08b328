import pytest

from tests.made import analysis
from voicemon.errors import InputError
from voicemon.runtime.stated import FOUND, STATED, checked, stated_roles, swapped
from voicemon.types import Role

AGENT, CUSTOMER, UNKNOWN = Role.AGENT, Role.CUSTOMER, Role.UNKNOWN


def test_swapping_channels_exchanges_customer_and_agent_only():
    assert swapped(analysis(), (AGENT, CUSTOMER)) == (CUSTOMER, AGENT)
    assert swapped(analysis(), (CUSTOMER, UNKNOWN, AGENT)) == (AGENT, UNKNOWN, CUSTOMER)


def test_on_a_mixed_channel_what_was_found_is_swapped_and_swapped_back():
    found = analysis(settings={FOUND: "agent,customer"})
    assert swapped(found, (UNKNOWN,)) == (CUSTOMER, AGENT)
    again = analysis(settings={STATED: "customer,agent"})
    assert swapped(again, (UNKNOWN,)) == (AGENT, CUSTOMER)


def test_where_nobody_is_known_there_is_nothing_to_swap():
    with pytest.raises(InputError, match="nothing to swap"):
        swapped(analysis(settings={}), (UNKNOWN,))


def test_stated_roles_are_read_from_the_analysis_that_holds_them():
    assert stated_roles(analysis(settings={})) == ()
    assert stated_roles(analysis(settings={STATED: "customer,agent"})) == (CUSTOMER, AGENT)


@pytest.mark.parametrize(
    ("roles", "channels"),
    [
        ([CUSTOMER], (AGENT, CUSTOMER)),
        ([CUSTOMER, CUSTOMER], (AGENT, CUSTOMER)),
        ([AGENT, UNKNOWN], (UNKNOWN,)),
        ([AGENT, CUSTOMER, UNKNOWN], (UNKNOWN,)),
    ],
)
def test_roles_that_the_call_cannot_hold_are_refused(roles, channels):
    with pytest.raises(InputError, match="roles"):
        checked(roles, channels)


def test_a_mono_recordings_roles_are_who_speaks_first_and_the_other():
    assert checked([CUSTOMER, AGENT], (UNKNOWN,)) == (CUSTOMER, AGENT)
