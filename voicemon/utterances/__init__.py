"""Utterances: who said what, when.

Comes in: audio of one role's stream, any cut. Goes out: `SpeechSegment`s (VAD and a state table),
then words for them (`Heard`), and `CustomerSegment`s from the one role gate in `roles.py`.
Must not know: emotion, the store, how many calls there are, when the audio arrived.

Decisions taken here
    * Everything is counted in samples since the call began, so the same samples give the same
      segments however they were cut, at any speed.
    * Whisper needs context: segments of one role are packed into windows, and words are given
      back to their segments by time (`packing`, `alignment`).
    * A window is no longer than its speech: the encoder and the cross-attention cost by the frame.
    * A word stands only on sound that a voice could have made (`voicing`); others are dropped and
      counted, never silently.
    * Encoder states leave this room for customers only (agent-emotion firewall).
"""
