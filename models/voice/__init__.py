"""Recipe of the vocal heads: who sounds angry or aroused, from the recogniser's encoder states.

`python -m models.voice.train --data PATH` makes `base.safetensors` and `tiny.en.safetensors` and
their calibration (inside them) from EmoDB and the CREMA-D subset, the only sets whose licences
allow it. `corpora` reads the sets, `channel` sends them through a telephone,
`states` computes encoder states as the transcriber does (clips of one speaker packed into 30 s
windows), `batches` compares each clip with its speaker's earlier ones, `brain` trains, `calibrate`
calibrates, `judging` applies heads to clips, `probe` is the linear baseline, `prosody_weights` fits
what the prosody witness believes. CARD.md says what came out and what it must not be used for.
"""
