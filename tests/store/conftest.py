import pytest

from voicemon.store import Store


@pytest.fixture
def store(tmp_path):
    made = Store(f"sqlite:///{tmp_path / 'data' / 'voicemon.db'}", tmp_path / "audio", busy_s=0.2)
    yield made
    made.close()
