"""Who comes in: sign-in, sessions, second factor, single sign-on, tokens, and who may be what.

Comes in: cookies, bearer tokens, passwords, codes. Goes out: a `Visitor` for each request and each
Socket.IO connection, rows of people, sessions, tokens and the audit log. Must not know: calls.

Decisions: a session is a row and its cookie a secret of which only the hash is kept, so that a
session can be listed and revoked; Flask-Login asks our loader at every request and keeps nothing
itself. Passwords are argon2, judged by zxcvbn, checked two at a time (each costs 64 MB). What
changes something needs a token that belongs to its session. Failures are counted in the store, by
account and by address, so that neither a restart nor a second process gives free guesses.
"""
