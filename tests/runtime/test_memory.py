import gc
import resource
import weakref
from pathlib import Path

import numpy as np
import pytest

from voicemon.runtime.memory import collect, give_back, settle


class Call:
    def __init__(self):
        self.itself = self


@pytest.fixture(autouse=True)
def as_before():
    yield
    gc.unfreeze()


def test_what_is_loaded_is_not_looked_at_again():
    loaded = [Call() for _ in range(1000)]
    settle()
    assert gc.get_freeze_count() > len(loaded)
    assert len(gc.get_objects()) < len(loaded)


def test_an_ended_call_is_freed_though_it_holds_itself():
    settle()
    call = Call()
    seen = weakref.ref(call)
    del call
    collect()
    assert seen() is None


def test_freed_memory_goes_back_to_the_system():
    blocks = [np.ones(100_000, np.uint8) for _ in range(2000)]  # below what is mapped by itself
    kept = blocks[::200]
    full_mb = rss_mb()
    del blocks
    give_back()
    assert rss_mb() < full_mb - 100
    assert all(block[0] for block in kept)


def rss_mb():
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
