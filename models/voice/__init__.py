"""Recipe of the vocal heads: who sounds angry or aroused, from encoder states and tone of voice.

`python -m models.voice.train --data PATH` makes `base.safetensors` and `tiny.en.safetensors` and
their calibration (inside them) from EmoDB and the CREMA-D subset, the only sets whose licences
allow it. `corpora` reads the sets, `channel` sends them through a telephone (`codecs`, `rooms`),
`states` computes encoder states as the transcriber does (clips of one speaker packed into 30 s
windows), `vectors` makes one vector of each clip, `batches` takes each speaker's own mean away,
`brain` trains, `calibrate` calibrates, `judging` applies heads to clips, `probe` is the linear
baseline, `trials` tries other ways by one protocol (TRIALS.md), `prosody_weights` fits what the
prosody witness believes. CARD.md says what came out and what it must not be used for. `research`
makes a head of all five sets, whatever their licences, to learn what more data would give: it is
written outside of the checkout, never here, for the wheel takes its heads from this folder.
"""
