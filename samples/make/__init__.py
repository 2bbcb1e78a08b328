"""Makes the sample calls: texts and moods in, two-channel telephone recordings and sidecars out.

`script` reads a call's text, `phonemes` and `speech` say it, `prosody` acts it, `line` sends it
through a telephone, `hold` plays the music, `timeline` decides who speaks when, `mix` joins the
channels, `expect` writes what must be found, `check` measures the result. Nothing here is imported
by the product, and the synthesis tools are not among its dependencies (samples/README.md).
"""
