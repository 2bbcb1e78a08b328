"""What can be said of a call that is played or spoken into the service."""

import pytest
from click.testing import CliRunner

from tests.sounds import sample
from voicemon.cli import listen, replay
from voicemon.cli.alone import alone
from voicemon.cli.places import FOLDER
from voicemon.settings import load
from voicemon.types import ConsentStatus


@pytest.mark.parametrize(
    "command",
    [[replay.command, str(sample("04_calm"))], [listen.command]],
    ids=["replay", "listen"],
)
def test_a_consent_that_is_not_known_is_refused_with_the_known_ones(command):
    result = CliRunner().invoke(command[0], [*command[1:], "--consent", "given"])
    assert result.exit_code == 2
    assert all(status.value in result.output for status in ConsentStatus)


def test_a_microphone_is_heard_by_the_demo_while_that_alone_runs(monkeypatch):
    places = []
    monkeypatch.setattr(listen, "_listen", lambda _wanted, place, _stop, _seconds: place())
    monkeypatch.setattr(listen, "_place", lambda settings, *_: places.append(settings.data_dir))
    monkeypatch.setattr(listen, "_on_signals", listen._Stop)
    site = load().data_dir
    with alone(site / FOLDER):
        assert CliRunner().invoke(listen.command, []).exit_code == 0
        with alone(site):
            assert CliRunner().invoke(listen.command, []).exit_code == 0
    assert places == [site / FOLDER, site]
