import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import jsonschema_rs
import pytest

from tests.made import analysis, calm_analysis, point, utterance
from voicemon.errors import AudioError
from voicemon.exports import FORMATS, json_lines
from voicemon.exports.identity import masked_customer
from voicemon.types import Evidence, Role, Stretch, StretchKind

FILE = "calls/café 🎧.wav"
DOCS = Path(__file__).parents[2] / "docs"
EMPTY = {"utterances": (), "evidence": (), "withheld": (), "frustration": (), "flags": ()}


def render(name, made=None):
    return FORMATS[name].render(made or analysis(), FILE)


@pytest.fixture(scope="module")
def schema():
    return jsonschema_rs.validator_for((DOCS / "json.schema.json").read_text())


@pytest.mark.parametrize(
    "made", [analysis(), calm_analysis(), analysis(**EMPTY)], ids=["angry", "calm", "unheard"]
)
def test_json_fits_its_published_schema(schema, made):
    line = render("json", made)
    assert line.count("\n") == 1
    schema.validate(json.loads(line))


def test_a_failed_recording_fits_the_schema_too(schema):
    line = json_lines.render_failure(AudioError("not audio", "send a recording"), FILE)
    schema.validate(json.loads(line))
    assert json.loads(line)["error"]["code"] == "audio"


def test_json_holds_what_the_analysis_holds():
    found = json.loads(render("json"))
    assert found["file"] == FILE
    assert found["summary"] == {
        "peak": 0.71,
        "peak_at_s": 8.0,
        "end": 0.2,
        "mean": 0.455,
        "duration_s": 40.0,
        "words_dropped": 2,
        "roles": "channel",
    }
    assert found["frustration"][0]["contributions"]["wording.repeat"] == 1.3
    assert [flag["state"] for flag in found["flags"]] == ["raised", "resolved"]


def test_json_holds_what_asked_for_an_answer_and_whether_it_got_one():
    met, missed = json.loads(render("json"))["moments"]
    assert (met["kind"], met["met"], met["response_delay_s"]) == ("repeated", True, 0.0)
    assert (missed["kind"], missed["met"], missed["response_delay_s"]) == ("waited", False, None)


@pytest.mark.parametrize("name", FORMATS)
def test_a_telephone_number_of_a_customer_leaves_in_no_format(name):
    assert not re.search(r"202.?555|5550143", render(name))


@pytest.mark.parametrize("name", FORMATS)
def test_a_call_in_which_nothing_was_heard_is_written_too(name):
    assert render(name, analysis(**EMPTY)) is not None


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (None, None),
        ("+1 202 555 0143", "•••143"),
        ("tel:+4930123456", "•••456"),
        ("sip:+4930123456@example.com", "•••456"),
        ("customer-77", "customer-77"),
        ("2026-03", "•••603"),
        ("12345", "12345"),
    ],
)
def test_numbers_are_masked_and_other_ids_are_not(given, shown):
    assert masked_customer(given) == shown


# Contact Lens


def contact_lens(made=None):
    return json.loads(render("contact-lens", made))


def test_contact_lens_has_the_parts_that_its_readers_look_for():
    found = contact_lens()
    assert found["JobStatus"] == "COMPLETED"
    assert found["LanguageCode"] == "en-US"
    assert found["Participants"] == [
        {"ParticipantId": "AGENT", "ParticipantRole": "AGENT"},
        {"ParticipantId": "CUSTOMER", "ParticipantRole": "CUSTOMER"},
    ]
    turn = found["Transcript"][1]
    assert (turn["BeginOffsetMillis"], turn["EndOffsetMillis"]) == (3500, 8000)
    assert turn["Sentiment"] == "NEGATIVE"
    assert turn["Items"][0]["Content"] == "This"
    assert turn["Items"][-1] == {"Type": "punctuation", "Content": "!", "Confidence": 0.0}
    assert found["Categories"]["MatchedCategories"] == ["sustained-high"]
    assert found["Categories"]["MatchedDetails"]["sustained-high"]["PointsOfInterest"] == [
        {"BeginOffsetMillis": 3500, "EndOffsetMillis": 8000}
    ]


def test_contact_lens_counts_talk_interruptions_and_long_gaps():
    found = contact_lens()["ConversationCharacteristics"]
    assert found["TotalConversationDurationMillis"] == 40000
    assert found["TalkTime"]["DetailsByParticipant"]["AGENT"] == {"TotalTimeMillis": 5000}
    assert found["TalkTime"]["TotalTimeMillis"] == 12500
    assert found["TalkSpeed"]["DetailsByParticipant"]["AGENT"]["AverageWordsPerMinute"] == 156
    assert found["Interruptions"]["TotalCount"] == 1
    assert found["Interruptions"]["InterruptionsByInterrupter"] == {
        "AGENT": [{"BeginOffsetMillis": 7500, "EndOffsetMillis": 8000, "DurationMillis": 500}]
    }
    assert found["NonTalkTime"]["Instances"] == [
        {"BeginOffsetMillis": 10000, "EndOffsetMillis": 30000, "DurationMillis": 20000}
    ]


def test_silence_that_redaction_made_is_not_non_talk_and_is_marked_in_its_turn():
    secret = Stretch(StretchKind.REDACTED, 12.0, 29.0, Role.CUSTOMER)
    own = Stretch(StretchKind.REDACTED, 31.0, 32.0, Role.CUSTOMER)
    found = contact_lens(analysis(stretches=(secret, own)))
    assert found["ConversationCharacteristics"]["NonTalkTime"]["TotalTimeMillis"] == 0
    assert found["Transcript"][3]["Redaction"]["RedactedTimestamps"] == [
        {"BeginOffsetMillis": 31000, "EndOffsetMillis": 32000}
    ]


def test_contact_lens_says_nothing_of_the_agents_feelings():
    text = render("contact-lens")
    found = json.loads(text)
    agents = [turn for turn in found["Transcript"] if turn["ParticipantRole"] == "AGENT"]
    assert agents
    assert all("Sentiment" not in turn and "LoudnessScores" not in turn for turn in agents)
    sentiment = found["ConversationCharacteristics"]["Sentiment"]
    assert set(sentiment["OverallSentiment"]) == {"CUSTOMER"}
    assert set(sentiment["SentimentByPeriod"]["QUARTER"]) == {"CUSTOMER"}


def test_sentiment_runs_from_minus_five_to_five_over_the_customers_own_span():
    def said(number, odds):
        return Evidence(f"u{number}", "wording.x", 0, 1, 1, "cue", None, odds, 1.0, "a reason")

    turns = tuple(utterance(n, Role.CUSTOMER, 10.0 * n, 10.0 * n + 5, "words") for n in range(8))
    made = analysis(
        utterances=turns,
        evidence=(said(0, 2.0), said(1, 2.0), said(7, -2.0)),
        frustration=(),
        flags=(),
    )
    quarters = contact_lens(made)["ConversationCharacteristics"]["Sentiment"]["SentimentByPeriod"]
    scores = [quarter["Score"] for quarter in quarters["QUARTER"]["CUSTOMER"]]
    assert scores[0] == -5.0
    assert scores[1] == 0.0
    assert scores[3] == 2.5
    assert quarters["QUARTER"]["CUSTOMER"][0]["BeginOffsetMillis"] == 0
    assert quarters["QUARTER"]["CUSTOMER"][-1]["EndOffsetMillis"] == 75000


def test_the_keys_are_those_of_the_vendors_document():
    known = set(
        "JobStatus JobName AccountId Channel LanguageCode ContentMetadata Participants Transcript "
        "Categories ConversationCharacteristics".split()
    )
    turn = set(
        "Id ParticipantId ParticipantRole Content BeginOffsetMillis EndOffsetMillis Items "
        "Sentiment Redaction".split()
    )
    found = contact_lens()
    assert set(found) == known
    assert {key for each in found["Transcript"] for key in each} <= turn


# Captions


def test_webvtt_names_speakers_and_keeps_scores_as_notes():
    text = render("vtt")
    assert text.startswith("WEBVTT\n\n")
    assert "u1\n00:00:00.500 --> 00:00:03.000\n<v Agent>Thank you for calling" in text
    assert "<v Customer>This is the THIRD time, &lt;really&gt; &amp; truly!" in text
    notes = re.findall(r"^NOTE frustration (.*)$", text, re.MULTILINE)
    assert json.loads(notes[0]) == {"at_s": 8.0, "score": 0.71, "low": 0.61, "high": 0.81}


def test_nothing_said_can_break_a_caption_file():
    nasty = "first\n\n00:00:01.000 --> 00:00:02.000\n<v Agent>fake\x00"
    made = analysis(utterances=(utterance(2, Role.CUSTOMER, 3, 3, nasty),))
    for name in ("vtt", "srt"):
        text = render(name, made)
        times = [line for line in text.splitlines() if re.match(r"[\d:.,]+ --> [\d:.,]+$", line)]
        assert len(times) == 1
        assert "\x00" not in text


def test_webvtt_cues_start_in_order_and_last():
    turns = (
        utterance(2, Role.CUSTOMER, 5.0, 5.0, "later"),
        utterance(1, Role.AGENT, 1.0, 2.0, "sooner"),
    )
    cues = re.findall(r"^(\S+) --> (\S+)$", render("vtt", analysis(utterances=turns)), re.MULTILINE)
    assert cues == sorted(cues)
    assert all(start < end for start, end in cues)


def test_srt_is_numbered_with_commas():
    blocks = render("srt").strip().split("\n\n")
    assert [block.splitlines()[0] for block in blocks] == ["1", "2", "3", "4"]
    assert blocks[0].splitlines()[1:] == [
        "00:00:00,500 --> 00:00:03,000",
        "Agent: Thank you for calling, how can I help?",
    ]


# CSV


def table(made=None):
    return list(csv.DictReader(io.StringIO(render("csv", made))))


def test_csv_has_a_row_an_utterance_with_its_score():
    rows = table()
    assert [row["utterance_id"] for row in rows] == ["u1", "u2", "u3", "u4"]
    assert rows[1]["score"] == "0.71"
    assert rows[1]["reasons"] == "Louder than usual (+8 dB); Says it is the third time"
    assert rows[1]["flags"] == "sustained-high raised"
    assert rows[0]["score"] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "\t="])
def test_no_cell_of_the_csv_begins_a_formula(start):
    text = f'{start}HYPERLINK("http://evil")'
    made = analysis(utterances=(utterance(2, Role.CUSTOMER, 3, 8, text),))
    assert table(made)[0]["text"] == f"'{text}"


# No score beside an agent's words


@pytest.mark.parametrize("name", ["csv", "vtt", "html"])
def test_a_point_that_the_agent_moved_is_not_shown_as_the_agents_score(name):
    made = analysis(frustration=(point("u3", 10.0, 0.6543),), flags=())
    text = render(name, made)
    if name == "csv":
        assert "0.6543" not in text
    if name == "vtt":
        assert "NOTE frustration" not in text
    if name == "html":
        assert 'class="score"' not in text


# HTML


def page(made=None):
    text = render("html", made)
    assert text.startswith("<!doctype html>\n")
    return text, ElementTree.fromstring(
        re.sub(r"<(meta|br)([^>]*)>", r"<\1\2/>", text.removeprefix("<!doctype html>\n"))
    )


def test_the_report_is_well_formed_and_asks_nothing_of_the_network():
    text, tree = page()
    assert tree.find(".//svg") is not None
    assert "<script" not in text
    assert not re.search(r"""(src|href)=|url\(|@import""", text)
    assert "prefers-color-scheme: dark" in text


def test_the_report_shows_score_band_reasons_and_flags():
    text, _ = page()
    for part in (
        "0.71",
        "(0.61–0.81)",
        "very frustrated",
        "Louder than usual (+8 dB) (+0.9)",
        "sustained-high, raised",
        "prosody not weighed: too quiet to measure",
        "the channels may be swapped",
        "2 words without a voice",
        "a person decides",
    ):
        assert part in text


def test_everything_from_outside_is_escaped_in_the_report():
    evil = "<img src=x onerror=alert(1)>\"'&"
    made = analysis(
        warnings=(evil,),
        models={evil: evil},
        utterances=(utterance(2, Role.CUSTOMER, 3, 8, evil),),
        evidence=(Evidence("u2", "wording.x", 3, 8, 1, "cue", None, 1.0, 1.0, evil),),
    )
    text = FORMATS["html"].render(made, evil)
    assert "<img" not in text


def test_cues_that_hardly_weigh_are_not_told():
    weak = Evidence("u2", "wording.x", 3, 8, 1, "cue", None, 0.1, 1.0, "hardly anything")
    assert "hardly anything" not in page(analysis(evidence=(weak,)))[0]


def test_without_the_customer_the_report_says_so():
    text, tree = page(analysis(**EMPTY))
    assert tree.find(".//svg") is None
    assert "The customer was not heard" in text
    assert "Nothing was said." in text
