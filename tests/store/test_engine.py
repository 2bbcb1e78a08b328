import sqlite3

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from voicemon.errors import StoreBusy, StoreError
from voicemon.store import Store
from voicemon.store.engine import MIGRATIONS
from voicemon.store.schema import HEAD, metadata


def test_the_migrations_give_exactly_the_tables_of_the_schema(store):
    with store._engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert context.get_current_revision() == HEAD
        assert compare_metadata(context, metadata) == []


def test_head_is_the_newest_migration():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_sqlite_runs_with_a_log_and_foreign_keys(store):
    with store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_database_of_a_newer_voicemon_is_refused(tmp_path):
    path = tmp_path / "new.db"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")
    with pytest.raises(StoreError, match="another version") as caught:
        Store(f"sqlite:///{path}", tmp_path / "audio")
    assert caught.value.fix


def test_a_file_that_is_no_database_is_refused(tmp_path):
    path = tmp_path / "text.db"
    path.write_text("this is text, and long enough to be taken for something " * 20)
    with pytest.raises(StoreError, match="not a database"):
        Store(f"sqlite:///{path}", tmp_path / "audio")


@pytest.mark.parametrize("url", ["nonsense", "sqlite:////proc/nowhere/x.db", "mysql://h/d"])
def test_a_url_that_cannot_be_opened_says_what_to_mend(url, tmp_path):
    with pytest.raises(StoreError) as caught:
        Store(url, tmp_path / "audio")
    assert caught.value.fix


def test_an_audio_folder_that_cannot_be_made_says_what_to_mend(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError) as caught:
        Store(f"sqlite:///{tmp_path / 'x.db'}", tmp_path / "file" / "audio")
    assert caught.value.fix


def test_a_new_store_that_is_locked_by_another_is_busy(tmp_path):
    other = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy):
        Store(f"sqlite:///{tmp_path / 'x.db'}", tmp_path / "audio", busy_s=0.1)
    other.close()
