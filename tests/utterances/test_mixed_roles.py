"""Two made voices on one channel, told apart and named by their words."""

import numpy as np
import pytest

from tests.utterances.fakes import TwoVoices, segment
from voicemon.types import (
    CustomerSegment,
    EncoderStates,
    Heard,
    Role,
    SealedStates,
    Transcript,
    Word,
)
from voicemon.utterances.role_words import agent_nats
from voicemon.utterances.roles import MixedRoles, OnlineRoles, words_doubt

GREETING = "Thank you for calling Harbour Bank, how can I help you?"
PROBLEM = "Hi, I'm calling because my card doesn't work and I've been charged twice."


def heard(start_s, text, level):
    made = segment(start_s, 4.0, Role.UNKNOWN, confidence=0.0, level=level)
    words = (Word(text, start_s, start_s + 4.0, 0.9),) if text else ()
    states = SealedStates("call", start_s, 0.02, "tiny", np.zeros((200, 4), np.float32))
    return Heard(made, Transcript(words, "en", -0.2, 0.0, "tiny"), None, states)


def assigned(*told):
    roles = MixedRoles(TwoVoices())
    turns = roles.turns([each.segment for each in told])
    assert len(turns) == len(told)
    return roles, roles.assign(list(told), "en")


def test_who_greets_is_the_agent_and_only_the_customers_states_are_opened():
    roles, found = assigned(heard(0.0, GREETING, 0.3), heard(5.0, PROBLEM, 0.03))
    assert [each.segment.role for each in found] == [Role.AGENT, Role.CUSTOMER]
    assert found[0].states is None
    assert isinstance(found[1].states, EncoderStates)
    assert all(each.sealed is None for each in found)
    assert roles.found("en") == (Role.AGENT, Role.CUSTOMER)


def test_what_a_reviewer_states_goes_before_the_words():
    told = [heard(0.0, GREETING, 0.3), heard(5.0, PROBLEM, 0.03)]
    roles = MixedRoles(TwoVoices(), Role.CUSTOMER)
    roles.turns([each.segment for each in told])
    found = roles.assign(told, "en")
    assert [each.segment.role for each in found] == [Role.CUSTOMER, Role.AGENT]


@pytest.mark.parametrize("text", ["The bread is on the table.", GREETING])
def test_two_who_speak_alike_stay_unknown(text):
    _, found = assigned(heard(0.0, text, 0.3), heard(5.0, text, 0.03))
    assert all(each.segment.role is Role.UNKNOWN and each.states is None for each in found)


def test_one_voice_alone_has_no_role():
    _, found = assigned(heard(0.0, GREETING, 0.3), heard(5.0, PROBLEM, 0.3))
    assert all(each.segment.role is Role.UNKNOWN for each in found)


def test_sealed_states_open_for_their_own_customer_only():
    sealed = SealedStates("call", 1.0, 0.02, "tiny", np.zeros((5, 4), np.float32))
    with pytest.raises(ValueError, match="another segment"):
        sealed.open(CustomerSegment(segment(2.0, 1.0, Role.CUSTOMER)))
    assert sealed.open(CustomerSegment(segment(1.0, 1.0, Role.CUSTOMER))).role is Role.CUSTOMER


def test_a_running_call_waits_until_both_have_spoken_enough():
    roles = OnlineRoles(TwoVoices())
    found = [
        roles.final(heard(at * 5.0, (GREETING, PROBLEM)[at % 2], (0.3, 0.03)[at % 2]), "en").role
        for at in range(8)
    ]
    assert found[:4] == [Role.UNKNOWN] * 4
    assert found[-2:] == [Role.AGENT, Role.CUSTOMER]


@pytest.mark.parametrize(
    ("language", "agent", "customer"),
    [
        ("en", GREETING, PROBLEM),
        ("de", "Guten Tag, wie kann ich Ihnen helfen?", "Ich rufe an wegen meiner Rechnung."),
        ("es", "Gracias por llamar, ¿en qué puedo ayudarle?", "Quiero cancelar mi pedido."),
    ],
)
def test_agents_and_customers_are_known_by_their_words(language, agent, customer):
    assert agent_nats([agent], language) > 2
    assert agent_nats([customer], language) < -1
    assert agent_nats([agent], "xx") == 0


def test_words_against_the_declared_channels_are_doubted():
    said = [(Role.CUSTOMER, GREETING), (Role.AGENT, PROBLEM)]
    assert words_doubt(said, "en")
    assert not words_doubt([(Role.AGENT, GREETING), (Role.CUSTOMER, PROBLEM)], "en")
    assert not words_doubt([(Role.AGENT, GREETING)], "en")
