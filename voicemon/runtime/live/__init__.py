"""Calls that are happening: many at once, heard, written down and judged within a second.

Comes in: audio of open lines (`ports.Desk`, `ports.Line`). Goes out: `changes`, numbered a call,
and at the end a stored call. Must not know: HTTP, vendors.

The way of a word: a line (`line`) puts samples onto the tape (`tape`, sealed) and into the call's
inbox (`call`, `inbox`); an ear thread (`pools`) takes them through resampling, energy gate and VAD
(`hearing`, `gate`), what leaks between channels taken out (`leaks`, `sameness`); the engine
(`engine`, `queues`, `listening`) writes complete segments down, of all calls together; a weigher
(`weighing`) redacts, reads and weighs them in the order of audio time (`order`, `judge`), once it
is known who speaks (`whose`); open speech (`partials`) and holds (`marks`) are shown; the news is
numbered and told (`chronicle`, `story`, `changes`). The desk (`desk`) knows who runs (`running`), a
clock looks after them (`caretaker`). When the last line has gone the live analysis is stored
(`closing`), and the recorded-call path hears the tape again (`after`, `reel`). People who listen in
hear what goes onto the tape, through a `tap`.

Decisions: all that a final depends on is a function of audio time, so that feed, speed, chunks and
other calls make no difference while load forces no degradation. Threads are few and fixed, none
belongs to a call. A fault in a call ends that call's analysis, never its recording and never
another call. What does not fit a queue is left to the pass after the call. On disk there is only
what is sealed (`sealing`) until it is redacted; a withdrawn consent deletes the tape, a refused one
everything. Listeners are told under a call's lock: they must not block, nor ask the desk.
"""
