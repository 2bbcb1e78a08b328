"""A service whose programs it may not write."""

import os

import pytest

from voicemon.runtime import models


@pytest.mark.parametrize("writable", [True, False])
def test_compiled_functions_have_a_place_where_the_programs_are_read_only(
    tmp_path, monkeypatch, writable
):
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setattr(os, "access", lambda *_: writable)
    models.keep_compiled(tmp_path / "compiled")
    place = os.environ.pop("NUMBA_CACHE_DIR", None)
    assert place == (None if writable else str(tmp_path / "compiled"))


def test_a_place_that_was_chosen_stays(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", "elsewhere")
    monkeypatch.setattr(os, "access", lambda *_: False)
    models.keep_compiled(tmp_path)
    assert os.environ["NUMBA_CACHE_DIR"] == "elsewhere"
