"""The listener of `tests/server/ingest` for the sources that live in its loop."""

from tests.server.conftest import empty_database, settings, store
from tests.server.ingest.conftest import chosen, desk, site

__all__ = ["chosen", "desk", "empty_database", "settings", "site", "store"]
