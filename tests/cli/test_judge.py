"""`voicemon models judge` from files to files, with the models that ship."""

import csv
import io

import pytest
from click.testing import CliRunner

from tests.evidence.voices import voice
from tests.sounds import write_wav
from voicemon.cli.models import command
from voicemon.errors import InputError

pytestmark = pytest.mark.model
COLUMNS = ["path", "anger", "arousal", "uncertainty", "withheld reason"]


def judge(*arguments):
    result = CliRunner().invoke(command, ["judge", *map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def clips(tmp_path):
    lines = ["path,speaker,label"]
    for number in range(4):
        angry = number % 2
        name = f"s{number // 2}-{number}.wav"
        write_wav(tmp_path / name, voice(1.5, 110 + 60 * angry, -26 + 8 * angry)[None], 16000)
        lines.append(f"{name},s{number // 2},{'angry' if angry else 'calm'}")
    source = tmp_path / "clips.csv"
    source.write_text("\n".join([*lines, "lost.wav,s0,angry"]))
    return source


def test_a_list_of_clips_becomes_a_table(clips, tmp_path):
    result = judge("--voice", clips, "--model", "tiny.en", "--out", tmp_path / "out.csv")
    assert result.exit_code == 0
    found = rows((tmp_path / "out.csv").read_text())
    assert list(found[0]) == COLUMNS
    assert [row["path"] for row in found][-1] == "lost.wav"
    assert all(0 <= float(row["anger"]) <= 1 for row in found)
    assert "cannot be heard" in found[-1]["withheld reason"]


def test_labels_add_how_well_they_agree(clips, tmp_path):
    out = tmp_path / "out.csv"
    result = judge("--voice", clips, "--model", "tiny.en", "--out", out, "--labels")
    assert "labelled and heard: 4 of 5 clips; angry: 2" in result.stdout
    assert "AUC" in result.stdout


def test_a_folder_is_judged_with_its_speakers_names(clips):
    result = judge("--voice", clips.parent, "--model", "tiny.en", "--speaker-regex", r"(s\d)-")
    assert [row["path"][-8:] for row in rows(result.stdout)] == [
        "s0-0.wav", "s0-1.wav", "s1-2.wav", "s1-3.wav",
    ]  # fmt: skip
    assert "no speaker" not in result.stderr


def test_where_no_clip_can_be_heard_the_command_fails(tmp_path):
    source = tmp_path / "clips.csv"
    source.write_text("path\nlost.wav\n")
    assert judge("--voice", source, "--model", "tiny.en").exit_code == 2


def test_sentences_keep_their_lines(tmp_path):
    source = tmp_path / "lines.txt"
    source.write_text('This is "terrible", nobody helps me.\n\nThank you, that was lovely.\n')
    found = rows(judge("--text", source).stdout)
    assert list(found[0])[:2] == ["text", "negativity"]
    assert {"anger", "gratitude"} <= set(found[0])
    assert [row["text"] for row in found] == source.read_text().splitlines()
    assert float(found[0]["negativity"]) > float(found[2]["negativity"])


def test_the_words_behind_a_negativity_are_named(tmp_path):
    source = tmp_path / "lines.txt"
    source.write_text("Your service is absolutely terrible today.\n")
    [row] = rows(judge("--text", source, "--why").stdout)
    assert "terrible" in row["why"]


def test_labels_of_heads_and_of_negativity_are_compared(tmp_path):
    source = tmp_path / "texts.csv"
    source.write_text(
        "text,label\nThank you so much for this.,gratitude\nThis is a disgrace.,negative\n"
        "My number is on the form.,neither\n"
    )
    result = judge("--text", source, "--out", tmp_path / "o.csv", "--labels")
    assert "negativity: 1 yes; AUC" in result.stdout
    assert "gratitude: 1 yes; AUC" in result.stdout


def test_a_file_of_labels_must_be_as_long_as_the_text(tmp_path):
    (tmp_path / "lines.txt").write_text("one\ntwo\n")
    (tmp_path / "labels.txt").write_text("1\n")
    with pytest.raises(InputError, match="1 labels for 2"):
        judge("--text", tmp_path / "lines.txt", "--labels", tmp_path / "labels.txt")


def test_an_output_that_cannot_be_written_is_said_before_the_work(clips, tmp_path):
    with pytest.raises(InputError, match="cannot be written"):
        judge("--voice", clips, "--out", tmp_path / "nowhere" / "out.csv")


def test_one_of_voice_and_text_is_needed():
    assert judge().exit_code != 0
