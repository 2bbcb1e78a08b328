"""Calls that are made: composed with a known frustration course, or played as a vendor would.

Comes in: recordings, or texts and clips with a course. Goes out: timed messages of a vendor's wire
format (`wire`), or composed calls with what is true of them. Must not know: the server's inside.
"""
