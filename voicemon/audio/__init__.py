"""Audio: files and bytes become float32 streams at 16 kHz, and streams become playable files.

Comes in: recordings of any common format, telephone bytes. Goes out: blocks [channels, n] at
`SAMPLE_RATE_HZ`, findings about the channels, peaks for drawing, FLAC for playing. Must not know:
calls, roles, the network, the clock.

Decisions: everything streams, so that memory does not grow with the length of a recording. A
damaged recording gives what can be heard and a warning; only what gives nothing is an error. PyAV's
own FFmpeg is used with protocols and playlists shut off, so that a file can name no other file or
host.
"""
