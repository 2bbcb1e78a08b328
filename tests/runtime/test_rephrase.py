"""A real HTTP server stands for the language model."""

import json
import time
from queue import Empty, Queue

import pytest

from tests.llm_server import llm_server
from voicemon.runtime.rephrase import RephraseAsk, Rephraser, checked
from voicemon.types import MomentKind, Role, SuggestedStep

STEP = SuggestedStep(
    "c1-m1",
    MomentKind.MANAGER,
    192.0,
    "Let me see right now who is free.",
    "asked for a manager at 3:12, nobody has answered that yet",
    "de",
)
ASK = RephraseAsk(STEP, [(Role.CUSTOMER, "I want your manager, my number is [phone number]")])


@pytest.fixture
def llm():
    with llm_server() as answers:
        yield answers


def asked(llm, ask=ASK, key="", limit_s=2.0, wait_s=1.0):
    """The sentence; None where there was none."""
    rephraser, said = Rephraser(llm.url, "tiny", key, limit_s), Queue()
    rephraser.start()
    rephraser.ask(ask, said.put)
    try:
        return said.get(timeout=wait_s)
    except Empty:
        return None
    finally:
        rephraser.stop()


def test_a_sentence_comes_back_in_other_words(llm):
    assert asked(llm) == llm.say


def test_the_model_is_told_the_step_and_redacted_words_and_nothing_else(llm):
    asked(llm, key="secret")
    ((path, headers, body),) = llm.asked
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer secret"
    assert (body["model"], body["stream"]) == ("tiny", False)
    assert "German" in body["messages"][0]["content"]
    assert json.loads(body["messages"][1]["content"]) == {
        "suggested_sentence": STEP.sentence,
        "because_the_customer": STEP.reason,
        "said_last": [
            {"who": "customer", "said": "I want your manager, my number is [phone number]"}
        ],
    }


def test_no_key_is_sent_where_none_is_set(llm):
    asked(llm)
    assert "Authorization" not in llm.asked[0][1]


@pytest.mark.parametrize(
    "raw",
    [b"", b"no json", b"[]", b'{"choices": []}', b'{"choices": [{"message": {"content": 7}}]}'],
)
def test_an_answer_of_another_form_is_dropped(llm, raw):
    llm.raw = raw
    assert asked(llm, wait_s=0.3) is None


def test_an_error_of_the_server_is_dropped(llm):
    llm.status = 500
    assert asked(llm, wait_s=0.3) is None


def test_a_redirect_is_not_followed(llm):
    llm.status, llm.headers = 307, {"Location": f"{llm.url}/elsewhere"}
    assert asked(llm, wait_s=0.3) is None
    assert len(llm.asked) == 1


def test_proxies_of_the_environment_see_no_words(llm, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert asked(llm) == llm.say


def test_a_server_that_is_not_there_is_no_matter(llm):
    gone = type(llm)()
    gone.url = "http://127.0.0.1:1/v1"
    assert asked(gone, wait_s=0.3) is None


def test_an_answer_that_takes_too_long_is_dropped(llm):
    llm.delay_s = 0.6
    assert asked(llm, limit_s=0.2, wait_s=0.9) is None


def test_an_answer_that_drips_in_is_dropped_at_the_limit(llm):
    llm.drip_s = 0.02
    began = time.monotonic()
    assert asked(llm, limit_s=0.3, wait_s=0.6) is None
    assert time.monotonic() - began < 3


def test_who_has_waited_too_long_is_not_asked_for(llm):
    llm.delay_s = 0.4
    rephraser, said = Rephraser(llm.url, "tiny", "", 0.5), Queue()
    rephraser.start()
    for _ in range(30):  # more than may wait
        rephraser.ask(ASK, said.put)
    time.sleep(1.2)
    rephraser.stop()
    assert said.qsize() == 1
    assert len(llm.asked) <= 3


@pytest.mark.parametrize(
    "said",
    [
        "I'll see who is free right now.",
        "Could you tell me what happened?",
        "  “I am sorry that you had to wait.”  ",
        "Das tut mir leid, ich sehe sofort nach",
    ],
)
def test_one_short_sentence_is_taken(said):
    assert checked(said) == said.strip().strip("“”")


@pytest.mark.parametrize(
    "said",
    [
        "",
        "I am sorry. I'll see who is free.",
        "I am sorry!\nI'll see who is free.",
        "<think>hm</think> I am sorry.",
        "I am sorry " + "so " * 80 + "much.",
        "Please call 202 555 0143 about it.",
        None,
        7,
    ],
)
def test_anything_else_is_refused(said):
    with pytest.raises(ValueError, match="answer"):
        checked(said)
