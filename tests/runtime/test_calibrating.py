"""Calibration over a store of composed calls: outcomes in, a rehearsal, and drafts on demand."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest

from tests.made import STARTED
from tests.runtime.ruled import WordReader
from tests.site_calls import ANN, HOT, NOW, by_lot, fill, only_from, put_in_force, site_calls, tell
from voicemon.cli.calibrated import as_json
from voicemon.errors import Conflict, InputError, NotFound
from voicemon.flags.cards import Wish
from voicemon.flags.rehearsal import replay
from voicemon.flags.rules import RuleBook
from voicemon.flags.tuning import Verdict
from voicemon.runtime.calibrating import Calibrator
from voicemon.runtime.rehearsing import RESULT, Rehearser
from voicemon.runtime.rulebook import RulesInForce
from voicemon.store import RecordingInfo, Store
from voicemon.store.rehearsals import LIVE, PASS
from voicemon.store.rules_records import CALIBRATION, Author, RehearsalState, RuleState
from voicemon.types import FlagOutcome, FlagState, Role

pytestmark = pytest.mark.model
WHO = Author("p-ann", "Ann")


def opened(folder):
    return Store(f"sqlite:///{folder / 'voicemon.db'}", folder / "audio")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A site whose people have something to do from level 4 on."""
    folder = tmp_path_factory.mktemp("site")
    store = opened(folder)
    fill(store, site_calls(), only_from(4))
    store.close()
    return folder


@pytest.fixture(scope="module")
def found(filled):
    """What comes of it; nothing is written."""
    store = opened(filled)
    before = everything(store)
    made = run(store)
    assert everything(store) == before
    store.close()
    return made


@pytest.fixture
def store(tmp_path, filled):
    shutil.copytree(filled, tmp_path / "site")
    made = opened(tmp_path / "site")
    yield made
    made.close()


@pytest.fixture
def empty(tmp_path):
    made = opened(tmp_path / "empty")
    yield made
    made.close()


def calibrator(store):
    return Calibrator(store, WordReader, STARTED.tzinfo, lambda: NOW)


def run(store, *wanted, days=60):
    return calibrator(store).run(days, wanted, lambda stage, done: None)


def of(found, rule_id=HOT.id):
    return next(each for each in found.rules if each.stored.id == rule_id)


def everything(store):
    """Whatever calibration might have written."""
    versions = {each.id: store.rules.versions(each.id) for each in store.rules.all()}
    return versions, store.audit.entries(), store.rules.stamp()


def rehearsed(store, rule_id, number):
    """As the page would: the rehearsal of that version."""
    rehearser = Rehearser(store, WordReader, STARTED.tzinfo, lambda: NOW)
    asked = rehearser.ask(rule_id, number, 60, None, WHO)
    rehearser._run(store.rehearsals.waiting())
    done = store.rehearsals.get(asked.id)
    assert done.state is RehearsalState.DONE, done.error
    return done.result


def test_outcomes_move_a_threshold_and_the_others_stay(found):
    moved = of(found)
    assert [each.stored.id for each in found.moving] == [HOT.id]
    assert moved.fit.chosen.rule != HOT
    assert moved.rehearsal.after.precision > moved.rehearsal.before.precision
    assert {each.fit.verdict for each in found.rules if each is not moved} == {Verdict.TOO_FEW}
    assert found.calls == len(site_calls())
    assert found.outcomes[FlagOutcome.HELPED] >= 10
    assert found.outcomes[FlagOutcome.NOT_NEEDED] >= 10


def test_what_is_shown_is_the_rehearsal_of_the_draft_and_its_replay(store, found):
    moved = of(found)
    draft, is_new = calibrator(store).propose(moved)
    assert is_new
    for number, side in ((2, moved.rehearsal.before), (draft.number, moved.rehearsal.after)):
        assert rehearsed(store, HOT.id, number) == RESULT.dump_python(side, mode="json")
    raised = [
        (flag.call_id, flag.at_s)
        for call in site_calls()
        for flag in replay(call.analysis, RuleBook((draft.rule,)))
        if flag.state == "raised"
    ]
    assert sorted((hit.call_id, hit.at_s) for hit in moved.rehearsal.after.hits) == sorted(raised)


def test_the_changes_are_the_difference_of_both_rehearsals(found):
    both = of(found).rehearsal
    gone = sum(each.gone for each in both.changes)
    new = len(both.changes) - gone
    assert both.before.flags - gone == both.after.flags - new
    assert gone > 0


def test_a_draft_calls_nobody_until_it_is_taken_over(store, found):
    in_force = RulesInForce(store, WordReader, STARTED.tzinfo)
    before = in_force.book()
    draft, _ = calibrator(store).propose(of(found))
    assert (draft.state, draft.by, draft.number) == (RuleState.DRAFT, CALIBRATION, 3)
    assert "right and" in draft.why
    assert store.rules.get(HOT.id).rule == HOT
    assert in_force.book() == before
    taken = store.rules.change(HOT.id, 2, draft.rule, WHO, NOW)
    assert (taken.newest.number, taken.newest.state) == (4, RuleState.ON)
    assert in_force.book().rules[-1] == draft.rule
    assert in_force.about(HOT.id)[0] == 4


def test_the_same_draft_is_kept_once(store, found):
    first, is_new = calibrator(store).propose(of(found))
    again, is_new_again = calibrator(store).propose(of(run(store)))
    assert (first, is_new, is_new_again) == (again, True, False)
    assert len(store.rules.versions(HOT.id)) == 3


def test_taken_over_it_does_not_drift_on_with_the_same_outcomes(store, found):
    draft, _ = calibrator(store).propose(of(found))
    store.rules.change(HOT.id, 2, draft.rule, WHO, NOW)
    assert of(run(store)).fit.verdict is Verdict.STAYS


def test_somebody_who_changed_the_rule_meanwhile_was_first(store, found):
    store.rules.change(HOT.id, 2, replace(HOT, cooldown_s=5.0), WHO, NOW)
    with pytest.raises(Conflict, match="Ann changed this rule"):
        calibrator(store).propose(of(found))
    assert len(store.rules.versions(HOT.id)) == 3


def test_outcomes_by_lot_leave_all_as_it_is(empty):
    fill(empty, site_calls(), by_lot(1))
    assert run(empty).moving == []


@pytest.mark.parametrize("outcome", [FlagOutcome.HELPED, FlagOutcome.FALSE_ALARM, None])
def test_outcomes_of_one_kind_are_refused_with_what_to_do(empty, outcome):
    fill(empty, site_calls()[:60], lambda call, flag: outcome)
    with pytest.raises(InputError, match="needs 10 calls with a flag that was right") as refused:
        run(empty)
    assert "hot has" in refused.value.message
    assert "--days" in refused.value.fix


def test_a_store_without_calls_is_refused(empty):
    with pytest.raises(InputError, match="sustained-high has 0 and 0"):
        run(empty)


def test_only_the_last_days_count(store):
    with pytest.raises(InputError, match="too little"):
        run(store, days=5)


def test_a_rule_that_is_asked_for_must_be_there(store):
    assert [each.stored.id for each in run(store, HOT.id).rules] == [HOT.id]
    with pytest.raises(NotFound):
        run(store, "nothing")


def swapped(call):
    """What a reviewer makes of a call whose roles were the wrong way round."""
    stated = {"roles_stated": f"{Role.AGENT},{Role.CUSTOMER}"}
    return replace(call, id=f"{call.id}-again", settings=stated)


def test_calls_whose_roles_were_put_right_are_left_out(empty):
    calls = site_calls()
    flagged = 0
    put_in_force(empty)
    for number, call in enumerate(calls):
        info = RecordingInfo(f"{number:064d}", 1, "x", 8000, ())
        empty.add_analysis(replace(call.analysis, settings={PASS: LIVE}), info)
        tell(empty, call, only_from(4))
        if call.analysis.flags and number % 3 == 0:
            empty.add_analysis(swapped(call.analysis), info, again=True)
            flagged += any(flag.rule == HOT.id for flag in call.analysis.flags)
    found = run(empty)
    assert found.left_out == flagged > 0
    fit = of(found).fit
    told = found.outcomes[FlagOutcome.HELPED] + found.outcomes[FlagOutcome.NOT_NEEDED]
    assert fit.rights + fit.wrongs < told


def test_no_agent_is_named_in_what_comes_of_it(found):
    text = json.dumps(as_json(found, {}))
    agents = {call.analysis.call.agent_id for call in site_calls()}
    assert "agent_id" not in text
    assert not [agent for agent in agents if f'"{agent}"' in text]


def test_a_flag_that_people_told_of_twice_counts_as_they_told_last(store, found):
    before = of(found).fit
    card = next(c for c in store.ledger.outcomes(STARTED) if c.outcome is FlagOutcome.NOT_NEEDED)
    wish = Wish(FlagState.RESOLVED, ANN, NOW, why="", outcome=FlagOutcome.HELPED)
    store.ledger.move(card.id, wish, {})
    after = of(run(store)).fit
    assert (after.rights, after.wrongs) == (before.rights + 1, before.wrongs - 1)
