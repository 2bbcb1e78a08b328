"""What the engine leaves out when it falls behind."""

from tests.runtime.live.engine_fakes import Answers, Ears, final, partial, running
from voicemon.runtime.live.asks import Unheard
from voicemon.runtime.live.changes import Step


def test_hearing_that_falls_behind_is_degraded_and_takes_it_back():
    now = [100.0]
    ears, small, answers = Ears(), Ears(name="small"), Answers()
    with running(ears, small=small, degrade=True, clock=lambda: now[0]) as engine:
        for behind in range(3):
            now[0] += 1.1
            engine.final(final(f"late {behind}", due_s=now[0] - 3.0), answers)
            answers.wait(behind + 1)
        assert engine.step is Step.SMALL_MODEL
        assert small.batches == [["late 2"]]
        early = Answers()
        engine.partial(partial(), early)
        assert early.got == [None]
        assert engine.load().steps[Step.NO_PARTIALS] == 1
        for calm in range(60):
            if engine.step is Step.FULL:
                break
            now[0] += 1.0
            engine.final(final(f"calm {calm}", due_s=now[0]), answers)
            answers.wait(4 + calm)
        assert engine.step is Step.FULL


def test_what_came_much_too_late_is_given_up():
    now = [100.0]
    answers = Answers()
    with running(Ears(), degrade=True, clock=lambda: now[0]) as engine:
        engine.final(final(due_s=80.0), answers)
        assert isinstance(answers.wait(1)[0], Unheard)
        assert engine.load().unheard == 1


def test_other_languages_keep_the_model_that_knows_them():
    now = [100.0]
    ears, small, answers = Ears(), Ears(name="small"), Answers()
    with running(ears, small=small, degrade=True, clock=lambda: now[0]) as engine:
        for behind in range(3):
            now[0] += 1.1
            engine.final(final(f"late {behind}", due_s=now[0] - 3.0, language="de"), answers)
            answers.wait(behind + 1)
    assert engine.step is Step.SMALL_MODEL
    assert not small.batches
