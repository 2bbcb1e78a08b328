"""The numbers of the frustration score: the dialogues they are tuned on, and how.

`dialogues.toml` holds made-up calls with a level for every customer turn; `tune` runs the product's
witnesses over them and over the sample calls and prints what belongs into
`voicemon/frustration/weights.toml`. Real recordings are never tuned on.
"""
