from __future__ import annotations

import pytest

from voicemon.errors import ModelError
from voicemon.evidence.wording_lexicon import Side, lexicon, parse, plain


def cues(text: str, language: str = "en", side: Side = Side.CUSTOMER) -> dict[str, float]:
    known = lexicon(language)
    assert known is not None
    return {match.phrase.name: match.phrase.log_odds for match in known.find(text, side)}


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Let me speak to your supervisor.", "manager_request"),
        ("get me a manager right now", "manager_request"),
        ("I want you to escalate this", "manager_request"),
        ("This is the third time I've called!", "repeat"),
        ("I've already told you my address", "repeat"),
        ("i already told the other guy", "repeat"),
        ("I keep getting transferred from one department to the next", "repeat"),
        ("how many times do i have to say it", "repeat"),
        ("I called you people like five times", "repeat"),
        ("i have been on hold for over an hour", "waiting"),
        ("i'm still waiting", "waiting"),
        ("Nobody's called me back", "ignored"),
        ("i feel like im being ignored", "ignored"),
        ("I'm getting pretty frustrated here", "stated_frustration"),
        ("this is just ridiculous", "stated_frustration"),
        ("I'm sick and tired of this", "stated_frustration"),
        ("I'll take my business elsewhere", "churn"),
        ("fix it or i'm going to cancel my contract", "churn"),
        ("we are switching to another provider", "churn"),
        ("You'll be hearing from my lawyer", "legal"),
        ("i will report this to the ombudsman", "legal"),
        ("I am going to file a formal complaint", "complaint"),
        ("what the hell is going on", "profanity"),
        ("that's bullshit", "profanity"),
        ("no thank you, I've had enough", "negated_politeness"),
        ("With all due respect, that is wrong", "negated_politeness"),
        ("thanks for nothing", "negated_politeness"),
        ("Oh great, another form", "sarcasm"),
        ("I just love to repeat it", "sarcasm"),
        ("And what will it be this time?", "sarcasm"),
        ("I have listened to your lovely music for an hour", "waiting"),
        ("I told two people before you", "repeat"),
        ("I'd rather not explain it a third time", "repeat"),
        ("that's just wonderful", "sarcasm"),
        ("you must be joking", "disbelief"),
        ("that is not good enough", "demand"),
        ("With respect, that is nothing I can change", "edged_politeness"),
        ("I'd be grateful if somebody could simply look", "edged_politeness"),
        ("I'm sorry to trouble you again", "repeat"),
        ("I'd prefer not to have to ring again", "repeat"),
        ("You said five minutes", "blame"),
        ("I've said no twice now", "repeat"),
        ("could you please just do what I asked", "demand"),
        ("please get it right this time", "blame"),
        ("I missed my flight because of you", "blame"),
        ("i've heard that one before", "blame"),
    ],
)
def test_a_telling_phrase_weighs_towards_frustration(text: str, cue: str):
    assert cues(text)[cue] > 0


@pytest.mark.parametrize(
    "text",
    [
        "I'm not angry, I just want to understand it",
        "i don't want to speak to a manager",
        "I don't want to cancel my account",
        "no I'm not frustrated at all",
        "can you cancel my old card",
        "I'd like to dispute a transaction",
        "hi i lost my debit card can you send me a new one",
        "I was in an accident and I want to file a claim",
        "I need to order checks",
        "my manager asked me to call",
        "you have power of attorney on file",
        "his lawyer sent me a letter",
        "thank you once again",
        "can you repeat that please",
        "this is the second card on the account",
        "what are your branch hours",
        "nobody was hurt",
        "could you transfer me to billing",
        "oh great thank you",
        "how can you help me",
        "one more time please",
        "I assess the damage at five hundred",
        "no thank you",
        "it was my fault",
        "so I would be paying a second time",
        "I'd like to visit you a second time",
        "I love it when the sun shines",
        "take your time",
        "with respect to my invoice",
        "I would appreciate it if you could send me the form",
        "how is that calculated",
        "can I call again tomorrow",
    ],
)
def test_business_talk_weighs_nothing(text: str):
    assert sum(weight for weight in cues(text).values() if weight > 0) == 0


@pytest.mark.parametrize(
    "text",
    [
        "that works, thank you so much",
        "You've been incredible",
        "you've really put my mind at ease",
        "oh thank god",
        "that would be great",
    ],
)
def test_satisfaction_calms(text: str):
    assert sum(cues(text).values()) <= -0.7


def test_bad_news_that_is_not_believed_weighs_less_than_a_reproach():
    assert cues("Oh my god, are you serious?")["disbelief"] < 0.5
    assert cues("How can this even happen?")["disbelief"] < 0.5
    assert cues("Are you kidding me?")["disbelief"] > 1
    assert cues("How could you do that?")["disbelief"] > 1


def test_a_wish_is_no_thanks():
    assert "thanks" in cues("I really appreciate it")
    assert "thanks" not in cues("I would appreciate it if you looked")


def test_what_a_pleased_caller_may_say_too_weighs_less_than_plain_irony():
    assert cues("what a lovely surprise")["sarcasm"] < cues("i love having to wait")["sarcasm"] / 2


def test_a_wish_to_cancel_weighs_less_than_a_threat():
    assert cues("i want to close my account")["churn"] < 1
    assert cues("or i will close my account")["churn"] > 1.5


def test_written_and_heard_text_match_alike():
    written = "I've ALREADY told you: I'm furious! Don't put me on hold."
    heard = "ive already told you im furious dont put me on hold"
    assert cues(written) == cues(heard)


def test_a_negation_in_another_sentence_does_not_count():
    assert "stated_frustration" in cues("No. I'm furious.")


def test_a_match_is_given_as_a_place_in_the_text():
    text = "Well — “LET ME speak to  your supervisor”, please."
    known = lexicon("en")
    assert known is not None
    (match,) = known.find(text, Side.CUSTOMER)
    assert text[match.start : match.end] == "speak to  your supervisor"


def test_a_quote_stays_inside_its_sentence():
    known = lexicon("en")
    assert known is not None
    (match,) = known.find("Hello. I am furious. My number is four.", Side.CUSTOMER)
    assert match.quote == "I am furious"


def test_plain_text_keeps_numbers_whole():
    assert plain("It's $1,200.50, isn't it?").text == "its 1_200_50 isnt it ."


def test_agent_phrases_are_not_looked_for_in_a_customers_words():
    assert "agent_apology" not in cues("i am so sorry about that")
    assert "agent_apology" in cues("i am so sorry about that", side=Side.AGENT)


@pytest.mark.parametrize(
    ("text", "cue", "language"),
    [
        ("quiero hablar con su supervisor", "manager_request", "es"),
        ("es la tercera vez que llamo", "repeat", "es"),
        ("voy a cambiar de compañía", "churn", "es"),
        ("hablaré con mi abogado", "legal", "es"),
        ("esto es una mierda", "profanity", "es"),
        ("Ich möchte Ihren Vorgesetzten sprechen", "manager_request", "de"),
        ("ich rufe jetzt zum dritten Mal an", "repeat", "de"),
        ("dann wechsle ich eben den Anbieter", "churn", "de"),
        ("Sie hören von meinem Anwalt", "legal", "de"),
        ("so eine Scheiße", "profanity", "de"),
    ],
)
def test_spanish_and_german_are_understood_a_little(text: str, cue: str, language: str):
    assert cues(text, language)[cue] > 0


@pytest.mark.parametrize(
    ("text", "language"),
    [("quisiera cancelar mi tarjeta antigua", "es"), ("ich habe meine Karte verloren", "de")],
)
def test_business_talk_in_spanish_and_german_weighs_nothing(text: str, language: str):
    assert cues(text, language) == {}


def test_there_is_no_lexicon_for_every_language():
    assert lexicon("fi") is None


@pytest.mark.parametrize(
    "text", ["language = ", 'language = "en"', 'language="en"\n[[cue]]\nname="x"']
)
def test_a_damaged_lexicon_says_so(text: str):
    with pytest.raises(ModelError, match="lexicon"):
        parse(text)


def test_a_pattern_that_does_not_compile_is_named():
    row = 'language="en"\n[[cue]]\nname="x"\nsays="x"\nlog_odds=1\nsure=1\npatterns=["(x"]'
    with pytest.raises(ModelError, match="lexicon"):
        parse(row)
