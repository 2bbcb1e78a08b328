import re
from pathlib import Path

import pytest

import voicemon
from tests.made import utterance
from tests.utterances.fakes import segment
from voicemon.errors import InputError
from voicemon.types import CustomerSegment, Role
from voicemon.utterances.roles import (
    channel_roles,
    customer_only,
    swapped_warning,
    without_fake_stereo,
)


def test_the_customers_segment_passes_the_gate():
    passed = customer_only(segment(0, 1, Role.CUSTOMER))
    assert isinstance(passed, CustomerSegment)


@pytest.mark.parametrize("role", [Role.AGENT, Role.UNKNOWN])
def test_nobody_elses_segment_does(role):
    assert customer_only(segment(0, 1, role)) is None


def test_an_uncertain_customer_does_not_pass():
    assert customer_only(segment(0, 1, Role.CUSTOMER, confidence=0.89)) is None


def test_the_gate_is_the_only_place_that_makes_a_customer_segment():
    package = Path(voicemon.__file__).parent
    makers = [
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if re.search(r"CustomerSegment\(", path.read_text(encoding="utf-8"))
    ]
    assert makers == ["utterances/roles.py"]


def test_an_agents_segment_cannot_be_made_a_customers_by_hand():
    with pytest.raises(TypeError):
        CustomerSegment(segment(0, 1, Role.AGENT))


def test_channels_take_their_roles_in_order():
    assert channel_roles("agent,customer", 2) == (Role.AGENT, Role.CUSTOMER)
    assert channel_roles(" Customer , agent", 2) == (Role.CUSTOMER, Role.AGENT)


def test_a_mono_recording_holds_both_so_its_role_is_unknown():
    assert channel_roles("agent,customer", 1) == (Role.UNKNOWN,)


def test_a_mono_recording_declared_as_one_role_keeps_it():
    assert channel_roles("customer", 1) == (Role.CUSTOMER,)


def test_undeclared_channels_are_unknown():
    assert channel_roles("agent,customer", 4)[2:] == (Role.UNKNOWN, Role.UNKNOWN)


@pytest.mark.parametrize("wrong", ["agent,caller", "", ","])
def test_a_wrong_role_says_what_to_write(wrong):
    with pytest.raises(InputError) as raised:
        channel_roles(wrong, 2)
    assert "agent,customer" in raised.value.fix


def test_fake_stereo_tells_nobody_apart():
    roles = (Role.AGENT, Role.CUSTOMER)
    assert without_fake_stereo(roles, correlated=True) == (Role.UNKNOWN, Role.UNKNOWN)
    assert without_fake_stereo(roles, correlated=False) == roles


def opening(agent, customer):
    return [
        utterance(1, Role.AGENT, 0.5, 3.0, agent),
        utterance(2, Role.CUSTOMER, 3.5, 8.0, customer),
    ]


@pytest.mark.parametrize(
    "greeting",
    [
        "Thank you for calling Harbour Bank, how can I help you?",
        "Hello, this is Elizabeth. What can I do for you today?",
        "Good morning, customer service.",
    ],
)
def test_swapped_channels_are_noticed_by_the_greeting(greeting):
    complaint = "Hi, my name is Jack and my card is lost."
    warning = swapped_warning(opening(complaint, greeting))
    assert warning is not None
    assert "swapped" in warning
    assert swapped_warning(opening(greeting, complaint)) is None


def test_no_greeting_no_warning():
    assert swapped_warning(opening("Hello?", "Hi, my card is lost.")) is None
    assert swapped_warning([]) is None


def test_a_customers_thanks_at_the_end_are_no_greeting():
    late = [utterance(9, Role.CUSTOMER, 200.0, 203.0, "Thank you for calling me back.")]
    assert swapped_warning(late) is None
