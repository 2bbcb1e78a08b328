"""The web: REST with OpenAPI, Socket.IO, resumable uploads, and the built page.

Comes in: HTTP. Goes out: what `store` holds in the shapes of `wire`, jobs for a `JobQueue`, changes
as Socket.IO events. Must not know: how scores are made.

Decisions: bound to loopback until users exist (`listen`); every request passes one WSGI guard that
checks Host and Origin and sets the security headers (`guard`), Socket.IO included; every refusal is
a `Problem`, never a stack trace (`problems`); uploads speak tus 1.0, the only resumable protocol
with kept clients (`tus`, `spool`); everything is served from this machine, API docs included.
"""
