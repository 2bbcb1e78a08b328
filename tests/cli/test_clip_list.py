import pytest

from voicemon.cli.clip_list import clips_of
from voicemon.errors import InputError


@pytest.fixture
def folder(tmp_path):
    for name in ("a.wav", "b.flac", "deep/02-c.MP3", "notes.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"sound")
    return tmp_path


def listed(folder, text, **options):
    source = folder / "clips.csv"
    source.write_bytes(text if isinstance(text, bytes) else text.encode())
    return clips_of(source, **options)


def facts(clips):
    return [(clip.name, clip.speaker, clip.label) for clip in clips]


def test_paths_are_relative_to_the_list(folder):
    [clip] = listed(folder, "path\na.wav\n")
    assert clip.path == folder / "a.wav"
    assert clip.name == "a.wav"


def test_absolute_paths_stand_as_they_are(folder):
    [clip] = listed(folder, f"path,speaker\n{folder / 'a.wav'},anna\n")
    assert clip.path == folder / "a.wav"


def test_speaker_and_label_may_be_missing(folder):
    assert facts(listed(folder, "path\na.wav\n")) == [("a.wav", "", "")]
    assert facts(listed(folder, "path,label\na.wav,angry\n")) == [("a.wav", "", "angry")]
    assert facts(listed(folder, "path,speaker\na.wav\n")) == [("a.wav", "", "")]


@pytest.mark.parametrize(
    "text",
    [
        b'\xef\xbb\xbf"path","speaker","label"\r\n"a.wav","anna","angry"\r\n',
        b"Path;Speaker;Label\na.wav;anna;angry\n\n",
        b"path\tspeaker\tlabel\na.wav\tanna\tangry",
        "path,speaker,label\na.wav,anna,angry\n".encode("utf-16"),
        b"a.wav,anna,angry\n",
        b"label,other,path,speaker\nangry,1,a.wav,anna\n",
    ],
    ids=["mark and quotes", "semicolons", "tabs", "utf-16", "no header", "other order"],
)
def test_lists_are_read_however_they_were_saved(folder, text):
    assert facts(listed(folder, text)) == [("a.wav", "anna", "angry")]


def test_a_name_with_a_comma_is_quoted(folder):
    assert listed(folder, 'path,speaker\n"a, b.wav",anna\n')[0].name == "a, b.wav"


def test_windows_letters_are_understood(folder):
    assert listed(folder, "path,speaker\na.wav,Jörg\n".encode("cp1252"))[0].speaker == "Jörg"


def test_another_column_may_hold_the_labels(folder):
    [clip] = listed(folder, "path,Emotion\na.wav,angry\n", label_column="Emotion")
    assert clip.label == "angry"


def test_a_folder_is_searched_deeply_for_sounds(folder):
    assert [clip.path.name for clip in clips_of(folder)] == ["a.wav", "b.flac", "02-c.MP3"]


@pytest.mark.parametrize("regex", [r"(?P<speaker>\d+)-", r"(\d+)-", r"\d+"])
def test_a_regular_expression_finds_the_speaker(folder, regex):
    assert [clip.speaker for clip in clips_of(folder, regex)] == ["", "", "02"]


def test_a_regular_expression_may_find_the_label_too(folder):
    clips = clips_of(folder, r"(?P<speaker>\d+)-(?P<label>\w)")
    assert facts(clips)[-1][1:] == ("02", "c")


@pytest.mark.parametrize("text", ["name,who\na,b\n", "", "path\n"])
def test_a_list_without_clips_says_so(folder, text):
    with pytest.raises(InputError):
        listed(folder, text)


def test_a_broken_regular_expression_is_named(folder):
    with pytest.raises(InputError, match="regular expression"):
        clips_of(folder, "(")
