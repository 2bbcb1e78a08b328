"""Recipe of the vocal heads: who sounds angry or aroused, from the recogniser's encoder states.

`python -m models.voice.train --data PATH` makes `base.safetensors` and `tiny.en.safetensors` and
their calibration (`base.json`, `tiny.en.json`) from EmoDB and the CREMA-D subset, the only sets
whose licences allow it. `corpora` reads the sets, `channel` sends them through a telephone,
`states` computes encoder states as the transcriber does (clips of one speaker packed into 30 s
windows), `batches` makes speaker-wise batches, `brain` trains, `figures` measures, `probe` is the
linear baseline. CARD.md says what came out and what it must not be used for.
"""
