"""The playbook over REST."""

import pytest

from voicemon.coaching.playbook import LONGEST, MOST, bundled
from voicemon.store.people_records import AuditQuery
from voicemon.types import MomentKind

ADDRESS = "/api/playbook/de/manager"
OWN = ["Ich hole Frau Kim.", "Einen Moment, bitte."]


@pytest.fixture
def nora(signed_in):
    return signed_in("nora")


def item(browser, language="de", kind="manager"):
    items = browser.get("/api/playbook").json["items"]
    (found,) = [each for each in items if (each["language"], each["kind"]) == (language, kind)]
    return found


def test_every_kind_in_every_language_is_there_as_it_ships(nora):
    book = nora.get("/api/playbook").json
    assert len(book["items"]) == 3 * len(MomentKind)
    assert (book["site_language"], book["longest"], book["most"]) == ("en", LONGEST, MOST)
    first = item(nora)
    assert first["sentences"] == first["bundled"]
    assert first["bundled"] == list(bundled("de").sentences[MomentKind.MANAGER])
    assert (first["edited"], first["number"], first["changed_by"]) == (False, 0, None)


def test_a_supervisor_changes_sentences_and_goes_back(nora):
    changed = nora.put(ADDRESS, {"sentences": OWN, "number": 0}).json
    assert (changed["sentences"], changed["edited"], changed["number"]) == (OWN, True, 1)
    assert changed["changed_by"]["name"] == "Nora North"
    assert item(nora) == changed
    assert item(nora, "en")["edited"] is False
    back = nora.post(f"{ADDRESS}/reset", {"number": 1}).json
    assert (back["sentences"], back["edited"], back["number"]) == (back["bundled"], False, 2)


def test_two_at_once_have_one_winner_and_the_other_is_told_who_it_was(nora, signed_in):
    sam = signed_in("sam")
    assert nora.put(ADDRESS, {"sentences": OWN, "number": 0}).status_code == 200
    answer = sam.put(ADDRESS, {"sentences": ["Anders."], "number": 0})
    assert answer.status_code == 409
    assert "Nora North changed these sentences" in answer.json["message"]
    assert item(nora)["sentences"] == OWN


@pytest.mark.parametrize(
    "sentences", [[], [""], ["  "], ["x" * (LONGEST + 1)], ["a\nb"], ["x"] * (MOST + 1), "text"]
)
def test_sentences_are_few_short_and_there(nora, sentences):
    assert nora.put(ADDRESS, {"sentences": sentences, "number": 0}).status_code == 400


@pytest.mark.parametrize("address", ["/api/playbook/fr/manager", "/api/playbook/de/joy"])
def test_unknown_languages_and_kinds_are_refused(nora, address):
    assert nora.put(address, {"sentences": OWN, "number": 0}).status_code == 400


def test_the_same_sentence_twice_is_kept_once(nora):
    kept = nora.put(ADDRESS, {"sentences": ["Ja.", "Ja."], "number": 0}).json
    assert kept["sentences"] == ["Ja."]


def test_quality_reviewers_see_it_and_do_not_change_it(signed_in):
    quinn = signed_in("quinn")
    assert quinn.get("/api/playbook").status_code == 200
    assert quinn.put(ADDRESS, {"sentences": OWN, "number": 0}).status_code == 403
    assert quinn.post(f"{ADDRESS}/reset", {"number": 0}).status_code == 403


def test_a_change_stands_in_the_audit_log(nora, people, store):
    nora.put(ADDRESS, {"sentences": OWN, "number": 0})
    (entry,) = store.audit.entries(AuditQuery(action="playbook.change"))
    assert (entry.person_id, entry.subject) == (people["nora"].id, "de/manager")
    assert entry.details == {"sentences": OWN}
