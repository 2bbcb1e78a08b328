"""The text model: how the weights that `voicemon.reading` runs were made.

`python -m models.text.train --data PATH` trains the encoder and its emotion heads, `…joint` tunes
it further together with our own heads,
`python -m models.text.export` fits those heads anew on top and writes `reader.onnx`,
`tokenizer.json` and `reader.json` beside this file. See CARD.md.
"""
