"""Sends a 16-bit WAV file to voicemon as a running call, as fast as it was spoken.

pip install "python-socketio[client]"
python send_pcm.py CALL.wav [http://127.0.0.1:8321 [INGEST-KEY]]  # the key unless sign_in = false
"""

import sys
import time
import wave

import socketio

ROLES = {1: ["unknown"], 2: ["agent", "customer"]}  # whose voice each channel holds
path, url, key = [*sys.argv[1:4], *["", "http://127.0.0.1:8321", ""][len(sys.argv) - 1 :]]
with wave.open(path) as wav:
    rate, channels, frames = wav.getframerate(), wav.getnchannels(), wav.readframes(1 << 30)
samples = memoryview(frames).cast("h")
tracks = [{"name": f"channel {n}", "role": role} for n, role in enumerate(ROLES[channels])]

sio = socketio.Client()
sio.connect(url, namespaces=["/ingest"], transports=["websocket"])


def ask(event, data=None):
    """Send an event; what was refused ends the program."""
    answer = sio.call(event, data, namespace="/ingest")
    if not answer["ok"]:
        sys.exit(f"{answer['message']}: {answer['fix']}")
    return answer


print(ask("start", {"key": key, "tracks": tracks, "rate_hz": rate, "facts": {"queue": "billing"}}))
began, size = time.monotonic(), rate // 10
for start in range(0, len(samples) // channels, size):
    for n, track in enumerate(tracks):
        piece = samples[start * channels + n : (start + size) * channels : channels]
        ask("audio", (track["name"], start, piece.tobytes()))
    time.sleep(max(0, began + (start + size) / rate - time.monotonic()))
ask("end")
sio.disconnect()
