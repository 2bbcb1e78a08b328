"""voicemon: hears a call, follows the customer's frustration, calls a human when it matters.

The rooms, in the order a word travels: `audio` → `utterances` → `evidence` (with `reading`) →
`frustration` → `flags`; `monitor` tells that way once. Around that core stand `privacy`, `store`,
`exports`, `runtime`, `server` and `cli`. Importing voicemon loads no heavy library.
"""

__version__ = "0.1.0"
