import pytest
from click.testing import CliRunner

from voicemon import weights
from voicemon.cli.models import command
from voicemon.errors import ModelError


def show(*arguments):
    result = CliRunner().invoke(command, ["show", *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.stdout


@pytest.mark.parametrize("name", ["voicemon-voice", "voice", "voice-base"])
def test_a_card_is_found_by_any_of_its_names(name):
    assert show(name).startswith("# Vocal heads")


def test_weights_made_elsewhere_show_where_they_come_from():
    assert "MIT" in show("base")
    assert "Systran/faster-whisper-base" in show("base")


def test_without_a_name_it_says_which_model_does_what():
    said = show()
    assert "voicemon-text" in said
    assert "silero-vad" in said


def test_every_weight_of_voicemons_own_has_a_card():
    for model in weights.registry().values():
        if model.folder:
            assert show(model.name).startswith("# ")


def test_an_unknown_model_is_named():
    with pytest.raises(ModelError, match="no model called"):
        show("nobody")
