from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from voicemon.flags.conditions import All, CueHeard, PhraseSaid, ScoreAtLeast
from voicemon.flags.rule import Case, Rule
from voicemon.flags.rules import RULES
from voicemon.notify import messages
from voicemon.notify.catalogue import LANGUAGES, catalogue
from voicemon.notify.filters import QUIET
from voicemon.notify.notice import Notice
from voicemon.store.notice_records import Delivery, DeliveryKind, DeliveryState
from voicemon.types import FlagOutcome, FlagState, Severity

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
NOTICE = Notice(
    "c1-f1",
    3,
    "c1",
    "sustained-high",
    Severity.ACT,
    FlagState.RAISED,
    NOW,
    192.4,
    "Frustrated for 20 s: “this is the third time” at 3:05 (repeats +1.3), louder (+0.9)",
    "north",
    "billing",
    "dana.w",
    score=0.82,
)
BERLIN = ZoneInfo("Europe/Berlin")


RULE = {rule.id: rule for rule in RULES}["sustained-high"]


def body(notice=NOTICE, url="https://calls.example.org", rule=RULE):
    return messages.flag_body(notice, url, rule)


def test_a_notice_says_which_call_why_and_where_to_look():
    made = body()
    assert made["event"] == "flag.raised"
    assert made["flag"]["reason"] == NOTICE.reason
    assert made["call"]["url"] == "https://calls.example.org/#/live/c1"
    text = messages.words(made, BERLIN)
    assert text.title == "A call needs a human (north, billing)"
    assert text.body.splitlines() == [
        NOTICE.reason,
        "10:00:00 · rule “Frustrated for a while” · 3:12 into the call · frustration 0.82 "
        "· agent dana.w",
        "https://calls.example.org/#/live/c1",
    ]


def test_numbers_and_addresses_do_not_leave():
    secrets = "my card is 4111 1111 1111 1111, mail ann@example.org, call 202 555 0143"
    made = body(
        replace(NOTICE, reason=f"“{secrets}”", agent_id="+12025550199", queue="tel 202 555 0143")
    )
    sent = repr(made) + repr(messages.words(made, UTC))
    for secret in ("4111", "ann@", "555 0143", "5550199", "555 0143"):
        assert secret not in sent
    assert made["call"]["agent_id"] == "•••199"


def test_without_a_public_address_there_is_no_link():
    made = body(url="")
    assert made["call"]["url"] is None
    assert "http" not in messages.words(made, UTC).body


def test_what_is_not_known_is_left_out_of_the_words():
    bare = replace(NOTICE, team=None, queue=None, agent_id=None)
    text = messages.words(body(bare), UTC)
    assert text.title == "A call needs a human"
    assert "None" not in text.body


def test_the_words_say_what_became_of_a_flag():
    def title(state, severity=Severity.ACT):
        return messages.words(body(replace(NOTICE, state=state, severity=severity)), UTC).title

    assert title(FlagState.ESCALATED).startswith("Nobody acted: a call needs a human")
    assert title(FlagState.RESOLVED, Severity.WATCH).startswith("Resolved: a call to watch")
    assert title(FlagState.CLAIMED).startswith("Claimed: ")
    asked = replace(NOTICE, state=FlagState.ESCALATED, by="Ann Lee")
    assert messages.words(body(asked), UTC).title.startswith("Help is asked for: a call needs")


def test_who_resolved_a_flag_and_what_it_came_to_is_told():
    resolved = replace(
        NOTICE, state=FlagState.RESOLVED, by="Ann Lee", outcome=FlagOutcome.FALSE_ALARM
    )
    assert (
        messages.words(body(resolved), UTC)
        .body.splitlines()[1]
        .endswith("by Ann Lee · outcome: false alarm")
    )


def test_in_another_language_the_rule_says_what_it_asked_and_the_reason_stays_english():
    text = messages.words(body(), BERLIN, "de")
    name = catalogue("de").rule("sustained-high", None)
    assert text.title == "Ein Anruf braucht einen Menschen (north, billing)"
    assert text.body.splitlines() == [
        "Handeln, wenn die Frustration 20 s lang mindestens 0,7 beträgt.",
        f"Gefunden (auf Englisch): {NOTICE.reason}",
        f"10:00:00 · Regel „{name}“ · 3:12 im Gespräch · Frustration 0,82 · Agent dana.w",
        "https://calls.example.org/#/live/c1",
    ]
    spanish = messages.words(body(), BERLIN, "es")
    assert spanish.title == "Una llamada necesita a una persona (north, billing)"
    assert spanish.body.startswith(
        "Actuar cuando la frustración es de al menos 0,7 durante 20 s.\nHallado (en inglés): "
    )


def test_of_several_cases_the_one_that_called_is_told_with_what_people_wrote_redacted():
    phrase = PhraseSaid(phrases=("card 4111 1111 1111 1111",))
    cue = CueHeard(cues=("wording.churn",))
    rule = Rule(
        id="own",
        name="Ours, ann@example.org",
        cases=(
            Case(severity=Severity.ACT, when=All(of=(phrase, ScoreAtLeast(at_least=0.5)))),
            Case(severity=Severity.WATCH, when=cue),
        ),
    )
    made = body(replace(NOTICE, rule="own"), rule=rule)
    text = messages.words(made, UTC, "de").body
    assert text.startswith("Handeln, wenn der Kunde „card [")
    assert "sagt und die Frustration mindestens 0,5 beträgt." in text
    assert "4111" not in repr(made)
    assert "ann@" not in repr(made)
    watched = body(replace(NOTICE, rule="own", severity=Severity.WATCH), rule=rule)
    watching = messages.words(watched, UTC, "es").body
    assert watching.startswith("Vigilar cuando el cliente amenaza con irse.")


def test_a_message_of_an_earlier_version_is_still_told():
    old = {key: part for key, part in body().items() if key != "rule"}
    old["flag"] = {key: value for key, value in old["flag"].items() if key != "score"}
    for language in LANGUAGES:
        assert "3:12" in messages.words(old, UTC, language).body


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_said_in_every_language(language):
    resolved = replace(NOTICE, by="Ann Lee", outcome=FlagOutcome.TOO_LATE)
    for state in FlagState:
        for severity in Severity:
            made = body(replace(resolved, state=state, severity=severity))
            text = messages.words(made, UTC, language)
            assert "{" not in text.title + text.body
    digest = messages.digest_body([held(NOTICE, NOW)], QUIET, NOW)
    one = messages.words(digest, BERLIN, language)
    assert (
        one.title
        == {
            "en": "1 flag since 10:00, held back: quiet hours",
            "de": "1 Hinweis seit 10:00, zurückgehalten: Ruhezeit",
            "es": "1 aviso desde las 10:00, retenido: horas de silencio",
        }[language]
    )
    test = messages.test_body(NOW, language)
    assert messages.words(test, UTC, language).body == test["text"]


def held(notice, at):
    return Delivery(
        notice.key,
        "t",
        notice.key,
        DeliveryKind.FLAG,
        notice.severity,
        body(notice),
        DeliveryState.HELD,
        0,
        at,
        at,
    )


def test_a_digest_tells_each_flag_once_as_it_stands():
    resolved = replace(NOTICE, number=4, state=FlagState.RESOLVED, reason="Calm for 30 s")
    other = replace(NOTICE, flag_id="c2-f1", call_id="c2")
    kept = [held(each, NOW) for each in (NOTICE, other, resolved)]
    made = messages.digest_body(kept, "quiet hours", NOW + timedelta(hours=8))
    assert made["count"] == 2
    assert [each["flag"]["state"] for each in made["flags"]] == ["resolved", "raised"]
    text = messages.words(made, BERLIN)
    assert text.title == "2 flags since 10:00, held back: quiet hours"
    assert text.body.splitlines()[0].startswith("10:00 act, resolved billing: Calm for 30 s https")


def test_a_long_digest_says_how_many_are_left_out():
    kept = [held(replace(NOTICE, flag_id=f"f{number}"), NOW) for number in range(80)]
    made = messages.digest_body(kept, "quiet hours", NOW)
    assert (made["count"], len(made["flags"])) == (80, 50)
    assert messages.words(made, UTC).body.splitlines()[-1] == "and 60 more"
