"""Telephone wire formats: a vendor's messages → what happened on a call, and replies to send.

Comes in: text and binary messages of one connection. Goes out: `events`. Must not know: sockets,
threads, the clock. One small parser a vendor (`Wire`); `detect` recognises the sender by its first
messages. Audio leaves a parser in order, without holes and without doubles: each stream is counted
in samples from its first one, what is missing is filled with silence, what comes twice is dropped
(`order`), so that nobody behind has to care how it travelled. After a `WireError`, `lost` still
gives what waited for its turn. `media_stream` is the family of JSON with base64 audio, of which a
vendor is a table of names; `preamble` is the family of one text and then raw audio; AudioSocket and
AudioHook stand alone. Whatever text a stranger sends is read through `messages`.

A regular close of the connection (1000, 1001, the end of a TCP stream) is the only goodbye that
Vonage, jambonz and Asterisk know: to a parser it looks like any loss, so that whoever holds the
socket must tell the two apart. A `Close` without a `CallEnded` before it is no end of the call:
AudioHook goes on in another session, and its probe was no call at all.
"""
