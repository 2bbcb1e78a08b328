"""`voicemon models calibrate` on a store of composed calls."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from tests.site_calls import HOT, begun, fill, only_from, site_calls
from voicemon.cli.models import command
from voicemon.errors import InputError, NotFound
from voicemon.settings import current, load
from voicemon.store import Store
from voicemon.store.people_records import AuditQuery
from voicemon.store.rules_records import RuleState

pytestmark = pytest.mark.model


@pytest.fixture(autouse=True)
def _fresh():
    current.cache_clear()
    yield
    current.cache_clear()


def opened(folder=None):
    site = load(data_dir=folder) if folder else load()
    return closing(Store(site.store_url, site.audio_dir))


def put(folder, calls):
    recent = begun(calls, datetime.now(UTC) - timedelta(days=6))
    with opened(folder) as store:
        fill(store, recent, only_from(4))


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "data"
    put(folder, site_calls())
    return folder


@pytest.fixture
def _site(filled):
    shutil.copytree(filled, load().data_dir)


def calibrate(*arguments):
    done = CliRunner().invoke(command, ["calibrate", *map(str, arguments)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def versions():
    with opened() as store:
        return store.rules.versions(HOT.id)


def proposals():
    with opened() as store:
        return store.audit.entries(AuditQuery(action="rule.propose"))


@pytest.mark.usefixtures("_site")
def test_it_shows_both_rules_side_by_side_and_changes_nothing():
    done = calibrate()
    assert done.exit_code == 0
    for text in (
        "160 calls of the last 90 days",
        "Hot (hot)",
        "now:       Act when the frustration is at least 0.5 for 8 s.",
        "suggested: Act when the frustration is at least",
        "cross-validated",
        "flags an hour",
        "right flags missed",
        "lead time",
        "calls change",
        "Nothing was changed.",
    ):
        assert text in done.stdout, text
    assert len(versions()) == 2
    assert proposals() == []


@pytest.mark.usefixtures("_site")
def test_what_moves_is_kept_as_a_draft_once_and_audited():
    assert "Draft version 3 of hot is kept." in calibrate("--apply").stdout
    assert "Draft version 3 of hot was kept before." in calibrate("--apply").stdout
    draft, stands, _ = versions()
    assert (draft.state, stands.state) == (RuleState.DRAFT, RuleState.ON)
    assert draft.rule != HOT
    assert stands.rule == HOT
    (entry,) = proposals()
    assert (entry.person_id, entry.subject) == ("cli", HOT.id)
    assert (entry.details["number"], entry.details["days"]) == (3, 90)
    assert entry.details["why"] == draft.why
    moved = {place for place, (before, after) in entry.details["moves"].items() if before != after}
    assert moved <= {"cases[0].when.at_least", "cases[0].when.for_s"}
    assert moved


@pytest.mark.usefixtures("_site")
def test_all_figures_go_to_a_file(tmp_path):
    out = tmp_path / "figures.json"
    calibrate("--rule", HOT.id, "--apply", "--out", out)
    told = json.loads(out.read_text("utf-8"))
    (rule,) = told["rules"]
    assert (rule["id"], rule["verdict"], rule["draft"]) == (HOT.id, "moves", 3)
    assert rule["definition"] == json.loads(json.dumps(rule["definition"]))
    assert {move["place"] for move in rule["moves"]} <= {
        "cases[0].when.at_least",
        "cases[0].when.for_s",
    }
    both = rule["rehearsal"]
    assert both["before"]["flags"] > both["after"]["flags"]
    for side in ("before", "after"):
        bounds = both[side]["precision_interval"]
        assert bounds["low"] <= bounds["value"] <= bounds["high"]
        assert bounds["value"] == both[side]["precision"]
    gone = [each for each in both["changes"] if each["change"] == "gone"]
    assert both["before"]["flags"] - len(gone) <= both["after"]["flags"]
    assert rule["expected"]["saving"]["low"] > 0


def test_too_little_is_refused_with_what_to_do(tmp_path):
    put(load().data_dir, site_calls()[:12])
    out = tmp_path / "figures.json"
    with pytest.raises(InputError, match="too little is known to refit a rule") as refused:
        calibrate("--apply", "--out", out)
    assert "tell what came of flags" in refused.value.fix
    assert not out.exists()
    assert len(versions()) == 2


def test_a_rule_that_is_not_there_and_a_file_that_cannot_be_written_are_told(tmp_path):
    with pytest.raises(NotFound):
        calibrate("--rule", "nothing")
    with pytest.raises(InputError, match="cannot be written"):
        calibrate("--out", tmp_path / "no" / "folder" / "x.json")
    assert calibrate("--days", "0").exit_code == 2


def test_the_command_ends_with_2_where_it_refuses(tmp_path):
    ended = subprocess.run(
        [sys.executable, "-m", "voicemon", "models", "calibrate"],
        capture_output=True,
        text=True,
        env=dict(os.environ),
        cwd=tmp_path,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 2
    assert "too little is known" in ended.stderr
    assert "→ tell what came of flags" in ended.stderr
    assert "Traceback" not in ended.stderr
