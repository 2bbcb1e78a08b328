import time

from voicemon.errors import VoicemonError
from voicemon.settings import load
from voicemon.simulate import endless
from voicemon.simulate.endless import Endless
from voicemon.simulate.play import Target


class Telephone:
    """Stands in for `recorded` and `play`: notes what is played, lets go when told to stop."""

    def __init__(self, monkeypatch, fails=()):
        self.played, self.at_once, self.most = [], set(), 0
        self._fails = list(fails)
        monkeypatch.setattr(endless, "recorded", lambda file, *_, call: (file, call))
        monkeypatch.setattr(endless, "play", self.play)
        for name, seconds in {"APART_S": 0.0, "PAUSE_S": 0.0, "RETRY_S": 0.0}.items():
            monkeypatch.setattr(endless, name, seconds)

    def play(self, _, played, target, stop):
        file, call = played
        assert file not in self.at_once
        self.at_once.add(file)
        self.most = max(self.most, len(self.at_once))
        stop.wait(0.01)
        self.at_once.remove(file)
        self.played.append(call)
        if self._fails:
            raise self._fails.pop()


def until(true):
    deadline = time.monotonic() + 10
    while not true() and time.monotonic() < deadline:
        time.sleep(0.005)
    assert true()


def lines(tmp_path, number=2, files=3, over=lambda _: None):
    paths = [tmp_path / f"{each}.flac" for each in range(files)]
    return Endless(paths, number, Target(), load(), prefix="demo-", over=over)


def test_calls_follow_each_other_under_new_names_and_no_recording_runs_twice(tmp_path, monkeypatch):
    telephone, over = Telephone(monkeypatch), []
    calls = lines(tmp_path, over=over.append)
    calls.start()
    until(lambda: len(over) >= 8)
    calls.stop()
    assert len(set(telephone.played)) == len(telephone.played)
    assert all(name.startswith("demo-") for name in telephone.played)
    assert telephone.most <= 2
    assert not telephone.at_once


def test_a_line_that_is_refused_tries_again(tmp_path, monkeypatch):
    telephone, over = Telephone(monkeypatch, fails=[VoicemonError("the service restarts")]), []
    calls = lines(tmp_path, number=1, over=over.append)
    calls.start()
    until(lambda: over)
    calls.stop()
    assert telephone.played[0] not in over


def test_there_are_never_more_lines_than_recordings(tmp_path, monkeypatch):
    telephone, over = Telephone(monkeypatch), []
    calls = lines(tmp_path, number=9, files=2, over=over.append)
    calls.start()
    until(lambda: len(over) >= 4)
    calls.stop()
    assert telephone.most <= 2
