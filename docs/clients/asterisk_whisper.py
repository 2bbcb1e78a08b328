"""Lets voicemon's supervisors join calls on Asterisk: `python asterisk_whisper.py 8400`.

A signed POST of voicemon (docs/notices.md) → ARI rings the supervisor's telephone and sends it into
ChanSpy on the agent's channel. Needs nothing but Python.
"""

import base64
import json
import os
import re
import sys
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from verify import genuine

SECRET = os.environ["VOICEMON_SECRET"]
ARI = os.environ.get("ARI", "http://127.0.0.1:8088/ari")
USER, PASSWORD = os.environ["ARI_USER"], os.environ["ARI_PASSWORD"]
VARIABLE = os.environ.get("AGENT_CHANNEL_VARIABLE", "")
EXTENSION = re.compile(os.environ.get("EXTENSION_PATTERN", "[0-9]{2,6}"))
OPTIONS = {"listen": "qE", "whisper": "qEw", "barge": "qEB"}


class Refused(Exception):
    """What the supervisor is told."""


def ari(method, path, body=None, **query):
    """One request of ARI; None where there is no such thing."""
    url = f"{ARI}{path}?{urllib.parse.urlencode(query)}"
    request = urllib.request.Request(url, method=method)
    login = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    request.add_header("Authorization", f"Basic {login}")
    request.add_header("Content-Type", "application/json")
    try:
        data = json.dumps(body).encode() if body else None
        with urllib.request.urlopen(request, data, timeout=8) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return None
        raise Refused(f"Asterisk answers {error.code}") from error


def agents_channel(call):
    """The name of the channel on which the call's agent talks."""
    for channel in ari("GET", "/channels"):
        if channel["state"] != "Up":
            continue
        if VARIABLE:
            found = ari("GET", f"/channels/{channel['id']}/variable", variable=VARIABLE)
            if found and found["value"] == call["name"]:
                return channel["name"]
        elif call["agent_id"] and channel["name"].startswith(f"PJSIP/{call['agent_id']}-"):
            return channel["name"]
    raise Refused("the agent's telephone is in no call")


def join(action, call, extension):
    """Ring the supervisor, then spy."""
    if not EXTENSION.fullmatch(extension):
        raise Refused(f"extension {extension} is not known here")
    spy = {"SPY_CHANNEL": agents_channel(call), "SPY_OPTIONS": OPTIONS[action]}
    where = {"context": "voicemon-spy", "extension": "spy", "priority": 1}
    ring = {"endpoint": f"PJSIP/{extension}", "callerId": f"voicemon {action}", "timeout": 20}
    if ari("POST", "/channels", {"variables": spy}, **ring, **where) is None:
        raise Refused(f"extension {extension} cannot be rung")


class Receiver(BaseHTTPRequestHandler):
    """Takes what voicemon signed, nothing else."""

    def do_POST(self):
        """A wish of voicemon's, or its test."""
        body = self.rfile.read(min(int(self.headers.get("Content-Length", 0)), 65536))
        if not genuine(SECRET, self.headers.get("X-Voicemon-Signature"), body):
            self.answer(403, "the signature does not fit")
            return
        asked = json.loads(body)
        if asked["event"] == "test":
            self.answer(200, "here I am")
            return
        try:
            join(asked["action"], asked["call"], asked["supervisor"]["extension"])
        except Refused as refusal:
            self.answer(409, str(refusal))
        else:
            self.answer(200, "ringing")

    def answer(self, status, message):
        """What voicemon is told; the message reaches the supervisor."""
        content = json.dumps({"message": message}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver)
    print(f"listening on port {server.server_port}", flush=True)
    server.serve_forever()
