"""What can be said of a call that is played or spoken into the service."""

import pytest
from click.testing import CliRunner

from tests.sounds import sample
from voicemon.cli import listen, replay
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
