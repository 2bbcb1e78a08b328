import json

import pytest
from click.testing import CliRunner

from tests.made import analysis, calm_analysis
from voicemon.cli.export import command
from voicemon.errors import InputError, NotFound, StoreError
from voicemon.settings import load
from voicemon.store import RecordingInfo, Store


@pytest.fixture(autouse=True)
def _two_calls(_own_data):
    settings = load()
    store = Store(settings.store_url, settings.audio_dir)
    store.add_analysis(analysis(), RecordingInfo("a" * 64, 1, "x", 8000))
    store.add_analysis(calm_analysis(), RecordingInfo("b" * 64, 1, "x", 8000))
    store.close()


def export(*arguments):
    answer = CliRunner().invoke(command, arguments)
    if answer.exception and not isinstance(answer.exception, SystemExit):
        raise answer.exception
    return answer


def test_calls_are_written_as_json_lines():
    lines = export("call-2", "call-1").stdout.splitlines()
    assert [json.loads(line)["call"]["id"] for line in lines] == ["call-2", "call-1"]


def test_a_query_finds_the_calls():
    lines = export("--query", "third", "--flagged").stdout.splitlines()
    assert [json.loads(line)["call"]["id"] for line in lines] == ["call-1"]
    assert len(export("--query", "").stdout.splitlines()) == 2
    assert len(export("--from", "2026-03-14", "--min-peak", "0.5").stdout.splitlines()) == 1


def test_a_folder_takes_a_file_a_call(tmp_path):
    export("--query", "", "--format", "html", "-o", str(tmp_path / "out"))
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["call-1.html", "call-2.html"]


def test_many_calls_of_a_form_that_is_not_lines_need_a_folder():
    with pytest.raises(InputError, match="folder"):
        export("call-1", "call-2", "--format", "csv")


@pytest.mark.parametrize("arguments", [(), ("call-1", "--query", "x"), ("--agent", "nobody")])
def test_it_must_be_clear_which_calls(arguments):
    with pytest.raises(InputError):
        export(*arguments)


def test_an_unknown_call_is_not_found():
    with pytest.raises(NotFound):
        export("call-9")


def test_a_folder_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError) as caught:
        export("call-1", "-o", str(tmp_path / "file"))
    assert caught.value.fix


def test_a_full_disk_leaves_no_half_file(tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("voicemon.cli.export.Path.replace", full)
    with pytest.raises(StoreError, match="No space"):
        export("call-1", "-o", str(tmp_path / "out"))
    assert list((tmp_path / "out").iterdir()) == []
