"""Devices and sockets that feed running calls: the microphone, the AudioSocket server.

Comes in: sound of a device, bytes of a TCP connection. Goes out: calls to a `runtime.live` desk.
Must not know: scores, HTTP.

Decisions: every socket of senders lives in one asyncio loop on a thread of its own (`stream`), with
bounded work a turn, so that neither a flood nor a stall of one sender holds another; what may wait
(database, opening of a call) runs on other threads while that one connection is not read. A
connection's events become a call in one place, whatever carries them (`session`, `door`).
"""
