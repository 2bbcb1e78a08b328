import pytest

from tests.coaching.talk import A, C, Talk, cue
from voicemon.types import AgentAct, MomentKind


def opened(*cues, text="and then I told it to your colleague", language="en", **labels):
    found = Talk().say(C, 3, 6, *cues, text=text, language=language, **labels)
    return found[0].kind if found else None


@pytest.mark.parametrize(
    ("name", "log_odds", "kind"),
    [
        ("wording.manager_request", 2.0, MomentKind.MANAGER),
        ("wording.legal", 2.0, MomentKind.LEGAL),
        ("wording.churn", 1.9, MomentKind.LEAVING),
        ("wording.repeat", 1.4, MomentKind.REPEATED),
        ("interaction.repetition", 0.8, MomentKind.REPEATED),
        ("wording.waiting", 1.1, MomentKind.WAITED),
        ("wording.ignored", 1.5, MomentKind.DISTRESS),
    ],
)
def test_what_a_customer_says_outright_is_a_moment(name, log_odds, kind):
    assert opened(cue(name, log_odds)) is kind


@pytest.mark.parametrize(
    ("name", "log_odds"),
    [
        ("wording.churn", 0.5),  # an errand: "I'd like to cancel my contract"
        ("wording.repeat", 0.4),  # "as I said"
        ("interaction.repetition", 0.25),  # the agent had asked for it
        ("wording.sarcasm", 0.4),
    ],
)
def test_what_is_only_hinted_at_is_none(name, log_odds):
    assert opened(cue(name, log_odds)) is None


def test_irony_is_believed_as_a_phrase_not_as_a_guess():
    assert opened(cue("wording.sarcasm", 1.2, measured=0.7)) is MomentKind.DISTRESS
    assert opened(cue("wording.sarcasm", 1.2, measured=0.9)) is None


def test_words_that_were_hardly_heard_open_nothing():
    assert opened(cue("wording.manager_request", 0.4, confidence=0.2)) is None


def test_the_weight_is_judged_as_said_not_as_heard():
    assert opened(cue("wording.manager_request", 1.0, confidence=0.5)) is MomentKind.MANAGER


def test_a_displeased_mood_counts_unless_it_stands_beside_thanks():
    displeased = cue("wording.negativity", 1.5, measured=0.97)
    assert opened(displeased) is MomentKind.DISTRESS
    assert opened(cue("wording.negativity", 1.5, measured=0.95)) is None
    assert opened(displeased, cue("wording.gratitude", -0.8)) is None


def test_a_mood_is_not_read_into_a_few_words():
    frustrated = cue("wording.frustrated", 0.8, measured=0.7)
    assert opened(frustrated) is MomentKind.DISTRESS
    assert opened(frustrated, text="You too. Goodbye.") is None


def test_thanks_do_not_hide_a_request_for_a_manager():
    found = opened(cue("wording.manager_request"), cue("wording.thanks", -0.7))
    assert found is MomentKind.MANAGER


def test_one_interruption_happens_two_in_a_minute_are_a_moment():
    assert opened(cue("interaction.interrupted", 0.35, measured=1)) is None
    assert opened(cue("interaction.interrupted", 0.6, measured=2)) is MomentKind.INTERRUPTED


def test_worry_is_read_in_english_only():
    assert opened(fear=0.9) is MomentKind.WORRY
    assert opened(fear=0.9, language="de") is None


def test_a_polite_no_is_not_fear():
    assert opened(text="I'm afraid I can't make it on Wednesday", fear=0.9) is None
    assert opened(text="I'm afraid of losing my flat", fear=0.1) is MomentKind.WORRY


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "Let me finish, please.", MomentKind.INTERRUPTED),
        ("en", "I don't understand what you mean by that.", MomentKind.CONFUSION),
        ("de", "Lassen Sie mich bitte ausreden!", MomentKind.INTERRUPTED),
        ("de", "Ich mache mir wirklich große Sorgen.", MomentKind.WORRY),
        ("de", "Das verstehe ich jetzt nicht.", MomentKind.CONFUSION),
        ("es", "Déjeme terminar, por favor.", MomentKind.INTERRUPTED),
        ("es", "Estoy muy preocupada por mi madre.", MomentKind.WORRY),
        ("es", "No entiendo la factura.", MomentKind.CONFUSION),
        ("fr", "Laissez-moi finir.", None),
    ],
)
def test_phrases_of_three_languages_open_moments(language, text, kind):
    assert opened(text=text, language=language) is kind


def acts(text, *cues, language="en", **labels):
    talk = Talk()
    talk.say(C, 3, 6, cue("wording.manager_request"))
    found = talk.say(A, 7, 9, *cues, text=text, language=language, **labels)
    return set(found[0].acts) if found else set()


@pytest.mark.parametrize(
    ("language", "text", "act"),
    [
        ("en", "Let me check that I have it right so far", AgentAct.SUMMARISE_BACK),
        ("en", "Let me make sure I've understood you", AgentAct.SUMMARISE_BACK),
        ("en", "In your place I would be furious as well", AgentAct.VALIDATE),
        ("en", "I'll get my supervisor for you right away", AgentAct.NEXT_STEP),
        ("en", "You shouldn't have to chase us for this", AgentAct.ACKNOWLEDGE),
        ("en", "My supervisor is not available at the moment", None),
        ("de", "Das tut mir wirklich leid", AgentAct.APOLOGISE),
        ("de", "Ich kann Ihren Ärger gut verstehen", AgentAct.ACKNOWLEDGE),
        ("de", "Da haben Sie recht, sie haben recht", AgentAct.VALIDATE),
        ("de", "Ich kümmere mich gleich darum", AgentAct.OWNERSHIP),
        ("de", "Ich hole gern meine Vorgesetzte dazu", AgentAct.NEXT_STEP),
        ("de", "Machen Sie sich bitte keine Sorgen", AgentAct.REASSURE),
        ("de", "Wenn ich Sie richtig verstehe, fehlt das Paket", AgentAct.SUMMARISE_BACK),
        ("de", "Was genau ist passiert?", AgentAct.OPEN_QUESTION),
        ("de", "Wie ist Ihre Kundennummer?", None),
        ("es", "Lo siento mucho, señora", AgentAct.APOLOGISE),
        ("es", "Entiendo que esté molesta", AgentAct.ACKNOWLEDGE),
        ("es", "Tiene usted toda la razón", AgentAct.VALIDATE),
        ("es", "Me encargo yo personalmente", AgentAct.OWNERSHIP),
        ("es", "Le paso con mi supervisor", AgentAct.NEXT_STEP),
        ("es", "No se preocupe por eso", AgentAct.REASSURE),
        ("es", "Permítame resumir lo que me ha dicho", AgentAct.SUMMARISE_BACK),
        ("es", "Cuénteme qué ha pasado", AgentAct.OPEN_QUESTION),
        ("es", "Dígame su número de cliente", None),
    ],
)
def test_what_an_agents_words_do_is_heard_in_three_languages(language, text, act):
    found = acts(text, language=language)
    assert (act in found) if act else not found


def test_the_text_model_is_believed_in_english_where_it_is_nearly_sure():
    text = "so how long has it been like that"
    assert AgentAct.OPEN_QUESTION in acts(text, act_open_question=0.95)
    assert not acts(text, act_open_question=0.7)
    assert not acts(text, language="de", act_open_question=0.95)


def test_who_brushes_the_customer_off_does_nothing_of_it():
    sorry = cue("wording.agent_apology", -0.3)
    assert AgentAct.APOLOGISE in acts("I'm sorry about that", sorry)
    brushed = cue("wording.agent_dismisses", 0.4)
    assert not acts("I'm sorry but there is nothing I can do", sorry, brushed)
