import pytest

from voicemon.cli.alone import Where, alone, is_held, tell_where, where
from voicemon.errors import SettingsError

HERE = Where("http://127.0.0.1:8321/", "ws://127.0.0.1:8322/", "")


def test_a_folder_is_held_by_one(tmp_path):
    assert not is_held(tmp_path)
    with alone(tmp_path):
        assert is_held(tmp_path)
        with pytest.raises(SettingsError, match="already"), alone(tmp_path):
            pass
    assert not is_held(tmp_path)


def test_others_find_out_where_its_holder_is(tmp_path):
    with alone(tmp_path):
        assert where(tmp_path) is None
        tell_where(tmp_path, HERE)
        assert where(tmp_path) == HERE
    assert where(tmp_path) is None


def test_what_a_dead_holder_left_behind_is_not_believed(tmp_path):
    tell_where(tmp_path, HERE)
    assert where(tmp_path) is None
