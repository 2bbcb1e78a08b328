"""Many calls: what is loaded once and shared, and how recordings pass through.

Comes in: files and settings. Goes out: analyses, stored or handed back. Must not know: HTTP.

Decisions: heavy models are loaded once (`models`) and shared by every call; transcription is one
engine that serves whoever waits, so that windows of several recordings fill one batch
(`batching`); a long recording is transcribed stretch by stretch of audio time, so that memory
stays bounded and the result does not depend on the machine (`recording`); jobs are rows, so that a
restart loses none (`jobs`).
"""
