"""Lets voicemon's supervisors join calls on Twilio: `python twilio_whisper.py 8400`.

A signed POST of voicemon (docs/notices.md) → a participant of the conference that is named as the
call: muted, coaching the agent, or neither. Needs nothing but Python.
"""

import base64
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from verify import genuine

SECRET = os.environ["VOICEMON_SECRET"]
ACCOUNT, TOKEN = os.environ["TWILIO_ACCOUNT"], os.environ["TWILIO_TOKEN"]
FROM = os.environ["TWILIO_FROM"]
EXTENSIONS = dict(pair.split("=", 1) for pair in os.environ["EXTENSIONS"].split())
API = os.environ.get("TWILIO_API", "https://api.twilio.com") + f"/2010-04-01/Accounts/{ACCOUNT}"


class Refused(Exception):
    """What the supervisor is told."""


def twilio(path, **form):
    """GET, or POST where there is a form."""
    request = urllib.request.Request(API + path)
    login = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
    request.add_header("Authorization", f"Basic {login}")
    data = urllib.parse.urlencode(form).encode() if form else None
    try:
        with urllib.request.urlopen(request, data, timeout=8) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise Refused(f"Twilio answers {error.code}") from error


def join(action, call, extension):
    """Add the supervisor to the call's conference."""
    if extension not in EXTENSIONS:
        raise Refused(f"extension {extension} is not known here")
    named = urllib.parse.urlencode({"FriendlyName": call, "Status": "in-progress"})
    conferences = twilio(f"/Conferences.json?{named}")["conferences"]
    if not conferences:
        raise Refused("the call is over, or not in a conference")
    participants = f"/Conferences/{conferences[0]['sid']}/Participants"
    how = {}
    if action == "listen":
        how = {"Muted": "true"}
    elif action == "whisper":
        agent = twilio(f"{participants}/agent.json")["call_sid"]
        how = {"Coaching": "true", "CallSidToCoach": agent}
    to = EXTENSIONS[extension]
    quiet = {"Beep": "false", "EndConferenceOnExit": "false"}
    twilio(f"{participants}.json", From=FROM, To=to, Label="supervisor", **quiet, **how)


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
            join(asked["action"], asked["call"]["name"], asked["supervisor"]["extension"])
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
