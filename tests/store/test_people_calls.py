"""Which calls and jobs a person is told of."""

from dataclasses import replace

import pytest

from tests.made import analysis
from voicemon.store import CallQuery, RecordingInfo, Within

NORTH = Within(teams=frozenset({"north"}))
TEAMLESS = Within(teams=frozenset({""}))


@pytest.fixture
def three(store):
    for number, team in enumerate(("north", "south", None)):
        made = analysis(analysis_id=f"of-{number}")
        call = replace(made.call, id=f"call-{number}", team=team, agent_id=f"agent-{number}")
        store.add_analysis(replace(made, call=call), RecordingInfo(str(number) * 64, 1, "x", 8000))
    return store


def ids(store, within, **query):
    return {entry.call.id for entry in store.calls(CallQuery(within=within, **query)).entries}


def test_a_list_holds_what_may_be_known(three):
    assert ids(three, None) == {"call-0", "call-1", "call-2"}
    assert ids(three, NORTH) == {"call-0"}
    assert ids(three, TEAMLESS) == {"call-2"}
    assert ids(three, Within(teams=frozenset())) == set()
    assert ids(three, Within(agent_id="agent-1")) == {"call-1"}
    assert ids(three, Within(agent_id="agent-1"), agent_id="agent-0") == set()
    assert three.calls(CallQuery(within=NORTH)).total == 1


def test_jobs_are_known_by_team_by_call_and_to_who_asked(three, tmp_path):
    jobs = three.jobs
    by_team = jobs.add(tmp_path / "a", "a", team="north").id
    by_call = jobs.add(tmp_path / "b", "b", again="call-0").id
    own = jobs.add(tmp_path / "c", "c", person_id="dana", team="south").id
    teamless = jobs.add(tmp_path / "d", "d", again="call-2").id
    unknown = jobs.add(tmp_path / "e", "e").id
    assert {job.id for job in jobs.recent()} == {by_team, by_call, own, teamless, unknown}
    assert {job.id for job in jobs.recent(within=NORTH, person_id="lee")} == {by_team, by_call}
    assert {job.id for job in jobs.recent(within=NORTH, person_id="dana")} == {
        by_team, by_call, own,
    }  # fmt: skip
    assert {job.id for job in jobs.recent(within=TEAMLESS)} == {teamless}
    assert jobs.is_known_to(own, NORTH, "dana")
    assert not jobs.is_known_to(own, NORTH, "lee")
    assert jobs.is_known_to(unknown, None, "lee")
