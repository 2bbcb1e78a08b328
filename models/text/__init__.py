"""The text model: how the weights that `voicemon.reading` runs were made.

`python -m models.text.train --data PATH` trains the encoder and its emotion heads,
`python -m models.text.export` fits the service heads on top and writes `reader.onnx`,
`tokenizer.json` and `reader.json` beside this file. See CARD.md.
"""
