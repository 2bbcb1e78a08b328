"""What a long-running process does so that ended calls and analyses leave no memory behind."""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress


def settle() -> None:
    """What is loaded by now stays for the life of the process: the collector of cycles need not
    look at it again. Its full passes, which free the buffers of ended calls (2 MB each), become
    short, and frequent: they are made whenever a quarter of what they look at is new.
    """
    gc.collect()
    gc.freeze()
    gc.collect()  # from now on a quarter of little


def collect() -> None:
    """Free what only cycles hold, some milliseconds after `settle`; for a thread that gives way to
    nobody, because all others wait for it.
    """
    gc.collect()


def give_back() -> None:
    """Memory that the C library keeps after freeing it, back to the system: what one analysis after
    the other leaves in it adds up to 100 MB an hour.
    """
    with suppress(OSError, AttributeError):  # GNU's alone has it
        ctypes.CDLL(None).malloc_trim(0)
