"""The text model's recipe in one command: each step takes the options that it is given."""

import subprocess
import sys

import pytest

from models.text.__main__ import steps


@pytest.mark.parametrize("number", range(5))
def test_each_step_knows_its_options(tmp_path, number):
    step = steps(tmp_path, tmp_path, 1)[number]
    told = subprocess.run(
        [sys.executable, "-m", step[0], "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert [option for option in step if option.startswith("--") and option not in told] == []
