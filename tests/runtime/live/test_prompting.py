"""What an agent could say, while the call runs: offered, kept, taken back, in other words."""

from datetime import UTC, datetime

import pytest

from tests.llm_server import llm_server
from tests.runtime.live.fakes import RATE_HZ, Script, opening, play, turns, until
from voicemon.coaching.playbook import bundled
from voicemon.runtime.live.changes import Noticed, Suggested, Weighed
from voicemon.store.desk_records import PlaybookEdit
from voicemon.types import MomentKind, Role

ASKED = {3: "I want to speak to your manager now", 6: "I see, but that takes a while"}
ANSWERED = ASKED | {9: "I will get my supervisor for you"}
TALK = {
    "outbound": turns(14.0, (0.5, 2.5), (6.0, 8.0), hz=180),
    "inbound": turns(14.0, (3.0, 5.5), (8.5, 10.0)),
}
LATER = {
    "outbound": turns(14.0, (0.5, 2.5), (9.0, 11.0), hz=180),
    "inbound": turns(14.0, (3.0, 5.5)),
}
NOW = datetime(2026, 3, 14, tzinfo=UTC)
MANAGER = bundled("en").sentences[MomentKind.MANAGER]


def script(said):
    return Script(lambda segment: said.get(int(segment.start_s + 0.5), "and so it goes on then"))


def steps(office):
    return [each.step for each in office.watcher.of("c1", Suggested)]


def moments(office):
    return {
        moment.id: moment for each in office.watcher.of("c1", Noticed) for moment in each.moments
    }


def follow(office, **changes):
    line = office.desk.open(opening("c1", **changes))
    play(line, TALK)
    until(lambda: len(office.watcher.of("c1", Weighed)) == 4)
    return line


def test_a_moment_is_told_with_a_sentence_of_the_playbook_and_why(make_office):
    with make_office(script=script(ASKED)) as office:
        line = follow(office)
        until(lambda: steps(office))
        (step,) = steps(office)
        assert step.sentence in MANAGER
        assert step.reason == "asked for a manager at 0:05, nobody has answered that yet"
        assert office.desk.snapshot("c1").step == step
        assert [moment.kind for moment in office.desk.snapshot("c1").moments] == ["manager"]
        line.end("hangup")
        office.ended("c1")


def test_it_is_taken_back_when_the_agent_answers(make_office):
    with make_office(script=script(ANSWERED)) as office:
        line = office.desk.open(opening("c1"))
        heard = play(line, {track: sound[: 8 * RATE_HZ] for track, sound in LATER.items()})
        until(lambda: office.desk.snapshot("c1").step)
        play(line, {track: sound[heard:] for track, sound in LATER.items()}, start=heard)
        until(lambda: office.desk.snapshot("c1").step is None)
        assert moments(office)["c1-m1"].met
        assert steps(office)[-1] is None
        line.end("hangup")
        office.ended("c1")


def test_the_moments_of_a_running_call_stand_in_its_analysis_and_after_it(make_office):
    with make_office(script=script(ASKED)) as office:
        line = follow(office)
        line.end("hangup")
        office.ended("c1")
        office.analyse_tapes()
        live, after = [
            office.store.analysis("c1", version.id)
            for version in reversed(office.store.analyses("c1"))
        ]
        assert live.moments == tuple(moments(office).values())
        (moment,) = live.moments
        assert not moment.met
        assert moment.ended_s is not None
        assert [each.kind for each in after.moments] == [MomentKind.MANAGER]


def test_nothing_is_told_after_the_end(make_office):
    with make_office(script=script(ASKED)) as office:
        line = follow(office)
        line.end("hangup")
        office.ended("c1")
    last = [change for change in office.watcher.changes if change.call_id == "c1"][-1]
    assert type(last.news).__name__ == "Ended"


def test_the_sites_own_sentences_are_used_from_the_moment_they_are_kept(make_office):
    with make_office(script=script(ASKED)) as office:
        own = PlaybookEdit("en", MomentKind.MANAGER, ("I'll fetch Kim.",), 0, "sam", NOW)
        office.store.playbook.change(own)
        line = follow(office)
        until(lambda: steps(office))
        assert steps(office)[0].sentence == "I'll fetch Kim."
        line.end("hangup")
        office.ended("c1")


@pytest.mark.parametrize(
    ("call", "site", "used"), [("de", "", "de"), ("fr", "es", "es"), ("fr", "", "en")]
)
def test_the_call_chooses_the_language_else_the_site(make_office, call, site, used):
    heard = script(ASKED)
    heard.name = "script"  # hears every language
    with make_office(script=heard, language=site) as office:
        line = follow(office, facts={"language": call})
        until(lambda: steps(office))
        step = steps(office)[0]
        assert (step.language, step.sentence in bundled(used).sentences[step.kind]) == (used, True)
        line.end("hangup")
        office.ended("c1")


def test_coaching_that_is_switched_off_finds_and_suggests_nothing(make_office):
    with make_office(script=script(ASKED), coaching=False) as office:
        line = follow(office)
        line.end("hangup")
        office.ended("c1")
        office.analyse_tapes()
        assert not moments(office)
        assert not steps(office)
        assert office.store.analysis("c1").moments == ()


def test_a_language_model_puts_the_sentence_into_other_words_and_it_says_so(make_office):
    with llm_server() as llm:
        office = make_office(script=script(ASKED), llm_url=llm.url, llm_model="tiny")
        with office as office:
            line = follow(office)
            until(lambda: len(steps(office)) == 2)
            first, second = steps(office)
            assert first.sentence in MANAGER
            assert not first.rephrased
            assert second.sentence == llm.say
            assert second.rephrased
            assert second.reason == first.reason
            line.end("hangup")
            office.ended("c1")
        said = llm.asked[0][2]["messages"][1]["content"]
        assert ASKED[3] in said
        assert Role.CUSTOMER.value in said


def test_the_playbooks_sentence_stands_where_the_model_is_of_no_use(make_office):
    with llm_server() as llm:
        llm.say = "One. Two. Three."
        with make_office(script=script(ASKED), llm_url=llm.url) as office:
            line = follow(office)
            until(lambda: llm.asked)
            line.end("hangup")
            office.ended("c1")
            assert [step.rephrased for step in steps(office) if step] == [False]
