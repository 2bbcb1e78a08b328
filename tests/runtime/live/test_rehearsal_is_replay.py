"""A running call raises exactly the flags that a rehearsal finds on it when it is stored."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.runtime.live.fakes import BOTH, Script, opening, play, turns
from tests.runtime.ruled import ANN, MINE, WordReader, switch_on
from voicemon.flags.rehearsal import play as rehearse
from voicemon.flags.rehearsal import replay, stepped
from voicemon.flags.rules import open_book
from voicemon.runtime.rehearsing import Rehearser
from voicemon.runtime.rulebook import RulesInForce, embedder
from voicemon.store.rules_records import RehearsalState
from voicemon.types import FlagState, Role

CUSTOMER = {
    3: "this is the third time that I am calling",
    8: "I want a refund. give me my money back",
    14: "I want to speak to your manager now",
    34: "are you still there",
    41: "my refund please",
    50: "thank you goodbye",
}
AGENT = {
    0: "thank you for calling",
    6: "you have to calm down",
    12: "I promise to look",
    16: "please hold on",
    33: "thank you for waiting",
    42: "I promise it comes tomorrow",
}
SOUND = {
    "inbound": turns(54.0, (3, 5.5), (8, 11), (14, 15.5), (34, 36), (41, 46), (50, 51.5)),
    "outbound": turns(
        54.0, (0.5, 2.5), (6, 8.5), (12, 13), (16, 17.5), (33, 34.5), (42, 43.5), hz=180
    ),
}  # fmt: skip


def say(segment):
    lines = AGENT if segment.role is Role.AGENT else CUSTOMER
    return lines[min(lines, key=lambda at: abs(at - segment.start_s))]


@pytest.fixture
def heard(make_office):
    """The stored call as it was heard while it ran, with its office."""
    with make_office(script=Script(say), reader=WordReader()) as office:
        names = switch_on(office.store)
        call = replace(opening("c1").call, queue="billing", team="north")
        line = office.desk.open(opening("c1", BOTH, call=call))
        play(line, SOUND)
        line.end("hangup")
        office.ended("c1")
        yield office, names, office.store.analysis("c1")


def vectors(analysis):
    embed = embedder(WordReader)
    return {said.id: embed([said.text])[0] for said in stepped(analysis)}


def test_every_flag_is_found_again_and_no_other(heard):
    office, names, analysis = heard
    raised = {flag.rule for flag in analysis.flags}
    assert raised >= {"refund", "third-time", "wants-it-paid-back", "told-off", "agent-promises"}
    assert raised >= {"hot-after-waiting", "climbs", "any-anger", "ends", "billing-only", "by-day"}
    assert not raised & {"elsewhere", "at-night"}
    zone = office.settings.zone
    book = RulesInForce(office.store, WordReader, zone).book()
    assert replay(analysis, book, vectors(analysis)) == list(analysis.flags)


def test_the_order_of_weighing_is_not_that_of_beginning(heard):
    _, _, analysis = heard
    assert set(analysis.steps) == {said.id for said in analysis.utterances}
    assert list(analysis.steps) != [said.id for said in analysis.utterances]


def test_each_rule_alone_finds_what_it_found_among_the_others(heard):
    office, names, analysis = heard
    for name, rule in zip(names, MINE, strict=True):
        book = open_book([replace(rule, id=name)], embedder(WordReader), office.settings.zone)
        hits = rehearse(analysis, book, (), vectors(analysis)).hits
        assert [(hit.at_s, hit.severity, hit.reason) for hit in hits] == [
            (flag.at_s, flag.severity, flag.reason)
            for flag in analysis.flags
            if flag.rule == name and flag.state is FlagState.RAISED
        ]


def test_a_rehearsal_of_the_site_finds_them_too(heard):
    office, names, analysis = heard
    now = analysis.call.started_at
    rehearser = Rehearser(office.store, WordReader, office.settings.zone, lambda: now)
    for name in names:
        rehearser._run(rehearser.ask(name, 2, 30, None, ANN))
        (entry, *_) = office.store.rehearsals.of(name)
        assert entry.state is RehearsalState.DONE, entry.error
        wanted = [f.at_s for f in analysis.flags if f.rule == name and f.state == "raised"]
        assert [hit["at_s"] for hit in entry.result["hits"]][::-1] == wanted


def test_what_a_menu_says_is_asked_about_neither_time(make_office):
    script = Script(
        lambda segment: (
            "your call is important to us please hold"
            if segment.role is Role.AGENT and segment.start_s < 2
            else say(segment)
        )
    )
    with make_office(script=script, reader=WordReader()) as office:
        switch_on(office.store)
        line = office.desk.open(opening("c1"))
        play(line, SOUND)
        line.end("hangup")
        office.ended("c1")
        analysis = office.store.analysis("c1")
        assert len(stepped(analysis)) == len(analysis.utterances) - 1
        book = RulesInForce(office.store, WordReader, office.settings.zone).book()
        assert replay(analysis, book, vectors(analysis)) == list(analysis.flags)
