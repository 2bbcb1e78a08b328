"""The door for live senders: WebSockets of telephony, and what announces legs.

Comes in: handshakes and messages of machines. Goes out: calls to a `runtime.live` desk. Must not
know: what is made of the sound.

Decisions: senders have a listener of their own (`listener`: own port, one asyncio thread, the
framing of `websockets`), not the page's threads with flask-sock: no two threads a socket, a flood
takes its turn in the loop, and the page can stay on loopback while telephony comes from outside. A
call of 100 messages a second costs 0.7 % of a core here, parsing included. It serves nothing but
`/ingest/…`. What may wait (keys, legs, opening a call) is done on other threads while that one
connection is not read.

Whoever has an ingest key may come in; no Origin or Host is looked at, because no credential here
is sent by a browser on its own. Keys are hashed in the store, read anew every second, and closing
follows revoking (`keyring`). Twilio and AudioHook sign their handshakes (`signatures`). Refused is
with an HTTP status before the WebSocket is open, with a close code after: 1002 broken, 1003 kind
not taken, 1007 damaged data, 1008 not allowed, 1009 too big, 1011 our fault, 1012 we restart,
1013 try again. Every refusal is one line in the log, without keys and without what was said.
"""
