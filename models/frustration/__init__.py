"""The numbers of the frustration score: the dialogues they are tuned on, and how.

`dialogues.toml` holds made-up calls with a level for every customer turn; `tune` runs the product's
witnesses over them and over the sample calls and prints what belongs into
`voicemon/frustration/weights.toml`. Real recordings are never tuned on.

`scenarios.toml` holds scenarios from which `voicemon.simulate.compose` makes as many calls as
wanted, with acted clips for the customer's voice: `composed` runs them through the witnesses,
`sounds` keeps what is measured of a clip, `voices` says whose clips are taken for what.
`scenarios_held_out.toml` and its speakers are measured on (`models.eval.composed`), never tuned on.
`TRIALS.md` tells what was tried.
"""
