import shutil

import pytest

from voicemon.store import Store


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory):
    """Made once, because migrations take longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "voicemon.db"
    Store(f"sqlite:///{path}", path.parent / "audio").close()
    return path


@pytest.fixture
def store(tmp_path, empty_database):
    (tmp_path / "data").mkdir()
    shutil.copy(empty_database, tmp_path / "data")
    made = Store(f"sqlite:///{tmp_path / 'data' / 'voicemon.db'}", tmp_path / "audio", busy_s=0.2)
    yield made
    made.close()
