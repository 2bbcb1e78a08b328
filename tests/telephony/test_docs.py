"""What docs/live.md tells others to send is understood."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from voicemon.telephony.detect import Detecting

TEXT = (Path(__file__).parents[2] / "docs" / "live.md").read_text()
BLOCKS = [block.group() for block in re.finditer(r"(?:^ {4}.*\n|^\n(?= {4}))+", TEXT, re.MULTILINE)]


def block(word):
    (found,) = (each for each in BLOCKS if word in each)
    return found


def started(message):
    return Detecting().receive(json.dumps(message))[0]


def test_freeswitch_is_known_by_its_metadata():
    command = block("uuid_audio_fork").split()
    mix, rate, metadata = command[-3:]
    call = started(json.loads(metadata))
    assert (mix, call.tracks) == ("stereo", ("caller", "callee"))
    assert (rate, call.rate_hz) == ("8k", 8000)
    assert call.facts["agent"] == "a17"


def test_jambonz_is_known_by_what_its_listen_is_told():
    listen = json.loads(block('"verb"'))["listen"]
    call = started({"callSid": "c-1", **{name: listen[name] for name in listen if name != "url"}})
    assert call.tracks == ("caller", "callee")
    assert call.facts["agent"] == "a17"


def test_a_leg_of_vonage_says_whose_it_is():
    (endpoint,) = json.loads(block('"ncco"'))["to"]
    said = {"content-type": endpoint["content-type"], **endpoint["headers"]}
    call = started({"event": "websocket:connected", **said})
    assert (call.call, call.connection, call.facts["role"]) == ("c-77", "leg-1", "customer")


def test_telnyx_hands_on_what_it_was_told():
    body = json.loads(block('"stream_codec"'))
    start = {
        "call_control_id": "v3:1",
        "custom_parameters": body["custom_parameters"],
        "media_format": {"encoding": body["stream_codec"], "sample_rate": 8000},
    }
    call = started({"event": "start", "stream_id": "s-1", "start": start})
    assert call.tracks == ("inbound", "outbound")
    assert call.facts["agent"] == "a17"


@pytest.mark.parametrize("word", ['track="both_tracks"', 'audioTrack="both"'])
def test_the_answers_in_xml_are_well_formed(word):
    response = ElementTree.fromstring(block(word))
    assert response.tag == "Response"
    assert response.find(".//Stream") is not None
