"""Starts whisper-live's server as its `run_server.py` (which its wheel leaves out) does.

Runs in the peer's own environment: `python peer_server.py PORT MODEL CLIENTS SECONDS [batch]`.
"""

from __future__ import annotations

import sys

from whisper_live.server import TranscriptionServer

if __name__ == "__main__":
    port, model, clients, seconds, *batch = sys.argv[1:]
    TranscriptionServer().run(
        "127.0.0.1",
        port=int(port),
        backend="faster_whisper",
        faster_whisper_custom_model_path=model,
        single_model=True,
        max_clients=int(clients),
        max_connection_time=int(seconds),
        batch_enabled=bool(batch),
    )
